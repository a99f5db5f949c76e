package form

import (
	"slices"
	"strings"

	"sttwizard/agora"
)

// Folded returns a review as it is looked over: the settings of a fold are one row that
// says in words what holds. Where something is to be said of one of several, they stand
// by themselves.
func Folded(d *Draft, groups []ReviewGroup) []ReviewGroup {
	out := slices.Clone(groups)
	for i, g := range groups {
		asked := QuestionsOf(d, g.Step)
		var rows []ReviewRow
		for _, row := range g.Rows {
			fold := row.Question.Fold
			of := slices.DeleteFunc(slices.Clone(g.Rows), func(r ReviewRow) bool { return r.Question.Fold != fold })
			switch first := of[0].Question.Key == row.Question.Key; {
			case fold == nil, len(fold.of(asked)) > 1 && slices.ContainsFunc(of, ReviewRow.speaks):
				rows = append(rows, row.withCodes(d))
			case first:
				rows = append(rows, fold.row(d, asked, of))
			}
		}
		out[i].Rows = rows
	}
	return out
}

// speaks reports whether something is to be said of the row besides its answer.
func (r ReviewRow) speaks() bool { return len(r.Errors)+len(r.Warnings) > 0 || r.Was != "" }

// row is what stands for the rows of a fold.
func (f *Fold) row(d *Draft, asked []Question, of []ReviewRow) ReviewRow {
	out := of[0]
	if i := slices.IndexFunc(of, func(r ReviewRow) bool { return r.Source != Default && r.Source != Automatic }); i >= 0 {
		out = of[i] // that one is edited
	}
	out.Fold, out.Value = f, f.Words(d, asked)
	return out
}

// withCodes returns the row with the codes of its languages behind their names.
func (r ReviewRow) withCodes(d *Draft) ReviewRow {
	if of := r.Question.Path; of != agora.PathLanguages && of != agora.PathTranslatedPairs || r.Question.Get(d) == "" {
		return r
	}
	var told []string
	for _, code := range agora.SplitList(r.Question.Get(d)) {
		if name := agora.LanguageName(code); name != code {
			code = name + " " + code
		}
		told = append(told, code)
	}
	r.Value = drawable(strings.Join(told, ", "))
	return r
}

// Title is what the row is about.
func (r ReviewRow) Title() string {
	if r.Fold != nil {
		return r.Fold.Title
	}
	if _, source, of := strings.Cut(r.Question.Key, "["); of && r.Question.Path == agora.PathTranslatedPairs {
		return drawable(strings.TrimSuffix(source, "]")) + " into" // the name of it stands above
	}
	return r.Question.Title
}

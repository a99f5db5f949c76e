package form

import (
	"sttwizard/agora"
)

// ReviewRow is one line of the review: a question, its answer in words and where
// the answer came from.
type ReviewRow struct {
	Question Question
	Value    string // in words, secrets masked; with "(default, not sent)" where nothing is set
	Source   Source
	Was      string // the value that the draft began with, where it was another
	Errors   []agora.FieldError
	Warnings []agora.Warning
}

// ReviewGroup is the part of the review about one step.
type ReviewGroup struct {
	Step Step
	Off  bool // the step's section is off; it has no rows then
	From Source
	Rows []ReviewRow
}

// Review gives what would be sent, grouped by step: every answer, every default
// that holds instead, and every required answer that is missing.
func Review(d *Draft) []ReviewGroup {
	problems, warnings := d.Problems(), d.Warnings()
	var out []ReviewGroup
	for _, s := range Steps() {
		g := ReviewGroup{Step: s}
		if section := s.Section(); section != "" && !d.On(section) {
			g.Off = true
			out = append(out, g)
			continue
		}
		for _, q := range QuestionsOf(d, s) {
			if row, worth := reviewRow(d, q, problems, warnings); worth {
				g.Rows = append(g.Rows, row)
			}
		}
		out = append(out, g)
	}
	return out
}

// reviewRow makes the line of one question; it tells whether it is worth one.
func reviewRow(d *Draft, q Question, problems []agora.FieldError, warnings []agora.Warning) (ReviewRow, bool) {
	row := ReviewRow{
		Question: q, Value: q.Words(d), Source: d.Source(q.Path),
		Errors: q.Mine(d, problems), Warnings: q.Mine(d, warnings),
	}
	if q.Kind == Toggle {
		return row, false
	}
	if was, changed := d.Was(q.Path); changed && was != "" && q.Key == q.Path {
		before := NewDraft(d.project)
		before.Set(q.Path, was, Default)
		row.Was = q.Words(before)
	}
	if row.Value == "" {
		row.Source = Default
		if initial := q.Initial(d); initial != "" {
			row.Value = initial + " (default, not sent)"
		}
	}
	worth := row.Value != "" || len(row.Errors) > 0 || len(row.Warnings) > 0
	return row, worth
}

// Count gives how many errors and warnings the review holds.
func Count(groups []ReviewGroup) (errors, warnings int) {
	for _, g := range groups {
		for _, r := range g.Rows {
			errors += len(r.Errors)
			warnings += len(r.Warnings)
		}
	}
	return errors, warnings
}

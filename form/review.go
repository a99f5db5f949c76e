package form

import (
	"sttwizard/agora"
)

// ReviewRow is one line of the review: a question, its answer in words and where
// the answer came from.
type ReviewRow struct {
	Question Question
	Fold     *Fold  // of which the row says what holds; nil: it is a question's own
	Value    string // in words, secrets masked, with where they come from; with "(default, not sent)" where nothing is set; empty: missing
	Source   Source
	Was      string // the base's answer in words, where it is another; else empty
	Errors   []agora.FieldError
	Warnings []agora.Warning
	Missing  bool // the errors are about an answer that is still to be given
	Locked   bool // the preset locks the answer
	Unlocked bool // it did, and somebody unlocked it
}

// ReviewGroup is the part of the review about one step.
type ReviewGroup struct {
	Step Step
	Off  bool   // the step's section is off; it has no rows then
	Was  string // whether the base's is on or off, where that is otherwise; else empty
	From Source // where it comes from that the section is on or off; Default for a step without one
	Rows []ReviewRow
}

// Review returns what would be sent (what is kept and not sent: see Draft.NotSent), grouped by step: every answer, every default
// that holds instead, every answer that was taken back, and every required answer
// that is missing, each held against what the draft began with. All texts in it are safe to draw.
func Review(d *Draft) []ReviewGroup { return ReviewAgainst(d, d.Began().Differences(d)) }

// ReviewAgainst is Review with what was found by comparing the draft, see Base.Differences.
func ReviewAgainst(d *Draft, found []Difference) []ReviewGroup {
	v := reviewing{d: d, was: map[string]string{}, problems: d.Problems(), warnings: d.Warnings()}
	for _, x := range found {
		v.was[x.key] = x.Was
	}
	var out []ReviewGroup
	for _, s := range Steps() {
		g := ReviewGroup{Step: s, From: v.switched(s.Section())}
		if section := s.Section(); section != "" {
			g.Was = v.was[string(section)]
		}
		if section := s.Section(); section != "" && !d.On(section) {
			g.Off = true
			out = append(out, g)
			continue
		}
		for _, q := range QuestionsOf(d, s) {
			if q.Kind == Toggle {
				continue
			}
			if row := v.row(q); row.Value != "" || len(row.Errors) > 0 || len(row.Warnings) > 0 {
				g.Rows = append(g.Rows, row)
			}
		}
		out = append(out, g)
	}
	return out
}

// reviewing is what the lines of one review are made from.
type reviewing struct {
	d                  *Draft
	was                map[string]string // the base's answers that are others, by the question's key
	problems, warnings []agora.FieldError
}

func (v reviewing) row(q Question) ReviewRow {
	row := ReviewRow{
		Question: q, Value: drawable(q.Words(v.d)), Source: Source(drawable(string(v.d.Source(q.Path)))),
		Errors: q.Mine(v.d, v.problems), Warnings: q.Mine(v.d, v.warnings),
	}
	row.Locked, row.Unlocked = v.d.Locked(q.Path), v.d.Unlocked(q.Path)
	row.Missing = len(row.Errors) > 0 && v.d.IsMissing(row.Errors[0])
	row.Was = v.was[q.Key]
	switch {
	case v.d.Automatic(q.Path) && IsToken(q.Path):
		row.Value = madeWhenSent
	case v.d.Automatic(q.Path):
		row.Value = v.d.drawn[botOf(q.Path)]
	case row.Value == "" && v.d.Ref(q.Path).Asks():
		row.Value = askedEachTime
	case row.Value == "":
		row.Source = Default
		if initial := q.Initial(v.d); initial != "" {
			row.Value = initial + " (default, not sent)"
		} else if row.Was != "" {
			row.Value = "not sent"
		}
	}
	return row
}

// switched says where it comes from that a section is on or off.
func (v reviewing) switched(s Section) Source {
	began, ok := v.d.began[string(s)]
	switch {
	case s == "" || (!ok && !v.d.On(s)):
		return Default
	case !ok || began != v.d.Text(string(s)):
		return Typed
	case v.d.origin != "":
		return Source(drawable(string(FromPreset(v.d.origin, ""))))
	}
	return Default
}

// Counts are how many answers of a review are wrong and are still to be given, and how
// much of the others is odd.
type Counts struct{ Wrong, Missing, Warnings int }

// Bad returns how many answers keep the draft from being sent.
func (c Counts) Bad() int { return c.Wrong + c.Missing }

// Count counts what the review holds.
func Count(groups []ReviewGroup) (out Counts) {
	for _, g := range groups {
		for _, r := range g.Rows {
			switch {
			case r.Missing:
				out.Missing++
			case len(r.Errors) > 0:
				out.Wrong += len(r.Errors)
			}
			out.Warnings += len(r.Warnings)
		}
	}
	return out
}

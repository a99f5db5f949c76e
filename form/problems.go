package form

import (
	"slices"
	"strings"

	"sttwizard/agora"
	"sttwizard/agora/token"
)

// Problems returns every broken rule of the draft, in the order of the document;
// texts that are no values count too.
func (d *Draft) Problems() []agora.FieldError {
	r, errs := d.build()
	unreadable := map[string]bool{}
	for _, e := range errs {
		unreadable[e.Path] = true
	}
	sent := r.Sent(d.project.Version)
	for _, e := range slices.Concat(sent.Problems(d.project), d.referenceProblems(sent), d.sectionProblems(sent),
		storageProblems(sent), azureProblems(sent), d.tokenProblems(sent), d.foreignTokens(sent)) {
		if e.Rule == "required" && botOf(e.Path) >= 0 {
			e.Text = d.uidNeeded(e.Path)
		}
		if !unreadable[e.Field()] {
			errs = append(errs, e)
		}
	}
	errs = withFixes(d.unresolved(errs))
	order := map[string]int{}
	for i, f := range agora.Fields() {
		order[f.Path] = i
	}
	slices.SortStableFunc(errs, func(a, b agora.FieldError) int { return order[a.Field()] - order[b.Field()] })
	return errs
}

// IsMissing reports whether an error is about an answer that is still to be given, and not
// about one that is wrong.
func (d *Draft) IsMissing(e agora.FieldError) bool {
	if d.Text(e.Field()) == "" {
		return true
	}
	q, ok := QuestionFor(d, e.Path)
	return ok && q.get != nil && q.Get(d) == "" // one of several questions about the field
}

// withFixes says of each answer that is missing what is to be done about it, where that
// is not said yet.
func withFixes(errs []agora.FieldError) []agora.FieldError {
	for i, e := range errs {
		missing := strings.HasPrefix(e.Text, "is required") || strings.HasPrefix(e.Text, "at least ")
		if missing && !strings.Contains(e.Text, ": ") {
			errs[i].Text += ": " + fixOf(e)
		}
	}
	return errs
}

// fixOf says how the missing answer that an error is about is given.
func fixOf(e agora.FieldError) string {
	path := e.Field()
	switch {
	case path == agora.PathTranslatedPairs:
		return "choose one, or switch translation off"
	case path == agora.PathUIDLanguages && e.Path != path:
		return "choose one"
	}
	at := slices.IndexFunc(table, func(q Question) bool { return q.Path == path })
	if at < 0 {
		return "give it"
	}
	switch table[at].Kind {
	case Choice, Pick, Choices:
		return "choose one"
	case Secret:
		return "type or paste it"
	}
	return "type it"
}

// Placeholders returns the problems that keep the draft from being saved as well as
// from being sent: texts that only stand for a value.
func (d *Draft) Placeholders() []agora.FieldError {
	return slices.DeleteFunc(d.Problems(), func(e agora.FieldError) bool { return e.Rule != agora.RulePlaceholder })
}

// sectionProblems is what the form asks beyond the API: encryption switched on
// must say which mode.
func (d *Draft) sectionProblems(r agora.Request) []agora.FieldError {
	if d.on[Encryption] && r.RTC.CryptionMode == nil {
		return []agora.FieldError{{Path: agora.PathCryptionMode, Rule: "required", Text: "is required when encryption is on"}}
	}
	return nil
}

// awaitsMode reports whether a warning takes encryption for off, where only its mode is
// still to be answered.
func (d *Draft) awaitsMode(w agora.Warning) bool {
	about := w.Rule == "unused" && sectionOf(w.Path) == Encryption
	return about && d.on[Encryption] && d.Text(agora.PathCryptionMode) == ""
}

// Warnings returns what is legal but probably wrong.
func (d *Draft) Warnings() []agora.Warning {
	r, _ := d.build()
	now, until := d.clock.times()
	r = r.Sent(d.project.Version)
	lint := slices.DeleteFunc(r.Lint(d.project), d.awaitsMode)
	return slices.Concat(lint, storageWarnings(r), azureWarnings(r), token.Warnings(r, d.project, now, until), d.Misplaced())
}

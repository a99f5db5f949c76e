package tasks

import (
	"slices"

	"sttwizard/internal/attempt"
)

// Used are the languages of the tasks that this machine started last, newest first.
type Used struct {
	Spoken  []string // transcribed
	Targets []string // translated into
}

// How far back languages are looked for, and how many are named.
const (
	usedTasks = 10
	mostUsed  = 5
)

// UsedLanguages returns the languages of the newest attempts, of a list that has the
// newest first. Nothing is read for it.
func UsedLanguages(attempts []*attempt.Attempt) Used {
	var out Used
	for _, a := range attempts[:min(len(attempts), usedTasks)] {
		r, _, _ := a.Runs()
		out.Spoken = withNew(out.Spoken, r.Languages)
		if r.Translate != nil {
			for _, pair := range r.Translate.Languages {
				out.Targets = withNew(out.Targets, pair.Target)
			}
		}
	}
	return out
}

// withNew appends the codes that are not there yet, as far as there is room.
func withNew(all, codes []string) []string {
	for _, code := range codes {
		if len(all) < mostUsed && !slices.Contains(all, code) {
			all = append(all, code)
		}
	}
	return all
}

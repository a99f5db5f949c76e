package cli

import (
	"strings"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
)

// runsWithJSON is one thing that a task runs with, as its changes left it.
type runsWithJSON struct {
	Path string `json:"path"` // of the request
	Text string `json:"text"` // as --set writes it; `""`: unset, or not known
	// `false`: the task was started elsewhere and this was not changed here, so `text` says nothing
	Known bool `json:"known"`
	// what it may run with instead, written like `text`: a change to that has no answer; empty: nothing
	Perhaps []string `json:"perhaps"`
}

// runsWith is what an attempt's task runs with, of what can be changed while it runs and
// is set, or may be.
func runsWith(at *attempt.Attempt) []runsWithJSON {
	out := []runsWithJSON{}
	s, v := at.Settings(), at.Intent().Version
	for _, path := range []string{
		agora.PathLanguages, agora.PathUIDLanguages, agora.PathKeywords, agora.PathTranslatedPairs, agora.PathSubscribeUIDs,
	} {
		texts := s.Texts(path)
		if !v.Has(path) || len(texts) == 1 && texts[0] == "" && (s.Known || path != agora.PathLanguages) {
			continue
		}
		one := runsWithJSON{path, texts[0], s.Known || texts[0] != "", texts[1:]}
		out = append(out, one)
	}
	return out
}

// sureLanguages are the languages that a task runs with; empty where that is not sure.
func sureLanguages(at *attempt.Attempt) string {
	s := at.Settings()
	if len(s.Texts(agora.PathLanguages)) > 1 {
		return ""
	}
	return strings.Join(s.Languages, ", ")
}

// unsure are the paths of a task's settings of which nobody knows whether a change of them is in force.
func unsure(at *attempt.Attempt) []string {
	out := []string{}
	for _, one := range runsWith(at) {
		if len(one.Perhaps) > 0 {
			out = append(out, one.Path)
		}
	}
	return out
}

package ui

import (
	"strings"
	"testing"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
	term "sttwizard/internal/screen"
)

// saying is a preset for the channel demo and a language.
func saying(language string) string { return strings.Replace(readyFor("demo"), "en-US", language, 1) }

func TestATaskOfAnotherLanguageIsStartedBesideWithOneKey(t *testing.T) {
	t.Parallel()
	for _, v := range agora.Versions() {
		t.Run(string(v), func(t *testing.T) {
			d, ask := given(t, saying("fr-FR"))
			r := start(t, rigOptions{api: v, ui: Options{Draft: d, Ask: ask}})
			r.see("ready to send")
			r.calm()
			r.keys("s", "e remind")
			r.keys("n", "ready to send")
			r.calm()
			r.keys("s", "for fr-FR too", "may be billed for the same", "Start anyway: two tasks may bill", "fr-FR: task ")
			r.keys(term.Esc, "ready to send")
			r.ask(func(m *Model) {
				m.draft.Set(agora.PathLanguages, "en-US", "typed")
				m.draft.Set(agora.PathSubBotUID, "", "typed")
				m.draft.Set(agora.PathPubBotUID, "", "typed")
			})
			r.calm()
			r.keys("s", "for fr-FR; this one is for en-US", "A task for each language is the usual way", "Start it beside: each is billed   y", "started here by the connection sandbox")
			r.mustNot("two tasks may bill", "for the same")
			r.calm()
			r.keys("y", "e remind")
			r.mustState(attempt.Started, attempt.Started)
		})
	}
}

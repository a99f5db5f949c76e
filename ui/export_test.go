package ui

import (
	"testing"

	"sttwizard/agora"
	"sttwizard/form"
)

// TestAnExportOfWhatIsWrongSaysSo exports in every way, with an error, without one, and
// with a secret that is missing, for which programs ask.
func TestAnExportOfWhatIsWrongSaysSo(t *testing.T) {
	t.Parallel()
	const words = "it has 1 error, so Agora would refuse it"
	for _, v := range agora.Versions() {
		d := newDesk(t, rigOptions{home: withReady(t, "demo"), api: v})
		ways := [][]string{{"y"}, {"w"}, {"o", "g"}, {"o", "p"}, {"o", "n"}, {"o", "c"}, {"o", "j"}}
		all := func(wrong bool) {
			t.Helper()
			for _, keys := range ways {
				d.press(keys...)
				says := len(lacking(d.m.note, []string{words})) == 0
				if says != wrong || d.m.noteBad != wrong || d.m.note == "" {
					t.Errorf("%s: %v says %q", v, keys, d.m.note)
				}
			}
		}
		d.press("enter")
		d.must("Start transcription")
		all(false)
		d.m.draft.Set(agora.PathMaxIdleTime, "none", form.Typed)
		d.run(d.m.showReview())
		all(true)
		d.m.draft.Set(agora.PathMaxIdleTime, "", form.Typed)
		d.m.draft.Set(agora.PathCryptionMode, "1", form.Typed)
		d.run(d.m.showReview())
		all(false)
	}
}

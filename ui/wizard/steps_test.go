package wizard

import (
	"strings"
	"testing"

	"sttwizard/agora"
	"sttwizard/form"
	"sttwizard/ui/kit/kittest"
)

// A step that was passed half filled says how much it lacks, on every width.
func TestAStepSaysHowMuchIsMissing(t *testing.T) {
	tell, _ := teller()
	w := answering(t, legal())
	s := New(w, form.StepCaptions, tell)
	w.draft.Set(string(form.Captions), "on", form.Typed)
	press(s, alt('2'))
	mustShow(t, s, "○ 4 Caption storage", "     5 missing")
	for width, want := range map[int]string{70: "○ 4 Caption storage: 5 missing", 40: "○ 4"} {
		if text := kittest.Text(s, width, 20); !strings.Contains(text, want) {
			t.Errorf("%d columns do not show %q:\n%s", width, want, text)
		}
	}
	w.draft.Set(agora.PathVendor, "1", form.Typed)
	w.draft.Set(agora.PathRegion, "0", form.Typed)
	w.draft.Set(agora.PathBucket, "a b", form.Typed)
	mustShow(t, s, "✗ 4 Caption storage", " 1 wrong, 2 missing")
	w.draft.Set(string(form.Captions), "off", form.Typed)
	mustShow(t, s, "– 4 Caption storage off")
	w.draft.Set(agora.PathChannelName, "", form.Typed)
	mustShow(t, s, "○ 1 Channel and bots", " 1 missing ")
	if text := kittest.Text(s, 70, 20); strings.Contains(text, "Channel and bots") {
		t.Errorf("a step that nobody saw is said to be left:\n%s", text)
	}
}

// A request that is longer than its pane says how much of it is out of sight.
func TestTheRequestSaysWhatIsOutOfSight(t *testing.T) {
	tell, _ := teller()
	s := New(answering(t, legal()), form.StepChannel, tell)
	request := func(by int) string {
		s.peek(by)
		var out string
		for line := range strings.SplitSeq(kittest.Text(s, 120, 10), "\n") {
			_, right, _ := strings.Cut(line, "│")
			out += right + "\n"
		}
		return out
	}
	request(0)
	if text := request(-100); !strings.Contains(text, "more lines below") || strings.Contains(text, "more lines above") {
		t.Errorf("at its top:\n%s", text)
	}
	if text := request(200); !strings.Contains(text, "more lines above") || strings.Contains(text, "more lines below") {
		t.Errorf("at its end:\n%s", text)
	}
}

// What was typed and is no value stands in the request all the same, marked.
func TestTheRequestShowsWhatIsNoValue(t *testing.T) {
	tell, _ := teller()
	w := answering(t, legal())
	s := New(w, form.StepChannel, tell)
	for path, text := range map[string]string{
		agora.PathMaxIdleTime: "abc", agora.PathJSONProtocol: "perhaps", agora.PathSliceDuration: "soon", agora.PathTranslatedPairs: "fr",
		agora.PathRegion: "us-east-1",
	} {
		w.draft.Set(path, text, form.File)
		marked := false
		for line := range strings.SplitSeq(kittest.Text(s, 140, 60), "\n") {
			marked = marked || strings.Contains(line, "│ ✗ ") && strings.Contains(line, `: "`+text+`"`)
		}
		if !marked {
			t.Errorf("%q does not stand there with a mark:\n%s", text, kittest.Text(s, 140, 60))
		}
		if strings.Contains(w.draft.Shown().JSON(w.draft.Project(), w.draft.Show), text) {
			t.Errorf("%q is in the request", text)
		}
	}
}

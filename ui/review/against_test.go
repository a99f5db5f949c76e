package review

import (
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"sttwizard/agora"
	"sttwizard/form"
	"sttwizard/ui/kit"
	"sttwizard/ui/kit/kittest"
)

// compared makes the review of a draft that began as a preset and was changed since, with a
// last run in another language.
func compared(t *testing.T, last bool) (*Screen, *[]Outcome) {
	t.Helper()
	d := answered(t, legal())
	d.Begin("gala")
	d.Set(agora.PathMaxIdleTime, "120", form.Typed)
	d.Set(string(form.Translation), "on", form.Typed)
	w := world{draft: d}
	if last {
		w.last = form.BaseOfRequest("last run of 28 Nov", d.Project(), d.Request(), nil)
		d.Set(agora.PathLanguages, "de-DE", form.Typed)
	}
	told := &[]Outcome{}
	return New(w, "", func(o Outcome) tea.Cmd { *told = append(*told, o); return nil }), told
}

func TestOneKeyChangesWhatTheAnswersAreComparedWith(t *testing.T) {
	s, told := compared(t, true)
	text := func(width int) string { return strings.Join(strings.Fields(kittest.Text(s, width, 40)), " ") }
	if got := text(100); !strings.Contains(got, "differs from preset gala in 3 answers") || !strings.Contains(got, "was off") || !strings.Contains(got, "was English (United") {
		t.Errorf("it begins with\n%s", got)
	}
	b, ok := kit.Find(s.Keys(), "D")
	if !ok || b.What() != "compare with the last run" {
		t.Errorf("%v, %q", ok, b.What())
	}
	kittest.Press(t, s, "D")
	const one = "differs from last run of 28 Nov: Spoken in the channel en-US → de-DE"
	for _, width := range []int{50, 80, 100} {
		if got := text(width); !strings.Contains(got, one) || strings.Contains(got, "was off") {
			t.Errorf("against the last run, at %d columns:\n%s", width, got)
		}
	}
	kittest.Press(t, s, "D")
	if got := text(100); !strings.Contains(got, "compared with nothing") || strings.Contains(got, "was ") {
		t.Errorf("against nothing:\n%s", got)
	}
	kittest.Press(t, s, "D")
	if want := []Outcome{Compare{LastRun}, Compare{Nothing}, Compare{AsBegan}}; !slices.Equal(*told, want) {
		t.Errorf("it tells %v", *told)
	}
	if got := text(100); !strings.Contains(got, "differs from preset gala") {
		t.Errorf("round it is\n%s", got)
	}
}

func TestOnlyWhatThereIsIsComparedWith(t *testing.T) {
	s, told := compared(t, false)
	kittest.Press(t, s, "D", "D")
	if want := []Outcome{Compare{Nothing}, Compare{AsBegan}}; !slices.Equal(*told, want) {
		t.Errorf("it tells %v", *told)
	}
	fresh, _ := reviewing(answered(t, legal()))
	if _, ok := kit.Find(fresh.Keys(), "D"); ok {
		t.Error("there is nothing to compare with, and a key for it")
	}
	d := answered(t, legal())
	base := form.BaseOfRequest("last run of 14:05", d.Project(), d.Request(), nil)
	s = New(world{draft: d, last: base}, "", func(Outcome) tea.Cmd { return nil })
	if text := kittest.Text(s, 100, 40); strings.Contains(text, "last run") {
		t.Errorf("nobody asked:\n%s", text)
	}
	kittest.Press(t, s, "D")
	if text := kittest.Text(s, 100, 40); !strings.Contains(text, "as last run of 14:05") {
		t.Errorf("it shows\n%s", text)
	}
}

func TestTheLineStaysWhereItIsWhateverIsCompared(t *testing.T) {
	s, _ := compared(t, true)
	s.at = slices.Index(s.lines(), agora.PathLanguages)
	for range 3 {
		kittest.Press(t, s, "D")
		if s.lines()[s.at] != agora.PathLanguages {
			t.Errorf("it stands on %s", s.lines()[s.at])
		}
	}
}

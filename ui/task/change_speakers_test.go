package task

import (
	"slices"
	"strings"
	"testing"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
	"sttwizard/ui/kit/kittest"
)

// withSpeakers makes the form of a change of a task with two speakers of known languages, and
// its lines as they are.
func withSpeakers(t *testing.T) (*Form, []string) {
	t.Helper()
	w := &world{}
	in := intent()
	in.Request = []byte(`{"languages":["en-US"],"uidLanguagesConfig":[{"uid":"101","languages":["de-DE"]},{"uid":"102","languages":["fr-FR","it-IT"]}]}`)
	a, err := attempt.TakeUp(journal(t, w), in, agora.Handle{TaskID: "task-1"}, agora.Task{})
	if err != nil {
		t.Fatal(err)
	}
	kittest.Do(t, screen(w, a).Keys(), "u")
	f := w.last(t).(AskChange).Form
	var values []string
	for _, l := range f.Lines() {
		values = append(values, l.Text)
	}
	return f, values
}

// asks names the lines about single speakers that are there with such uids.
func asks(f *Form, uids string) []string {
	var out []string
	for _, s := range f.slots {
		if who := f.speaker(s.nth, uids); s.path == speaker && who != "" {
			out = append(out, who)
		}
	}
	return out
}

func TestWhatASpeakerSpeaksIsPickedInAChange(t *testing.T) {
	f, values := withSpeakers(t)
	uids := f.line(agora.PathUIDLanguages)
	if values[uids] != "101,102" || values[uids+1] != "de-DE" || values[uids+2] != "fr-FR,it-IT" {
		t.Errorf("the lines begin with %q", values)
	}
	for _, s := range f.slots {
		if s.path == speaker && (len(s.Pick) < 50 || s.Most != f.attempt().Intent().Version.Limits().UIDLanguagesEach.Max) {
			t.Errorf("a speaker has %d languages to pick from, at most %d", len(s.Pick), s.Most)
		}
	}
	for typed, want := range map[string]string{
		"101,102":         "101:de-DE,102:fr-FR+it-IT",
		"102":             "102:fr-FR+it-IT", // who is known keeps what is theirs
		"102, 101":        "102:fr-FR+it-IT,101:de-DE",
		"103,102":         "103:es-ES,102:fr-FR+it-IT", // a new one has a line of their own
		"":                "",
		"7:german+french": "7:de-DE+fr-FR", // as files write it
	} {
		values[uids], values[uids+3] = typed, "es-ES"
		if got := f.text(agora.PathUIDLanguages, values); got != want {
			t.Errorf("with %q it says %q, want %q", typed, got, want)
		}
	}
	for typed, want := range map[string]string{"101,102": "101 102", "102,103": "102 103", "x,104": "104", "7:german": ""} {
		if got := strings.Join(asks(f, typed), " "); got != want {
			t.Errorf("with %q it asks about %q, want %q", typed, got, want)
		}
	}
}

func TestAnErrorAboutASpeakerStandsAtTheirLine(t *testing.T) {
	f, values := withSpeakers(t)
	uids := f.line(agora.PathUIDLanguages)
	wrong := func() (out []int) {
		for i := range values {
			if f.WrongAt(i, values) != nil {
				out = append(out, i-uids)
			}
		}
		return out
	}
	values[uids] = "101,102,103" // nobody has said what the new one speaks
	if got := wrong(); !slices.Equal(got, []int{3}) {
		t.Errorf("wrong are the lines %v behind the uids", got)
	}
	values[uids+3] = "es-ES"
	if got := wrong(); len(got) > 0 {
		t.Errorf("wrong are the lines %v behind the uids", got)
	}
	values[uids] = "101,101"
	if got := wrong(); !slices.Equal(got, []int{0}) {
		t.Errorf("of one who stands there twice wrong are the lines %v", got)
	}
}

package task

import (
	"slices"
	"strings"
	"testing"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
	"sttwizard/ui/kit"
	"sttwizard/ui/kit/kittest"
)

// changing makes the form of a change, and its lines as they are.
func changing(t *testing.T) (*Form, []string, *world) {
	t.Helper()
	s, w := running(t)
	kittest.Do(t, s.Keys(), "u")
	f := w.last(t).(AskChange).Form
	var values []string
	for _, l := range f.Lines() {
		values = append(values, l.Text)
	}
	w.told = nil
	return f, values, w
}

func TestAChangeIsAskedAboutFromOldToNew(t *testing.T) {
	f, values, w := changing(t)
	languages := slices.Index(f.paths(), agora.PathLanguages)
	if got := f.Lines()[languages]; got.Label != "Languages" || got.Help == "" {
		t.Errorf("the line is %+v", got)
	}
	values[languages] = "de-DE"
	f.Done(values)
	asked := w.last(t).(Ask)
	if asked.Text != "Change the task in hall while it runs?" || len(asked.More) != 1 ||
		!strings.HasSuffix(asked.More[0], "→ de-DE") || asked.Bad {
		t.Errorf("it asks %q, %q", asked.Text, asked.More)
	}
	kittest.Do(t, asked.Answers, "y")
	if got, ok := w.last(t).(Change); !ok || !slices.Equal(got.Now.Languages, []string{"de-DE"}) {
		t.Errorf("a yes tells %v", w.last(t))
	}
	for key, want := range map[string]Outcome{"e": EditChange, "n": EditChange, "esc": EditChange} {
		if kittest.Do(t, asked.Answers, key); w.last(t) != want {
			t.Errorf("%s tells %v, want %v", key, w.last(t), want)
		}
	}
	w.mark = "REAL"
	f.Done(values)
	if asked := w.last(t).(Ask); !asked.Bad || !strings.Contains(asked.Text, "This is REAL, connection acme.") {
		t.Errorf("on production it asks %q", asked.Text)
	}
}

// What start warns of, a change is warned of, too.
func TestAChangeIsWarnedOfAsAStartIs(t *testing.T) {
	f, values, w := changing(t)
	values[slices.Index(f.paths(), agora.PathLanguages)] = "xx-YY, de-DE"
	f.Done(values)
	more := strings.Join(w.last(t).(Ask).More, "\n")
	for _, want := range []string{"xx-YY is not on the list that Agora published for v7", "two languages cost more"} {
		if !strings.Contains(more, want) {
			t.Errorf("there is no %q in %q", want, more)
		}
	}
}

// A code of a speaker's language is typed in a change as in a start.
func TestAChangeSpellsCodesAsAStartDoes(t *testing.T) {
	f, values, w := changing(t)
	values[slices.Index(f.paths(), agora.PathUIDLanguages)] = "501:en-us + FR-fr"
	f.Done(values)
	more := strings.Join(w.last(t).(Ask).More, "\n")
	if !strings.Contains(more, "501 speaks en-US or fr-FR") || strings.Contains(more, "is not on the list") {
		t.Errorf("it asks %q", more)
	}
	values[slices.Index(f.paths(), agora.PathUIDLanguages)] = "501:english+francais, 502:german"
	f.Done(values) // by their names
	if more := strings.Join(w.last(t).(Ask).More, "\n"); !strings.Contains(more, "501 speaks en-US or fr-FR") || !strings.Contains(more, "502 speaks de-DE") {
		t.Errorf("of names it asks %q", more)
	}
}

func TestALineSaysWhatIsWrongWithItself(t *testing.T) {
	for path, text := range map[string]string{agora.PathLanguages: "en_US", agora.PathUIDLanguages: "nonsense"} {
		f, values, _ := changing(t)
		line := slices.Index(f.paths(), path)
		values[line] = text
		for i := range values {
			if err := f.WrongAt(i, values); (err != nil) != (i == line) {
				t.Errorf("%s, line %d: %v", path, i, err)
			}
		}
	}
}

func TestAChangeBeginsWithWhatTheJournalHasNow(t *testing.T) {
	s, w := running(t)
	in := intent()
	in.Request = []byte(`{"languages":["fr-FR"]}`)
	a, err := attempt.TakeUp(journal(t, w), in, agora.Handle{TaskID: "task-1"}, agora.Task{})
	if err != nil {
		t.Fatal(err)
	}
	w.Attempt = a // as it was read again
	kittest.Do(t, s.Keys(), "u")
	f := w.last(t).(AskChange).Form
	if got := f.Lines()[slices.Index(f.paths(), agora.PathLanguages)].Text; got != "fr-FR" {
		t.Errorf("the line begins with %q", got)
	}
	if strings.Contains(f.Intro(), "elsewhere") {
		t.Errorf("what is known is told as %q", f.Intro())
	}
}

func TestNothingThatChangesIsNotSent(t *testing.T) {
	f, values, w := changing(t)
	f.Done(values)
	said := Say{Words: "nothing changes, as far as this machine knows; tasks update --set sends it anyway"}
	if want := []Outcome{Stay, said}; !slices.Equal(w.told, want) {
		t.Errorf("it tells %v, want %v", w.told, want)
	}
}

func TestWhatCantBeChangedSaysWhy(t *testing.T) {
	w := &world{}
	in := intent()
	in.Version = agora.V5
	a, err := attempt.TakeUp(journal(t, w), in, agora.Handle{TaskID: "task-1", BuilderToken: "t"}, agora.Task{})
	if err != nil {
		t.Fatal(err)
	}
	kittest.Do(t, screen(w, a).Keys(), "u")
	if said, ok := w.last(t).(Say); !ok || !said.Bad || !strings.HasPrefix(said.Words, "A task of v5 can't be changed") {
		t.Errorf("it tells %v", w.last(t))
	}
}

func TestTheFooterHasNoKeyThatFails(t *testing.T) {
	for _, v := range []agora.Version{agora.V5, agora.V7} {
		w := &world{}
		in := intent()
		in.Version = v
		a, err := attempt.TakeUp(journal(t, w), in, agora.Handle{TaskID: "task-1", BuilderToken: "t"}, agora.Task{})
		if err != nil {
			t.Fatal(err)
		}
		if b, ok := kit.Find(screen(w, a).Keys(), "u"); !ok || b.IsRare() != (v == agora.V5) {
			t.Errorf("%s: u is found %v, out of the footer %v", v, ok, ok && b.IsRare())
		}
	}
}

func TestTheTranslationFollowsTheSpokenLanguages(t *testing.T) {
	f, values, _ := changing(t)
	languages := slices.IndexFunc(f.slots, func(s slot) bool { return s.path == agora.PathLanguages })
	if got := f.slots[languages]; len(got.Pick) == 0 || got.Most < 1 {
		t.Error("the languages are not picked")
	}
	first := slices.IndexFunc(f.slots, func(s slot) bool { return s.path == agora.PathTranslatedPairs })
	if got := f.slots[first]; len(got.Pick) == 0 || got.Most < 1 {
		t.Errorf("the translation is picked from %d languages, at most %d", len(got.Pick), got.Most)
	}
	values[languages], values[first], values[first+1] = "en-US", "es-ES,fr-FR", "it-IT"
	if got := f.text(agora.PathTranslatedPairs, values); got != "en-US:es-ES+fr-FR" {
		t.Errorf("of one language it says %q", got)
	}
	values[languages] = "de-DE,en-US"
	if got := f.text(agora.PathTranslatedPairs, values); got != "de-DE:es-ES+fr-FR,en-US:it-IT" {
		t.Errorf("of others it says %q", got)
	}
}

func TestALanguageOfOneSpeakerIsTranslatedByAChange(t *testing.T) {
	f, values, w := changing(t)
	values[f.line(agora.PathUIDLanguages)] = "101:de-DE"
	at := -1
	for i, s := range f.slots {
		langs := []string{}
		if s.of != nil {
			langs = s.of(func(path string) string { return f.text(path, values) })
		}
		if s.path == agora.PathTranslatedPairs && slices.Equal(langs, []string{"de-DE"}) && s.nth == 0 {
			at = i
		}
	}
	if at < 0 {
		t.Fatal("there is no line for the language of a speaker")
	}
	values[at] = "fr-FR"
	f.Done(values)
	asked := w.last(t).(Ask)
	if !slices.ContainsFunc(asked.More, func(l string) bool { return strings.Contains(l, "de-DE into fr-FR") }) {
		t.Errorf("it asks %q", asked.More)
	}
	languages := f.line(agora.PathLanguages)
	values[languages] += ",es-ES" // the speaker's translation stays his
	f.Done(values)
	asked = w.last(t).(Ask)
	if !slices.ContainsFunc(asked.More, func(l string) bool { return strings.Contains(l, "de-DE into fr-FR") }) {
		t.Errorf("with another language it asks %q", asked.More)
	}
}

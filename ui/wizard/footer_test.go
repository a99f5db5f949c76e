package wizard

import (
	"slices"
	"testing"

	tea "charm.land/bubbletea/v2"

	"sttwizard/agora"
	"sttwizard/form"
	"sttwizard/ui/kit"
)

// at is what a key may change of a screen.
type at struct {
	step    form.Step
	key     string
	answers string
	open    bool // enter would open a fold
	wrong   bool // the question is: enter says so and stays
	told    int
}

func stateOf(s *Screen, told []Outcome) at {
	now := at{step: s.step, key: s.page.Focused().Key, open: s.page.EnterOpens(), told: len(told)}
	for _, q := range form.Questions(s.world.Draft()) {
		now.answers += q.Key + "=" + q.Get(s.world.Draft()) + "\n"
		now.wrong = now.wrong || q.Key == now.key && len(q.Mine(s.world.Draft(), s.world.Draft().Problems())) > 0
	}
	return now
}

// did reports whether a key did what its words say.
func did(words string, before, after at, told []Outcome) bool {
	last := Outcome(nil)
	if len(told) > before.told {
		last = told[len(told)-1]
	}
	moved := before.step != after.step || before.key != after.key
	switch words {
	case "open":
		return before.open && last == nil
	case "take and go on":
		return before.answers != after.answers && (moved || last == Review)
	case "go on with none":
		return before.answers == after.answers && (moved || last == Review)
	case "done", "review":
		return last == Review
	case "next", "next question", "question before":
		return moved && last != Review && last != GoHome
	case "home":
		return last == GoHome
	case "back":
		return last == Review || before.step != after.step
	}
	return false
}

// footers compares what keys are said to do with what they do, at each place that the way
// leads to, in screens that are made anew for each key.
func footers(t *testing.T, name string, of func() (*Screen, *[]Outcome)) {
	t.Helper()
	for _, k := range []tea.KeyPressMsg{enter, tab, shiftTab, esc} {
		s, told := of()
		b, ok := kit.Find(s.Keys(), k.String())
		if !ok {
			t.Errorf("%s: %s does nothing", name, k)
			continue
		}
		before := stateOf(s, *told)
		b.Do()
		after := stateOf(s, *told)
		if stays := k == enter && before.wrong && before.key == after.key && len(*told) == before.told; stays {
			continue
		}
		if !did(b.What(), before, after, *told) {
			t.Errorf("%s: %s %q leads from %v %s to %v %s and tells %v", name, k, b.What(),
				before.step, before.key, after.step, after.key, (*told)[before.told:])
		}
	}
}

// rich are answers of which every section is on.
func rich() map[string]string {
	answers := legal()
	for path, text := range map[string]string{
		agora.PathSubBotUID: "47091", agora.PathTranslatedPairs: "en-US:fr-FR", agora.PathCryptionMode: "1", agora.PathSecret: "00secret",
		agora.PathVendor: "1", agora.PathRegion: "0", agora.PathBucket: "captions", agora.PathAccessKey: "AKIA", agora.PathSecretKey: "00key",
	} {
		answers[path] = text
	}
	return answers
}

func TestTheFooterOfEveryQuestionSaysWhatItsKeysDo(t *testing.T) {
	full := answering(t, rich()).draft
	for _, answers := range []map[string]string{legal(), rich(), {}} {
		for _, q := range form.Questions(full) {
			w := answering(t, answers)
			if !slices.ContainsFunc(form.Questions(w.draft), func(o form.Question) bool { return o.Key == q.Key }) {
				continue
			}
			footers(t, "as a step, "+q.Key, func() (*Screen, *[]Outcome) {
				tell, told := teller()
				s := New(answering(t, answers), q.Step, tell)
				s.page.Focus(q.Key)
				return s, told
			})
			footers(t, "edited, "+q.Key, func() (*Screen, *[]Outcome) {
				tell, told := teller()
				return Edit(answering(t, answers), q, tell), told
			})
			footers(t, "asked, "+q.Key, func() (*Screen, *[]Outcome) {
				tell, told := teller()
				return Ask(answering(t, answers), []string{q.Path}, "", tell), told
			})
		}
	}
}

// TestDoneIsSaidOnlyWhereEnterLeadsBack edits what raises other questions.
func TestDoneIsSaidOnlyWhereEnterLeadsBack(t *testing.T) {
	space, down := tea.KeyPressMsg{Code: tea.KeySpace, Text: " "}, tea.KeyPressMsg{Code: tea.KeyDown}
	for path, keys := range map[string][][]tea.KeyPressMsg{
		string(form.Translation): {nil, {space}},
		string(form.Captions):    {nil, {space}, {space, enter}, {space, space}},
		string(form.Encryption):  {nil, {space}, {space, enter}},
		agora.PathMaxIdleTime:    {nil, {down}, {down, space}, {tea.KeyPressMsg{Code: tea.KeyUp}}, {alt('1')}},
	} {
		for _, before := range keys {
			footers(t, path, func() (*Screen, *[]Outcome) {
				w := answering(t, legal())
				tell, told := teller()
				i := slices.IndexFunc(form.Table(), func(q form.Question) bool { return q.Path == path })
				s := Edit(w, form.Table()[i], tell)
				press(s, before...)
				return s, told
			})
		}
	}
	s, _ := edited(t, answering(t, legal()), string(form.Captions))
	for _, want := range []string{"done", "next", "done"} {
		if b, _ := kit.Find(s.Keys(), "enter"); b.What() != want {
			t.Errorf("with %v it is %s, want %s", s.world.Draft().On(form.Captions), b.What(), want)
		}
		press(s, space)
	}
}

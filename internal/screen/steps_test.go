package screen

import (
	"context"
	"slices"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
)

// story is a model that writes down what it is told and answers with what is asked.
type story struct {
	told    *[]string
	answers map[string]tea.Cmd
}

func (story) Init() tea.Cmd  { return nil }
func (story) View() tea.View { return tea.View{} }

func (s story) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	text, _ := msg.(string)
	*s.told = append(*s.told, text)
	return s, s.answers[text]
}

func says(text string) tea.Cmd { return func() tea.Msg { return text } }

func TestStepsGoOneAfterTheOtherAndWaitsWhenTheyAreRung(t *testing.T) {
	noon := time.Date(2026, time.November, 22, 12, 0, 0, 0, time.UTC)
	ctx, cancel := context.WithCancel(t.Context())
	s := NewSteps(func() time.Time { return noon })
	waits := func(d time.Duration, text string) tea.Cmd {
		return func() tea.Msg {
			select {
			case at := <-s.After(ctx, d):
				return text + at.Format(" 15:04")
			case <-ctx.Done():
				return nil
			}
		}
	}
	var told []string
	s.Model = story{&told, map[string]tea.Cmd{
		"go": tea.Sequence(tea.Batch(waits(time.Hour, "late"), waits(time.Minute, "soon")), says("one"), says("two")), "one": says("of one"),
	}}
	s.Takes = func(msg tea.Msg) bool { return msg == "two" }
	s.Tell("go")
	if want := []string{"go", "one", "of one"}; !slices.Equal(told, want) {
		t.Errorf("it was told %q, want %q", told, want)
	}
	first := s.Next(noon.Add(time.Hour))
	if s.Waiting() != 2 || s.Oldest() == first || s.Next(noon) != nil {
		t.Fatalf("%d wait, the next is the oldest: %v", s.Waiting(), s.Oldest() == first)
	}
	s.Ring(first, first.At)
	s.Ring(first, first.At) // it is over
	if told[len(told)-1] != "soon 12:01" || len(told) != 4 || s.Waiting() != 1 || s.Err != nil {
		t.Errorf("it was told %q, %d wait, %v", told, s.Waiting(), s.Err)
	}
	cancel()
	s.Close()
	if s.Waiting() != 0 || s.Oldest() != nil {
		t.Errorf("%d still wait", s.Waiting())
	}
}

func TestKeysHaveTheNamesOfBubbleTea(t *testing.T) {
	for name := range keyCodes {
		for _, mod := range []string{"", "ctrl+", "alt+", "shift+"} {
			if key, ok := Key(mod + name); !ok {
				t.Errorf("%s%s would be %q", mod, name, key)
			}
		}
	}
	for _, name := range []string{"x", "X", "ß", "?", "+", "ctrl+r", "alt+4", "space"} {
		key, ok := Key(name)
		if !ok || key.String() != name {
			t.Errorf("%s would be %q", name, key)
		}
	}
	for _, name := range []string{"", "xy", "hyper+x", "ctrl+"} {
		if key, ok := Key(name); ok {
			t.Errorf("%q is the key %q", name, key)
		}
	}
}

package paste

import (
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"sttwizard/internal/convert"
	"sttwizard/ui/kit/kittest"
)

type world struct{}

func (world) Notes(convert.Import) []string { return []string{"it names another App ID"} }
func (world) HasAnswers() bool              { return true }
func (world) Sign() string                  { return "*" }

const request = `{"languages": ["en-US"], "rtcConfig": {"channelName": "hall", "secret": "canary-of-a-secret"}}`

// pasted makes the screen with a text in it, and gives what is told of it.
func pasted(text string) (*Screen, *[]Outcome) {
	told := &[]Outcome{}
	s := New(world{}, func(o Outcome) tea.Cmd { *told = append(*told, o); return nil })
	s.Typed(tea.PasteMsg{Content: text})
	return s, told
}

// mustSay fails the test unless the screen says all that, and not what is secret.
func mustSay(t *testing.T, s *Screen, words ...string) {
	t.Helper()
	text := kittest.Text(s, 80, 24)
	for _, w := range words {
		if !strings.Contains(text, w) || strings.Contains(text, "canary") {
			t.Errorf("it does not say %q, or what is secret:\n%s", w, text)
		}
	}
}

func TestWhatIsReadIsToldAndNeverShown(t *testing.T) {
	s, told := pasted(request)
	mustSay(t, s, "1 line, 94 characters; it is not shown")
	cmd := kittest.Do(t, s.Keys(), "enter")
	if text := kittest.Text(s, 80, 24); !s.Waits() || !strings.Contains(text, "reading it *") || !s.IsTyping() {
		t.Errorf("while it is read it says\n%s", text)
	}
	s.Heard(cmd())
	mustSay(t, s, "✓ 2 values and 1 secret understood", "! it names another App ID")
	if s.Waits() || s.IsTyping() || !s.IsReading() {
		t.Error("once it is read it still waits or takes letters")
	}
	if read := s.Read(); len(read.Values) != 2 {
		t.Errorf("it has read %v", read.Values)
	}
	for _, k := range []string{"enter", "esc", "h"} {
		kittest.Do(t, s.Keys(), k)
	}
	if want := []Outcome{GoOn, Again, GoHome}; !slices.Equal(*told, want) {
		t.Errorf("the keys tell %v, want %v", *told, want)
	}
}

func TestATextThatWasEmptiedIsNotReadAfterAll(t *testing.T) {
	s, _ := pasted(request)
	late := kittest.Do(t, s.Keys(), "enter")
	kittest.Do(t, s.Keys(), "ctrl+u")
	s.Heard(late())
	if text := kittest.Text(s, 80, 24); !s.IsTyping() || !strings.Contains(text, "nothing yet") {
		t.Errorf("it says\n%s", text)
	}
}

func TestWhatIsNoRequestOrTooLongIsRefused(t *testing.T) {
	s, _ := pasted("hello there")
	s.Heard(kittest.Do(t, s.Keys(), "enter")())
	if text := kittest.Text(s, 80, 24); !s.IsTyping() || !strings.Contains(text, "✗") {
		t.Errorf("of a text without a request it says\n%s", text)
	}
	s, _ = pasted(strings.Repeat("x", convert.MaxBytes+1))
	if cmd := kittest.Do(t, s.Keys(), "enter"); cmd != nil || !strings.Contains(kittest.Text(s, 80, 24), "more than a request can be") {
		t.Errorf("of a text that is too long it says\n%s", kittest.Text(s, 80, 24))
	}
	kittest.Do(t, s.Keys(), "ctrl+u")
	s.Typed(tea.KeyPressMsg{Code: 'a', Text: "a"})
	s.Typed(tea.KeyPressMsg{Code: tea.KeyBackspace})
	if text := kittest.Text(s, 80, 24); !strings.Contains(text, "nothing yet") {
		t.Errorf("emptied it says\n%s", text)
	}
}

// A text that can't be read stays, with the place and what to do; enter tells it again
// and adds nothing.
func TestABrokenTextIsToldAndStays(t *testing.T) {
	s, told := pasted("{\"languages\": [\"en-US\"],\r\"rtcConfig\" {}}\r")
	for range 3 {
		s.Heard(kittest.Do(t, s.Keys(), "enter")())
		mustSay(t, s, "2 lines, 40 characters", "✗ line 2, column 13: a colon is missing behind a name", "Put it right", "ctrl+u")
	}
	if len(*told) > 0 || !s.IsTyping() {
		t.Errorf("it tells %v", *told)
	}
}

const exported = `{"info": {"name": "x"}, "item": [
 {"name": "north", "request": {"method": "POST", "url": "{{base}}/join", "body": {"raw": "{\"languages\":[\"en-US\"],\"rtcConfig\":{\"channelName\":\"n\"}}"}}},
 {"name": "south", "request": {"method": "POST", "url": "{{base}}/join", "body": {"raw": "{\"languages\":[\"de-DE\"],\"rtcConfig\":{\"channelName\":\"s\"}}"}}}]}`

func TestOneOfSeveralRequestsIsChosenFromAList(t *testing.T) {
	s, told := pasted(exported)
	s.Heard(kittest.Do(t, s.Keys(), "enter")())
	mustSay(t, s, "There are 2 requests that start a task", "❯ 1  north (n, en-US)", "2  south")
	if s.IsTyping() {
		t.Error("a list takes letters")
	}
	for _, k := range []string{"down", "down", "up", "down"} {
		kittest.Do(t, s.Keys(), k)
	}
	mustSay(t, s, "❯ 2  south")
	s.Heard(kittest.Do(t, s.Keys(), "enter")())
	mustSay(t, s, "2 values understood")
	if got := s.Read().Values["rtcConfig.channelName"]; got != "s" {
		t.Errorf("it has read %q", got)
	}
	kittest.Do(t, s.Keys(), "enter")
	if !slices.Equal(*told, []Outcome{GoOn}) {
		t.Errorf("the keys tell %v", *told)
	}
}

// TestWhatIsTypedBehindAWholeRequestIsReadToo types a program line by line, of which the
// beginning makes a request already.
func TestWhatIsTypedBehindAWholeRequestIsReadToo(t *testing.T) {
	s := Offer(world{}, "b = {}\nb[\"languages\"] = [\"en-US\"]", false, func(Outcome) tea.Cmd { return nil })
	s.Heard(kittest.Do(t, s.Keys(), "enter")())
	mustSay(t, s, "1 value understood")
	for _, c := range "b[\"maxIdleTime\"] = 60" {
		s.Typed(tea.KeyPressMsg{Code: c, Text: string(c)})
	}
	s.Heard(kittest.Do(t, s.Keys(), "enter")())
	mustSay(t, s, "2 values understood")
}

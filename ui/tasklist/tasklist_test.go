package tasklist

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
	"sttwizard/internal/clock/clocktest"
	"sttwizard/ui/kit"
	"sttwizard/ui/kit/kittest"
)

// world is what the tests make of a machine.
type world struct {
	attempts   []*attempt.Attempt
	works      map[string]Work
	production string // a channel
	elsewhere  bool   // every task is
	team       bool
}

func (w *world) Team() bool { return w.team }

func (w *world) Now() time.Time                       { return clocktest.At(14, 0, 0) }
func (w *world) Attempts() []*attempt.Attempt         { return w.attempts }
func (w *world) Broken() []attempt.Broken             { return nil }
func (w *world) Loaded() bool                         { return true }
func (w *world) Problem() error                       { return nil }
func (w *world) Elsewhere(*attempt.Attempt) bool      { return w.elsewhere }
func (w *world) Aside(*attempt.Attempt) []kit.Binding { return nil }
func (w *world) Version() agora.Version               { return agora.V7 }
func (w *world) Height() int                          { return 24 }
func (w *world) Sign() string                         { return "*" }
func (w *world) BackTo() string                       { return "home" }
func (w *world) Prices() agora.Prices                 { return agora.PublishedPrices }
func (w *world) set(a *attempt.Attempt, change func(*Work)) {
	mine := w.Work(a)
	change(&mine)
	w.works[a.ID()] = mine
}
func (w *world) Work(a *attempt.Attempt) (mine Work) {
	mine = w.works[a.ID()]
	mine.Attempt = a
	return mine
}

func (w *world) Production(a *attempt.Attempt) string {
	if a.Intent().Channel == w.production {
		return "REAL"
	}
	return ""
}

// listing makes the screen of a machine with a running task in each channel, and gives
// what it tells. The rows are in the order of the channels.
func listing(t *testing.T, channels ...string) (*Screen, *world, *[]Outcome) {
	t.Helper()
	w, told := &world{works: map[string]Work{}}, &[]Outcome{}
	j := attempt.Open(t.TempDir(), attempt.Options{Now: w.Now})
	for _, channel := range channels {
		in := attempt.Intent{
			AppID: "app", Version: agora.V7, Channel: channel, Connection: "acme", BaseURL: "https://a.example", SubBotUID: "1", PubBotUID: "2",
		}
		a, err := attempt.TakeUp(j, in, agora.Handle{TaskID: "task-" + channel}, agora.Task{})
		if err != nil {
			t.Fatal(err)
		}
		w.attempts = append(w.attempts, a)
	}
	return New(w, func(o Outcome) tea.Cmd { *told = append(*told, o); return nil }), w, told
}

func TestKeysTellWhatIsChosenOfARow(t *testing.T) {
	s, w, told := listing(t, "one", "two")
	kittest.Do(t, s.Keys(), "down")
	for key, want := range map[string]Outcome{
		"enter": Do{Watch, w.attempts[1]}, "r": Do{Check, w.attempts[1]}, "b": Do{Bundle, w.attempts[1]},
		"y": Copy{"task id", "task-two"}, "p": TakeUp, "h": GoHome, "esc": Back, "d": OtherText,
	} {
		*told = nil
		s.details = false
		kittest.Do(t, s.Keys(), key)
		if len(*told) != 1 || (*told)[0] != want {
			t.Errorf("%s tells %v, want %v", key, *told, want)
		}
	}
}

func TestStopAllIsAskedFirst(t *testing.T) {
	s, w, told := listing(t, "one", "two", "three")
	w.production = "two"
	kittest.Do(t, s.Keys(), "X")
	asked := (*told)[0].(Ask)
	if asked.Text != "Stop 3 tasks? On REAL is two by acme. Subtitles end at once." || !asked.Bad {
		t.Errorf("it asks %q, %q", asked.Text, asked.More)
	}
	kittest.Do(t, asked.Answers, "n")
	left := []Outcome{LetRun, Say{Words: "not stopped: all 3 run on and cost money"}}
	if len(s.stops) > 0 || !slices.Equal((*told)[1:], left) {
		t.Errorf("a no stops %v and tells %v, want %v", s.stops, (*told)[1:], left)
	}
	kittest.Do(t, asked.Answers, "y")
	if stop, ok := (*told)[3].(Stop); !ok || len(stop.Attempts) != 3 {
		t.Errorf("a yes tells %v", (*told)[3])
	}
	kittest.Do(t, s.Keys(), "x")
	kittest.Do(t, (*told)[4].(Ask).Answers, "esc")
	if want := (Say{Words: "not stopped: it runs on and costs money"}); (*told)[6] != want {
		t.Errorf("of one a no tells %v", (*told)[6])
	}
}

func TestHowStopsEndedIsToldOnceAllHave(t *testing.T) {
	s, w, told := listing(t, "one", "two", "three")
	s.Stop(w.attempts...)
	for _, a := range w.attempts {
		w.set(a, func(mine *Work) { mine.Ending = true })
	}
	if _, has := kit.Find(s.Keys(), "x"); has {
		t.Error("what is being stopped can be stopped")
	}
	if s.TellEnded(); len(*told) != 1 {
		t.Errorf("before the end it tells %v", (*told)[1])
	}
	for i, a := range w.attempts {
		w.set(a, func(mine *Work) { mine.Ending = false })
		if i > 0 {
			if err := a.Ended(attempt.HowStopped); err != nil {
				t.Fatal(err)
			}
		}
	}
	s.TellEnded()
	if say, ok := (*told)[1].(Say); !ok || !say.Bad || !strings.HasPrefix(say.Words, "2 stopped, 1 not:") {
		t.Errorf("at the end it tells %v", (*told)[1])
	}
	if s.TellEnded(); len(*told) != 2 {
		t.Errorf("it is told twice: %v", *told)
	}
}

func TestOneOnProductionIsAskedOtherwise(t *testing.T) {
	s, w, told := listing(t, "one")
	w.production = "one"
	kittest.Do(t, s.Keys(), "x")
	if want := (Do{StopProduction, w.attempts[0]}); (*told)[0] != want {
		t.Errorf("it tells %v, want %v", (*told)[0], want)
	}
}

func TestABarTellsHowManyOfSeveralAreStopped(t *testing.T) {
	s, w, _ := listing(t, "one", "two", "three")
	for _, a := range w.attempts[1:] {
		w.set(a, func(mine *Work) { mine.Ending = true })
	}
	s.Stop(w.attempts...)
	st := kit.NewStyles(kit.Look{Dark: true})
	want := "   " + strings.Repeat("█", 10) + strings.Repeat("░", 20) + "  stopping, 1 of 3 done"
	if bar := ansi.Strip(s.stopsBar(&st)); bar != want {
		t.Errorf("the bar is %q, want %q", bar, want)
	}
	for _, a := range w.attempts {
		w.set(a, func(mine *Work) { mine.Ending = false })
	}
	s.TellEnded()
	if bar := s.stopsBar(&st); bar != "" {
		t.Errorf("at the end it is %q", bar)
	}
}

func TestARowSaysHowItsTaskStands(t *testing.T) {
	s, w, _ := listing(t, "hall")
	for want, change := range map[string]func(*Work){
		"❯ ▸ not asked yet hall":           func(*Work) {},
		"❯ ▸ not asked yet hall asking":    func(mine *Work) { mine.Asking = true },
		"❯ ! not asked hall":               func(mine *Work) { mine.Awaits, mine.Needs = true, "a secret" },
		"❯ ! no answer hall":               func(mine *Work) { mine.Err = errors.New("silence") },
		"❯ ✗ can't be asked hall":          func(mine *Work) { mine.Barred, mine.Lost = true, errors.New("no way") },
		"❯ ● running hall IN_PROGRESS":     func(mine *Work) { mine.Status = "IN_PROGRESS" },
		"❯ * stopping hall asked to stop":  func(mine *Work) { mine.Ending = true },
		"❯ * stopping hall waits its turn": func(mine *Work) { mine.Ending, mine.Waits = true, true },
		"❯ ✗ not stopped hall":             func(mine *Work) { mine.NotStopped, mine.StopErr = true, errors.New("refused") },
	} {
		clear(w.works)
		w.set(w.attempts[0], change)
		if got := strings.Join(strings.Fields(kittest.Text(s, 80, 20)), " "); !strings.Contains(got, want+" ") {
			t.Errorf("there is no %q in %q", want, got)
		}
	}
}

func TestAPassedReminderComesFirstAndLooksOtherwise(t *testing.T) {
	s, w, _ := listing(t, "fine", "late")
	for _, a := range w.attempts {
		w.set(a, func(mine *Work) { mine.Status = agora.StatusRunning })
	}
	if err := w.attempts[1].Plan(w.Now().Add(-time.Minute)); err != nil {
		t.Fatal(err)
	}
	s.Reload()
	for _, width := range []int{60, 80, 120} {
		drawn := kittest.Text(s, width, 20)
		late, fine := strings.Index(drawn, "! overdue          late"), strings.Index(drawn, "● running          fine")
		if late < 0 || fine < late {
			t.Errorf("in %d columns it draws\n%s", width, drawn)
		}
	}
	if err := w.attempts[1].Ended(attempt.HowGone); err != nil {
		t.Fatal(err)
	}
	if s.Reload(); s.rows[0].attempt != w.attempts[1] {
		t.Error("it jumps when it ends")
	}
}

func TestWhereATaskIsAndThatItIsRealIsSeenAtEveryWidth(t *testing.T) {
	s, w, _ := listing(t, "one", "two")
	for _, a := range w.attempts {
		w.set(a, func(mine *Work) { mine.Status = agora.StatusRunning })
	}
	if drawn := kittest.Text(s, 80, 24); strings.Contains(drawn, "place") || strings.Contains(drawn, "acme") {
		t.Errorf("where all tasks are where the top line says, it draws\n%s", drawn)
	}
	w.production = "two"
	for _, width := range []int{60, 72, 80, 100, 120, 160} {
		lines := strings.Split(kittest.Text(s, width, 24), "\n")
		for channel, place := range map[string]string{"one": "acme", "two": "REAL acme"} {
			i := slices.IndexFunc(lines, func(l string) bool { return strings.Contains(l, "● running          "+channel) })
			if i < 0 || !strings.Contains(lines[i], place) {
				t.Errorf("in %d columns %s is not by %s in\n%s", width, channel, place, strings.Join(lines, "\n"))
			}
		}
	}
	w.production, w.elsewhere = "", true
	if drawn := kittest.Text(s, 60, 24); !strings.Contains(drawn, "acme") || !strings.Contains(drawn, "for") {
		t.Errorf("elsewhere it draws\n%s", drawn)
	}
}

func TestAnEndedTaskKeepsItsPlaceAndATakenUpOneComesFirst(t *testing.T) {
	s, w, _ := listing(t, "one", "two")
	if err := w.attempts[0].Ended(attempt.HowGone); err != nil {
		t.Fatal(err)
	}
	s.Reload()
	if s.rows[0].attempt != w.attempts[0] || s.Open("task-one") != nil || s.Open("task-two") != w.attempts[1] {
		t.Errorf("the rows are %v", s.rows)
	}
	_, other, _ := listing(t, "three")
	s.TakenUp(other.attempts[0])
	if r, ok := s.row(); !ok || s.rows[0] != r || r.attempt != other.attempts[0] {
		t.Errorf("chosen is %v of %v", r, s.rows)
	}
}

func TestAStopUnderWayMovesAndItsEndHasATime(t *testing.T) {
	s, w, _ := listing(t, "hall")
	if s.Waits() {
		t.Error("it moves while nothing is waited for")
	}
	w.set(w.attempts[0], func(mine *Work) { mine.Ending = true })
	if !s.Waits() {
		t.Error("a stop under way does not move")
	}
	if err := w.attempts[0].Ended(attempt.HowGone); err != nil {
		t.Fatal(err)
	}
	s.Reload()
	if got := strings.Join(strings.Fields(kittest.Text(s, 80, 20)), " "); !strings.Contains(got, "– ended hall gone < 1 min at 14:00:00") {
		t.Errorf("the end is told as %q", got)
	}
	if s.Waits() {
		t.Error("it moves after the end")
	}
}

func TestAFilterThatIsGivenUpLeadsBackToTheRow(t *testing.T) {
	s, w, _ := listing(t, "one", "two", "three")
	kittest.Press(t, s, "down", "down")
	stood := s.at
	kittest.Press(t, s, "/")
	for _, letter := range "two" {
		s.Typed(tea.KeyPressMsg{Code: letter, Text: string(letter)})
	}
	if s.at == stood || w.attempts[1].ID() != s.at {
		t.Errorf("the filter leads to %q", s.at)
	}
	if kittest.Press(t, s, "esc"); s.at != stood {
		t.Errorf("without it %q is chosen, want %q", s.at, stood)
	}
}

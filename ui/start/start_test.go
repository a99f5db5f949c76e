package start

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
	"sttwizard/internal/clock/clocktest"
	"sttwizard/ui/kit/kittest"
)

// world is what the tests make of a machine that starts a task, and keeps what is
// told.
type world struct {
	now     time.Time
	version agora.Version
	again   time.Duration
	certain time.Time
	told    []Outcome
}

func (w *world) Now() time.Time               { return w.now }
func (w *world) Channel() string              { return "hall" }
func (w *world) Version() agora.Version       { return w.version }
func (w *world) Sandbox() bool                { return false }
func (w *world) Again() (time.Duration, bool) { return w.again, w.again > 0 }
func (w *world) CertainAt() time.Time         { return w.certain }
func (w *world) Sign() string                 { return "*" }

// mustTell compares what was told since the last time.
func (w *world) mustTell(t *testing.T, want ...Outcome) {
	t.Helper()
	if !slices.Equal(w.told, want) {
		t.Errorf("it tells %v, want %v", w.told, want)
	}
	w.told = nil
}

// answer is an Agora that answers each start alike.
type answer struct {
	attempt.API
	place agora.Place
	err   error
}

func (a answer) Place() agora.Place { return a.place }

func (a answer) Acquire(context.Context, string) (agora.BuilderToken, error) {
	return agora.BuilderToken{Name: "t"}, nil
}

func (a answer) Start(context.Context, agora.Secret, agora.Request) (agora.Task, error) {
	return agora.Task{}, a.err
}

// errLost is a start whose answer was lost.
var errLost = &agora.NetError{Op: agora.OpStart, Cause: agora.CauseTimeout, Sent: true}

// begun makes the screen of a start that is written down, and its attempt.
func begun(t *testing.T) (*Screen, *world, *attempt.Attempt) {
	t.Helper()
	w := &world{now: clocktest.At(14, 0, 0), version: agora.V6}
	s := New(w, func(o Outcome) tea.Cmd { w.told = append(w.told, o); return nil })
	a, err := attempt.Open(t.TempDir(), attempt.Options{Now: w.Now}).Begin(attempt.Intent{
		AppID: "app", Version: w.version, Channel: "hall", BaseURL: "https://acme.example", SubBotUID: "1", PubBotUID: "2",
	})
	if err != nil {
		t.Fatal(err)
	}
	s.Begun(a, time.Millisecond)
	w.mustTell(t, Acquire)
	return s, w, a
}

// send sends the start of an attempt, which Agora answers by an error.
func send(t *testing.T, a *attempt.Attempt, err error) {
	t.Helper()
	r := attempt.NewRunner(a, answer{place: a.Intent().Place(), err: err}, agora.Request{})
	if err := r.Acquire(t.Context()); err != nil {
		t.Fatal(err)
	}
	if outcome, _ := r.Send(t.Context()); outcome == agora.OutcomeStarted {
		t.Fatal("it was started")
	}
}

// doubted makes the screen of a start whose answer was lost.
func doubted(t *testing.T) (*Screen, *world, *attempt.Attempt) {
	t.Helper()
	s, w, a := begun(t)
	s.Acquired(time.Millisecond, nil)
	send(t, a, errLost)
	w.told = nil
	s.Sent(agora.OutcomeUnknown, 9*time.Second, errLost)
	w.mustTell(t, Settle, Step{})
	return s, w, a
}

// mustShow looks for texts on the screen, whatever is between their words.
func mustShow(t *testing.T, s *Screen, texts ...string) {
	t.Helper()
	shown := strings.Join(strings.Fields(kittest.Text(s, 100, 30)), " ")
	for _, text := range texts {
		if !strings.Contains(shown, text) {
			t.Errorf("there is no %q in %q", text, shown)
		}
	}
}

// mustNotShow looks for texts that are not to be on the screen.
func mustNotShow(t *testing.T, s *Screen, texts ...string) {
	t.Helper()
	shown := kittest.Text(s, 100, 30)
	for _, text := range texts {
		if strings.Contains(shown, text) {
			t.Errorf("there is %q in\n%s", text, shown)
		}
	}
}

func TestEachStepLeadsToTheNext(t *testing.T) {
	s, w, _ := begun(t)
	mustShow(t, s, "✓ written down ▸ builder token *")
	s.Acquired(184*time.Millisecond, nil)
	w.mustTell(t, Send)
	w.now = w.now.Add(6 * time.Second)
	mustShow(t, s, "✓ builder token ▸ start 6 s *", "It may be running already")
	s.details = true
	mustShow(t, s, "✓ written down 1.0 ms", "✓ builder token 184 ms")
	s.Sent(agora.OutcomeStarted, time.Second, nil)
	w.mustTell(t, Started{})
}

func TestHomeIsOfferedWhileNothingIsOut(t *testing.T) {
	s, w, _ := doubted(t)
	kittest.Press(t, s, "esc") // the first step is under way
	w.mustTell(t, Say{answerFirst})
	s.Stepped(attempt.Pause{Wait: 3 * time.Second, Next: attempt.NextSend}, 0, nil)
	w.told = nil
	kittest.Press(t, s, "esc", "h")
	w.mustTell(t, GoHome, GoHome)
	if next, at, stop := s.Next(); next != attempt.NextSend || !at.Equal(w.now.Add(3*time.Second)) || stop {
		t.Errorf("next is %s at %v", next, at)
	}
	s.Due() // the same start again
	w.told = nil
	mustShow(t, s, "It may be running. If it runs, it costs money. Asking again", "start a second task", "listed under tasks")
	kittest.Press(t, s, "h")
	w.mustTell(t, Say{answerFirst})
}

func TestAVersionWithoutBuilderTokensShowsNoStepForThem(t *testing.T) {
	s, w, _ := begun(t)
	w.version = agora.V7
	s.Acquired(0, nil)
	if text := kittest.Text(s, 100, 30); strings.Contains(text, "builder token") {
		t.Errorf("it shows\n%s", text)
	}
}

func TestWhatFailedTellsTheCall(t *testing.T) {
	s, w, _ := begun(t)
	refused := errors.New("refused")
	s.Acquired(time.Second, refused)
	w.mustTell(t, Failed{refused, agora.OutcomeNotSent, agora.OpAcquire, time.Second})
	s.Acquired(time.Second, nil)
	w.told = nil
	s.Sent(agora.OutcomeRejected, time.Second, refused)
	w.mustTell(t, Failed{refused, agora.OutcomeRejected, agora.OpStart, time.Second})
}

func TestABusyAgoraIsAskedAgainAndStartsNothingMeanwhile(t *testing.T) {
	s, w, _ := begun(t)
	s.Acquired(0, nil)
	w.told = nil
	w.again = 2 * time.Second
	s.Sent(agora.OutcomeWait, time.Second, errors.New("busy"))
	w.mustTell(t, Wait{2 * time.Second})
	mustShow(t, s, "! start Agora is busy, after 1.0 s", "Nothing was started.", "The same call comes again in 2 s.")
	if _, asks := s.Leave(); asks || s.Out() {
		t.Error("something may be running")
	}
	s.Due()
	w.mustTell(t, Send)
	if !s.Out() {
		t.Error("what was sent again is not out")
	}
	s.Due() // the wait is over
	w.mustTell(t)
}

func TestCancellingSaysWhatWasSent(t *testing.T) {
	s, w, _ := begun(t)
	for _, key := range []string{"x", "esc"} {
		kittest.Do(t, s.Keys(), key)
		w.mustTell(t, Cancel{"cancelled before anything was sent: nothing was started"})
	}
	s.Acquired(0, nil)
	w.told = nil
	kittest.Press(t, s, "esc")
	w.mustTell(t, Say{answerFirst}) // what is out can't be cancelled
}

func TestALostAnswerIsSettledStepByStep(t *testing.T) {
	s, w, _ := doubted(t)
	mustShow(t, s, "! start no answer after 9.0 s", "It may be running.")
	s.Stepped(attempt.Pause{Wait: 3 * time.Second, Next: attempt.NextSend}, time.Second, errLost)
	w.mustTell(t, Wait{3 * time.Second})
	w.certain = w.now.Add(5 * time.Minute)
	mustShow(t, s, "Asking again", "in 3 s; this can't start a second task.", "Certain at the latest at 14:05:00.", "░░░")
	s.Due()
	w.mustTell(t, Step{})
	kittest.Do(t, s.Keys(), "x")
	mustShow(t, s, "▸ start again", "It will be stopped as soon as it is known.")
	s.Stepped(attempt.Pause{Wait: time.Second, Next: attempt.NextProbe}, time.Second, errLost)
	mustShow(t, s, "! start again no answer after 1.0 s", "Looking for its bots in the channel in 1 s.")
	w.told = nil
	s.Due()
	w.mustTell(t, Step{Stop: true})
	kittest.Do(t, s.Keys(), "u")
	s.Stepped(attempt.Pause{Done: true}, time.Second, &agora.NetError{Op: agora.OpPresence, Cause: agora.CauseTimeout})
	w.mustTell(t, Wait{15 * time.Second})
	mustShow(t, s, "Agora can't be reached. Certain soon after it answers again")
	mustNotShow(t, s, "░", "Certain at the latest")
	kittest.Do(t, s.Keys(), "x")
	s.Stepped(attempt.Pause{Done: true}, time.Second, errLost)
	w.mustTell(t, Stuck{errLost})
	if !s.IsStuck() || s.Counts() || s.Waits() {
		t.Error("something is waited for")
	}
	mustNotShow(t, s, "It will be stopped")
	mustShow(t, s, "Nobody knows whether it runs", "If it runs, it costs money.", "What runs of it ends by itself")
	for key, want := range map[string]Outcome{"t": Watch, "h": GoHome, "esc": GoHome} {
		kittest.Do(t, s.Keys(), key)
		w.mustTell(t, want)
	}
}

func TestWhatAStepFoundIsTold(t *testing.T) {
	for state, want := range map[attempt.State]Outcome{
		attempt.Started: Started{}, attempt.Stopped: Over, attempt.Abandoned: NothingStarted,
	} {
		s, w, _ := doubted(t)
		j := attempt.Open(t.TempDir(), attempt.Options{Now: w.Now})
		in := attempt.Intent{Version: agora.V7, Channel: "hall"}
		a, err := attempt.TakeUp(j, in, agora.Handle{TaskID: "task-1"}, agora.Task{})
		if state == attempt.Stopped {
			err = errors.Join(err, a.Ended(attempt.HowGone))
		}
		if state == attempt.Abandoned {
			if a, err = j.Begin(in); err == nil {
				err = attempt.NewRunner(a, nil, agora.Request{}).Cancel()
			}
		}
		if err != nil || a.State() != state {
			t.Fatalf("%v, %s", err, a.State())
		}
		s.attempt = a
		s.Stepped(attempt.Pause{Done: true}, time.Second, nil)
		w.mustTell(t, want)
	}
}

func TestARecordThatIsNotCompleteIsTold(t *testing.T) {
	s, w, _ := begun(t)
	s.Acquired(0, nil)
	w.told = nil
	trouble := &attempt.JournalError{Path: "x", Phase: attempt.NotRecorded, Err: errors.New("full")}
	s.Sent(agora.OutcomeStarted, 0, trouble)
	w.mustTell(t, Started{Err: trouble})
}

func TestLeavingIsAskedAboutWhileATaskMayRun(t *testing.T) {
	s, w, _ := doubted(t)
	asked, asks := s.Leave()
	if !asks || !strings.Contains(asked.Text, "a task may run. If it runs, it costs money.") || len(asked.More) != 1 {
		t.Fatalf("it asks %v, %q, %q", asks, asked.Text, asked.More)
	}
	for key, want := range map[string]Outcome{"l": Leave, "s": Stay, "esc": Stay} {
		kittest.Do(t, asked.Answers, key)
		w.mustTell(t, want)
	}
	kittest.Do(t, s.Keys(), "x")
	if asked, _ := s.Leave(); len(asked.More) != 2 {
		t.Errorf("with a stop that is wanted it says %q", asked.More)
	}
}

func TestDetailsNameTheJournal(t *testing.T) {
	s, _, a := doubted(t)
	kittest.Do(t, s.Keys(), "d")
	mustShow(t, s, "attempt "+a.ID(), "state the answer was lost", "last answer")
}

func TestManyLostAnswersAreCounted(t *testing.T) {
	s, _, _ := doubted(t)
	for range 5 {
		s.Stepped(attempt.Pause{Next: attempt.NextSend}, time.Second, errLost)
		s.Due()
	}
	mustShow(t, s, "! 2 starts without a clear answer", "! start again no answer after 1.0 s")
}

func TestWhyAnAnswerWasLost(t *testing.T) {
	for want, err := range map[string]error{
		"no answer":       &agora.NetError{Cause: agora.CauseTimeout},
		"connection cut":  &agora.NetError{Cause: agora.CauseReset, Sent: true},
		"no connection":   &agora.NetError{Cause: agora.CauseRefused},
		"no clear answer": errors.New("what?"),
	} {
		if got := lostWords(err); got != want {
			t.Errorf("%v is %q, want %q", err, got, want)
		}
	}
}

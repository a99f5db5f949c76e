package sandbox

import (
	"context"
	"slices"
	"testing"
	"time"

	"sttwizard/agora"
	"sttwizard/internal/clock/clocktest"
)

// outcomes is what must be said of a first start that goes wrong in that way.
var outcomes = map[Fault]agora.Outcome{
	"":               agora.OutcomeStarted,
	FaultSlow:        agora.OutcomeStarted,
	FaultResetBefore: agora.OutcomeUnknown,
	FaultResetAfter:  agora.OutcomeUnknown,
	Fault503Before:   agora.OutcomeUnknown,
	"503-after":      agora.OutcomeUnknown,
	"504-before":     agora.OutcomeUnknown,
	Fault504After:    agora.OutcomeUnknown,
	Fault307:         agora.OutcomeUnknown,
	Fault429:         agora.OutcomeWait,
	Fault400:         agora.OutcomeRejected,
	Fault401:         agora.OutcomeRejected,
	Fault403:         agora.OutcomeRejected,
	Fault404:         agora.OutcomeRejected,
	FaultNotFound:    agora.OutcomeRejected,
	Fault206:         agora.OutcomeUnknown,
	"206-before":     agora.OutcomeUnknown,
	FaultHTML:        agora.OutcomeUnknown,
	"html-before":    agora.OutcomeUnknown,
	FaultBroken:      agora.OutcomeUnknown,
	"broken-before":  agora.OutcomeUnknown,
	FaultCut:         agora.OutcomeUnknown,
	"cut-before":     agora.OutcomeUnknown,
	FaultHuge:        agora.OutcomeUnknown,
	"huge-before":    agora.OutcomeUnknown,
	FaultDrip:        agora.OutcomeUnknown,
	"drip-before":    agora.OutcomeUnknown,
	FaultHang:        agora.OutcomeUnknown,
	"hang-before":    agora.OutcomeUnknown,
}

func TestTheMatrixHasEveryFault(t *testing.T) {
	open, fixed := Faults()
	for _, info := range slices.Concat(open, fixed) {
		for _, end := range []string{"", "-before", "-after"} {
			f := Fault(string(info.Name) + end)
			_, works, ok := f.row()
			if !ok {
				continue
			}
			same := slices.ContainsFunc([]Fault{f, Fault(info.Name) + "-before", Fault(info.Name) + "-after", Fault(info.Name)}, func(g Fault) bool {
				_, alike, known := g.row()
				_, tried := outcomes[g]
				return known && alike == works && tried
			})
			if !same {
				t.Errorf("%s is not in the matrix", f)
			}
		}
	}
}

// hasty are time limits for answers that never end.
var hasty = agora.Timing{Headers: 100 * time.Millisecond, Call: 400 * time.Millisecond}

// endless reports whether the caller must give up waiting.
func (f Fault) endless() bool {
	row, _, _ := f.row()
	return row.Name == "hang" || row.Name == "drip"
}

// starting is one start against a sandbox: its answer is compared with what the
// sandbox's ledger says.
type starting struct {
	t      *testing.T
	clock  *testClock
	ledger *MemoryLedger
	url    string
	client *agora.Client
	token  agora.Secret
}

func newStarting(t *testing.T, o Options) *starting {
	t.Helper()
	s := &starting{t: t, clock: newClock(), ledger: &MemoryLedger{}}
	o.Now, o.Ledger = s.clock.Now, s.ledger
	l, err := New(o).Listen("127.0.0.1:0")
	must(t, err)
	t.Cleanup(func() { must(t, l.Close()) })
	s.url, s.client = l.URL(), calling(t, l.URL(), agora.Timing{})
	token, err := s.client.Acquire(t.Context(), "sttw-1")
	must(t, err)
	s.token = token.Name
	return s
}

// elsewhere goes on against another sandbox with the same ledger.
func (s *starting) elsewhere(o Options, timing agora.Timing) {
	s.t.Helper()
	o.Now, o.Ledger = s.clock.Now, s.ledger
	s.client = visitIn(s.t, o, timing)
}

// startBy is a first start with a fault, and what must come of it.
func (s *starting) startBy(f Fault) agora.Outcome {
	s.t.Helper()
	patient := s.client
	if f.endless() {
		s.client = calling(s.t, s.url, hasty)
	}
	outcome := s.start(0)
	s.client = patient
	_, works, _ := f.row()
	for deadline := time.Now().Add(clocktest.Patience()); works && f.endless() && len(s.running()) == 0 && time.Now().Before(deadline); {
		<-time.After(time.Millisecond) // the caller gave up before the server got to it
	}
	if runs := len(s.running()) == 1; runs != (works || f == "") {
		s.t.Errorf("it runs: %v", runs)
	}
	return outcome
}

// running returns the tasks that run by the ledger.
func (s *starting) running() []Task {
	s.t.Helper()
	st, err := Read(s.ledger)
	must(s.t, err)
	return slices.DeleteFunc(st.Tasks, func(t Task) bool { return !t.Runs(s.clock.Now()) })
}

// start starts, and fails the test where the verdict and the ledger disagree:
// no "not started" of a task that runs, no "started" of one that does not.
func (s *starting) start(before int) agora.Outcome {
	s.t.Helper()
	outcome, task := agora.StartOutcome(s.client.Start(s.t.Context(), s.token, legalRequest(s.t)))
	running := s.running()
	known := slices.ContainsFunc(running, func(t Task) bool { return t.ID == task.ID })
	switch outcome {
	case agora.OutcomeStarted:
		if !known {
			s.t.Errorf("started %q, but the ledger shows %d running tasks without it", task.ID, len(running))
		}
	case agora.OutcomeRunningNoID:
		if len(running) == 0 {
			s.t.Error("it is said to run, but nothing does")
		}
	case agora.OutcomeRejected, agora.OutcomeNotSent, agora.OutcomeWait:
		if len(running) > before {
			s.t.Errorf("%s, but %d tasks run", outcome, len(running))
		}
	}
	return outcome
}

func TestTheVerdictOnEveryFaultAgreesWithTheLedger(t *testing.T) {
	for fault, want := range outcomes {
		t.Run("start "+string(fault), func(t *testing.T) {
			t.Parallel()
			s := newStarting(t, Options{Fault: only(agora.OpStart, fault), Sleep: noWait})
			if got := s.startBy(fault); got != want {
				t.Errorf("the outcome is %s, want %s", got, want)
			}
		})
	}
}

func noWait(ctx context.Context, _ time.Duration) error { return ctx.Err() }

// only returns a fault to every call of that name.
func only(call string, f Fault) func(string) Fault {
	return func(c string) Fault {
		if c == call {
			return f
		}
		return ""
	}
}

func TestTheVerdictInEveryModeAgreesWithTheLedger(t *testing.T) {
	for mode, want := range map[Mode]agora.Outcome{
		ModeOK: agora.OutcomeStarted, ModeSlow: agora.OutcomeStarted, ModeLost: agora.OutcomeUnknown,
		ModeDenied: agora.OutcomeRejected, ModeBusy: agora.OutcomeWait, ModeInvalid: agora.OutcomeRejected,
		ModeDown: agora.OutcomeNotSent, "lost,slow": agora.OutcomeUnknown, "slow,busy": agora.OutcomeWait,
	} {
		t.Run(string(mode), func(t *testing.T) {
			s := newStarting(t, Options{})
			s.elsewhere(Options{Mode: mode, Sleep: noWait}, agora.Timing{})
			if got := s.start(0); got != want {
				t.Errorf("the outcome is %s, want %s", got, want)
			}
		})
	}
}

func TestASlowAnswerThatIsNotWaitedForIsUnknownAndRuns(t *testing.T) {
	for _, mode := range []Mode{ModeSlow, "start:slow"} {
		t.Run(string(mode), func(t *testing.T) {
			worked := make(chan struct{})
			s := newStarting(t, Options{})
			s.elsewhere(Options{Mode: mode, Sleep: func(ctx context.Context, _ time.Duration) error {
				close(worked)
				<-ctx.Done()
				return ctx.Err()
			}}, hasty)
			if got := s.start(0); got != agora.OutcomeUnknown {
				t.Errorf("the outcome is %s", got)
			}
			select {
			case <-worked:
			case <-time.After(clocktest.Patience()):
				t.Fatal("the start never came")
			}
			if n := len(s.running()); n != 1 {
				t.Errorf("%d tasks run", n)
			}
		})
	}
}

// again is the outcome of a start with a used token.
var again = map[Reuse]agora.Outcome{
	Reuse409: agora.OutcomeStarted, Reuse409NoID: agora.OutcomeRunningNoID,
	Reuse201: agora.OutcomeStarted, Reuse201NoID: agora.OutcomeRunningNoID,
	Reuse49: agora.OutcomeStarted, Reuse49NoID: agora.OutcomeRunningNoID,
	Reuse200: agora.OutcomeStarted, ReuseNone: agora.OutcomeStarted,
}

func TestSendingAgainWithTheTokenFindsTheTaskOfEveryFault(t *testing.T) {
	for _, info := range Reuses() {
		reuse := Reuse(info.Name)
		want, known := again[reuse]
		if !known {
			t.Fatalf("no outcome is told for %s", reuse)
		}
		for fault, first := range outcomes {
			if first != agora.OutcomeUnknown || fault == FaultHuge || fault == "huge-before" {
				continue // those of 64 MiB take long and are like all others
			}
			t.Run(string(reuse)+" "+string(fault), func(t *testing.T) {
				t.Parallel()
				s := newStarting(t, Options{Reuse: reuse, Mode: Mode("start:" + string(fault) + "*1")})
				s.startBy(fault)
				before := len(s.running())
				expected, tasks := agora.OutcomeStarted, 1
				if before == 1 {
					expected = want
				}
				if before == 1 && reuse == ReuseNone {
					tasks = 2
				}
				if got := s.start(before); got != expected || len(s.running()) != tasks {
					t.Errorf("sent again: %s and %d tasks, want %s and %d", got, len(s.running()), expected, tasks)
				}
			})
		}
	}
}

func TestARepeatedStartThatGoesWrongIsNoStart(t *testing.T) {
	for fault := range outcomes {
		if fault.endless() || fault == FaultHuge || fault == "huge-before" {
			continue
		}
		t.Run(string(fault), func(t *testing.T) {
			s := newStarting(t, Options{})
			s.start(0)
			s.elsewhere(Options{Sleep: noWait, Fault: only(agora.OpStart, fault)}, agora.Timing{})
			s.start(1)
			if len(s.running()) != 1 {
				t.Errorf("%d tasks run", len(s.running()))
			}
		})
	}
}

package attempt

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"sttwizard/agora"
)

// nearlyFull returns an intent whose journal has hardly any room left.
func nearlyFull(t *testing.T) Intent {
	t.Helper()
	in := botted()
	line, err := Record{Event: EventIntent, At: at, Intent: &in}.encode(true)
	if err != nil {
		t.Fatal(err)
	}
	in.Request = []byte(`"` + strings.Repeat("x", 1<<20-len(line)-60) + `"`)
	return in
}

// breakLock lets no lock be taken, so that reading works and writing does not.
func breakLock(t *testing.T, j *Journal) {
	t.Helper()
	if err := errors.Join(os.RemoveAll(j.o.Locks), os.WriteFile(j.o.Locks, nil, 0o600)); err != nil {
		t.Fatal(err)
	}
}

// isJournal reports whether an error is a JournalError.
func isJournal(err error) bool {
	_, ok := errors.AsType[*JournalError](err)
	return ok
}

func TestWithoutChanceThereIsNoAttempt(t *testing.T) {
	j := Open(t.TempDir(), Options{Rand: iotest.ErrReader(errors.New("no chance"))})
	_, begin := j.Begin(*intent.Intent)
	_, takeUp := TakeUp(j, *intent.Intent, agora.Handle{TaskID: "t", BuilderToken: "b"}, agora.Task{})
	for name, err := range map[string]error{"begin": begin, "take up": takeUp} {
		if !isJournal(err) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestADirectoryThatCannotBeReadIsSaid(t *testing.T) {
	file := filepath.Join(t.TempDir(), "attempts")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	j := Open(file, Options{})
	_, _, list := j.List()
	_, find := j.Find("2026")
	_, conflicts := j.OpenFor("app", "town-hall")
	_, still := StillOpen(t.Context(), nil, j, "app", "town-hall")
	_, prune := j.Prune(at)
	for name, err := range map[string]error{"list": list, "find": find, "conflicts": conflicts, "still open": still, "prune": prune} {
		if e, ok := errors.AsType[*JournalError](err); !ok || e.Phase != NotRead {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestWhatCannotBeEncodedIsNotWritten(t *testing.T) {
	j, _ := opened(t)
	in := botted()
	in.Request = []byte(`{`)
	if _, err := j.Begin(in); !isJournal(err) {
		t.Errorf("an intent: %v", err)
	}
	a := begun(t, j)
	if err := a.Plan(time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC)); !isJournal(err) || !a.PlannedEnd().IsZero() {
		t.Errorf("a time that JSON does not have: %v", err)
	}
	if _, err := decode([]byte(`[]`)); err == nil {
		t.Error("a line that is no record was read")
	}
}

func TestAFullJournalSendsNothing(t *testing.T) {
	j, _ := opened(t)
	a, err := j.Begin(nearlyFull(t))
	if err != nil {
		t.Fatal(err)
	}
	run := NewRunner(a, &fakeAPI{t: t, acquire: givesToken}, agora.Request{})
	err = run.Acquire(t.Context())
	outcome, sent := run.Send(t.Context())
	if err != nil || outcome != agora.OutcomeNotSent || !isJournal(sent) || !strings.Contains(sent.Error(), "full") {
		t.Errorf("%v, %s, %v", err, outcome, sent)
	}
	if _, err := TakeUp(j, nearlyFull(t), agora.Handle{TaskID: "t", BuilderToken: "b"}, agora.Task{}); !isJournal(err) {
		t.Errorf("taken up: %v", err)
	}
}

func TestWithoutTheLockNothingIsPresumed(t *testing.T) {
	for name, damage := range map[string]bool{"a dead sender": false, "a damaged end": true} {
		t.Run(name, func(t *testing.T) {
			j, _ := opened(t)
			a := told(t, j, sending(1))
			if damage {
				if err := os.Truncate(a.Where(), reserve-1); err != nil {
					t.Fatal(err)
				}
			}
			breakLock(t, j)
			api := &fakeAPI{t: t}
			_, check := Check(t.Context(), api, a)
			for what, err := range map[string]error{
				"setting aside": a.Acknowledge(intent.Intent.Channel), "checking": check,
				"settling": NewSettler(a, api, SettleOptions{}).Run(t.Context(), nil),
			} {
				if !isJournal(err) {
					t.Errorf("%s: %v", what, err)
				}
			}
		})
	}
}

func TestAJournalThatMakesNoSenseIsBroken(t *testing.T) {
	j, _ := opened(t)
	a := told(t, j, sending(1))
	if err := os.WriteFile(a.Where(), journalOf(t, story(sending(1))...), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := a.before(lost(1)); !isState(err) && !isJournal(err) {
		t.Errorf("it was written to: %v", err)
	}
	all, broken, err := j.List()
	if err != nil || len(all) != 0 || len(broken) != 1 || broken[0].Known != nil {
		t.Errorf("%v, %+v, %v", all, broken, err)
	}
}

func TestADamagedEndIsRememberedWithAnyRecord(t *testing.T) {
	j, _ := opened(t)
	a := told(t, j, sending(1), started(1))
	if err := os.Truncate(a.Where(), reserve-1); err != nil {
		t.Fatal(err)
	}
	if err := a.Plan(at.Add(time.Hour)); err != nil || !onDisk(t, a).doubt {
		t.Errorf("%v, %+v", err, a.Records())
	}
}

func TestWhatCannotHaveHappenedIsNotRemembered(t *testing.T) {
	j, _ := opened(t)
	a := told(t, j, sending(1))
	defer block(t, a)()
	if err := a.after(started(7)); !isState(err) || a.State() != Sending {
		t.Errorf("%v, %s", err, a.State())
	}
}

func TestAnEndIsWrittenDownOnce(t *testing.T) {
	j, _ := opened(t)
	a := told(t, j, sending(1), started(1))
	if err := errors.Join(a.Ended(HowStopped), a.Ended(HowGone)); err != nil || len(a.Records()) != 4 {
		t.Errorf("%v, %d records", err, len(a.Records()))
	}
}

func TestAProofThatComesTooLateChangesNothing(t *testing.T) {
	away := func(h time.Duration) Record { return Record{Event: EventProbe, At: at.Add(h * time.Hour)} }
	j, _ := opened(t)
	a := told(t, j, sending(1), lost(1), away(1), away(2))
	theirs, err := other(j).Find(a.ID())
	if err == nil {
		err = theirs.before(acked)
	}
	if err := errors.Join(err, a.conclude()); err != nil || onDisk(t, a).state != Acknowledged {
		t.Errorf("%v, %s", err, onDisk(t, a).state)
	}
	b := told(t, j, sending(1), lost(1), sending(2), started(2), away(1), away(2))
	if err := b.conclude(); err != nil || b.State() != Started {
		t.Errorf("of a task that is known: %v, %s", err, b.State())
	}
}

func TestCausesHaveShortWords(t *testing.T) {
	for _, test := range []struct {
		err  error
		want string
	}{{nil, ""}, {errDenied, "credentials"}, {errReset, "reset"}, {errHTML, WhyAnswer}, {errors.New("x"), WhyOther}} {
		if got := why(test.err); got != test.want {
			t.Errorf("%v: %q", test.err, got)
		}
	}
}

package cli

import (
	"strings"
	"testing"
	"time"

	"sttwizard/internal/attempt"
)

// heldWorld is one in which another sttwizard has an attempt whose start had no answer.
func heldWorld(t *testing.T, args ...string) (*world, *attempt.Attempt) {
	t.Helper()
	w := newWorld(t)
	w.serve(onStart(breakOff))
	w.want(exitUnknown, startArgs("demo", append(args, "--give-up-after", "1s")...)...)
	attempts, _, err := w.journal().List()
	if err != nil || len(attempts) != 1 {
		t.Fatal(attempts, err)
	}
	if err := attempts[0].Own(); err != nil {
		t.Fatal(err)
	}
	return w, attempts[0]
}

// TestWhatAnotherSttwizardHasIsNeverNothingToRecover: it may cost money, and nobody asked
// for it. A person has to look once that one does nothing, or a reminder has passed.
func TestWhatAnotherSttwizardHasIsNeverNothingToRecover(t *testing.T) {
	t.Parallel()
	const works, idle = "is at work on it", "has made no move since"
	for name, test := range map[string]struct {
		start []string
		later time.Duration
		args  []string
		code  int
		said  string
	}{
		"at work":                    {nil, 0, nil, exitUnknown, works},
		"at work, to stop":           {nil, 0, []string{"--stop", "--yes"}, exitUnknown, works},
		"at work, the broom":         {nil, 0, []string{"--stop", "--expired", "--yes"}, exitUnknown, works},
		"at work, waited for":        {nil, 0, []string{"--wait"}, exitPerson, idle},
		"does nothing":               {nil, time.Hour, nil, exitPerson, idle},
		"does nothing, to stop":      {nil, time.Hour, []string{"--stop", "--wait", "--yes"}, exitPerson, idle},
		"does nothing, the broom":    {nil, time.Hour, []string{"--stop", "--expired", "--yes"}, exitPerson, idle},
		"past its reminder":          {[]string{"--reminder", "1ms"}, time.Second, nil, exitPerson, works},
		"past its reminder, by name": {[]string{"--reminder", "1ms"}, time.Second, []string{"demo"}, exitPerson, works},
		"past its reminder, broom":   {[]string{"--reminder", "1ms"}, time.Second, []string{"--stop", "--expired", "--yes"}, exitPerson, works},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w, at := heldWorld(t, test.start...)
			w.clock.pass(test.later)
			out := w.want(test.code, append([]string{"tasks", "recover"}, test.args...)...).out
			mustHold(t, out, at.ID(), "may be running", test.said)
			mustLack(t, out, "nothing to recover")
			all, got := w.recoverJSON(test.code, test.args...)
			if all.NeedsPerson != (test.code == exitPerson) || (got.Needs == attempt.NeedPerson) != all.NeedsPerson {
				t.Errorf("a person: %v, needs %q", all.NeedsPerson, got.Needs)
			}
			if !strings.Contains(got.Problem, test.said) || got.Do == "" || got.Next == "" || got.Holder.Name == "" || got.Holder.Unmoving != (test.said == idle) {
				t.Errorf("%+v", got)
			}
			if len(all.NotAsked) != 1 || all.NotAsked[0].Attempt != at.ID() || !strings.Contains(all.NotAsked[0].Problem, test.said) {
				t.Errorf("not asked: %+v", all.NotAsked)
			}
		})
	}
}

// TestTheListSaysWhoHasAnAttempt, and what a person does about one that does nothing.
func TestTheListSaysWhoHasAnAttempt(t *testing.T) {
	t.Parallel()
	w, at := heldWorld(t)
	mustHold(t, w.want(exitDone, "tasks", "list").out, "time: another sttwizard", "is at work on it, certain at the latest at")
	w.clock.pass(time.Hour)
	list := w.want(exitDone, "tasks", "list").out
	mustHold(t, list, "you: look at that one", "end")
	row := w.want(exitDone, "tasks", "list", "--jq", ".tasks[0] | .needs, .certainAt, .holder.unmoving").out
	if want := "person\n\ntrue\n"; row != want {
		t.Errorf("%q, want %q", row, want)
	}
	r := w.run("", "tasks", "stop", at.ID())
	if r.code == exitDone || at.State().Final() {
		t.Errorf("exit code %d, %s", r.code, at.State())
	}
	mustHold(t, r.err, "Another sttwizard is at work on this attempt")
	at.Release()
	if _, got := w.recoverJSON(exitDone, "--wait"); got.After != attempt.Abandoned || got.Holder.Name != "" {
		t.Errorf("%+v", got)
	}
}

// TestAnOverdueAttemptOfAnotherNeedsMoreThanAName: the words after "you:" are what to do.
func TestAnOverdueAttemptOfAnotherNeedsMoreThanAName(t *testing.T) {
	t.Parallel()
	w, _ := heldWorld(t, "--reminder", "1ms")
	w.clock.pass(time.Second)
	mustHold(t, w.want(exitDone, "tasks", "list").out, "you: wait until it is done, or end")
}

package cli

import (
	"fmt"
	"os"
	"testing"

	"go.uber.org/goleak"

	"sttwizard/internal/screen"
)

// tests are those of this package, and the check that none left a goroutine.
type tests struct{ *testing.M }

func (t tests) Run() int {
	screen.RunBeside()
	screen.UsualSignals()
	code := t.M.Run()
	if code != 0 {
		return code
	}
	if err := goleak.Find(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return 0
}

// It counts all goroutines, so it does not run beside others.
func TestARunLeavesNoGoroutine(t *testing.T) {
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
	w := newWorld(t)
	w.env.Signals = func() (<-chan os.Signal, func()) { return make(chan os.Signal), func() {} }
	w.want(exitDone, startArgs("one", "--sandbox", "--wait")...)
	w.want(exitDone, startArgs("two", "--sandbox=lost")...)
	w.want(exitFailed, startArgs("three", "--sandbox=down")...)
	if r := w.run(typed(append(shortAnswers("four"), "yes", "stop")...), "--plain", "--sandbox"); r.code != exitDone {
		t.Errorf("exit code %d\n%s%s", r.code, r.out, r.err)
	}
	w.want(exitUnknown, startArgs("five", "--sandbox=start:reset-before", "--give-up-after", "1s")...)
	w.want(exitDone, "tasks", "list", "--live", "--all")
	w.want(exitDone, "tasks", "recover", "--wait")
	w.want(exitDone, "tasks", "stop", "--channel", "one", "--yes")
	w.want(exitDone, "tasks", "stop", "--all", "--yes")
	w.want(exitWrong, "start", "--sandbox")
}

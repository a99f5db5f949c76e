package ui

import (
	"context"
	"fmt"
	"runtime/pprof"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"sttwizard/internal/clock/clocktest"
)

// owners counts those who are told apart by goroutinesOf.
var owners atomic.Int64

// goroutinesOf marks the goroutines that are started from now on, by this one and
// by each other, and returns what fails the test unless they have all ended. Tests
// run beside each other, so that a count of all goroutines would say nothing.
func goroutinesOf(t testing.TB) (ended func()) {
	owner := fmt.Sprintf("%d", owners.Add(1))
	pprof.SetGoroutineLabels(pprof.WithLabels(context.Background(), pprof.Labels("owner", owner)))
	return func() {
		t.Helper()
		pprof.SetGoroutineLabels(context.Background()) // this goroutine goes on
		left := ownedBy(owner)
		// A file that is being written on a busy machine may hold one up.
		for end := time.Now().Add(clocktest.Patience()); left != "" && time.Now().Before(end); left = ownedBy(owner) {
			<-time.After(time.Millisecond)
		}
		if left != "" {
			t.Errorf("goroutines are left:\n%s", left)
		}
	}
}

// ownedBy returns the stacks of the goroutines with that mark. The process's own
// listening for signals begins with whoever needs it first, and a test waits for its
// parts.
func ownedBy(owner string) string {
	var all, left strings.Builder
	if err := pprof.Lookup("goroutine").WriteTo(&all, 1); err != nil {
		return err.Error()
	}
	for stack := range strings.SplitSeq(all.String(), "\n\n") {
		marked := strings.Contains(stack, fmt.Sprintf("%q:%q", "owner", owner))
		if marked && !strings.Contains(stack, "os/signal.") && !strings.Contains(stack, "testing.(*T).Run") {
			left.WriteString(stack + "\n\n")
		}
	}
	return left.String()
}

// reported keeps what a test would fail with.
type reported struct {
	testing.TB
	errors []string
}

func (*reported) Helper() {}

func (r *reported) Errorf(format string, args ...any) {
	r.errors = append(r.errors, fmt.Sprintf(format, args...))
}

func TestAGoroutineIsKnownByWhoStartedIt(t *testing.T) {
	t.Parallel()
	ended := goroutinesOf(t)
	owner := fmt.Sprintf("%d", owners.Load())
	leave, inside := make(chan struct{}), make(chan struct{})
	go func() {
		go func() { close(inside); <-leave }() // not its own, but its child's
	}()
	<-inside
	var stranger reported
	other := goroutinesOf(&stranger)
	other()
	if len(stranger.errors) > 0 {
		t.Errorf("another owner is told of %q", stranger.errors)
	}
	if left := ownedBy(owner); !strings.Contains(left, "TestAGoroutineIsKnownByWhoStartedIt") {
		t.Errorf("left are %q", left)
	}
	close(leave)
	ended()
}

package attempt

import (
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"sttwizard/internal/clock/clocktest"
)

func TestASuspendedHolderIsKnownAtOnce(t *testing.T) {
	j := Open(filepath.Join(t.TempDir(), "attempts"), Options{})
	owner := child(t, "own", j.local.Where(""), "")
	in, err := owner.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	a, err := j.Find(firstLine(t, owner))
	if err != nil {
		t.Fatal(err)
	}
	if err := a.after(sending(1)); err != nil {
		t.Fatal(err)
	}
	want := Holder{Name: a.Owner(), PID: owner.Process.Pid}
	holds := func() bool { return a.Refresh() == nil && a.Holder() == want }
	if !holds() || want.Name == "" || a.Unmoving() {
		t.Errorf("while it works: %+v, want %+v, unmoving %v", a.Holder(), want, a.Unmoving())
	}
	if err := owner.Process.Signal(syscall.SIGSTOP); err != nil {
		t.Fatal(err)
	}
	want.Suspended = true
	for end := time.Now().Add(clocktest.Patience()); !holds() && time.Now().Before(end); {
		time.Sleep(time.Millisecond)
	}
	if !holds() || !a.Unmoving() || a.Needs(time.Now()) != NeedPerson {
		t.Errorf("suspended: %+v, want %+v, unmoving %v, needs %q", a.Holder(), want, a.Unmoving(), a.Needs(time.Now()))
	}
	if err := owner.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = owner.Wait() // it was killed
	if want = (Holder{}); !holds() {
		t.Errorf("ended: %+v", a.Holder())
	}
}

package processtest

import (
	"bufio"
	"io"
	"os"
	"os/exec"
	"syscall"
	"testing"

	"sttwizard/internal/clock"
	"sttwizard/internal/clock/clocktest"
)

const launches = "STTWIZARD_TEST_LAUNCHES"

// TestMain plays a test that is killed: it launches a process, tells it and waits for it.
func TestMain(m *testing.M) {
	if os.Getenv(launches) == "" {
		os.Exit(m.Run())
	}
	child := exec.Command("cat") // which waits for an input that does not end
	child.Stdin, child.Stdout = os.Stdin, os.Stdout
	end, err := Launch(child, syscall.SIGKILL)
	if err != nil {
		os.Exit(1)
	}
	defer end()
	_, _ = os.Stdout.WriteString("launched\n")
	_ = child.Wait()
}

func TestWhatWasLaunchedEndsWithItsTest(t *testing.T) {
	t.Parallel()
	in, hold, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer hold.Close()
	out, told, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer out.Close()
	if err := out.SetReadDeadline(clock.Now().Add(clocktest.Patience())); err != nil {
		t.Fatal(err)
	}
	test := exec.Command(os.Args[0])
	test.Env = append(os.Environ(), launches+"=yes")
	test.Stdin, test.Stdout = in, told
	if err := test.Start(); err != nil {
		t.Fatal(err)
	}
	in.Close()
	told.Close()
	r := bufio.NewReader(out)
	if line, err := r.ReadString('\n'); line != "launched\n" {
		t.Fatalf("it says %q (%v)", line, err)
	}
	if err := test.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = test.Wait()
	if _, err := io.ReadAll(r); err != nil { // its output ends when nobody has it any more
		t.Errorf("what was launched lives on: %v", err)
	}
}

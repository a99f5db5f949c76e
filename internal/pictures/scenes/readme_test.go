package scenes

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"sttwizard/agora/sandbox"
)

// firstTask is what README says of the first task, step by step, and the same done.
var firstTask = []struct {
	says string
	do   func(*stage)
}{
	{"Start `go run . --sandbox`. The top line says SANDBOX.", func(s *stage) { s.see("SANDBOX") }},
	{"Press `n` for a new task.", func(s *stage) { s.press("n") }},
	{"Channel name: type `demo`, press Enter.", func(s *stage) { s.write("demo"); s.press("enter"); s.see("Spoken in the channel") }},
	{"Languages: type `en`, press Enter.", func(s *stage) { s.write("en"); s.press("enter") }},
	{"The review shows every value and where it comes from. Press `s` to send, or Enter.", func(s *stage) {
		s.see("ready to send")
		s.pass(time.Second)
		s.press("s")
	}},
	{"The task comes up in a few seconds: \"Running\".", func(s *stage) { s.pass(10 * time.Second); s.see("Running") }},
	{"Press Ctrl+S and Enter: the answers are saved as the preset `demo`.", func(s *stage) {
		s.press("ctrl+s", "enter")
		s.see("saved as preset demo")
	}},
	{"Press `x`, then `y`: the task is stopped.", func(s *stage) {
		s.press("x")
		s.pass(time.Second)
		s.press("y")
		s.see("Ended")
	}},
	{"Press Esc. Home lists the preset. Enter, the channel, Enter, `s`: the next task runs.", func(s *stage) {
		s.press("esc")
		s.see("Start", "demo")
		s.press("enter")
		s.write("demo-2")
		s.press("enter")
		s.see("ready to send")
		s.pass(time.Second)
		s.press("s")
		s.pass(10 * time.Second)
		s.see("demo-2", "Running")
	}},
}

// steps returns the numbered steps of the first task in README, each as one line.
func steps(t *testing.T) []string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "..", "..", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, text, ok := strings.Cut(unix(data), "\n## A first task, in the sandbox\n\n")
	if !ok {
		t.Fatal("README has no first task")
	}
	text, _, _ = strings.Cut(text, "\n\n")
	var out []string
	for line := range strings.Lines(text) {
		step, ok := strings.CutPrefix(line, fmt.Sprintf("%d. ", len(out)+1))
		if ok {
			out = append(out, strings.TrimSpace(step))
		} else if len(out) > 0 {
			out[len(out)-1] += " " + strings.TrimSpace(line)
		}
	}
	return out
}

func TestTheFirstTaskOfTheReadmeGoesAsItSays(t *testing.T) {
	written := steps(t)
	if len(written) != len(firstTask) {
		t.Fatalf("README has %d steps, %d are done here", len(written), len(firstTask))
	}
	w, err := newWorld(sandbox.ModeOK)
	if err != nil {
		t.Fatal(err)
	}
	defer w.close()
	s, err := (scene{width: 80, height: 24, connection: "sandbox"}).open(w)
	if err != nil {
		t.Fatal(err)
	}
	defer s.close()
	for i, step := range firstTask {
		if !strings.HasPrefix(written[i], step.says) {
			t.Errorf("step %d in README is %q; what is done here is %q", i+1, written[i], step.says)
		}
		if step.do(s); s.err != nil {
			t.Fatalf("step %d: %v", i+1, s.err)
		}
	}
}

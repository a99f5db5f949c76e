package cli

import (
	"io"
	"runtime"
	"strings"
	"testing"
	"time"
)

// TestPlainModeTellsOfCaptions: how they stand while the task runs, beside its status, and
// at its end how they become a file. Nobody speaks here.
func TestPlainModeTellsOfCaptions(t *testing.T) {
	t.Parallel()
	e := newEvent(t)
	e.want(exitDone, append([]string{"presets", "save", "stored"}, ofEvent...)...)
	e.want(exitDone, "tasks", "stop", e.attempt)
	in, typing := io.Pipe()
	t.Cleanup(func() { typing.Close() })
	var out buffer
	env := e.env
	env.Args, env.In, env.Out, env.Err = []string{"--plain", "--sandbox", "--preset", "stored"}, in, &out, io.Discard
	env.Getenv = func(name string) string { return e.vars[name] }
	code := make(chan int, 1)
	go func() { code <- Run(env) }()
	io.WriteString(typing, typed("yes"))
	late := time.After(patience)
	for told := false; !told; runtime.Gosched() { // the pretended minutes pass by themselves
		select {
		case <-late:
			t.Fatalf("nothing is told of captions:\n%s", out.String())
		default:
			told = strings.Contains(out.String(), "no captions yet: ")
		}
	}
	io.WriteString(typing, typed("stop"))
	select {
	case <-code:
	case <-late:
		t.Fatalf("it did not end:\n%s", out.String())
	}
	mustHold(t, out.String(), "the first captions are due in ", "what was said is written to a file by sttwizard tasks transcript ")
}

package cli

import (
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"runtime"
	"strings"

	"sttwizard/agora"
	"sttwizard/internal/terminal"
	"sttwizard/ui"
)

// errorJSON is how a failure looks with --json.
type errorJSON struct {
	Kind    string      `json:"kind"`
	Message string      `json:"message"`
	Next    string      `json:"next"`
	Fields  []fieldJSON `json:"fields"`
}

type fieldJSON struct {
	Path string `json:"path"`
	Rule string `json:"rule"`
	Text string `json:"text"`
}

func (f *failure) json() *errorJSON {
	message := f.what
	if f.task != "" {
		message += "; " + f.task
	}
	e := &errorJSON{Kind: f.kind, Message: message, Next: f.next, Fields: []fieldJSON{}}
	for _, field := range f.fields {
		e.Fields = append(e.Fields, fieldJSON{field.Path, field.Rule, field.Text})
	}
	return e
}

// report tells a failure, in the way that the command line asks for, and gives
// the exit code.
func (a *app) report(f *failure) int {
	what := "" // may repeat an argument, which may be a secret that does not belong there
	if f.kind == kindInternal {
		what = f.what
	}
	a.log.Event("failure", "error", f.kind, "what", what)
	a.outTold = a.outTold || f.kind == kindOutput
	if !a.json {
		f.print(a.env.Err)
		return f.code
	}
	var told any = struct {
		Error *errorJSON `json:"error"`
	}{f.json()}
	if f.start != nil {
		f.start.Error = f.json()
		told = f.start
	}
	if err := a.printJSON(told); err != nil || a.out.trouble() != nil {
		f.print(a.env.Err) // to whoever can still read
	}
	return f.code
}

// print writes a failure for a person: what happened, then what to do.
func (f *failure) print(w io.Writer) {
	line(w, "sttwizard: %s", f.what)
	for _, field := range f.fields {
		if field.Text != "" && field.Text != f.likely && !strings.Contains(f.what, field.Text) {
			line(w, "  %s: %s", field.Path, field.Text)
		}
	}
	for _, part := range []struct{ label, text string }{{"probably", f.likely}, {"task", f.task}, {"cost", f.billed}, {"next", f.next}} {
		if part.text != "" {
			line(w, "  %s: %s", part.label, part.text)
		}
	}
	for _, l := range terminal.SafeLines(f.raw, rawWidth, rawLines) {
		line(w, "  answer: %s", l)
	}
}

// rawWidth and rawLines bound what is shown of a raw answer, in columns and lines.
const rawWidth, rawLines = 100, 6

// panicked makes a failure of a panic. What was panicked with may hold anything,
// secrets included, so only the runtime's own errors are told.
func panicked(v any) *failure {
	what := "an unexpected value"
	if e, ok := v.(runtime.Error); ok {
		what = e.Error()
	}
	return faultAt(what, panicPlace())
}

// screenFault knows a panic that the screens have caught.
func screenFault(err error) *failure {
	fault, ok := errors.AsType[*ui.PanicError](err)
	if !ok {
		return nil
	}
	return faultAt(fault.What, fault.Where)
}

func faultAt(what, where string) *failure {
	return &failure{
		code: exitFailed, kind: kindInternal,
		what: fmt.Sprintf("a mistake in sttwizard itself stopped it (%s, %s)", what, where),
		next: "if it was sending, look whether a task runs: sttwizard tasks list; please report this line",
	}
}

// panicPlace returns file and line of this program where the panic came from.
func panicPlace() string {
	var calls [64]uintptr
	frames := runtime.CallersFrames(calls[:runtime.Callers(2, calls[:])])
	panicking := false
	for {
		frame, more := frames.Next()
		if panicking && filepath.Base(filepath.Dir(frame.File)) != "runtime" {
			return fmt.Sprintf("%s:%d", filepath.Base(frame.File), frame.Line)
		}
		panicking = panicking || frame.Function == "runtime.gopanic"
		if !more {
			return "place not known"
		}
	}
}

// startResult is how a start looks with --json. All keys are always there; what
// is not known is empty or 0.
type startResult struct {
	State      string        `json:"state"` // started, refused or unknown
	Version    agora.Version `json:"version"`
	Connection string        `json:"connection"`
	Channel    string        `json:"channel"`
	TaskID     string        `json:"taskId"`
	Status     agora.Status  `json:"status"`
	CreateTs   int64         `json:"createTs"` // seconds since 1970
	InstanceID string        `json:"instanceId"`
	Attempt    string        `json:"attempt"`
	RequestID  string        `json:"requestId"`
	PlannedEnd string        `json:"plannedEnd"`
	Secrets    []sourceJSON  `json:"secrets"`
	Error      *errorJSON    `json:"error,omitempty"`
}

package cli

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"runtime/debug"
	"strings"

	"sttwizard/agora"
	"sttwizard/internal/report"
	"sttwizard/internal/terminal"
)

// errorJSON is how a failure looks with --json.
type errorJSON struct {
	Kind    string      `json:"kind"`
	Message string      `json:"message"`
	Next    string      `json:"next"`
	Fields  []fieldJSON `json:"fields"`
}

type fieldJSON struct {
	Path string `json:"path"` // a field that is wrong
	Rule string `json:"rule"` // the rule's name, as in [QUESTIONS.md](QUESTIONS.md)
	Text string `json:"text"` // what is wrong with it
}

func (f *failure) json() *errorJSON {
	message := f.what
	if f.task != "" {
		message = strings.TrimSuffix(message, ".") + "; " + f.task
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
	f.code = a.codeOf(f)
	what := "" // may repeat an argument, which may be a secret that does not belong there
	if f.kind == kindInternal {
		what = f.what
	}
	a.log.Event("failure", "error", f.kind, "what", what)
	a.outTold = a.outTold || f.kind == kindOutput
	if !a.json || a.jq.code != nil {
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

// panicked makes a failure of a panic that is being recovered.
func panicked(v any) *failure { return faultAt(report.Panicked(v, debug.Stack())) }

// screenFault knows a panic that the screens have caught.
func screenFault(err error) *failure {
	fault, ok := errors.AsType[*report.PanicError](err)
	if !ok {
		return nil
	}
	return faultAt(fault)
}

func faultAt(fault *report.PanicError) *failure {
	return &failure{
		code: exitFailed, kind: kindInternal,
		what: fmt.Sprintf("a mistake in sttwizard itself stopped it (%s, %s)", fault.What, cmp.Or(fault.Where, "place not known")),
		next: "if it was sending, look whether a task runs: sttwizard tasks list; please report this line",
	}
}

// startResult is how a start looks with --json. All keys are always there; what
// is not known is empty or 0.
type startResult struct {
	State      string        `json:"state"`      // `started`, `refused` or `unknown`
	Version    agora.Version `json:"version"`    // the API's version
	Connection string        `json:"connection"` // the connection's name
	Channel    string        `json:"channel"`    // the channel
	TaskID     string        `json:"taskId"`     // the task's id
	Status     agora.Status  `json:"status"`     // Agora's word for the task's status
	CreateTs   int64         `json:"createTs"`   // when Agora made it, in seconds since 1970
	InstanceID string        `json:"instanceId"` // the id that this start was prepared under
	Attempt    string        `json:"attempt"`    // the name of the record in this machine's journal
	RequestID  string        `json:"requestId"`  // Agora's id of the call, for its support
	PlannedEnd string        `json:"plannedEnd"` // its reminder (RFC 3339), or `""`; nothing stops then
	Secrets    []sourceJSON  `json:"secrets"`
	Diff       *diffJSON     `json:"diff,omitempty"`
	Error      *errorJSON    `json:"error,omitempty"`
}

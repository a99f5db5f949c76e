package cli

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"sttwizard/agora"
	"sttwizard/agora/sandbox"
	"sttwizard/form"
	"sttwizard/internal/attempt"
	"sttwizard/internal/connections"
	"sttwizard/internal/explain"
	"sttwizard/internal/secret"
	"sttwizard/internal/session"
	"sttwizard/internal/tasks"
	"sttwizard/internal/terminal"
	"sttwizard/presets"
)

// The exit codes. They are part of what scripts may rely on.
const (
	exitDone        = 0   // done
	exitFailed      = 1   // refused or failed; nothing runs that did not before
	exitWrong       = 2   // wrong use or an invalid request; nothing was sent
	exitUnknown     = 3   // the outcome is not known
	exitPerson      = 7   // a recovery found something that a person has to decide
	exitLook        = 9   // a preflight found nothing wrong, and something to be looked at
	exitInterrupted = 130 // left by Ctrl+C; of start and stop: nothing of it runs
	exitUnread      = 141 // nobody reads the output: what a shell sees of other programs then
)

// Kinds of failures besides those of package explain. They are stable.
const (
	kindUsage       = "usage"       // a flag, argument or name is wrong
	kindInvalid     = "invalid"     // the request breaks a rule
	kindMissing     = "missing"     // the request lacks something, and nobody can be asked
	kindConfirm     = "confirm"     // a yes is missing
	kindConflict    = "conflict"    // a task may be running in that channel
	kindFile        = "file"        // a preset, connections file or request file can't be used
	kindSecret      = "secret"      // a secret is not where it was said to be
	kindInterrupted = "interrupted" // Ctrl+C
	kindEnded       = "ended"       // the task ended while it was waited for
	kindOutput      = "output"      // the output can't be written
	kindWaiting     = "waiting"     // the task was not seen to run in time
	kindUnsettled   = "unsettled"   // whether a task runs can't be found out now
	kindCaptions    = "captions"    // the captions of a task can't be seen
	kindInternal    = "internal"    // a mistake in this program
)

// failure is an error on its way to a person or a script.
type failure struct {
	code    int
	nothing bool // it is certain that nothing runs of what was meant
	kind    string
	what    string // a sentence, or a piece of one
	likely  string // why probably; may be empty
	next    string // what to do
	billed  string // whether anything costs money; may be empty
	task    string // what may be running, where, and what is known of it; may be empty
	raw     string // the raw answer, where it helps; may be empty
	fields  []agora.FieldError
	err     error // the cause; may be nil

	start *startResult // of the attempt that failed, where there was one
}

// Error returns what happened.
func (f *failure) Error() string { return f.what }

// Unwrap returns the cause.
func (f *failure) Unwrap() error { return f.err }

// wrongUse is a mistake on the command line.
func wrongUse(next, format string, args ...any) *failure {
	return &failure{code: exitWrong, kind: kindUsage, what: fmt.Sprintf(format, args...), next: next}
}

// refused is a file or name that can't be used, in its own words.
func refused(kind, next string, err error) *failure {
	return &failure{code: exitWrong, kind: kind, what: err.Error(), next: next, err: err}
}

// failureOf returns every error its exit code and words. It is the one place where
// that is decided; c is what is known of the moment.
func failureOf(err error, c explain.Context) *failure {
	if f, ok := errors.AsType[*failure](err); ok {
		return f
	}
	if f := interruption(err); f != nil {
		return f
	}
	for _, look := range []func(error) *failure{screenFault, requestFailure, presetFailure, connectionFailure, secretFailure, sandboxFailure} {
		if f := look(err); f != nil {
			return f
		}
	}
	return explained(err, c)
}

// explained leaves the words to package explain.
func explained(err error, c explain.Context) *failure {
	e := explain.Failure(err, c)
	f := &failure{code: exitFailed, kind: e.Kind, what: e.What, likely: e.Likely, next: e.Do, billed: e.Billed, err: err}
	if e.Code != "" {
		f.what += " (" + e.Code + ")"
	}
	if e.Said != "" {
		f.likely = strings.TrimPrefix(f.likely+fmt.Sprintf("; Agora says %q", e.Said), "; ")
	}
	if rawHelps[e.Kind] {
		f.raw = e.Raw
	}
	if e.Field != "" {
		f.fields = []agora.FieldError{{Path: e.Field, Rule: e.Kind, Text: e.Likely}}
	}
	if c.Outcome == agora.OutcomeUnknown || c.Outcome == agora.OutcomeRunningNoID {
		f.code = exitUnknown
	}
	if bots, ok := errors.AsType[*attempt.BotsStayError](err); ok && !bots.Wait {
		f.code = exitPerson
	}
	if is[*attempt.NotFoundError](err) || is[*attempt.AmbiguousError](err) {
		f.code = exitWrong
	}
	return f
}

// rawHelps are the kinds of which the raw answer tells more than the words.
var rawHelps = map[string]bool{
	string(agora.KindBodyRefused): true, string(agora.KindInvalid): true, string(agora.KindUnknown): true, "unreadable-answer": true,
}

// is reports whether an error of that type is in err.
func is[E error](err error) bool {
	_, ok := errors.AsType[E](err)
	return ok
}

// lookWhatRuns is what to do after Ctrl+C where more is not known.
const lookWhatRuns = "see what runs: sttwizard tasks list"

func interruption(err error) *failure {
	ended, isEnded := errors.AsType[*form.InputEnded](err)
	switch {
	case isEnded:
		return &failure{code: exitWrong, kind: kindMissing, what: ended.Error(), next: "nothing was sent", err: err,
			fields: []agora.FieldError{{Path: ended.Question.Path, Rule: "required", Text: "was not answered"}}}
	case errors.Is(err, terminal.ErrInterrupted), err == context.Canceled:
		return &failure{code: exitInterrupted, kind: kindInterrupted, what: "left by Ctrl+C", next: lookWhatRuns, err: err}
	}
	return nil
}

func requestFailure(err error) *failure {
	if field, ok := errors.AsType[agora.FieldError](err); ok {
		return invalidRequest([]agora.FieldError{field})
	}
	if missing, ok := errors.AsType[*secret.MissingError](err); ok {
		return &failure{code: exitWrong, kind: kindSecret, what: fmt.Sprintf("the %s is missing: %s", missing.What, missing.Tried), next: missing.Do, err: err}
	}
	if is[*agora.ConfigError](err) {
		return refused(kindUsage, "correct the connection: sttwizard connections show", err)
	}
	return nil
}

func presetFailure(err error) *failure {
	switch {
	case is[*presets.NotFoundError](err):
		return refused(kindUsage, "see sttwizard presets list; a file is named with a slash, as ./file.yaml", err)
	case is[*presets.ExistsError](err):
		return refused(kindUsage, "add --replace to replace it; the old one is kept as a backup", err)
	case is[*presets.BadNameError](err):
		return refused(kindUsage, "choose such a name", err)
	case is[*presets.ExtendedError](err):
		return refused(kindUsage, "nothing was changed; sttwizard presets show NAME says what each extends", err)
	case is[*presets.EditorError](err):
		f := refused(kindFile, presets.EndedEdit{}.Next(""), err)
		f.code = exitFailed
		return f
	case is[*presets.BusyError](err):
		return refused(kindUsage, "nothing was changed", err)
	case is[*presets.MeanwhileError](err):
		return refused(kindFile, "sttwizard presets diff compares the two texts", err)
	case is[*presets.FileError](err):
		return refused(kindFile, "correct that line with an editor; the file was left as it is", err)
	case is[*presets.ValueError](err):
		return refused(kindInvalid, "correct it; nothing was saved", err)
	}
	return nil
}

func connectionFailure(err error) *failure {
	invalid, isInvalid := errors.AsType[*connections.InvalidError](err)
	bad, isBad := errors.AsType[*connections.UnusableError](err)
	gone, isGone := errors.AsType[*connections.NotFoundError](err)
	file, isFile := errors.AsType[*connections.FileError](err)
	switch {
	case isGone && gone.AppID != "":
		return refused(kindUsage, "add one of that App ID (sttwizard connections add NAME --app-id "+gone.AppID+"), or name another of the same Agora account with --connection NAME", err)
	case isGone:
		return refused(kindUsage, "see sttwizard connections list", err)
	case is[*connections.ExistsError](err):
		return refused(kindUsage, "add --replace to replace it", err)
	case isInvalid:
		return &failure{code: exitWrong, kind: kindInvalid, what: "the connection can't be saved", next: "correct these; nothing was saved", fields: invalid.Fields, err: err}
	case isFile && file.Do != "":
		f := refused(kindFile, file.Do, err)
		f.what = file.What() + "; the file was left as it is"
		return f
	case isFile:
		return refused(kindFile, "correct that line with an editor; the file was left as it is", err)
	case is[*session.NoChoiceError](err):
		return refused(kindUsage, "see sttwizard connections --help", err)
	case isBad:
		return &failure{code: exitWrong, kind: kindInvalid, what: fmt.Sprintf("the connection %q can't be used as it stands", bad.Name),
			next: "correct it: sttwizard connections add " + bad.Name + " --replace, or an editor", fields: bad.Fields, err: err}
	case is[*tasks.OtherPlaceError](err):
		return otherPlace(err)
	case is[*connections.ConflictError](err), is[*session.APIURLError](err):
		return refused(kindUsage, "nothing was called", err)
	}
	return nil
}

func sandboxFailure(err error) *failure {
	if is[*sandbox.AddressError](err) {
		return refused(kindUsage, "for example sttwizard sandbox --addr 127.0.0.1:8080", err)
	}
	return nil
}

// invalidRequest is a request that breaks rules; nothing was sent.
func invalidRequest(fields []agora.FieldError) *failure {
	return &failure{code: exitWrong, kind: kindInvalid, what: "the request is not right, so nothing was sent", next: "correct " + paths(fields), fields: fields}
}

// paths lists the fields of errors, each once.
func paths(fields []agora.FieldError) string {
	var out []string
	seen := map[string]bool{}
	for _, f := range fields {
		if path := f.Field(); !seen[path] {
			seen[path] = true
			out = append(out, path)
		}
	}
	return strings.Join(out, ", ")
}

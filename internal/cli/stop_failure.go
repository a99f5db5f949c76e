package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
	"sttwizard/internal/connections"
	"sttwizard/internal/explain"
)

// noWay is the failure of a stop for which there is nothing to call Agora by: what can be
// done, another way to the same task, and the stop once more.
func noWay(err error, at *attempt.Attempt) *failure {
	f := wayless(err, at)
	if f.code != exitInterrupted {
		f.next += "; then: " + stopCommand(at)
	}
	return f
}

// wayless puts into words why there is nothing to call Agora by for an attempt.
func wayless(err error, at *attempt.Attempt) *failure {
	f := failureOf(err, explain.Context{Connection: at.Intent().Connection}.Of(at))
	if is[*connections.FileError](err) {
		f.next += fmt.Sprintf("; or set %s=%s, %s and %s, which needs no file", connections.AppIDVariable, at.Intent().AppID,
			connections.KeyVariable, connections.SecretVariable)
	}
	return f
}

// notStopped adds to the failure of a stop which task goes on, and what that costs. Where
// it was tried the exit code says so.
func notStopped(f *failure, at *attempt.Attempt) *failure {
	if (f.code == exitFailed || f.code == exitInterrupted) && !f.nothing { // it still runs, or whether it does is not known
		f.code = exitUnknown
	}
	if at.State().MayBill() {
		f.task, f.billed = cmp.Or(f.task, runsWords(at)), cmp.Or(f.billed, explain.Billing(at))
	}
	return f
}

// stopFailure puts a stop that failed into words. The journal's own trouble is
// told, but a task that has ended has ended. why is what ended the run, if that is
// what ended the stop.
func stopFailure(ctx context.Context, why string, err error, at *attempt.Attempt, c explain.Context) *failure {
	f := failureOf(err, c.Of(at))
	f.task = runsWords(at)
	again := "stop it again: " + stopCommand(at)
	switch {
	case ctx.Err() != nil:
		f.code, f.kind, f.next = exitUnknown, kindInterrupted, "nothing is lost; "+again
		f.what = why
	case is[*attempt.StillThereError](err):
		if f.code != exitPerson {
			f.code = exitUnknown
		}
		f.next = again
	case agora.OpOf(err) != "":
		f.next += "; then: " + stopCommand(at)
		f.code = exitUnknown // it may have been told to stop; where it was refused the task still runs
	}
	return f
}

// orAllOfChannel says that all tasks of a channel can be meant, where one was to be named by
// it and it has several. The command is one of tasks that takes --channel.
func orAllOfChannel(err error, command string) error {
	f, isFailure := errors.AsType[*failure](err)
	if several, ok := errors.AsType[*attempt.AmbiguousError](err); ok && isFailure && several.Channel != "" {
		f.next += fmt.Sprintf(", or all of the channel: sttwizard tasks %s --channel %s", command, quoted(several.Channel))
	}
	return err
}

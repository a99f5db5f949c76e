package cli

import (
	"strings"

	"sttwizard/internal/attempt"
	"sttwizard/internal/tasks"
)

// recoveredOf puts into words what came out for an attempt, and what to do.
func recoveredOf(r *tasks.Recovered) *recovered {
	at := r.Attempt
	in := at.Intent()
	out := &recovered{
		Attempt: at.ID(), TaskID: at.Task().ID, Channel: in.Channel, Connection: in.Connection,
		Before: r.Before, After: r.After, Status: r.Status, Needs: r.Needs, CertainAt: stamp(at.CertainAt()), of: r,
	}
	if r.Spared {
		out.Problem = "it is production, and without a terminal only --yes stops it"
	}
	if r.Trouble != nil {
		f := wayless(r.Trouble, at)
		out.Problem, out.Do = strings.TrimSuffix(f.what, "."), f.next
	}
	if at.Open() && r.Needs != attempt.NeedNothing {
		out.Next = recoverNext(r)
	}
	return out
}

// recoverNext returns the command that does what should be done next.
func recoverNext(r *tasks.Recovered) string {
	id := idOf(r.Attempt)
	switch {
	case r.Spared:
		return "sttwizard tasks stop " + id + " --yes"
	case r.Needs == attempt.NeedTime:
		return "sttwizard tasks recover --wait " + id
	case r.Unasked() && !r.Stop:
		return "sttwizard tasks recover " + id
	case r.Attempt.Can(attempt.ActStop) && (r.After == attempt.Started || r.After == attempt.Stopping || r.Way.Err != nil):
		return "sttwizard tasks stop " + id
	}
	return "sttwizard tasks show " + id
}

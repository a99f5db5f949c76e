package cli

import (
	"strings"
	"time"

	"sttwizard/internal/attempt"
	"sttwizard/internal/explain"
	"sttwizard/internal/store"
	"sttwizard/internal/tasks"
)

// recoveredOf puts into words what came out for an attempt, and what to do.
func recoveredOf(r *tasks.Recovered, now time.Time) *recovered {
	at := r.Attempt
	in := at.Intent()
	out := &recovered{
		Attempt: at.ID(), TaskID: at.Task().ID, Channel: in.Channel, Connection: in.Connection,
		Before: r.Before, After: r.After, Status: r.Status, Needs: r.Needs, CertainAt: stamp(at.CertainAt()), Holder: holderOf(at), of: r,
	}
	if r.Spared {
		out.Problem = "it is production, and without a terminal only --yes stops it"
	}
	if r.Held {
		held := heldWords(r.Attempt, now)
		out.Problem, out.Do = held.What, held.Do
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
	case r.Held && r.Stop:
		return "sttwizard tasks stop " + id
	case r.Held && r.Needs == attempt.NeedPerson:
		return "sttwizard tasks recover --wait " + id
	case r.Needs == attempt.NeedTime:
		return "sttwizard tasks recover --wait " + id
	case r.Unasked() && !r.Stop:
		return "sttwizard tasks recover " + id
	case r.Attempt.Can(attempt.ActStop) && (r.After == attempt.Started || r.After == attempt.Stopping || r.Way.Err != nil):
		return "sttwizard tasks stop " + id
	}
	return "sttwizard tasks show " + id
}

// heldWords says what the sttwizard does that has an attempt, or had it until this moment.
func heldWords(at *attempt.Attempt, now time.Time) explain.Held {
	if held := explain.HeldOf(at, now.Local()); held.What != "" {
		return held
	}
	return explain.Held{What: store.Somebody + " was at work on it until this moment", Do: "recover it now"}
}

// unaskedOf returns the attempts that were not asked for, as they are told with --json.
func unaskedOf(left []*tasks.Recovered, now time.Time) []unaskedJSON {
	out := []unaskedJSON{}
	for _, r := range left {
		out = append(out, unaskedJSON{r.Attempt.ID(), r.Attempt.Intent().Connection, heldWords(r.Attempt, now).What})
	}
	return out
}

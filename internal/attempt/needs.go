package attempt

import (
	"slices"
	"time"
)

// Action is something that can be done about an attempt.
type Action string

// The actions, by the functions that do them.
const (
	ActCheck  Action = "check"  // ask Agora what is known: Check
	ActStop   Action = "stop"   // stop the task, finding it first where it is not known: a Settler with the goal End
	ActAsk    Action = "ask"    // send the same start with the same token for the id: a Settler with the goal Find
	ActRemove Action = "remove" // keep the bots out of the channel: RemoveBots
	ActForget Action = "forget" // set it aside by its channel's name: Acknowledge
	ActDrop   Action = "drop"   // close what was never sent: a Runner's Cancel
)

// Actions returns what can be done about the attempt now, the best first. Neither
// it nor Needs touches the disk: whether another sttwizard works on the attempt
// is as it was when it was last read.
func (a *Attempt) Actions() []Action {
	f := a.view()
	alive := a.Elsewhere()
	_, numbers := botUIDs(f.intent)
	var out []Action
	add := func(act Action, possible bool) {
		if possible {
			out = append(out, act)
		}
	}
	switch f.state {
	case Intended:
		add(ActDrop, !alive)
	case Started, Stopping:
		out = append(out, ActStop, ActCheck)
		doubted := !f.ending.first.zero()
		add(ActRemove, numbers && (f.state == Stopping || doubted))
		add(ActForget, doubted)
	case Sending, Unknown, RunningNoID:
		add(ActStop, !alive && f.token != "")
		add(ActCheck, canProbe(f.intent) && !alive)
		add(ActAsk, !alive && canAsk(f))
		add(ActRemove, numbers && !alive)
		add(ActForget, !alive)
	}
	return out
}

// Can reports whether that can be done about the attempt now: see Actions.
func (a *Attempt) Can(act Action) bool { return slices.Contains(a.Actions(), act) }

// Need says who has to do something about an attempt.
type Need string

// The needs.
const (
	NeedNothing Need = ""       // it is over, or runs as it should
	NeedTime    Need = "time"   // it settles by itself, or with a recovery later on
	NeedPerson  Need = "person" // a person has to decide or to look
)

// Needs reports whether somebody has to do something about the attempt. A task
// that runs needs nothing until its planned end has passed.
func (a *Attempt) Needs(now time.Time) Need {
	f := a.view()
	switch {
	case f.state.Final():
		return NeedNothing
	case a.Overdue(now):
		return NeedPerson
	case f.state == Started && f.ending.first.zero() && f.contradiction() == NoContradiction:
		return NeedNothing
	case f.contradiction() != NoContradiction, f.state == Started:
		return f.doubtNeeds(a.moment())
	case a.Unmoving():
		return NeedPerson
	case a.Elsewhere() || a.mine():
		return NeedTime
	case f.state == Intended:
		return NeedNothing
	case f.state == Stopping, f.state == RunningNoID && !f.proof.removed():
		return NeedPerson
	case !canProbe(f.intent) && !canAsk(f):
		return NeedPerson
	case f.left(a.moment()) > 0, !f.proof.first.zero(): // what is left is to ask, perhaps once more
		return NeedTime
	}
	return NeedPerson
}

// doubtNeeds returns who has to do something about a task of which Agora says what
// can't be, or an end that is not proved.
func (f *folded) doubtNeeds(now moment) Need {
	since := now.since(f.ending.first)
	switch {
	case f.ending.first.zero(): // reopened
		return NeedPerson
	case f.proof.saw == somebody || f.proof.saw == itself:
		if since < botsLinger { // they may be about to leave
			return NeedTime
		}
	case since < doubtLasts && (canProbe(f.intent) || f.ending.lived):
		return NeedTime
	}
	return NeedPerson
}

// doubtLasts is how long an end that is said and not proved is left to further looks.
const doubtLasts = 5 * time.Minute

// canAsk reports whether the same start can be sent again for the task's id. A name
// never dies: after a while it might start a second task, and the list tells more.
func canAsk(f *folded) bool {
	return f.token != "" && len(f.intent.Request) > 0 && !f.intent.Version.Named()
}

package ui

import (
	"fmt"
	"time"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
	"sttwizard/internal/explain"
	usecases "sttwizard/internal/tasks"
	"sttwizard/internal/words"
)

// doubts says of an attempt without a known task what is known, what it may
// cost, what goes on, and what a person can do: worst first.
func (t *task) doubts(m *Model) []string {
	a := t.attempt
	out := []string{t.doubtFirst()}
	switch {
	case a.Elsewhere():
		out = append(out, "Another sttwizard that is running works on it at this moment.")
	case t.stepping:
		out = append(out, "Asking Agora.")
	case t.settler != nil:
		out = append(out, t.nextStep(m))
	case t.lost != nil, t.locked:
		out = append(out, "Not asked: "+t.needsPerson()+".")
	case t.given && explain.RunsUnknown(a):
		out = append(out, "Agora did not tell its id, so it can't be stopped in the usual way: o removes its bots from the channel.")
	case t.given:
		out = append(out, "It could not be settled. Look into the channel: is a bot of it there?")
		if t.attempt.Can(attempt.ActRemove) {
			out = append(out, "o removes its bots from the channel; f sets it aside when you have looked.")
		}
	default:
		out = append(out, "x finds out and stops what runs; r only looks and changes nothing.")
	}
	if t.settler != nil && t.goal == attempt.End {
		out = append(out, "What runs of it is stopped as soon as its id is known.")
	}
	if t.fault != nil && (t.settler == nil || usecases.Unreached(t.fault)) {
		e := t.explained(m, t.fault, agora.OpStart)
		out = append(out, e.What+" "+words.Capital(e.Do)+".")
	}
	return append(out, t.limits(m)...)
}

func (t *task) doubtFirst() string {
	told := "Nobody knows whether it runs: its start was sent and the answer was lost."
	switch {
	case t.attempt.State() == attempt.RunningNoID:
		told = words.Capital(t.attempt.Meaning()) + "."
	case t.attempt.State() == attempt.Sending:
		told = "Nobody knows whether it runs: its start was sent, and no answer was written down."
	}
	return told + explain.Cost(t.attempt, t.by().Sandbox)
}

// nextStep says what is done next, and when.
func (t *task) nextStep(m *Model) string {
	switch t.stepNext {
	case attempt.NextSend:
		return fmt.Sprintf("Asking for its id %s in %s; this can't start a second task.", explain.SameStart(t.attempt.Intent().Version), words.Left(t.stepAt.Sub(m.now())))
	case attempt.NextStop:
		return "It was found; stopping it."
	}
	return fmt.Sprintf("Looking for its bots in the channel in %s.", words.Left(t.stepAt.Sub(m.now())))
}

// limits says when the doubt and the cost end at the latest.
func (t *task) limits(m *Model) []string {
	var out []string
	if at := t.attempt.CertainAt(); at.After(m.now()) && !usecases.Unreached(t.fault) {
		out = append(out, "Certain at the latest at "+at.In(m.now().Location()).Format("15:04:05")+".")
	}
	return append(out, explain.RunsUntil(t.attempt, m.now().Location()))
}

// doubtBar draws how much of the doubt about a start is over; empty: nobody knows
// when it ends.
func (m *Model) doubtBar(a *attempt.Attempt, certain time.Time, err error) string {
	if usecases.Unreached(err) {
		return ""
	}
	return m.styles.TimeBar(sentAt(a), certain, m.now())
}

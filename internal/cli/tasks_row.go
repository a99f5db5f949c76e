package cli

import (
	"cmp"
	"strings"
	"time"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
	"sttwizard/internal/explain"
	"sttwizard/internal/words"
)

// taskJSON is an attempt as tasks list and tasks show give it.
type taskJSON struct {
	Attempt string        `json:"attempt"` // the name of the record
	State   attempt.State `json:"state"`   // where it stands, see above
	MayBill bool          `json:"mayBill"` // it may be costing money now
	TaskID  string        `json:"taskId"`  // the task's id, `""` while it is not known
	// Agora's word, as of the start; with `--live` as of now. It is no sign that a task runs: see `state`
	Status     agora.Status  `json:"status"`
	Channel    string        `json:"channel"`    // the channel
	Connection string        `json:"connection"` // the connection's name
	Place      string        `json:"place"`      // the base URL that it is asked at; empty: the sandbox
	Version    agora.Version `json:"version"`    // the API's version
	Begun      time.Time     `json:"begun"`      // when it was written down (RFC 3339)
	Since      time.Time     `json:"since"`      // when the state was entered
	PlannedEnd string        `json:"plannedEnd"` // its reminder; nothing stops then
	Overdue    bool          `json:"overdue"`    // that has passed, and it may be running
	Needs      attempt.Need  `json:"needs"`      // `""`, `time` (it gets certain by itself) or `person`
	CertainAt  string        `json:"certainAt"`  // when it is certain at the latest whether it runs
	LatestEnd  string        `json:"latestEnd"`  // when a task of it has ended in any case
	Alive      bool          `json:"alive"`      // another sttwizard has it
	Holder     holderJSON    `json:"holder"`
	// what can be done, best first: `check`, `stop`, `ask`, `remove`, `forget`, `drop`
	Actions []attempt.Action `json:"actions"`
	// what can't both be true and needs a person: `gone-but-there`, `ended-but-there`, `reopened`; empty:
	// nothing
	Contradiction attempt.Contradiction `json:"contradiction"`
	// why a task that is to be stopped was not told to, and runs on: `refused` (by Agora) or `not-sent` (it never
	// left this machine); empty: it was, or may have been, or is not to be stopped
	Untold  attempt.Untold `json:"untold"`
	Problem string         `json:"problem"` // why `--live` could not ask
	Who     string         `json:"who"`     // who started it; empty: no name was written down, and tables show the machine's
	Host    string         `json:"host"`    // on which machine
	Cost    costJSON       `json:"cost"`
	// it is in this machine's journal only, see `store push`
	Unshared bool           `json:"unshared"`
	RunsWith []runsWithJSON `json:"runsWith"`

	attempt *attempt.Attempt
	asked   bool // the status is what Agora just said
	doing   explain.Doing
}

// holderJSON is the other sttwizard that has an attempt.
type holderJSON struct {
	Name      string `json:"name"`      // whose; empty: no other has it
	PID       int    `json:"pid"`       // its process on this machine; 0: not known
	Suspended bool   `json:"suspended"` // a signal has stopped it, as Ctrl+Z does
	// it does nothing about a task that may be running: it is suspended, or was silent for longer than one
	// that works
	Unmoving bool `json:"unmoving"`
}

func holderOf(at *attempt.Attempt) holderJSON {
	h := at.Holder()
	return holderJSON{h.Name, h.PID, h.Suspended, at.Unmoving()}
}

// row returns an attempt as its journal tells it.
func (a *app) row(at *attempt.Attempt, now time.Time) *taskJSON {
	in := at.Intent()
	who, host := at.Starter()
	return &taskJSON{
		Attempt: at.ID(), State: at.State(), MayBill: at.State().MayBill(), TaskID: at.Task().ID, Status: at.Task().Status,
		Channel: in.Channel, Connection: in.Connection, Place: in.BaseURL, Contradiction: at.Contradiction(), Untold: at.Untold(), Version: in.Version, Begun: at.Begun(), Since: at.Since(),
		PlannedEnd: stamp(at.PlannedEnd()), Overdue: at.Overdue(now), Needs: at.Needs(now),
		CertainAt: stamp(at.CertainAt()), LatestEnd: latestEnd(at), Alive: at.Alive(), Holder: holderOf(at),
		Actions: append([]attempt.Action{}, at.Actions()...), Who: who, Host: host, Unshared: at.Unshared(), Cost: costOf(a.prices(), at, now), RunsWith: runsWith(at), attempt: at,
	}
}

// costJSON is what a task has come to.
type costJSON struct {
	Currency string   `json:"currency"` // as `US$`; empty: what it came to is not known, or it is the sandbox's
	AllMuted *float64 `json:"allMuted"` // if no microphone was open; `null`: not known
	OneOpen  *float64 `json:"oneOpen"`  // at most if one was open all the time: with each speaker's language identified and all translated that can be; twice that for two; `null`: not known
	Prices   string   `json:"prices"`   // the day of Agora's page that has the prices, or `own`: connections.yaml says them; free minutes are not counted
}

func costOf(p agora.Prices, at *attempt.Attempt, now time.Time) costJSON {
	c, known := explain.SpentOf(p, at, now)
	if !known {
		return costJSON{}
	}
	least, most := float64(c.Least)/1e6, float64(c.Most)/1e6
	return costJSON{p.Currency, &least, &most, cmp.Or(p.Day, "own")}
}

// latestEnd returns the time by which a task of an open attempt has ended in any case.
func latestEnd(at *attempt.Attempt) string {
	if !at.State().MayBill() {
		return ""
	}
	return stamp(at.LatestEnd())
}

// stateWords says where an attempt stands, with what Agora said just now.
func (t *taskJSON) stateWords() string {
	words := t.attempt.Meaning()
	switch {
	case t.State != attempt.Started || t.Status == "" || t.Contradiction != attempt.NoContradiction:
	case t.asked:
		words = statusWords(t.attempt, t.Status)
	case t.Status.Running() && words == t.State.Meaning(): // Agora said so when it was started
		words = explain.StatusWord(t.Status)
	}
	if t.Problem != "" {
		words += " (not asked, see below)"
	}
	return words
}

// ranWords says for how long a task of the attempt has been running, or did; empty where
// none did.
func (t *taskJSON) ranWords(now time.Time) string {
	ran := t.attempt.Ran(now)
	if ran == 0 {
		return ""
	}
	return ago(now, now.Add(-ran))
}

// endWords says when an attempt that is over ended, else when somebody is reminded of it.
func (t *taskJSON) endWords(now time.Time) string {
	if t.State.Final() {
		return "at " + clockNear(now, t.Since)
	}
	return t.reminderWords(now)
}

// reminderWords says when somebody is reminded of the task.
func (t *taskJSON) reminderWords(now time.Time) string {
	end := t.attempt.PlannedEnd()
	switch {
	case end.IsZero() || t.State.Final():
		return ""
	case t.Overdue:
		return "passed at " + clockNear(now, end)
	}
	return clockNear(now, end)
}

// needWords says what an attempt needs, and of whom.
func (t *taskJSON) needWords(now time.Time) string {
	switch {
	case t.Needs == attempt.NeedPerson && t.Alive && len(t.Actions) == 0:
		return "you: " + heldWords(t.attempt, now).Do
	case t.Alive && t.Needs != attempt.NeedPerson:
		words := "time: " + heldWords(t.attempt, now).What
		if by := explain.Certain(t.attempt.CertainAt(), now.Local()); by != "" {
			words += ", " + by
		}
		return words
	case t.Needs == attempt.NeedTime:
		return "time: " + explain.CertainInTime(t.attempt.CertainAt(), now.Local())
	case t.Needs == attempt.NeedPerson:
		return "you: " + wordsOf(t.Actions)
	}
	return ""
}

// clockNear writes a time of today without its day.
func clockNear(now, t time.Time) string {
	return words.Clock(now.Local(), t)
}

// actionWords name what can be done with an attempt.
var actionWords = map[attempt.Action]string{
	attempt.ActCheck:  "check",
	attempt.ActStop:   "stop",
	attempt.ActAsk:    "ask again",
	attempt.ActRemove: "remove the bots",
	attempt.ActForget: "forget",
	attempt.ActDrop:   "drop",
}

func wordsOf(actions []attempt.Action) string {
	var words []string
	for _, a := range actions {
		words = append(words, actionWords[a])
	}
	return strings.Join(words, ", ")
}

// command is what can be done with an attempt and how it is typed.
type command struct {
	Action  attempt.Action `json:"action"`  // what can be done: an action, or `plan`
	What    string         `json:"what"`    // the same in words
	Command string         `json:"command"` // the command to type
}

// commandsFor returns what can be done with an attempt now, best first.
func commandsFor(at *attempt.Attempt, now time.Time) []command {
	out := []command{}
	for _, action := range at.Actions() {
		what, typed := doing(action, at.Intent())
		typed = strings.ReplaceAll(typed, "ID", idOf(at))
		if action == attempt.ActForget {
			typed += quoted(at.Intent().Channel)
		}
		out = append(out, command{action, what, "sttwizard tasks " + typed})
	}
	if at.Overdue(now) {
		out = append(out, command{"plan", "set another reminder; it runs on", "sttwizard tasks plan " + idOf(at) + " 2h"})
	}
	return out
}

// doing says what an action does and by which command of tasks.
func doing(action attempt.Action, in attempt.Intent) (what, typed string) {
	switch action {
	case attempt.ActCheck:
		return "ask Agora, and follow it", "watch ID"
	case attempt.ActStop:
		return "stop it", "stop ID"
	case attempt.ActAsk:
		return "ask again " + explain.SameStart(in.Version) + ", which can't start a second task", "recover --wait ID"
	case attempt.ActRemove:
		return "remove " + explain.BotNames(in) + " from the channel for a minute, as a last road", "stop --remove-bots ID"
	case attempt.ActForget:
		return "set it aside, which stops nothing", "forget ID --channel "
	}
	return "give it up; nothing of it was sent", "recover ID"
}

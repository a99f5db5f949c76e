package attempt

import "slices"

// State is where an attempt stands; it follows from its records alone.
type State string

// The states of an attempt. The last four are final.
const (
	Intended     State = "intent"        // written down; nothing of it runs
	Sending      State = "sending"       // a start request is out, or its sender died
	Unknown      State = "unknown"       // a start request was sent and nobody knows what became of it
	RunningNoID  State = "running_no_id" // Agora says that it runs, but not under which id
	Started      State = "started"       // the task is known
	Stopping     State = "stopping"      // the task is known and was asked to stop
	Stopped      State = "stopped"       // the task ended
	Rejected     State = "rejected"      // Agora refused; nothing runs
	Abandoned    State = "abandoned"     // given up before anything could run
	Acknowledged State = "acknowledged"  // a person said to forget it, outcome unknown
)

// Final reports whether nothing can happen to the attempt any more.
func (s State) Final() bool {
	switch s {
	case Stopped, Rejected, Abandoned, Acknowledged:
		return true
	}
	return false
}

// MayBill reports whether a task of the attempt may be costing money at this moment.
func (s State) MayBill() bool {
	switch s {
	case Sending, Unknown, RunningNoID, Started, Stopping:
		return true
	}
	return false
}

// InDoubt reports whether a task of the attempt may be running whose id nobody knows.
func (s State) InDoubt() bool { return s == Sending || s == Unknown || s == RunningNoID }

var meanings = map[State]string{
	Intended:     "not sent yet",
	Sending:      "sent, no answer yet: it may be running",
	Unknown:      "the answer was lost: it may be running",
	RunningNoID:  "running, but its task id is not known",
	Started:      "started",
	Stopping:     "asked to stop, not yet seen to end",
	Stopped:      "ended",
	Rejected:     "refused by Agora, nothing runs",
	Abandoned:    "given up before anything was started",
	Acknowledged: "set aside by you, its outcome was never known",
}

// Meaning says in a few words what the state means.
func (s State) Meaning() string { return meanings[s] }

// How says how a task was seen to have ended.
type How string

// The ends that count: everything else may still be running.
const (
	HowStopped How = "stopped" // Agora's status says STOPPED
	HowGone    How = "gone"    // Agora says that there is no such task any more
	HowAbsent  How = "absent"  // it ran, and then its bots were not in the channel any more
	HowRemoved How = "removed" // its bots were kept out of the channel, and were not there afterwards
)

// Untold is why a task that is to be stopped was not told to.
type Untold string

// The reasons.
const (
	NotUntold     Untold = ""         // it was told, or may have been, or is not to be stopped
	UntoldRefused Untold = "refused"  // Agora refused the last request to
	UntoldNotSent Untold = "not-sent" // the last request to never left this machine
)

// Untold returns why the task, which is to be stopped, was not told to: it runs on, and
// the wish stands. It is empty where one of the requests may have arrived.
func (a *Attempt) Untold() Untold { return a.view().untold() }

func (f *folded) untold() Untold {
	if f.state != Stopping || f.proof.removed() || len(f.stops) == 0 || slices.Contains(f.stops, pending) {
		return NotUntold
	}
	if f.stops[len(f.stops)-1] == refused {
		return UntoldRefused
	}
	return UntoldNotSent
}

// Unseen reports whether Agora said that a task of the attempt runs, and neither its
// bot nor, where a version has one, the list of tasks showed it when both were asked.
// Then nobody knows whether it runs.
func (a *Attempt) Unseen() bool { return a.view().unseen() }

// unseen is only for versions with a list: a bot alone may just not have joined yet.
func (f *folded) unseen() bool {
	return f.toldState() == RunningNoID && f.intent.Version.Named() && f.proof.saw == nobody && !f.proof.seen
}

// Told returns the state as people are told it: what was proved to run is not in doubt again
// while one more send, which only asks for its id, has no answer.
func (a *Attempt) Told() State { return a.view().toldState() }

func (f *folded) toldState() State {
	if f.state == Sending && (f.has(running) || f.proof.seen) {
		return RunningNoID
	}
	return f.state
}

// Meaning says in a few words where the attempt stands and how that is known.
func (a *Attempt) Meaning() string {
	f := a.view()
	switch c := f.contradiction(); {
	case c != NoContradiction:
		return c.Meaning()
	case f.known() && !f.ending.first.zero() && !f.proof.removed():
		return (&BotsStayError{Gone: f.ending.status == ""}).said() + ", which is not proved yet"
	case f.state == Abandoned && f.why == WhyAbsent:
		return "nothing was started: that is proved"
	case f.state == Stopped && f.how == HowAbsent:
		return "ended: its bots left the channel"
	case f.state == Stopped && f.how == HowRemoved && f.task.ID == "" && !f.has(running) && !f.proof.seen:
		return "nothing of it runs: its bots were removed, and whether it ever ran is not known"
	case f.state == Stopped && f.how == HowRemoved:
		return "its bots were removed from the channel"
	case f.state == Stopping && f.proof.removed(), f.state == RunningNoID && f.proof.removed():
		return "its bots are being removed from the channel"
	case f.untold() == UntoldRefused:
		return "not stopped: Agora refused that, and it runs on"
	case f.untold() == UntoldNotSent:
		return "not stopped: nobody could be asked, and it runs on"
	case f.unseen():
		return "Agora says it was started, but nothing of it is seen: it may be running"
	case f.toldState() == RunningNoID && f.task.ID == "" && f.proof.seen && !f.has(running):
		return "running: its bot is in the channel, its task id is not known"
	}
	return f.toldState().Meaning()
}

package agora

import (
	"slices"
	"time"
)

// Status is the state of a task as Agora tells it. The list is open: a text that
// is not among the documented ones is kept as it came.
type Status string

// The documented statuses of v5 and v6.
// Source: https://docs.agora.io/en/real-time-stt/rest-api/start (v5.x)
const (
	StatusIdle        Status = "IDLE"
	StatusPreparing   Status = "PREPARING"
	StatusPrepared    Status = "PREPARED"
	StatusStarting    Status = "STARTING"
	StatusCreated     Status = "CREATED"
	StatusStarted     Status = "STARTED"
	StatusInProgress  Status = "IN_PROGRESS"
	StatusStopping    Status = "STOPPING"
	StatusStopped     Status = "STOPPED"
	StatusFailureStop Status = "FAILURE_STOP"
)

// The statuses that v7 has besides IDLE, STARTING, STOPPING and STOPPED.
// Source: https://docs.agora.io/en/real-time-stt/rest-api/join (v7.x)
const (
	StatusRunning    Status = "RUNNING"
	StatusRecovering Status = "RECOVERING"
	StatusFailed     Status = "FAILED"
)

type statusRow struct {
	status  Status
	meaning string
}

var statuses = []statusRow{
	{StatusIdle, "not set up yet"},
	{StatusPreparing, "Agora has the request and prepares the task"},
	{StatusPrepared, "set up, about to start"},
	{StatusStarting, "starting"},
	{StatusCreated, "starting, partly there"},
	{StatusStarted, "starting, about to transcribe"},
	{StatusInProgress, "running"},
	{StatusStopping, "being stopped"},
	{StatusStopped, "ended"},
	{StatusFailureStop, "stopping failed: it may still run and cost money, stop it again"},
	{StatusRunning, "running"},
	{StatusRecovering, "in trouble, Agora is bringing it back: it still costs money"},
	{StatusFailed, "ended by a failure at Agora"},
}

// v7Statuses are those of v7; each one's place is its number in lists.
var v7Statuses = []Status{
	StatusIdle, StatusStarting, StatusRunning, StatusStopping, StatusStopped, StatusRecovering, StatusFailed,
}

// Statuses returns the version's documented statuses in the order of the documents,
// which is that of a task's life.
func (v Version) Statuses() []Status {
	if v.Named() {
		return slices.Clone(v7Statuses)
	}
	var out []Status
	for _, row := range statuses[:slices.IndexFunc(statuses, func(r statusRow) bool { return r.status == StatusRunning })] {
		out = append(out, row.status)
	}
	return out
}

// Meaning says in words what the status means.
func (s Status) Meaning() string {
	i := slices.IndexFunc(statuses, func(row statusRow) bool { return row.status == s })
	if i < 0 {
		return "a status that this program does not know; the task is still there"
	}
	return statuses[i].meaning
}

// Ended reports whether the task is over and costs nothing any more. STOPPED is an
// end, and FAILED, with which v7's agents leave their channel; FAILURE_STOP and
// unknown statuses are none.
// Source: https://docs.agora.io/en/api-reference/api-ref/speech-to-text/api-callback-service (event 102)
func (s Status) Ended() bool { return s == StatusStopped || s == StatusFailed }

// StartedRuns is how long after its start a task that is still STARTED counts as
// running: services are seen to leave it there for its whole life.
const StartedRuns = 10 * time.Second

// Running reports whether the status says that the task transcribes. Of STARTED that
// depends on time: see RunsAfter.
func (s Status) Running() bool { return s == StatusInProgress || s == StatusRunning }

// RunsAfter reports whether a task of that status transcribes, so long after its start.
func (s Status) RunsAfter(start time.Duration) bool {
	return s.Running() || s == StatusStarted && start >= StartedRuns
}

// MeaningAfter says in words what the status means, so long after the task's start.
func (s Status) MeaningAfter(start time.Duration) string {
	if s.RunsAfter(start) {
		return StatusRunning.Meaning()
	}
	return s.Meaning()
}

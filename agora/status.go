package agora

import "slices"

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

type statusRow struct {
	status  Status
	meaning string
}

var statuses = []statusRow{
	{StatusIdle, "not set up yet"},
	{StatusPreparing, "Agora has the request and prepares the task"},
	{StatusPrepared, "set up, about to start"},
	{StatusStarting, "starting"},
	{StatusCreated, "partly started"},
	{StatusStarted, "started, about to transcribe"},
	{StatusInProgress, "running"},
	{StatusStopping, "being stopped"},
	{StatusStopped, "ended"},
	{StatusFailureStop, "stopping failed: it may still run and cost money, stop it again"},
}

// Statuses gives the documented statuses in the order of a task's life.
func Statuses() []Status {
	out := make([]Status, len(statuses))
	for i, row := range statuses {
		out[i] = row.status
	}
	return out
}

// Meaning says in words what the status means.
//
//go:noinline // for size: it has many callers
func (s Status) Meaning() string {
	i := slices.IndexFunc(statuses, func(row statusRow) bool { return row.status == s })
	if i < 0 {
		return "a status that this program does not know; the task is still there"
	}
	return statuses[i].meaning
}

// Ended tells whether the task is over and costs nothing any more. Only STOPPED
// is an end; FAILURE_STOP and unknown statuses are not.
func (s Status) Ended() bool { return s == StatusStopped }

// Running tells whether the task transcribes.
func (s Status) Running() bool { return s == StatusInProgress }

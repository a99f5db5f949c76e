package sandbox

import (
	"encoding/json"
	"slices"
	"strings"
	"time"

	"sttwizard/agora"
)

// State is everything that a pretend Agora remembers, oldest first.
type State struct {
	Schema int     `json:"schema"`
	Tokens []Token `json:"tokens"`
	Tasks  []Task  `json:"tasks"`
	Kicks  []Kick  `json:"kicks,omitempty"`

	// ChannelShut names the channels that a kicking rule without a uid has shut
	// for everybody; empty is all channels. No client should ever do that.
	ChannelShut []string `json:"channelShut,omitempty"`
}

// Token is a builder token that was acquired, or the name that a task of v7 was
// to be started under.
type Token struct {
	Name       string    `json:"tokenName"`
	InstanceID string    `json:"instanceId"`
	AppID      string    `json:"appId"`
	CreatedAt  time.Time `json:"createdAt"`
	Used       bool      `json:"used"`   // a task was started with it
	Starts     int       `json:"starts"` // legal start requests that named it, those that started nothing included
}

// Task is a task that was started. Its status at any time follows from it alone.
type Task struct {
	ID              string          `json:"id"`
	Token           string          `json:"token"`
	InstanceID      string          `json:"instanceId"`
	AppID           string          `json:"appId"`
	Channel         string          `json:"channel"`
	CreatedAt       time.Time       `json:"createdAt"` // createTs in seconds
	StartedAt       time.Time       `json:"startedAt"` // when it runs; may lie ahead
	StopRequestedAt time.Time       `json:"stopRequestedAt,omitzero"`
	EndedAt         time.Time       `json:"endedAt"`            // when it ends; may lie ahead
	Reason          string          `json:"reason"`             // why it ends then: one of the Reason constants
	Request         json.RawMessage `json:"request"`            // as it was understood, without secrets
	Version         agora.Version   `json:"version,omitempty"`  // empty: v5
	Updates         int             `json:"updates,omitempty"`  // how often it was changed
	Sequence        int             `json:"sequence,omitempty"` // of the last change
	UpdatedAt       time.Time       `json:"updatedAt,omitzero"`
}

// Why a task ends.
const (
	ReasonStopped = "stopped"  // somebody asked for it
	ReasonIdle    = "idle"     // nobody was in the channel
	ReasonLife    = "lifetime" // tasks live for a day at most, in v7 for three
	ReasonKicked  = "kicked"   // a kicking rule removed one of its bots
	ReasonToken   = "token"    // the token of one of its bots was wrong or expired
)

const (
	// stoppedShown is how long an ended task is still found, as STOPPED.
	stoppedShown = 10 * time.Second
	// keepOld is how many dead tokens and how many tasks that are gone are kept.
	keepOld = 200
	// idleChannel begins the names of channels that nobody is in.
	idleChannel = "idle-"
)

// rising are the statuses of a task on its way up, one a pace.
var rising = []agora.Status{
	agora.StatusIdle, agora.StatusPreparing, agora.StatusPrepared, agora.StatusStarting,
	agora.StatusCreated, agora.StatusStarted, agora.StatusInProgress,
}

// newTask makes the task that a legal request starts, with its whole life.
func newTask(t Token, r agora.Request, p agora.Project, now time.Time, pace time.Duration) Task {
	kept, _ := r.WithoutSecrets()
	task := Task{
		ID: taskID(t.Name, t.Starts-1), Version: p.Version, Token: t.Name, InstanceID: t.InstanceID, AppID: t.AppID,
		Channel:   r.RTC.ChannelName,
		CreatedAt: now,
		StartedAt: now.Add(pace * time.Duration(len(rising)-1)),
		EndedAt:   now.Add(p.Version.Limits().TaskLife),
		Reason:    ReasonLife,
		Request:   kept.Body(p),
	}
	if p.Version.Named() {
		task.ID = agentID(task.ID)
	}
	idle := p.Version.Limits().MaxIdleTime.Default
	if r.MaxIdleTime != nil {
		idle = int64(*r.MaxIdleTime)
	}
	if strings.HasPrefix(task.Channel, idleChannel) && idle > 0 {
		task.end(task.StartedAt.Add(time.Duration(idle)*time.Second), ReasonIdle)
	}
	return task
}

// end brings the task's end forward; it never puts it off.
//
//go:noinline // for size: it has many callers
func (t *Task) end(at time.Time, why string) {
	if at.Before(t.EndedAt) {
		t.EndedAt, t.Reason = at, why
	}
}

// step is the time between two statuses.
func (t Task) step() time.Duration {
	return t.StartedAt.Sub(t.CreatedAt) / time.Duration(len(rising)-1)
}

// Gone tells whether the task is not found any more at that time.
func (t Task) Gone(now time.Time) bool { return !now.Before(t.EndedAt.Add(stoppedShown)) }

// Status gives the task's status at that time; a task that is gone is STOPPED.
func (t Task) Status(now time.Time) agora.Status {
	status := t.status(now)
	switch {
	case !t.Version.Named():
		return status
	case status == agora.StatusInProgress:
		return agora.StatusRunning
	case slices.Contains(rising, status):
		return agora.StatusStarting
	}
	return status
}

// status is Status in the words of v5.
func (t Task) status(now time.Time) agora.Status {
	switch {
	case !now.Before(t.EndedAt):
		return agora.StatusStopped
	case !t.StopRequestedAt.IsZero() && !now.Before(t.StopRequestedAt):
		return agora.StatusStopping
	case !now.Before(t.StartedAt) || t.step() <= 0:
		return agora.StatusInProgress
	}
	at := min(int(now.Sub(t.CreatedAt)/t.step()), len(rising)-1)
	return rising[max(at, 0)] // a clock that was put back is before the start
}

// token gives the token of that name and project, nil where there is none.
func (st *State) token(appID, name string) *Token {
	i := slices.IndexFunc(st.Tokens, func(t Token) bool { return t.Name == name && t.AppID == appID })
	if i < 0 {
		return nil
	}
	return &st.Tokens[i]
}

// task gives the task that a test finds, nil where there is none.
func (st *State) task(is func(Task) bool) *Task {
	i := slices.IndexFunc(st.Tasks, is)
	if i < 0 {
		return nil
	}
	return &st.Tasks[i]
}

// prune forgets the oldest tasks that are gone and tokens that are dead.
func (st *State) prune(now time.Time, life time.Duration) {
	st.Tasks = dropOld(st.Tasks, func(t Task) bool { return t.Gone(now) })
	alive := map[string]bool{}
	for _, t := range st.Tasks {
		alive[t.Token] = alive[t.Token] || !t.Gone(now)
	}
	st.Tokens = dropOld(st.Tokens, func(t Token) bool {
		return !alive[t.Name] && (t.Used || t.dead(now, life))
	})
}

// dead tells whether an unused token can start nothing any more.
func (t Token) dead(now time.Time, life time.Duration) bool {
	return !t.Used && t.old(now, life)
}

// old tells whether the token is past its life.
func (t Token) old(now time.Time, life time.Duration) bool { return now.Sub(t.CreatedAt) >= life }

// dropOld drops the first of the old items until keepOld of them are left.
func dropOld[T any](items []T, old func(T) bool) []T {
	count := 0
	for _, item := range items {
		if old(item) {
			count++
		}
	}
	return slices.DeleteFunc(items, func(item T) bool {
		if count <= keepOld || !old(item) {
			return false
		}
		count--
		return true
	})
}

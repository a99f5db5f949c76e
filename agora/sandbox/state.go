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
	Course          Course          `json:"course,omitempty"` // which statuses it shows
}

// Course says which statuses a task shows on its way. Agora documents ten for v5
// and v6 and seven for v7; of its service few are seen.
type Course string

// The courses.
const (
	CourseUsual   Course = ""        // v5 and v6: STARTED, then IN_PROGRESS; v7: RUNNING
	CourseEvery   Course = "every"   // each status that the version's pages name
	CourseStarted Course = "started" // v5 and v6: STARTED for the whole life
)

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

// rising are the statuses of a task on its way up in CourseEvery, one a pace.
var rising = []agora.Status{
	agora.StatusIdle, agora.StatusPreparing, agora.StatusPrepared, agora.StatusStarting,
	agora.StatusCreated, agora.StatusStarted, agora.StatusInProgress,
}

// risingV7 are those of v7, in as many paces.
var risingV7 = []agora.Status{
	agora.StatusIdle, agora.StatusStarting, agora.StatusStarting, agora.StatusRunning,
	agora.StatusRecovering, agora.StatusRecovering, agora.StatusRunning,
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
func (t *Task) end(at time.Time, why string) {
	if at.Before(t.EndedAt) {
		t.EndedAt, t.Reason = at, why
	}
}

// step is the time between two statuses.
func (t Task) step() time.Duration {
	return t.StartedAt.Sub(t.CreatedAt) / time.Duration(len(rising)-1)
}

// Gone reports whether the task is not found any more at that time.
func (t Task) Gone(now time.Time) bool { return !now.Before(t.EndedAt.Add(stoppedShown)) }

// Status returns the task's status at that time; a task that is gone has the one
// that it ended with.
func (t Task) Status(now time.Time) agora.Status {
	stopping := !t.StopRequestedAt.IsZero() && !now.Before(t.StopRequestedAt)
	every := t.Course == CourseEvery
	switch {
	case !now.Before(t.EndedAt):
		return t.last()
	case stopping && every && !t.Version.Named() && now.Sub(t.StopRequestedAt) >= t.step():
		return agora.StatusFailureStop
	case stopping:
		return agora.StatusStopping
	case every:
		return t.rises(now)
	case t.Version.Named():
		return agora.StatusRunning
	case t.Course == CourseStarted, now.Before(t.StartedAt):
		return agora.StatusStarted
	}
	return agora.StatusInProgress
}

// last is the status that the task ends with: FAILED, in v7, where its bot was
// kept out of the channel.
func (t Task) last() agora.Status {
	kept := t.Reason == ReasonKicked || t.Reason == ReasonToken
	if t.Course == CourseEvery && t.Version.Named() && kept {
		return agora.StatusFailed
	}
	return agora.StatusStopped
}

// rises returns the status of a task that walks through all of them.
func (t Task) rises(now time.Time) agora.Status {
	statuses := rising
	if t.Version.Named() {
		statuses = risingV7
	}
	last := len(statuses) - 1
	if t.step() <= 0 {
		return statuses[last]
	}
	at := min(int(now.Sub(t.CreatedAt)/t.step()), last)
	return statuses[max(at, 0)] // a clock that was put back is before the start
}

// token returns the token of that name and project, nil where there is none.
func (st *State) token(appID, name string) *Token {
	i := slices.IndexFunc(st.Tokens, func(t Token) bool { return t.Name == name && t.AppID == appID })
	if i < 0 {
		return nil
	}
	return &st.Tokens[i]
}

// task returns the task that a test finds, nil where there is none.
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

// dead reports whether an unused token can start nothing any more.
func (t Token) dead(now time.Time, life time.Duration) bool {
	return !t.Used && t.old(now, life)
}

// old reports whether the token is past its life.
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

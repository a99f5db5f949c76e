package sandbox

import (
	"fmt"
	"net/http"
	"time"
)

// Reuse names what a start with a token, or in v7 under a name, that has started
// its task before is answered. What Agora's real service does is not known for sure: its pages name
// 201, 409 and code 49.
type Reuse string

// The ways to answer a used token.
const (
	Reuse409     Reuse = "409"
	Reuse409NoID Reuse = "409-no-id"
	Reuse201     Reuse = "201"
	Reuse201NoID Reuse = "201-no-id"
	Reuse49      Reuse = "49"
	Reuse49NoID  Reuse = "49-no-id"
	Reuse200     Reuse = "200"
	ReuseNone    Reuse = "none"
)

// Reuses returns the ways to answer a used token, the usual one first, with what
// they mean.
func Reuses() []ModeInfo {
	return []ModeInfo{
		{Mode(Reuse409), "409, the task's id is in the text"},
		{Mode(Reuse409NoID), "409 without the id"},
		{Mode(Reuse201), "201, the task's id is in the body"},
		{Mode(Reuse201NoID), "201 without the id"},
		{Mode(Reuse49), "code 49, the task's id is in the text"},
		{Mode(Reuse49NoID), "code 49 without the id"},
		{Mode(Reuse200), "200 with the id, as if it had just started"},
		{Mode(ReuseNone), "a second task starts"},
	}
}

func (u Reuse) check() error {
	for _, info := range Reuses() {
		if info.Name == Mode(u) {
			return nil
		}
	}
	return fmt.Errorf("there is no used=%s; a used token can be answered with %s", u, list(names(Reuses())))
}

// codeRepeated is Agora's code for a repeated start.
const codeRepeated = 49

// again answers a start with a token that has started the task before.
func (u Reuse) again(task Task, now time.Time) answer {
	switch u {
	case Reuse200:
		return taskAnswer(task, now)
	case Reuse201:
		a := taskAnswer(task, now)
		a.status = http.StatusCreated
		return a
	case Reuse201NoID:
		return message(http.StatusCreated, "The service is already running")
	}
	if task.Version.Named() {
		return u.conflict(task)
	}
	text := fmt.Sprintf("The task has been started, current status is %s, taskId is %s", task.Status(now), task.ID)
	switch u {
	case Reuse409NoID:
		return message(http.StatusConflict, "The task has already been started")
	case Reuse49:
		return reason(http.StatusBadRequest, codeRepeated, text)
	case Reuse49NoID:
		return reason(http.StatusBadRequest, codeRepeated, "repeated request")
	}
	return message(http.StatusConflict, text)
}

// conflict refuses a join under a name that has started the agent before. Code 49
// is none of v7's: there the agent's id is in the text alone.
func (u Reuse) conflict(task Task) answer {
	const reason, detail = "TaskConflict", "an agent of that name exists"
	switch u {
	case Reuse409NoID, Reuse49NoID:
		return problem(http.StatusConflict, reason, detail)
	case Reuse49:
		return problem(http.StatusConflict, reason, detail+", agent_id is "+task.ID)
	}
	return answer{status: http.StatusConflict, body: problemBody{Detail: detail, Reason: reason, AgentID: task.ID}}
}

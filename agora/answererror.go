package agora

import (
	"strings"
)

// answerError makes the error of an answer that can't be understood.
func (a *answer) answerError() *AnswerError {
	return &AnswerError{
		Op: a.op, Status: a.status, Why: a.why,
		RequestID: a.requestID(), RetryAfter: a.retryAfter(), Raw: a.cleanRaw(),
	}
}

// unusable makes the error of an answer whose members don't do.
func (a *answer) unusable(why string) *AnswerError {
	a.why = why
	return a.answerError()
}

// lacking makes the error of a 200 without the member that the call is for: what
// its code or message means, if Agora documents that.
func (a *answer) lacking() error {
	if e := a.apiError(); e.Kind != KindUnknown {
		return e
	}
	return a.unusable(WhyIncomplete)
}

// apiError makes the error of an answer that is no success.
func (a *answer) apiError() *APIError {
	e := &APIError{
		Op: a.op, Method: a.method, Status: a.status, Code: int(a.number("code")),
		Message:   bounded(a.clean(a.message()), maxMessage),
		RequestID: a.requestID(), RetryAfter: a.retryAfter(), Raw: a.cleanRaw(), ByToken: a.byToken,
	}
	e.Kind = errorKind(a.op, a.status, e.Code, a.message())
	task := a.task()
	e.TaskID, e.TaskStatus, e.TaskCreatedAt = task.ID, task.Status, task.CreatedAt
	if e.TaskID == "" {
		e.TaskID, e.TaskStatus = taskFromText(a.message())
	}
	return e
}

// message joins the members in which the versions of the API say what is wrong:
// "message", or "reason" with, in v7, "detail".
func (a *answer) message() string {
	var parts []string
	for _, name := range []string{"message", "reason", "detail"} {
		if s := a.text(name); s != "" {
			parts = append(parts, s)
		}
	}
	return strings.Join(parts, ": ")
}

var (
	taskInText   = pattern(`(?i)\b(?:taskid|agent_?id) is "?([A-Za-z0-9_-]{1,256})`)
	statusInText = pattern(`(?i)\bstatus is "?([A-Z_]{1,40})`)
)

// taskFromText finds what "The task has been started, current status is
// STARTED, taskId is ..." says, or the same of an agent.
func taskFromText(message string) (id string, status Status) {
	if m := taskInText().FindStringSubmatch(message); m != nil {
		id = m[1]
	}
	if m := statusInText().FindStringSubmatch(message); m != nil {
		status = Status(m[1])
	}
	return id, status
}

func (a *answer) cleanRaw() []byte { return []byte(bounded(a.clean(string(a.raw)), maxRaw)) }

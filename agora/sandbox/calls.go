package sandbox

import (
	"encoding/json"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"

	"sttwizard/agora"
)

// Codes that Agora's table of errors gives.
const (
	codeInvalid  = 2    // a parameter is missing or wrong
	codeMismatch = 53   // task id and builder token do not belong together
	codeNotFound = 404  // the task has ended
	codeBadToken = 1001 // the builder token can't be read
)

// maxNamed is how many broken rules one refusal names.
const maxNamed = 50

// acquire returns a new builder token.
// https://docs.agora.io/en/real-time-stt/rest-api/acquire (v5.x)
func (s *Server) acquire(c call) answer {
	instance, ok := instanceID(c.body)
	if !ok {
		return reason(http.StatusBadRequest, codeInvalid, "Acquire: invalid instanceId value!")
	}
	name, err := s.newToken()
	if err != nil {
		return message(http.StatusInternalServerError, err.Error())
	}
	now := s.now()
	err = s.o.Ledger.Update(func(st *State) error {
		st.Tokens = append(st.Tokens, Token{Name: name, InstanceID: instance, AppID: s.o.AppID, CreatedAt: now})
		st.prune(now, s.o.TokenLife)
		return nil
	})
	if err != nil {
		return ledgerFailed(err)
	}
	return answer{status: http.StatusOK, body: tokenBody{CreateTs: now.Unix(), InstanceID: instance, TokenName: name}}
}

var instanceIDForm = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[A-Za-z0-9_-]{1,64}$`) })

// instanceID reads the body of an acquire: one object with that one name.
func instanceID(body []byte) (string, bool) {
	// Into a map, as a struct would take the name in any case.
	var members map[string]any
	if err := json.Unmarshal(body, &members); err != nil || len(members) != 1 {
		return "", false
	}
	id, ok := members["instanceId"].(string)
	return id, ok && instanceIDForm().MatchString(id)
}

// start starts a task with a token that has not started one. Nothing that Agora
// publishes tells whether the body or the token is looked at first; here it is
// the body.
// https://docs.agora.io/en/real-time-stt/rest-api/start (v5.x)
func (s *Server) start(c call) answer {
	r, broken := s.read(c.body, c.project)
	if broken != "" {
		return message(http.StatusBadRequest, "body schema check fail, "+broken)
	}
	return s.inLedger(func(st *State) answer { return s.startIn(st, c.token, r, c.project) })
}

// inLedger answers by what is in the ledger, and changes it.
func (s *Server) inLedger(do func(*State) answer) answer {
	var a answer
	err := s.o.Ledger.Update(func(st *State) error {
		a = do(st)
		return nil
	})
	if err != nil {
		return ledgerFailed(err)
	}
	return a
}

func (s *Server) startIn(st *State, name string, r agora.Request, p agora.Project) answer {
	now := s.now()
	token := st.token(s.o.AppID, name)
	switch {
	case token == nil:
		return reason(http.StatusBadRequest, codeBadToken, "the tokenName can't be parsed")
	case token.dead(now, s.o.TokenLife), s.o.Reuse == ReuseNone && token.old(now, s.o.TokenLife):
		return message(http.StatusBadRequest, "resourceId reaches out the limited time interval!")
	}
	return s.begin(st, token, r, p, now)
}

// begin starts the task of a token or name, unless it has started one before.
func (s *Server) begin(st *State, token *Token, r agora.Request, p agora.Project, now time.Time) answer {
	token.Starts++
	if token.Used && s.o.Reuse != ReuseNone {
		name := token.Name
		task := st.task(func(t Task) bool { return t.Token == name && t.Version.Named() == p.Version.Named() })
		if task == nil { // the token outlived what is kept of its task
			return notFound(p)
		}
		return s.o.Reuse.again(*task, now)
	}
	token.Used = true
	task := newTask(*token, r, p, now, s.o.Pace)
	task.Course = s.script.course
	task.admit(r.Sent(p.Version))
	st.barred(&task)
	st.Tasks = append(st.Tasks, task)
	st.prune(now, s.o.TokenLife)
	if s.o.Started != nil {
		s.o.Started(task, r)
	}
	a := taskAnswer(task, now)
	a.started = true
	return a
}

// read reads and checks the body of a start; broken names everything that is
// wrong with it and is empty when nothing is.
func (s *Server) read(body []byte, p agora.Project) (r agora.Request, broken string) {
	r, errs, err := agora.DecodeRequest(body)
	if err != nil {
		return r, err.Error()
	}
	unread := errs
	for _, e := range slices.Concat(r.Unsent(p.Version), r.Validate(p)) {
		if !isBelow(e.Field(), unread) && !stillTaken(e, p) {
			errs = append(errs, e)
		}
	}
	errs = slices.DeleteFunc(errs, s.takes)
	if p.Version.Named() && r.Name == "" {
		errs = append(errs, agora.FieldError{Path: agora.PathName, Text: "is required"})
	}
	return r, named(errs)
}

// named puts what is wrong into one text.
func named(errs []agora.FieldError) string {
	texts := make([]string, len(errs))
	for i, e := range errs {
		texts[i] = e.Error()
	}
	if more := len(texts) - maxNamed; more > 0 {
		texts = slices.Concat(texts[:maxNamed], []string{fmt.Sprintf("and %d more", more)})
	}
	return strings.Join(texts, "; ")
}

// stillTaken reports whether a field that the version lacks is taken all the same:
// most code that calls v7 still names the second bot.
func stillTaken(e agora.FieldError, p agora.Project) bool {
	return e.Rule == "lacks" && p.Version.Named() && (e.Path == agora.PathSubBotUID || e.Path == agora.PathSubBotToken)
}

// isBelow reports whether a field stands at or below a path that could not be
// read; then it is there, although the request lacks it.
func isBelow(field string, unread []agora.FieldError) bool {
	return slices.ContainsFunc(unread, func(e agora.FieldError) bool {
		return field == e.Path || strings.HasPrefix(field, e.Path+".")
	})
}

// query tells a task's status.
// https://docs.agora.io/en/real-time-stt/rest-api/query
func (s *Server) query(c call) answer {
	return s.withTask(c, func(t *Task, now time.Time) answer {
		a := taskAnswer(*t, now)
		if body, ok := a.body.(agentBody); ok {
			body.Message = "ok"
			a.body = body
		}
		return a
	})
}

// stop ends a task that has not ended. Asking again while it stops is fine: a
// caller whose first answer was lost does so.
// https://docs.agora.io/en/real-time-stt/rest-api/stop (v5.x, v6.x) and
// https://docs.agora.io/en/real-time-stt/rest-api/leave (v7.x)
func (s *Server) stop(c call) answer {
	return s.withTask(c, func(t *Task, now time.Time) answer {
		if t.Status(now).Ended() {
			return notFound(c.project)
		}
		if t.StopRequestedAt.IsZero() {
			t.StopRequestedAt = now
			t.end(now.Add(2*t.step()), ReasonStopped)
		}
		return answer{status: http.StatusOK, body: emptyBody{}}
	})
}

// withTask runs do on the task of a call, or says why it can't.
func (s *Server) withTask(c call, do func(*Task, time.Time) answer) answer {
	return s.inLedger(func(st *State) answer {
		now, named := s.now(), c.project.Version.Named()
		task := st.task(func(t Task) bool { return t.ID == c.task && t.AppID == s.o.AppID && t.Version.Named() == named })
		switch {
		case task == nil:
			return notFound(c.project)
		case !named && task.Token != c.token:
			return coded(http.StatusBadRequest, codeMismatch, "The taskId does not match with builderToken.")
		case task.Gone(now):
			return notFound(c.project)
		}
		return do(task, now)
	})
}

func notFound(p agora.Project) answer {
	if p.Version.Named() {
		return problem(http.StatusNotFound, "TaskNotFound", "there is no such agent, or it has left")
	}
	return coded(http.StatusNotFound, codeNotFound, "The task is not found")
}

func taskAnswer(t Task, now time.Time) answer {
	if t.Version.Named() {
		return answer{status: http.StatusOK, body: agentBody{AgentID: t.ID, CreateTs: t.CreatedAt.Unix(), Status: t.Status(now)}}
	}
	return answer{status: http.StatusOK, body: taskBody{TaskID: t.ID, CreateTs: t.CreatedAt.Unix(), Status: t.Status(now)}}
}

package sandbox

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"time"

	"sttwizard/agora"
)

// update changes a task that runs. What Agora answers to a change that comes too
// early is not documented; here it is the answer to too many calls.
// https://docs.agora.io/en/real-time-stt/rest-api/update
func (s *Server) update(c call) answer {
	n := numbers{query: c.query}
	u := agora.Update{Sequence: int(n.get("sequenceId", -1))}
	if mask := c.query.Get("updateMask"); mask != "" {
		u.Mask = strings.Split(mask, ",")
	}
	r, errs, err := agora.DecodeRequest(c.body)
	u.Request = r
	switch {
	case n.wrong != "" || u.Sequence < 0:
		return refused(c.project, "sequenceId: must be a number, 0 or more")
	case err != nil:
		return refused(c.project, err.Error())
	}
	errs = append(slices.DeleteFunc(errs, s.takes), absent(c.body, u.Mask)...)
	return s.withTask(c, func(t *Task, now time.Time) answer {
		was, _, _ := agora.DecodeRequest(t.Request)
		u.Request.RTC.SubBotUID, u.Request.RTC.PubBotUID = was.RTC.SubBotUID, was.RTC.PubBotUID
		if broken := append(errs, u.Validate(c.project)...); len(broken) > 0 {
			return refused(c.project, named(broken))
		}
		return t.change(u, was, c.project, now)
	})
}

// change takes in an update that is legal in itself.
func (t *Task) change(u agora.Update, was agora.Request, p agora.Project, now time.Time) answer {
	last := t.CreatedAt
	if t.Updates > 0 {
		last = t.UpdatedAt
	}
	switch wait := agora.UpdateGap - now.Sub(last); {
	case t.Status(now).Ended():
		return notFound(p)
	case wait > 0:
		a := tooMany()
		a.retryAfter = (wait + time.Second - 1).Truncate(time.Second)
		return a
	case t.Updates > 0 && u.Sequence <= t.Sequence:
		return refused(p, "sequenceId: must be more than that of the last update")
	}
	for _, path := range u.Mask {
		text, _ := u.Request.Get(path)
		if err := was.Set(path, text); err != nil {
			return refused(p, err.Error())
		}
	}
	t.Updates, t.Sequence, t.UpdatedAt = t.Updates+1, u.Sequence, now
	t.Request = was.Body(p)
	return taskAnswer(*t, now)
}

// refused says that the body or a parameter is wrong, in the version's words.
func refused(p agora.Project, why string) answer {
	if p.Version.Named() {
		return problem(http.StatusBadRequest, "InvalidRequestBody", why)
	}
	return message(http.StatusBadRequest, "body schema check fail, "+why)
}

// absent names the paths of a mask whose values are not in a body.
func absent(body []byte, mask []string) []agora.FieldError {
	var out []agora.FieldError
	for _, path := range mask {
		var value any
		_ = json.Unmarshal(body, &value) // it was decoded before
		for part := range strings.SplitSeq(path, ".") {
			members, _ := value.(map[string]any)
			value = members[part]
		}
		if value == nil {
			out = append(out, agora.FieldError{Path: path, Text: "is in the mask and not in the body"})
		}
	}
	return out
}

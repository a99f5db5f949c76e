package agora

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// How much of an answer is read and kept.
const (
	maxAnswer    = 1 << 20  // bytes of a body
	maxRaw       = 16 << 10 // bytes of a body in an error
	maxMessage   = 2 << 10  // bytes of a message in an error
	maxRequestID = 200
	maxTaskID    = 256
)

// answer is a response of Agora's, read to its end.
type answer struct {
	op, method string
	status     int
	header     http.Header
	took       time.Duration
	now        func() time.Time    // what a date in a header is compared with
	clean      func(string) string // cuts the call's secrets out
	byToken    bool                // a token said who calls

	raw     []byte
	members map[string]json.RawMessage // of the body, if it is one JSON object
	why     string                     // one of the Why constants, if it is not
}

// read takes the body in and says in why what is wrong with it.
func (a *answer) read(resp *http.Response) {
	raw, err := io.ReadAll(io.LimitReader(resp.Body, maxAnswer+1))
	a.raw = raw
	switch timeout, _ := errors.AsType[net.Error](err); {
	case errors.Is(err, context.DeadlineExceeded), timeout != nil && timeout.Timeout():
		a.why = WhySlow
	case err != nil:
		a.why = WhyCut
	case len(raw) > maxAnswer:
		a.why = WhyTooLarge
	case !isJSON(resp.Header.Get("Content-Type")):
		a.why = WhyNotJSON
	default:
		a.parse()
	}
}

// parse reads the body as exactly one JSON object.
func (a *answer) parse() {
	d := json.NewDecoder(bytes.NewReader(a.raw))
	err := d.Decode(&a.members)
	if _, end := d.Token(); err != nil || a.members == nil || !errors.Is(end, io.EOF) {
		a.members, a.why = nil, WhyNotJSON
	}
}

func isJSON(contentType string) bool {
	kind, _, err := mime.ParseMediaType(contentType)
	return err == nil && (kind == "application/json" || strings.HasSuffix(kind, "+json"))
}

// text returns a member that is a JSON string, or nothing.
func (a *answer) text(name string) string {
	var s string
	if json.Unmarshal(a.members[name], &s) != nil {
		return ""
	}
	return s
}

// number returns a member that is a whole number, also one written as a string, or 0.
func (a *answer) number(name string) int64 {
	n, err := strconv.ParseInt(strings.Trim(string(a.members[name]), `"`), 10, 64)
	if err != nil {
		return 0
	}
	return n
}

const year9999 = 253402300799 // in Unix seconds: what JSON and RFC 3339 can still write

// time returns a member that holds Unix seconds, or no time.
func (a *answer) time(name string) time.Time { return unixTime(a.number(name)) }

// agentTime returns a member of v7, whose tables say milliseconds in places where
// the examples have seconds.
func (a *answer) agentTime(name string) time.Time {
	n := a.number(name)
	if n > year9999 {
		n /= 1000
	}
	return unixTime(n)
}

func unixTime(n int64) time.Time {
	if n > 0 && n <= year9999 {
		return time.Unix(n, 0).UTC()
	}
	return time.Time{}
}

// task returns the task that the answer's members tell of, in the words of v5 and v6
// or of v7, which also has start_ts in lists.
func (a *answer) task() Task {
	created := a.time("createTs")
	for _, name := range []string{"create_ts", "start_ts"} {
		if created.IsZero() {
			created = a.agentTime(name)
		}
	}
	return Task{
		ID:        usableTaskID(cmp.Or(a.text("taskId"), a.text("agent_id"))),
		CreatedAt: created,
		Status:    Status(bounded(a.text("status"), maxTaskID)),
		RequestID: a.requestID(),
		Took:      a.took,
	}
}

// usableTaskID returns the id if it can stand in a path, else nothing.
func usableTaskID(id string) string {
	control := strings.ContainsFunc(id, func(r rune) bool { return r < ' ' || r == 0x7f })
	if id == "." || id == ".." || len(id) > maxTaskID || control {
		return ""
	}
	return id
}

func (a *answer) requestID() string {
	return bounded(a.clean(a.header.Get("X-Request-Id")), maxRequestID)
}

// retryAfter reads the header of that name, seconds or a date; 0: none.
func (a *answer) retryAfter() time.Duration {
	const longest = 24 * time.Hour
	value := a.header.Get("Retry-After")
	if seconds, err := strconv.Atoi(value); err == nil {
		return time.Duration(min(max(seconds, 0), int(longest/time.Second))) * time.Second
	}
	if at, err := http.ParseTime(value); err == nil {
		return min(max(at.Sub(a.now()), 0), longest)
	}
	return 0
}

// bounded cuts a text to so many bytes, at the end of a character.
func bounded(s string, limit int) string {
	if len(s) <= limit {
		return s
	}
	return strings.ToValidUTF8(s[:limit], "")
}

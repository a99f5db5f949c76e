package sandbox

import (
	"fmt"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"sttwizard/agora"
	"sttwizard/internal/clock"
)

// Fault names a way in which one call goes wrong; empty is none. Faults of
// which the caller can't tell whether Agora did the work take "-before" (it did
// nothing) or "-after" (it did it) behind their name; without, they are as the
// name's row says.
type Fault string

// The faults of the matrix that every client of a billed service should know.
const (
	FaultResetBefore Fault = "reset-before"
	FaultResetAfter  Fault = "reset-after"
	Fault503Before   Fault = "503-before"
	Fault504After    Fault = "504-after"
	Fault307         Fault = "307"
	Fault429         Fault = "429"
	Fault400         Fault = "400"
	Fault401         Fault = "401"
	Fault403         Fault = "403"
	Fault404         Fault = "404"
	FaultNotFound    Fault = "not-found"
	Fault206         Fault = "206"
	FaultHTML        Fault = "html"
	FaultBroken      Fault = "broken"
	FaultCut         Fault = "cut"
	FaultHuge        Fault = "huge"
	FaultDrip        Fault = "drip"
	FaultHang        Fault = "hang"
	FaultSlow        Fault = "slow"
)

// hugeBody is how many bytes a huge answer has.
const hugeBody = 64 << 20

// dripPause is the time between two bytes of an answer that does not end.
const dripPause = 50 * time.Millisecond

type faultRow struct {
	ModeInfo
	works bool // Agora does the work, where the name does not say
	fixed bool // the name can't say otherwise
	serve func(*Server, http.ResponseWriter, *http.Request, answer)
}

var faults = []faultRow{
	{ModeInfo{"reset", "the connection is reset"}, true, false, func(_ *Server, w http.ResponseWriter, _ *http.Request, _ answer) { reset(w) }},
	{ModeInfo{"503", "503, trouble at Agora"}, false, false, saying(message(http.StatusServiceUnavailable, "The service is unavailable"))},
	{ModeInfo{"504", "504, Agora ran out of time"}, true, false, saying(message(http.StatusGatewayTimeout, "The upstream server is timing out"))},
	{ModeInfo{"206", "206, no host sent a stream"}, true, false, saying(message(http.StatusPartialContent, "No host in the channel sent a stream"))},
	{ModeInfo{"html", "a web page instead of JSON"}, true, false, page},
	{ModeInfo{"broken", "JSON that is broken"}, true, false, broken},
	{ModeInfo{"cut", "the answer breaks off"}, true, false, cut},
	{ModeInfo{"huge", "an answer of 64 MiB"}, true, false, huge},
	{ModeInfo{"drip", "an answer that comes in drops and does not end"}, true, false, drip},
	{ModeInfo{"hang", "no answer ever"}, true, false, hang},
	{ModeInfo{"slow", "the answer takes 8 seconds"}, true, true, late},
	{ModeInfo{"307", "307, a redirect to another host"}, false, true, elsewhere},
	{ModeInfo{"429", "429, too many requests"}, false, true, saying(tooMany())},
	{ModeInfo{"400", "400, an invalid parameter"}, false, true, saying(reason(http.StatusBadRequest, codeInvalid, "invalid parameter"))},
	{ModeInfo{"401", "401, wrong credentials"}, false, true, saying(wrongCredentials())},
	{ModeInfo{"403", "403, no permission"}, false, true, saying(noPermission())},
	{ModeInfo{"404", "404, no such endpoint"}, false, true, saying(noRoute())},
	{ModeInfo{"not-found", "404 in JSON, as of a server that knows no such task"}, false, true, notThere},
}

// Faults returns the faults that take "-before" and "-after", and those that don't.
func Faults() (open, fixed []ModeInfo) {
	for _, row := range faults {
		if row.fixed {
			fixed = append(fixed, row.ModeInfo)
		} else {
			open = append(open, row.ModeInfo)
		}
	}
	return open, fixed
}

func allFaults() []ModeInfo { return slices.Concat(Faults()) }

// row finds the fault, and whether the work is done with it.
func (f Fault) row() (row faultRow, works, ok bool) {
	name, before := strings.CutSuffix(string(f), "-before")
	name, after := strings.CutSuffix(name, "-after")
	for _, row := range faults {
		if string(row.Name) == name && !(before && after) && !(row.fixed && (before || after)) {
			return row, after || row.works && !before, true
		}
	}
	return faultRow{}, false, false
}

// faultOf returns the fault of a call that just came, that of Options before that
// of the script.
func (s *Server) faultOf(call string) Fault {
	if s.o.Fault != nil {
		if f := s.o.Fault(call); f != "" {
			return f
		}
	}
	s.planned.Lock()
	defer s.planned.Unlock()
	for i := range s.script.plans {
		p := &s.script.plans[i]
		if p.times == 0 || p.call != call && p.call != allCalls {
			continue
		}
		p.times = max(p.times-1, -1)
		return p.fault
	}
	return ""
}

// spoil answers a call with a fault; do is what would answer it without.
func (s *Server) spoil(f Fault, w http.ResponseWriter, r *http.Request, do func() answer) {
	row, works, ok := f.row()
	if !ok {
		message(http.StatusInternalServerError, fmt.Sprintf("the sandbox knows no fault %q", f)).write(w, s.requestID())
		return
	}
	// What was not done is pretended, so that half an answer looks the same.
	a := answer{status: http.StatusOK, body: taskBody{TaskID: taskID("nothing", 0), CreateTs: s.now().Unix(), Status: agora.StatusIdle}}
	if works {
		a = do()
	}
	// Only a body that was read lets the server see that the caller has gone.
	_, _ = io.Copy(io.Discard, io.LimitReader(r.Body, agora.MaxRequestBytes+1))
	if a.reset {
		reset(w)
		return
	}
	row.serve(s, w, r, a)
}

func saying(a answer) func(*Server, http.ResponseWriter, *http.Request, answer) {
	return func(s *Server, w http.ResponseWriter, _ *http.Request, _ answer) { a.write(w, s.requestID()) }
}

// notThere answers as a server that never heard of the task.
func notThere(s *Server, w http.ResponseWriter, r *http.Request, _ answer) {
	op, named, _ := s.route(r)
	unheard(op, named).write(w, s.requestID())
}

// begin writes the head of an answer whose body does not come as it should.
func begin(s *Server, w http.ResponseWriter, status int, contentType string, length int) {
	w.Header().Set("X-Request-Id", s.requestID())
	w.Header().Set("Content-Type", contentType)
	if length > 0 {
		w.Header().Set("Content-Length", strconv.Itoa(length))
	}
	w.WriteHeader(status)
}

// Whether anybody still reads what is written below is not known, and no matter.

func page(s *Server, w http.ResponseWriter, _ *http.Request, _ answer) {
	begin(s, w, http.StatusOK, "text/html; charset=utf-8", 0)
	_, _ = io.WriteString(w, "<!doctype html><title>Welcome</title><p>Sign in to use this network.")
}

func broken(s *Server, w http.ResponseWriter, _ *http.Request, a answer) {
	data := a.data()
	begin(s, w, a.status, "application/json", 0)
	_, _ = w.Write(data[:len(data)-1])
}

func cut(s *Server, w http.ResponseWriter, _ *http.Request, a answer) {
	data := a.data()
	begin(s, w, a.status, "application/json", len(data))
	_, _ = w.Write(data[:len(data)-1]) // less than was promised: the server closes the connection
}

func huge(s *Server, w http.ResponseWriter, _ *http.Request, a answer) {
	begin(s, w, a.status, "application/json", 0)
	_, err := io.WriteString(w, `{"pad":"`)
	block := strings.Repeat(".", 1<<16)
	for n := 0; n < hugeBody && err == nil; n += len(block) {
		_, err = io.WriteString(w, block)
	}
	if err == nil {
		_, _ = w.Write(append([]byte(`",`), a.data()[1:]...))
	}
}

func drip(s *Server, w http.ResponseWriter, r *http.Request, a answer) {
	begin(s, w, a.status, "application/json", 0)
	for {
		_, err := io.WriteString(w, " ")
		if err != nil || http.NewResponseController(w).Flush() != nil || clock.Sleep(r.Context(), dripPause) != nil {
			return
		}
	}
}

func hang(_ *Server, w http.ResponseWriter, r *http.Request, _ answer) {
	<-r.Context().Done()
	reset(w)
}

func late(s *Server, w http.ResponseWriter, r *http.Request, a answer) {
	if err := s.o.Sleep(r.Context(), slowness); err != nil {
		reset(w)
		return
	}
	a.write(w, s.requestID())
}

func elsewhere(s *Server, w http.ResponseWriter, r *http.Request, _ answer) {
	w.Header().Set("Location", "https://elsewhere.invalid"+r.URL.Path)
	message(http.StatusTemporaryRedirect, "Temporary Redirect").write(w, s.requestID())
}

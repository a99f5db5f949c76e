package sandbox

import (
	"encoding/json"
	"net"
	"net/http"
	"strconv"
	"time"

	"sttwizard/agora"
)

// answer is what goes back for one call. Handlers give it and modes change it;
// only ServeHTTP writes it.
type answer struct {
	status     int
	body       any // nil: none
	retryAfter time.Duration
	reset      bool // no answer: the connection is reset
	started    bool // the call made a task
}

// The bodies of Agora's answers.
type (
	tokenBody struct {
		CreateTs   int64  `json:"createTs"`
		InstanceID string `json:"instanceId"`
		TokenName  string `json:"tokenName"`
	}
	taskBody struct {
		TaskID   string       `json:"taskId"`
		CreateTs int64        `json:"createTs"`
		Status   agora.Status `json:"status"`
	}
	agentBody struct { // v7
		Message  string       `json:"message,omitempty"`
		AgentID  string       `json:"agent_id"`
		CreateTs int64        `json:"create_ts"`
		Status   agora.Status `json:"status"`
	}
	problemBody struct { // v7
		Detail  string `json:"detail"`
		Reason  string `json:"reason"`
		AgentID string `json:"agent_id,omitempty"`
	}
	emptyBody   struct{} // what stop and leave answer: clients parse it
	messageBody struct {
		Message string `json:"message"`
		Code    int    `json:"code,omitempty"`
	}
	reasonBody struct {
		Code   int    `json:"code"`
		Reason string `json:"reason"`
	}
)

// message is the one form of Agora's error bodies.
func message(status int, text string) answer {
	return answer{status: status, body: messageBody{Message: text}}
}

// coded is a message that carries a code as well.
func coded(status, code int, text string) answer {
	return answer{status: status, body: messageBody{Message: text, Code: code}}
}

// reason is the other form of Agora's error bodies.
func reason(status, code int, text string) answer {
	return answer{status: status, body: reasonBody{Code: code, Reason: text}}
}

// problem is the form of v7's error bodies.
func problem(status int, reason, detail string) answer {
	return answer{status: status, body: problemBody{Detail: detail, Reason: reason}}
}

// notEnabled is what v7 says where v5 and v6 say invalid_appid.
func notEnabled() answer {
	return problem(http.StatusForbidden, "ServiceNotEnabled", "Speech-to-Text is not enabled for the App ID")
}

func wrongCredentials() answer {
	return message(http.StatusUnauthorized, "Invalid authentication credentials")
}

func noRoute() answer { return message(http.StatusNotFound, "no Route matched with those values") }

func invalidAppID() answer { return message(http.StatusBadRequest, "invalid_appid") }

func (a answer) write(w http.ResponseWriter, requestID string) {
	h := w.Header()
	h.Set("X-Request-Id", requestID)
	if a.retryAfter > 0 {
		h.Set("Retry-After", strconv.Itoa(int(a.retryAfter/time.Second)))
	}
	if a.body == nil {
		w.WriteHeader(a.status)
		return
	}
	h.Set("Content-Type", "application/json")
	w.WriteHeader(a.status)
	// Who does not wait for the answer is not told.
	_, _ = w.Write(a.data())
}

// data returns the body as it is sent; an empty object where there is none.
func (a answer) data() []byte {
	if a.body == nil {
		return []byte("{}")
	}
	data, err := json.Marshal(a.body)
	if err != nil {
		panic("sandbox: an answer is not JSON: " + err.Error()) // they are texts and numbers
	}
	return data
}

// reset ends the connection so that the caller sees a reset, not an end.
func reset(w http.ResponseWriter) {
	conn, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		panic(http.ErrAbortHandler) // no connection of its own, as with HTTP/2: cut the answer off
	}
	defer conn.Close()
	raw := conn
	if secured, ok := conn.(interface{ NetConn() net.Conn }); ok {
		raw = secured.NetConn()
	}
	if tcp, ok := raw.(*net.TCPConn); ok {
		_ = tcp.SetLinger(0) // without it the connection merely ends, which is the lesser fault
	}
}

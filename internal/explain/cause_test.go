package explain

import (
	"strings"
	"testing"

	"sttwizard/agora"
)

func TestARefusedTokenIsNotCalledASecret(t *testing.T) {
	for _, op := range []string{agora.OpStart, agora.OpQuery, agora.OpStop, agora.OpList} {
		refused := &agora.APIError{Op: op, Status: 401, Kind: agora.KindCredentials, Message: "Invalid token", ByToken: true}
		e := Failure(refused, Context{Op: op, Connection: "events", Project: agora.Project{Version: agora.V7}})
		wellSaid(t, e)
		if text := e.What + e.Likely + e.Do; strings.Contains(text, "customer") || !strings.Contains(text, "App Certificate") || !strings.Contains(text, `the token of "events"`) {
			t.Errorf("%s: %s | %s | %s", op, e.What, e.Likely, e.Do)
		}
		refused.ByToken = false // the channel management is always asked by key and secret
		if e := Failure(refused, Context{Op: op}); !strings.Contains(e.Likely, "customer secret") {
			t.Errorf("%s by key: %s", op, e.Likely)
		}
	}
}

func TestARepeatedTimeoutOfAcquireNamesTheSwitch(t *testing.T) {
	timeout := &agora.APIError{Op: agora.OpAcquire, Status: 504, Kind: agora.KindTimeout, Repeated: true}
	e := Failure(timeout, Context{Op: agora.OpAcquire})
	wellSaid(t, e)
	if !strings.Contains(e.Likely, "a disturbance at Agora; or Real-Time Speech-to-Text is not switched on") || e.Billed != billedNothing {
		t.Errorf("%s | %s", e.Likely, e.Billed)
	}
	once, start := *timeout, *timeout
	once.Repeated, start.Op = false, agora.OpStart
	for name, err := range map[string]error{"once": &once, "of a start": &start} {
		if e := Failure(err, Context{}); strings.Contains(e.Likely+e.Do, "switched on") || strings.Contains(e.Do, "enabled") {
			t.Errorf("%s: %s | %s", name, e.Likely, e.Do)
		}
	}
}

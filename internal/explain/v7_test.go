package explain

import (
	"errors"
	"strings"
	"testing"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
)

func TestReasonsOfV7AreSaidInWords(t *testing.T) {
	for _, tt := range []struct {
		reason string
		kind   agora.ErrorKind
		says   string
	}{
		{"ServiceNotEnabled", agora.KindNotEnabled, "not switched on for this App ID"},
		{"AccountSuspended", agora.KindForbidden, "a bill may be open"},
		{"InvalidPermission", agora.KindForbidden, "credentials of this project"},
		{"InvalidRequestBody", agora.KindBodyRefused, "not what v7 takes"},
		{"MissingRequiredField", agora.KindBodyRefused, "a field is missing"},
		{"InvalidFieldValue", agora.KindBodyRefused, "correct the field"},
		{"ResourceQuotaLimitExceeded", agora.KindQuota, "used up"},
		{"ConcurrencyLimitExceeded", agora.KindQuota, "as many tasks run at the same time"},
		{"ResourceAllocationFailed", agora.KindServer, "no room for another task"},
		{"ServiceUnavailable", agora.KindServer, "out of service"},
		{"TaskOperationTimeout", agora.KindTimeout, "took too long"},
		{"TaskConflict", agora.KindAlreadyStarted, "started already"},
		{"TaskNotFound", agora.KindNotFound, "Agora"},
		{"NotImplemented", agora.KindNoRoute, "does not exist"},
	} {
		err := &agora.APIError{Op: agora.OpStart, Status: 400, Kind: tt.kind, Message: tt.reason + ": as it is"}
		e := Failure(err, Context{Op: agora.OpStart, Connection: "acme", Project: agora.Project{Version: agora.V7},
			Request: agora.Request{Languages: []string{"en-US"}, RTC: agora.RTCConfig{ChannelName: "hall", PubBotUID: "88222"}}})
		wellSaid(t, e)
		if all := e.What + " " + e.Likely + " " + e.Do; !strings.Contains(all, tt.says) || e.Said != err.Message {
			t.Errorf("%s: %s (Agora says %q)", tt.reason, all, e.Said)
		}
	}
}

func TestAnEndpointThatIsGoneLeadsToV7(t *testing.T) {
	for _, v := range agora.Versions() {
		e := Failure(&agora.APIError{Op: agora.OpAcquire, Status: 404, Kind: agora.KindNoRoute}, Context{Project: agora.Project{Version: v}})
		wellSaid(t, e)
		old := v != agora.V7
		if strings.Contains(e.Do, "v7 takes the same request") != old || strings.Contains(e.Likely, "switched off") != old {
			t.Errorf("%s: %s; %s", v, e.Likely, e.Do)
		}
	}
}

func TestAStartIsSentAgainInTheWordsOfItsVersion(t *testing.T) {
	lost := &agora.NetError{Op: agora.OpStart, Cause: agora.CauseTimeout, Sent: true}
	for v, want := range map[agora.Version]string{agora.V6: "with the same builder token", agora.V7: "under the same name"} {
		if e := Failure(lost, Context{Op: agora.OpStart, Project: agora.Project{Version: v}}); !strings.Contains(e.Do, want) {
			t.Errorf("%s: %s", v, e.Do)
		}
	}
}

func TestAChangeThatFailedSaysWhetherItIsInForce(t *testing.T) {
	for _, err := range []error{
		&agora.APIError{Op: agora.OpUpdate, Status: 500, Kind: agora.KindServer},
		&agora.APIError{Op: agora.OpUpdate, Status: 504, Kind: agora.KindTimeout},
		&agora.NetError{Op: agora.OpUpdate, Cause: agora.CauseTimeout, Sent: true},
		&agora.NetError{Op: agora.OpUpdate, Cause: agora.CauseReset, Sent: true},
	} {
		e := Failure(err, Context{})
		wellSaid(t, e)
		if !strings.Contains(e.What, "nobody knows whether the change is in force") || !strings.Contains(e.Do, "sent once more") || e.Billed != billedStill {
			t.Errorf("%v: %s %s (%s)", err, e.What, e.Do, e.Billed)
		}
	}
	for _, err := range []error{&attempt.MeanwhileError{ID: "a"}, &attempt.FixedError{Version: agora.V5},
		&agora.APIError{Op: agora.OpUpdate, Status: 429, Kind: agora.KindBusy}, &agora.APIError{Op: agora.OpUpdate, Status: 400, Kind: agora.KindInvalid}} {
		e := Failure(err, Context{Op: agora.OpUpdate})
		wellSaid(t, e)
		if e.Kind == kindOther {
			t.Errorf("no words for %v", err)
		}
	}
}

func TestAChangeIsToldFromOldToNew(t *testing.T) {
	was := agora.Request{Languages: []string{"en-US"}}
	now := was.Clone()
	for path, text := range map[string]string{agora.PathLanguages: "de-DE,fr-FR", agora.PathSubscribeUIDs: "501,502", agora.PathTranslatedPairs: "de-DE:en-US+fr-FR"} {
		if err := now.Set(path, text); err != nil {
			t.Fatal(err)
		}
	}
	c := attempt.Change{Was: was, Known: true, Now: now, Update: agora.V7.UpdateOf(1, was, now), Unsure: []string{agora.PathLanguages}}
	var got []string
	for _, r := range Change(agora.V7, c) {
		got = append(got, r.What+": "+r.From+" > "+r.To)
		if r.Again != (r.Path == agora.PathLanguages) {
			t.Errorf("%s: again %v", r.Path, r.Again)
		}
	}
	if want := "languages: en-US > de-DE, fr-FR; who is heard: everybody > 501, 502; translation: off > de-DE into en-US and fr-FR"; strings.Join(got, "; ") != want {
		t.Errorf("%q", strings.Join(got, "; "))
	}
	for _, path := range agora.V7.UpdatePaths() {
		if ChangeName(path) == "" && path != agora.PathTranslateOn {
			t.Errorf("%s has no name", path)
		}
	}
}

// TestV7NeverSpeaksOfABuilderToken walks every failure and every record.
func TestV7NeverSpeaksOfABuilderToken(t *testing.T) {
	quiet := func(what, text string) {
		t.Helper()
		if strings.Contains(text, "builder token") {
			t.Errorf("%s: %s", what, text)
		}
	}
	for _, op := range []string{"", agora.OpStart, agora.OpQuery, agora.OpStop, agora.OpList, agora.OpUpdate, agora.OpPresence, agora.OpKick} {
		for _, outcome := range []agora.Outcome{"", agora.OutcomeUnknown, agora.OutcomeRunningNoID, agora.OutcomeNotSent} {
			c := Context{Op: op, Outcome: outcome, Project: agora.Project{Version: agora.V7}}
			failures := []error{nil, errors.New("x"), &attempt.TokenError{}, &attempt.NoHandleError{}, &attempt.StillThereError{}, attempt.ErrNoProbe}
			for _, kind := range constants(t, "../../agora/kinds.go", "ErrorKind") {
				failures = append(failures, &agora.APIError{Op: op, Kind: agora.ErrorKind(kind), Status: 400})
			}
			for _, cause := range constants(t, "../../agora/errors.go", "NetCause") {
				failures = append(failures, &agora.NetError{Op: op, Cause: agora.NetCause(cause), Sent: true, Err: errors.New("x")})
			}
			for _, err := range failures {
				e := Failure(err, c)
				wellSaid(t, e)
				quiet(e.Kind, e.What+" "+e.Likely+" "+e.Do+" "+e.Billed)
			}
		}
	}
	for _, event := range constants(t, "../attempt/record.go", "Event") {
		quiet(event, Record(agora.V7, attempt.Record{Event: attempt.Event(event), N: 2}))
	}
	quiet("the proof", NeverArrived(agora.V7))
	for _, v := range []agora.Version{agora.V5, agora.V6} {
		if !strings.Contains(AskAgain(v)+NeverArrived(v), "builder token") {
			t.Errorf("%s has one", v)
		}
	}
}

func TestAChangeSaysWhatIsNotKnownOfHowItWas(t *testing.T) {
	french, italian, spanish := agora.Request{Languages: []string{"fr-FR"}}, agora.Request{Languages: []string{"it-IT"}}, agora.Request{Languages: []string{"es-ES"}}
	of := func(c attempt.Change) string {
		c.Update.Mask = []string{agora.PathLanguages}
		return Change(agora.V7, c)[0].Words()
	}
	for want, c := range map[string]attempt.Change{
		"languages: none → es-ES":      {Known: true, Now: spanish},
		"languages: not known → es-ES": {Now: spanish},
		"languages: fr-FR or it-IT → fr-FR (an earlier change of it got no clear answer, so it is sent)": {
			Was: french, Known: true, Perhaps: []agora.Request{italian}, Now: french, Unsure: []string{agora.PathLanguages},
		},
		"languages: fr-FR → fr-FR (sent all the same: only this machine's notes say that it is so)": {Was: french, Known: true, Now: french},
	} {
		if got := of(c); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

package explain

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"syscall"
	"testing"
	"time"

	"sttwizard/agora"
	"sttwizard/agora/sandbox"
	"sttwizard/internal/attempt"
	"sttwizard/internal/files"
)

// request returns a legal request; with captions it has storage keys.
func request(t *testing.T, changes ...string) agora.Request {
	t.Helper()
	var r agora.Request
	settings := append([]string{
		agora.PathLanguages, "en-US", agora.PathChannelName, "town-hall", agora.PathSubBotUID, "47091", agora.PathPubBotUID, "88222",
	}, changes...)
	for i := 0; i < len(settings); i += 2 {
		if err := r.Set(settings[i], settings[i+1]); err != nil {
			t.Fatal(err)
		}
	}
	return r
}

var captions = []string{
	agora.PathAccessKey, "canary-access", agora.PathSecretKey, "canary-secret", agora.PathBucket, "acme",
	agora.PathVendor, "1", agora.PathRegion, "0",
}

var project = agora.Project{Version: agora.V5}

func TestFailuresAreSaidInWords(t *testing.T) {
	start := func(k agora.ErrorKind, status int) error {
		return &agora.APIError{Op: agora.OpStart, Status: status, Kind: k, RequestID: "8c1f", Raw: []byte("{}")}
	}
	network := func(c agora.NetCause, sent bool) error {
		return &agora.NetError{Op: agora.OpStart, Cause: c, Sent: sent, Err: errors.New("dial")}
	}
	full := &files.Error{Op: "write", Path: "/state/a.jnl", Err: syscall.ENOSPC}
	tests := []struct {
		name    string
		err     error
		context Context
		kind    string
		says    []string // in What, Likely, Do and Billed together
		billed  string
		resend  bool
	}{
		{"wrong credentials name the connection", start(agora.KindCredentials, 401), Context{State: attempt.Intended, Connection: "Acme Events"},
			"credentials", []string{"Agora refused the credentials.", `customer secret of "Acme Events"`, "Developer Toolkit"}, billedNothing, true},
		{"a service that is not enabled says where it is switched on", start(agora.KindNotEnabled, 400), Context{State: attempt.Intended, Project: project},
			"not-enabled", []string{"not switched on for this App ID", "Projects", "enable Real-Time Speech-to-Text", "June 2025"}, billedNothing, true},
		{"an old address says what the end of a version means", start(agora.KindNoRoute, 404), Context{State: attempt.Intended, Project: project, Connection: "Acme"},
			"no-route", []string{"does not exist", "11 June 2026", "v5"}, billedNothing, true},
		{"a busy Agora says how long", &agora.APIError{Op: agora.OpStart, Status: 429, Kind: agora.KindBusy, RetryAfter: 2 * time.Second}, Context{State: attempt.Intended},
			"busy", []string{"wait 2.0 s"}, billedNothing, true},
		{"a failing server leaves the start open", start(agora.KindServer, 503), Context{},
			"server", []string{"same builder token", "can't start a second task"}, billedMaybe, false},
		{"a failing server at acquire started nothing", &agora.APIError{Op: agora.OpAcquire, Status: 503, Kind: agora.KindServer}, Context{State: attempt.Intended},
			"server", []string{"wait a minute"}, billedNothing, true},
		{"a failing server at stop leaves the task", &agora.APIError{Op: agora.OpStop, Status: 503, Kind: agora.KindServer}, Context{},
			"server", []string{"may still run", "stop it again"}, billedStill, false},
		{"a task that is gone costs nothing", &agora.APIError{Op: agora.OpQuery, Status: 404, Kind: agora.KindNotFound}, Context{State: attempt.Stopped},
			"not-found", []string{"no such task any more", "nothing needs to be stopped"}, billedEnded, false},
		{"a 404 alone is no proof of an end", &agora.APIError{Op: agora.OpQuery, Status: 404, Kind: agora.KindNotFound}, Context{State: attempt.Started},
			"not-found", []string{"says that it has no such task", "whether its bots are"}, billedStill, false},
		{"a start that was refused after a lost answer is open", start(agora.KindBodyRefused, 400), Context{State: attempt.Unknown, Outcome: agora.OutcomeRejected},
			"body-refused", []string{"don't start another one"}, billedMaybe, false},
		{"a refusal after a lost answer stays open", start(agora.KindCredentials, 401), Context{Outcome: agora.OutcomeUnknown},
			"credentials", []string{"refused the credentials", "don't start another one"}, billedMaybe, false},
		{"a running task without id", start(agora.KindAlreadyStarted, 409), Context{},
			"already-started", []string{"for the task's id"}, billedNoID, false},
		{"no host", start(agora.KindNoHost, 206), Context{}, "no-host", []string{"no host"}, billedMaybe, false},
		{"no name server", network(agora.CauseDNS, false), Context{State: attempt.Intended}, kindDNS, []string{"name of Agora's server"}, billedNothing, true},
		{"nobody listens", network(agora.CauseRefused, false), Context{State: attempt.Intended}, kindRefused, []string{"Nobody answers"}, billedNothing, true},
		{"no secure connection", network(agora.CauseTLS, false), Context{State: attempt.Intended}, kindTLS, []string{"clock"}, billedNothing, true},
		{"no answer before anything was sent", network(agora.CauseTimeout, false), Context{State: attempt.Intended}, kindNetTimeout, []string{"check the network"}, billedNothing, true},
		{"no answer after it was sent", network(agora.CauseTimeout, true), Context{}, kindNetTimeout, []string{"don't start another one"}, billedMaybe, false},
		{"a broken connection after it was sent", network(agora.CauseReset, true), Context{}, kindReset, []string{"connection to Agora broke"}, billedMaybe, false},
		{"cancelled in time", network(agora.CauseCancelled, false), Context{State: attempt.Intended}, kindCancelled, nil, billedNothing, true},
		{"cancelled too late", network(agora.CauseCancelled, true), Context{}, kindCancelled, []string{"same builder token"}, billedMaybe, false},
		{"a cause of tomorrow", network("gremlins", true), Context{}, kindNetwork, nil, billedMaybe, false},
		{"an answer that is a web page", &agora.AnswerError{Op: agora.OpStart, Status: 200, Why: agora.WhyNotJSON}, Context{},
			kindAnswer, []string{"sign-in page"}, billedMaybe, false},
		{"an answer that broke off", &agora.AnswerError{Op: agora.OpStart, Status: 200, Why: agora.WhyCut}, Context{},
			kindAnswer, []string{"in the middle of the answer"}, billedMaybe, false},
		{"a redirect", &agora.AnswerError{Op: agora.OpAcquire, Status: 307, Why: agora.WhyRedirect}, Context{State: attempt.Intended},
			kindRedirect, []string{"secrets would go there"}, billedNothing, true},
		{"a journal on a full disk", &attempt.JournalError{Path: "/state/a.jnl", Err: full}, Context{State: attempt.Intended, Op: agora.OpStart},
			kindJournal, []string{"nothing was sent", "disk is full", "make room", "STTWIZARD_HOME"}, billedNothing, true},
		{"a journal under a size limit", &attempt.JournalError{Path: "/state/a.jnl", Err: &files.Error{Op: "write", Path: "/state/a.jnl", Err: syscall.EFBIG}}, Context{State: attempt.Intended, Op: agora.OpStart},
			kindJournal, []string{"nothing was sent", "/state/a.jnl", "size limit", "ulimit -f unlimited"}, billedNothing, true},
		{"a journal on a read-only disk", &attempt.JournalError{Path: "/s", Err: syscall.EROFS}, Context{Op: agora.OpStart},
			kindJournal, []string{"directory that can be written"}, billedNothing, true},
		{"a journal of somebody else", &attempt.JournalError{Path: "/s", Err: fs.ErrPermission}, Context{Op: agora.OpStart},
			kindJournal, []string{"give the file back"}, billedNothing, true},
		{"a journal that another one keeps locked", &attempt.JournalError{Path: "/s", Err: &files.LockedError{Name: "attempts"}}, Context{Op: agora.OpStart},
			kindJournal, []string{"close or wake the other one"}, billedNothing, true},
		{"a journal with a file in its way", &attempt.JournalError{Path: "/s/attempts", Err: errors.New("in the way")}, Context{Op: agora.OpStart},
			kindJournal, []string{"see that /s/attempts can be written"}, billedNothing, true},
		{"a start that could not be written down", &attempt.JournalError{Path: "/s", Phase: attempt.NotRecorded, Err: full},
			Context{Op: agora.OpStart, Outcome: agora.OutcomeStarted}, kindUnrecorded, []string{"note the task's id"}, billedRuns, false},
		{"a lost answer that could not be written down either",
			errors.Join(network(agora.CauseReset, true), &attempt.JournalError{Path: "/s", Phase: attempt.NotRecorded, Err: full}), Context{},
			kindReset, []string{"connection to Agora broke", "note the task's id", "disk is full"}, billedMaybe, false},
		{"an unreadable journal", &attempt.JournalError{Path: "/s", Phase: attempt.NotRead, Err: errors.New("line 3 is bad")}, Context{Op: agora.OpQuery},
			kindUnread, []string{"line 3 is bad", "keep the file /s"}, billedStill, false},
		{"a journal whose place is a file", &attempt.JournalError{Path: "/s/attempts", Phase: attempt.NotRead, Err: &fs.PathError{Op: "open", Path: "/s/attempts", Err: syscall.ENOTDIR}}, Context{Op: agora.OpQuery},
			kindUnread, []string{"see that /s/attempts is a directory again"}, billedStill, false},
		{"a sandbox without a disk", &agora.APIError{Op: agora.OpQuery, Status: 500, Kind: agora.KindServer, Message: sandbox.LedgerFailed + "the disk is full"}, Context{Op: agora.OpQuery},
			kindLedger, []string{"this machine's disk", "the disk is full", "set STTWIZARD_HOME"}, billedStill, false},
		{"a task that does not stop", &attempt.StillThereError{Status: agora.StatusFailureStop}, Context{},
			kindStillThere, []string{"FAILURE_STOP", "stop it again"}, billedStill, false},
		{"a task that can't be asked after its stop", &attempt.StillThereError{Err: network(agora.CauseTimeout, true)}, Context{},
			kindStillThere, []string{"could not be asked"}, billedStill, false},
		{"a token that is too old", &attempt.TokenError{}, Context{Op: agora.OpStart, State: attempt.Intended}, kindOldToken, []string{"a new builder token is fetched"}, billedNothing, true},
		{"a token that is too old after a lost answer", &attempt.TokenError{}, Context{Outcome: agora.OutcomeUnknown, Op: agora.OpStart},
			kindOldToken, nil, billedMaybe, false},
		{"a task without id", &attempt.NoHandleError{State: attempt.Unknown}, Context{Op: agora.OpStop}, kindNoHandle, nil, billedStill, false},
		{"an attempt that has gone on", &attempt.StateError{State: attempt.Stopped, Event: attempt.EventStopping}, Context{}, kindState, nil, billedNoChange, false},
		{"an id that nobody knows", &attempt.NotFoundError{Query: "x"}, Context{}, kindNoAttempt, nil, billedNoChange, false},
		{"an id of several", &attempt.AmbiguousError{Query: "x", IDs: []string{"xa", "xb"}}, Context{}, kindAmbiguous, []string{"xa, xb"}, billedNoChange, false},
		{"an attempt that another sttwizard has", &attempt.OwnedError{ID: "x"}, Context{}, kindOwned, []string{"another window", "wait"}, billedNoChange, false},
		{"an attempt that a process has", &attempt.OwnedError{ID: "x", Holder: attempt.Holder{Name: "y", PID: 4711}}, Context{}, kindOwned, []string{"process 4711", "kill 4711; then try again"}, billedNoChange, false},
		{"an attempt that a suspended one has", &attempt.OwnedError{ID: "x", Holder: attempt.Holder{Name: "y", PID: 4711, Suspended: true}}, Context{}, kindOwned, []string{"is suspended", "kill -9 4711"}, billedNoChange, false},
		{"a start that was overtaken", &attempt.OvertakenError{Open: []attempt.Conflict{{ID: "x"}}}, Context{Op: agora.OpStart, Outcome: agora.OutcomeNotSent, State: attempt.Intended},
			kindOvertaken, []string{"another start for this channel", "nothing was sent", "look at the list"}, billedNothing, true},
		{"bots that stay", &attempt.BotsStayError{}, Context{}, kindBotsStay, []string{"second task"}, billedStill, false},
		{"bots that stay after a stop", &attempt.StillThereError{Err: &attempt.BotsStayError{}}, Context{}, kindBotsStay, []string{"second task"}, billedStill, false},
		{"bots of a task that Agora does not know", &attempt.BotsStayError{Gone: true}, Context{}, kindGoneThere, []string{"its bot is in the channel"}, billedStill, false},
		{"an end that is not proved", &attempt.BotsStayError{Gone: true, Unsure: true, Blind: true}, Context{Op: agora.OpQuery}, kindUnproved, []string{"not proved", "nobody can be asked"}, billedStill, false},
		{"bots that can't be asked for", attempt.ErrNoProbe, Context{Connection: "acme"}, kindNoProbe, []string{`"acme"`, "look into the channel"}, billedNoChange, false},
		{"presence that is refused", &agora.APIError{Op: agora.OpPresence, Status: 403, Kind: agora.KindForbidden}, Context{}, "forbidden", []string{"who is in a channel"}, billedStill, false},
		{"a kick that is refused", &agora.APIError{Op: agora.OpKick, Status: 403, Kind: agora.KindForbidden}, Context{}, "forbidden", []string{"remove anybody", "ends by itself"}, billedStill, false},
		{"a name that is not the channel's", &attempt.ChannelError{}, Context{}, kindWrongName, nil, billedNoChange, false},
		{"a full disk", full, Context{}, kindDisk, []string{"/state/a.jnl", "make room"}, billedNoChange, false},
		{"a size limit", &files.Error{Op: "write", Path: "/p", Err: syscall.EFBIG}, Context{}, kindLimit, []string{"/p", "ulimit"}, billedNoChange, false},
		{"a read-only disk", &files.Error{Op: "write", Path: "/p", Err: syscall.EROFS}, Context{}, kindReadOnly, []string{"/p"}, billedNoChange, false},
		{"no permission", &fs.PathError{Op: "open", Path: "/p", Err: syscall.EACCES}, Context{}, kindPermission, []string{"/p"}, billedNoChange, false},
		{"a full disk without a path", fmt.Errorf("wrapped: %w", syscall.ENOSPC), Context{}, kindDisk, []string{"the file"}, billedNoChange, false},
		{"a directory in place of a file", &files.NotFileError{Path: "/p", What: "a directory"}, Context{}, kindFile, []string{"a directory", "/p"}, billedNoChange, false},
		{"a file that is too large", &files.TooLargeError{Path: "/p", Max: 1}, Context{}, kindFile, []string{"too large"}, billedNoChange, false},
		{"files in use", &files.LockedError{Name: "presets"}, Context{}, kindLocked, []string{"Another sttwizard"}, billedNoChange, false},
		{"a broken rule", agora.FieldError{Path: agora.PathLanguages, Rule: "count", Text: "at most 2 languages; 3 given"}, Context{Op: agora.OpStart, State: attempt.Intended},
			kindFields, []string{"languages: at most 2 languages"}, billedNothing, true},
		{"a connection that can't be used", &agora.ConfigError{Field: "App ID", Text: "must be 32 hexadecimal digits"}, Context{Op: agora.OpStart, State: attempt.Intended},
			kindConfig, []string{"App ID: must be 32"}, billedNothing, true},
		{"time is up", context.DeadlineExceeded, Context{Op: agora.OpQuery}, kindDeadline, nil, billedStill, false},
		{"given up", context.Canceled, Context{State: attempt.Intended, Op: agora.OpAcquire}, kindCancelled, nil, billedNothing, true},
		{"something else", errors.New("flux capacitor"), Context{}, kindOther, nil, billedNoChange, false},
		{"nothing but an open outcome", nil, Context{Op: agora.OpStart, Outcome: agora.OutcomeUnknown}, kindLostOutcome, nil, billedMaybe, false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			e := Failure(test.err, test.context)
			if e.Kind != test.kind || e.Billed != test.billed || e.CanResend != test.resend {
				t.Errorf("kind %q, billed %q, resend %v", e.Kind, e.Billed, e.CanResend)
			}
			all := strings.Join([]string{e.What, e.Likely, e.Do, e.Billed}, "\n")
			for _, want := range test.says {
				if !strings.Contains(all, want) {
					t.Errorf("it does not say %q:\n%s", want, all)
				}
			}
			wellSaid(t, e)
		})
	}
}

func TestTheTechnicalPartIsShort(t *testing.T) {
	e := Failure(&agora.APIError{Op: agora.OpStart, Status: 401, Kind: agora.KindCredentials, RequestID: "8c1f", Raw: []byte(`{"message":"x"}`), Message: "x"},
		Context{Took: 212 * time.Millisecond})
	if e.Code != "401, 212 ms" || e.RequestID != "8c1f" || e.Raw != `{"message":"x"}` || e.Said != "x" {
		t.Errorf("%+v", e)
	}
	e = Failure(&agora.APIError{Op: agora.OpStart, Status: 400, Code: 2, Kind: agora.KindInvalid}, Context{Took: 15 * time.Second})
	if e.Code != "400, code 2, 15 s" {
		t.Errorf("%q", e.Code)
	}
}

func TestSecretsThatComeBackAreTakenOut(t *testing.T) {
	r := request(t, captions...)
	e := Failure(&agora.APIError{Op: agora.OpStart, Status: 400, Kind: agora.KindBodyRefused,
		Message: "body schema check fail, canary-secret", Raw: []byte("canary-access canary-secret")}, Context{Request: r, Project: project})
	wellSaid(t, e)
	if e.Raw != "(secret) (secret)" || e.Said != "body schema check fail, (secret)" {
		t.Errorf("%q, %q", e.Raw, e.Said)
	}
}

func TestARefusedRequestNamesItsField(t *testing.T) {
	tests := []struct {
		name     string
		message  string
		changes  []string
		field    string
		spelling bool
		likely   string
	}{
		{"a full path", "body schema check fail, rtcConfig.pubBotUid: must be a string", nil, agora.PathPubBotUID, false, agora.PathPubBotUID},
		{"a name", "body schema check fail, sliceDuration out of range", nil, agora.PathSliceDuration, false, ""},
		{"a name in another case", "invalid SUBBOTUID", nil, agora.PathSubBotUID, false, ""},
		{"a path with a position", "translateConfig.languages[0].target: too many", nil, agora.PathTranslatedPairs, false, ""},
		{"a part of a path", "storage.region is unknown", captions, agora.PathRegion, true, ""},
		{"the field of the whole request, not of a part", "languages: at most 2", nil, agora.PathLanguages, false, ""},
		{"a longer name, not the shorter in it", "secretkey missing", captions, agora.PathSecretKey, true, "accessKey and secretKey"},
		{"Agora's other name", "cname is illegal", nil, agora.PathChannelName, false, ""},
		{"the rule, where this program knows it", "languages wrong", []string{agora.PathLanguages, "a-b-c-d-e-f,en-US"}, agora.PathLanguages, false, "no language code"},
		{"a broken rule, where Agora names nothing", "body schema check fail", []string{agora.PathSubBotUID, "88222"}, agora.PathPubBotUID, false, "must differ"},
		{"a suspicious value, where no rule is broken", "body schema check fail", []string{agora.PathLanguages, "tlh-QO"}, agora.PathLanguages, false, "not on the list"},
		{"the storage keys, with captions", "body schema check fail", captions, agora.PathAccessKey, true, "written accessKey and secretKey"},
		{"another field than the captions' leaves their spelling alone", "channelName wrong", captions, agora.PathChannelName, false, ""},
		{"nothing to be found", "body schema check fail", nil, "", false, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			err := &agora.APIError{Op: agora.OpStart, Status: 400, Kind: agora.KindBodyRefused, Message: test.message}
			e := Failure(err, Context{Request: request(t, test.changes...), Project: project})
			if e.Field != test.field || e.SuggestSpelling != test.spelling || !strings.Contains(e.Likely, test.likely) {
				t.Errorf("field %q, spelling %v, likely %q", e.Field, e.SuggestSpelling, e.Likely)
			}
			wellSaid(t, e)
		})
	}
}

func TestTheOtherSpellingIsOffered(t *testing.T) {
	err := &agora.APIError{Op: agora.OpStart, Status: 400, Kind: agora.KindBodyRefused, Message: "body schema check fail"}
	for sent, offered := range map[agora.KeySpelling]string{
		"": "accessKey and secretKey", agora.LowerKeys: "accessKey and secretKey", agora.CamelKeys: "accesskey and secretkey",
	} {
		e := Failure(err, Context{Request: request(t, captions...), Project: agora.Project{Version: agora.V5, StorageKeys: sent}})
		if !strings.Contains(e.Likely, offered) {
			t.Errorf("sent %q: %q", sent, e.Likely)
		}
	}
}

func TestAnErrorIsOneLine(t *testing.T) {
	if got := Sentence(nil, ""); got != "" {
		t.Errorf("of nothing it is %q", got)
	}
	if got := Sentence(errors.New("as it is, and what to do"), ""); got != "as it is, and what to do" {
		t.Errorf("it is %q", got)
	}
	refused := &agora.APIError{Op: agora.OpQuery, Status: 401, Kind: agora.KindCredentials}
	e := Failure(refused, Context{Op: agora.OpQuery})
	got := Sentence(refused, agora.OpQuery)
	if e.Do == "" || !strings.HasPrefix(got, e.What+" ") || !strings.HasSuffix(got, ".") || strings.Contains(got, "\n") {
		t.Errorf("it is %q", got)
	}
}

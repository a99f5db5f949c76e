package explain

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
	"sttwizard/internal/clock/clocktest"
	"sttwizard/internal/connections"
)

// openFor writes an attempt down that is open, and gives its conflict.
func openFor(t *testing.T, j *attempt.Journal, in attempt.Intent) {
	t.Helper()
	in.AppID, in.Channel = "app", "hall"
	a, err := j.Begin(in)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(a.Release)
}

func TestWhatIsBesideAStartIsToldByItsLanguages(t *testing.T) {
	request := func(v agora.Version, settings ...string) agora.Request {
		var r agora.Request
		for i := 0; i < len(settings); i += 2 {
			if err := r.Set(settings[i], settings[i+1]); err != nil {
				t.Fatal(err)
			}
		}
		r.RTC.ChannelName = "hall"
		return r
	}
	for _, test := range []struct {
		name    string
		theirs  attempt.Intent
		own     agora.Request
		version agora.Version
		usual   bool
		says    string
	}{
		{"another language", attempt.Intent{Request: []byte(`{"languages":["fr-FR"]}`)}, request(agora.V5, "languages", "en-US"), agora.V5, true, "A task for each language is the usual way to have several, and each task is billed. A task may be running in the channel hall already, for fr-FR; this one is for en-US."},
		{"the same one of two", attempt.Intent{Request: []byte(`{"languages":["fr-FR","en-US"]}`)}, request(agora.V5, "languages", "en-US"), agora.V5, false, "If you start another one, two tasks may be billed for the same. A task may be running in the channel hall already, for en-US too."},
		{"that of a speaker", attempt.Intent{Request: []byte(`{"languages":["fr-FR"],"uidLanguagesConfig":[{"uid":"7","languages":["en-US"]}]}`)}, request(agora.V7, "languages", "en-US"), agora.V7, false, "for en-US too"},
		{"a speaker that v5 does not send", attempt.Intent{Request: []byte(`{"languages":["fr-FR"]}`)}, request(agora.V5, "languages", "en-US", agora.PathUIDLanguages, "7:fr-FR"), agora.V5, true, "this one is for en-US."},
		{"an older journal", attempt.Intent{Languages: "fr-FR, de-DE"}, request(agora.V5, "languages", "en-US"), agora.V5, true, "for fr-FR, de-DE; this one"},
		{"nothing known", attempt.Intent{}, request(agora.V5, "languages", "en-US"), agora.V5, false, "two tasks may be billed, perhaps for the same. A task may be running in the channel hall already, and its languages are not known."},
		{"one bot's uid", attempt.Intent{PubBotUID: "5", Request: []byte(`{"languages":["fr-FR"]}`)}, request(agora.V7, "languages", "en-US", agora.PathPubBotUID, "5"), agora.V7, false, "Both would have a bot with the uid 5, and the second throws the first out"},
		{"an uid that v7 does not send", attempt.Intent{PubBotUID: "5", Request: []byte(`{"languages":["fr-FR"]}`)}, request(agora.V7, "languages", "en-US", agora.PathSubBotUID, "5"), agora.V7, true, "the usual way"},
		{"another place", attempt.Intent{Connection: "acme", BaseURL: "https://far.example", Request: []byte(`{"languages":["fr-FR"]}`)}, request(agora.V5, "languages", "en-US"), agora.V5, true, "started here by the connection acme at https://far.example"},
	} {
		t.Run(test.name, func(t *testing.T) {
			j := attempt.Open(t.TempDir(), attempt.Options{})
			openFor(t, j, test.theirs)
			open, err := j.OpenFor("app", "hall")
			if err != nil || len(open) != 1 {
				t.Fatal(open, err)
			}
			at := Place{connections.Connection{Name: "mine", Version: test.version}, func(at time.Time) string { return "noon" }}
			b := BesideOf(open, test.own, at)
			told := b.Asked() + " " + strings.Join(b.Rows, " ")
			if b.Usual != test.usual || !strings.Contains(told, test.says) || !strings.Contains(told, "since noon") {
				t.Errorf("usual %t: %s", b.Usual, told)
			}
			if (b.Clash != "") != strings.Contains(test.says, "Both") || !strings.Contains(b.Told(), b.Clash) || !strings.Contains(b.Told(), b.Rows[0]) {
				t.Errorf("it clashes by %q and is told as %q", b.Clash, b.Told())
			}
		})
	}
}

func TestWhatWasToldToStopIsSaidSoBesideAStart(t *testing.T) {
	j := attempt.Open(t.TempDir(), attempt.Options{})
	in := attempt.Intent{Version: agora.V7, Channel: "hall", AppID: "app", BaseURL: "https://a.example"}
	a, err := attempt.TakeUp(j, in, agora.Handle{TaskID: "task-1"}, agora.Task{})
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		err                error
		row, word, full, b string
	}{
		{&agora.NetError{Op: agora.OpStop, Cause: agora.CauseDNS, Err: errors.New("no such host")},
			"not stopped: nobody could be asked, and it runs on, since noon", "not stopped", "not stopped: nobody was asked", billedOn},
		{nil, "not stopped: Agora refused that, and it runs on, since noon", "not stopped", "not stopped: Agora refused that", billedOn},
		{&agora.NetError{Op: agora.OpStop, Cause: agora.CauseReset, Sent: true, Err: errors.New("reset")},
			"told to stop at noon, not confirmed yet, started", "told to stop", "told to stop, not seen to end", billedStill},
	} {
		err := attempt.Stop(t.Context(), deaf{place: a.Intent().Place(), stop: test.err}, a)
		if a.State() != attempt.Stopping {
			t.Fatal(a.State())
		}
		at := Place{Clock: func(time.Time) string { return "noon" }}
		if row := at.row(attempt.Conflict{Attempt: a, TaskID: "task-1"}, nil); !strings.Contains(row, test.row) {
			t.Errorf("it is told as %q", row)
		}
		if s := StandingOf(a, Doing{}, clocktest.At(14, 0, 0)); s.Word != test.word || s.Full != test.full {
			t.Errorf("it stands %+v", s)
		}
		e := Failure(err, Context{Op: agora.OpStop}.Of(a))
		if unasked := strings.HasPrefix(e.What, notAsked); e.Billed != test.b || Billing(a) != test.b || unasked != agora.NotSent(err) || unasked && strings.Contains(e.What, "may still run") {
			t.Errorf("%v: %q, billed %q", err, e.What, e.Billed)
		}
	}
}

// deaf is an Agora that refuses every stop, or answers it so.
type deaf struct {
	attempt.API
	place agora.Place
	stop  error
}

func (d deaf) Place() agora.Place { return d.place }
func (d deaf) Stop(context.Context, agora.Handle) error {
	if d.stop != nil {
		return d.stop
	}
	return &agora.APIError{Op: agora.OpStop, Status: 403, Kind: agora.KindCredentials}
}
func (deaf) Query(context.Context, agora.Handle) (agora.Task, error) {
	return agora.Task{}, &agora.APIError{Op: agora.OpQuery, Status: 403, Kind: agora.KindCredentials}
}

func TestAnUnreadableJournalIsBesideInAnyLanguage(t *testing.T) {
	open := []attempt.Conflict{{ID: "20261128T1-x", Channel: "hall", Err: &attempt.JournalError{Path: "x.jnl"}}}
	b := BesideOf(open, agora.Request{Languages: []string{"en-US"}}, Place{Clock: func(time.Time) string { return "" }})
	if b.Usual || !strings.Contains(b.Rows[0], "unreadable, so whose it is and what it is for is not known") {
		t.Errorf("%+v", b)
	}
}

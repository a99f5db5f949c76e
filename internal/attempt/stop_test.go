package attempt

import (
	"errors"
	"slices"
	"testing"
	"time"

	"sttwizard/agora"
)

var errGone = &agora.APIError{Op: agora.OpQuery, Status: 404, Kind: agora.KindNotFound}

// queries answers one query after the other, the last one for ever.
func queries(answers ...any) func(agora.Handle) (agora.Task, error) {
	return func(agora.Handle) (agora.Task, error) {
		answer := answers[0]
		if len(answers) > 1 {
			answers = answers[1:]
		}
		if err, ok := answer.(error); ok {
			return agora.Task{}, err
		}
		return agora.Task{ID: "task-1", Status: answer.(agora.Status)}, nil
	}
}

func TestAStoppedTaskIsSeenToEnd(t *testing.T) {
	again := &agora.APIError{Op: agora.OpStop, Kind: agora.KindAlreadyStopping}
	lostAnswer := &agora.NetError{Op: agora.OpQuery, Cause: agora.CauseReset, Sent: true, Err: errors.New("reset")}
	tests := []struct {
		name    string
		stop    error
		queries []any
		how     How
		asked   int
	}{
		{"at once", nil, []any{agora.StatusStopped}, HowStopped, 1},
		{"after a while", nil, []any{agora.StatusInProgress, agora.StatusStopping, agora.StatusStopped}, HowStopped, 3},
		{"by being gone twice", nil, []any{errGone}, HowGone, 1 + int(missingGap/stopWait)},
		{"told to stop before", again, []any{agora.StatusStopping, agora.StatusStopped}, HowStopped, 2},
		{"with answers lost in between", nil, []any{lostAnswer, errServer, agora.StatusStopped}, HowStopped, 3},
		{"although stopping failed first", nil, []any{agora.StatusFailureStop, agora.StatusStopped}, HowStopped, 2},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			j, c := opened(t)
			a := told(t, j, sending(1), started(1))
			c.Pass(settling) // from here on "no such task" means what it says
			api := &fakeAPI{t: t, stop: func(agora.Handle) error { return test.stop }, query: queries(test.queries...)}
			if err := Stop(t.Context(), api, a); err != nil {
				t.Fatal(err)
			}
			if f := onDisk(t, a); f.state != Stopped || f.how != test.how || len(f.stops) != 1 || len(c.sleeps) != test.asked-1 {
				t.Errorf("%+v, %d waits", f, len(c.sleeps))
			}
			if err := Stop(t.Context(), api, a); err != nil || len(api.calls) != 1+test.asked {
				t.Errorf("stopping what has ended: %v, %v", err, api.calls)
			}
		})
	}
}

func TestATaskThatDoesNotEndIsNotSaidToBeStopped(t *testing.T) {
	denied := &agora.APIError{Op: agora.OpQuery, Status: 401, Kind: agora.KindCredentials}
	tests := []struct {
		name   string
		query  any
		status agora.Status
		tries  int
	}{
		{"stopping failed", agora.StatusFailureStop, agora.StatusFailureStop, stopTries},
		{"it goes on running", agora.StatusInProgress, agora.StatusInProgress, stopTries},
		{"a status of tomorrow", agora.Status("HIBERNATING"), "HIBERNATING", stopTries},
		{"Agora can't be asked", errServer, "", stopTries},
		{"Agora may not be asked", denied, "", 1},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			j, _ := opened(t)
			a := told(t, j, sending(1), started(1))
			api := &fakeAPI{t: t, stop: func(agora.Handle) error { return nil }, query: queries(test.query)}
			var still *StillThereError
			if err := Stop(t.Context(), api, a); !errors.As(err, &still) {
				t.Fatal(err)
			}
			if still.Status != test.status || still.Tries != test.tries || (test.status == "") != (still.Err != nil) || still.Error() == "" {
				t.Errorf("%+v", still)
			}
			if onDisk(t, a).state != Stopping || !a.Open() {
				t.Errorf("state %s", a.State())
			}
			api.query = queries(agora.StatusStopped)
			if err := Stop(t.Context(), api, a); err != nil || len(onDisk(t, a).stops) != 2 {
				t.Errorf("the second stop: %v", err)
			}
		})
	}
}

func TestAStopThatFailsCanBeTriedAgain(t *testing.T) {
	j, _ := opened(t)
	a := told(t, j, sending(1), started(1))
	api := &fakeAPI{t: t, stop: func(agora.Handle) error { return errServer }}
	if err := Stop(t.Context(), api, a); !errors.Is(err, error(errServer)) || a.State() != Stopping {
		t.Errorf("%v, %s", err, a.State())
	}
}

// TestAStopThatIsRefusedWasNotAskedFor: the task runs on, and the wish stands.
func TestAStopThatIsRefusedWasNotAskedFor(t *testing.T) {
	for name, test := range map[string]struct {
		err    error
		untold Untold
	}{
		"wrong secret":            {&agora.APIError{Op: agora.OpStop, Status: 401, Kind: agora.KindCredentials}, UntoldRefused},
		"not allowed":             {&agora.APIError{Op: agora.OpStop, Status: 403, Kind: agora.KindForbidden}, UntoldRefused},
		"refused after no answer": {&agora.APIError{Op: agora.OpStop, Status: 401, Kind: agora.KindCredentials, Doubt: true}, NotUntold},
		"Agora has trouble":       {errServer, NotUntold},
		"no answer":               {&agora.NetError{Op: agora.OpStop, Cause: agora.CauseReset, Sent: true, Err: errors.New("reset")}, NotUntold},
		"no network":              {&agora.NetError{Op: agora.OpStop, Cause: agora.CauseDNS, Err: errors.New("no such host")}, UntoldNotSent},
		"nobody there":            {&agora.NetError{Op: agora.OpStop, Cause: agora.CauseRefused, Err: errors.New("refused")}, UntoldNotSent},
		"a connection of no use":  {&agora.ConfigError{Field: "App ID"}, UntoldNotSent},
	} {
		j, _ := opened(t)
		a := told(t, j, sending(1), started(1))
		api := &fakeAPI{t: t, stop: func(agora.Handle) error { return test.err }, query: queries(agora.StatusStopped)}
		if err := Stop(t.Context(), api, a); !errors.Is(err, test.err) {
			t.Errorf("%s: %v", name, err)
		}
		f := onDisk(t, a)
		if f.state != Stopping || f.untold() != test.untold || a.Untold() != test.untold || !a.State().MayBill() {
			t.Errorf("%s: %s, %q", name, f.state, f.untold())
		}
		if said := a.Meaning() == Stopping.Meaning(); said != (test.untold == NotUntold) {
			t.Errorf("%s: %s", name, a.Meaning())
		}
		api.stop = func(agora.Handle) error { return nil }
		if err := Stop(t.Context(), api, a); err != nil || a.Untold() != NotUntold || onDisk(t, a).state != Stopped {
			t.Errorf("%s: once more: %v, %s", name, err, a.State())
		}
	}
}

// TestAStopThatMayHaveArrivedIsNotUnsaidByALaterOne: the first is no less sent when the
// network goes, or the credentials are changed, before the second.
func TestAStopThatMayHaveArrivedIsNotUnsaidByALaterOne(t *testing.T) {
	unsent, refused := Record{Event: EventStopNotSent, Why: "dns"}, Record{Event: EventStopRefused, Why: "credentials"}
	of := func(r Record, n int) Record { r.N = n; return r }
	begin := []Record{intent, sending(1), started(1)}
	for name, test := range map[string]struct {
		then []Record
		want Untold
	}{
		"only out":                   {[]Record{stopping(1)}, NotUntold},
		"not sent":                   {[]Record{stopping(1), of(unsent, 1)}, UntoldNotSent},
		"out, then not sent":         {[]Record{stopping(1), stopping(2), of(unsent, 2)}, NotUntold},
		"out, then refused":          {[]Record{stopping(1), stopping(2), of(refused, 2)}, NotUntold},
		"not sent, then out":         {[]Record{stopping(1), of(unsent, 1), stopping(2)}, NotUntold},
		"not sent, then refused":     {[]Record{stopping(1), of(unsent, 1), stopping(2), of(refused, 2)}, UntoldRefused},
		"refused, then not sent":     {[]Record{stopping(1), of(refused, 1), stopping(2), of(unsent, 2)}, UntoldNotSent},
		"told late of both":          {[]Record{stopping(1), stopping(2), of(unsent, 2), of(unsent, 1)}, UntoldNotSent},
		"ended, reopened, not sent":  {[]Record{stopping(1), stopped, {Event: EventReopened}, stopping(2), of(unsent, 2)}, UntoldNotSent},
		"ended, and reopened":        {[]Record{stopping(1), of(unsent, 1), stopped, {Event: EventReopened}}, NotUntold},
		"not sent, and bots removed": {[]Record{stopping(1), of(unsent, 1), {Event: EventKicking, Until: at.Add(time.Hour)}}, NotUntold},
	} {
		f, err := fold(story(slices.Concat(begin, test.then)...))
		if err != nil || f.untold() != test.want {
			t.Errorf("%s: %q, %v; want %q", name, f.untold(), err, test.want)
		}
	}
	for _, r := range []Record{of(unsent, 1), of(unsent, 0)} {
		if _, err := fold(story(append(begin, r)...)); err == nil {
			t.Errorf("%+v without a stop", r)
		}
	}
}

func TestStopGoesOnWithoutAJournal(t *testing.T) {
	j, _ := opened(t)
	a := told(t, j, sending(1), started(1))
	defer block(t, a)()
	api := &fakeAPI{t: t, stop: func(agora.Handle) error { return nil }, query: queries(agora.StatusStopped)}
	err := Stop(t.Context(), api, a)
	if e, ok := errors.AsType[*JournalError](err); !ok || e.Phase != NotRecorded || a.State() != Stopped {
		t.Errorf("%v, %s", err, a.State())
	}
	if !slices.Equal(api.calls, []string{"stop", "query"}) {
		t.Errorf("%v", api.calls)
	}
}

func TestWhatHasNoHandleIsNotAsked(t *testing.T) {
	j, _ := opened(t)
	a := told(t, j, sending(1), noID(1))
	var none *NoHandleError
	api := &fakeAPI{t: t}
	if err := Stop(t.Context(), api, a); !errors.As(err, &none) {
		t.Error(err)
	}
	if _, err := Query(t.Context(), api, a); !errors.As(err, &none) || none.Error() == "" {
		t.Error(err)
	}
}

func TestQueryWritesDownWhatIsNew(t *testing.T) {
	tests := []struct {
		name   string
		age    time.Duration
		answer any
		state  State
		how    How
		failed bool
		grows  int // by so many records, however often it is asked
	}{
		{"a running task", time.Hour, agora.StatusInProgress, Started, "", false, 1},
		{"a failed stop", time.Hour, agora.StatusFailureStop, Started, "", false, 1},
		{"an ended task", time.Second, agora.StatusStopped, Stopped, HowStopped, false, 2},
		{"a task that is gone", time.Minute, errGone, Started, "", true, 1},
		{"a task that is not known yet", 5 * time.Second, errGone, Started, "", true, 0},
		{"refused credentials", time.Minute, errDenied, Started, "", true, 0},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			j, c := opened(t)
			a := told(t, j, sending(1), started(1))
			before := len(a.Records())
			c.Pass(test.age)
			_, err := Query(t.Context(), &fakeAPI{t: t, query: queries(test.answer)}, a)
			if (err != nil) != test.failed {
				t.Errorf("error %v", err)
			}
			if f := onDisk(t, a); f.state != test.state || f.how != test.how {
				t.Errorf("%s, %q", f.state, f.how)
			}
			for range 3 {
				_, _ = Query(t.Context(), &fakeAPI{t: t, query: queries(test.answer)}, a)
			}
			if grew := len(a.Records()) - before; grew != test.grows {
				t.Errorf("%d records more", grew)
			}
		})
	}
}

func TestPollsAreQuickAtFirstAndRareLater(t *testing.T) {
	var p Polls
	now := at
	ask := func(status agora.Status, err error) time.Duration {
		wait, ok := p.Next(now, status, err)
		if !ok {
			t.Fatalf("no more polls at %s", now)
		}
		now = now.Add(wait)
		return wait
	}
	for range 3 {
		if wait := ask(agora.StatusStarting, nil); wait != 2*time.Second {
			t.Errorf("while starting: %s", wait)
		}
	}
	want := []time.Duration{5 * time.Second, 7500 * time.Millisecond, 11250 * time.Millisecond, 16875 * time.Millisecond,
		25312500 * time.Microsecond, 37968750 * time.Microsecond, 56953125 * time.Microsecond, time.Minute, time.Minute}
	for i, w := range want {
		if wait := ask(agora.StatusInProgress, nil); wait.Round(time.Millisecond) != w.Round(time.Millisecond) {
			t.Errorf("poll %d of the running task: %s, want %s", i, wait, w)
		}
	}
	if wait := ask("", errServer); wait != 60*time.Second {
		t.Errorf("after a failure: %s", wait)
	}
	if wait := ask("", &agora.APIError{Kind: agora.KindBusy, RetryAfter: 90 * time.Second}); wait != 90*time.Second {
		t.Errorf("when Agora says so: %s", wait)
	}
}

func TestATaskThatNeverRunsIsNotAskedQuicklyForEver(t *testing.T) {
	var p Polls
	quick := 0
	for now := at; now.Before(at.Add(time.Minute)); {
		wait, _ := p.Next(now, agora.StatusIdle, nil)
		if wait == 2*time.Second {
			quick++
		}
		now = now.Add(wait)
	}
	if quick != 15 {
		t.Errorf("%d quick polls, want 15 in 30 s", quick)
	}
}

func TestPollsEnd(t *testing.T) {
	for name, end := range map[string]struct {
		status agora.Status
		err    error
	}{
		"with the task":                   {agora.StatusStopped, nil},
		"when credentials are refused":    {"", errDenied},
		"when something is not permitted": {"", &agora.APIError{Status: 403, Kind: agora.KindForbidden}},
	} {
		var p Polls
		if wait, ok := p.Next(at, end.status, end.err); ok {
			t.Errorf("%s: next after %s", name, wait)
		}
	}
}

func TestJitterStaysWithinTheLimits(t *testing.T) {
	for _, random := range []float64{0, 0.5, 0.999} {
		p := Polls{Random: func() float64 { return random }}
		for range 20 {
			if wait, ok := p.Next(at, agora.StatusInProgress, nil); !ok || wait < pollFirst || wait > pollLongest {
				t.Errorf("random %v: %s", random, wait)
			}
		}
	}
}

func TestATaskThatStaysStartedRunsAfterTenSeconds(t *testing.T) {
	j, c := opened(t)
	a := told(t, j, sending(1), started(1))
	if a.Transcribes(agora.StatusStarted) || a.StatusMeaning(agora.StatusStarted) != agora.StatusStarted.Meaning() {
		t.Errorf("at once it is %s", a.StatusMeaning(agora.StatusStarted))
	}
	c.Pass(agora.StartedRuns - time.Millisecond)
	if a.Transcribes(agora.StatusStarted) {
		t.Error("it counts as running too early")
	}
	c.Pass(time.Millisecond)
	if !a.Transcribes(agora.StatusStarted) || a.StatusMeaning(agora.StatusStarted) != "running" {
		t.Errorf("after 10 s it is %s", a.StatusMeaning(agora.StatusStarted))
	}
	c.Pass(time.Hour)
	for _, status := range slices.Concat(agora.V5.Statuses(), agora.V7.Statuses(), []agora.Status{"HIBERNATING", ""}) {
		want := status == agora.StatusStarted || status == agora.StatusInProgress || status == agora.StatusRunning
		if a.Transcribes(status) != want {
			t.Errorf("%s counts as running: %v", status, !want)
		}
	}
}

func TestPollsTakeATaskThatStaysStartedAsRunning(t *testing.T) {
	var p Polls
	var waits []time.Duration
	for now := at; len(waits) < 7; {
		wait, ok := p.Next(now, agora.StatusStarted, nil)
		if !ok {
			t.Fatal("no more polls")
		}
		waits = append(waits, wait)
		now = now.Add(wait)
	}
	want := []time.Duration{2 * time.Second, 2 * time.Second, 2 * time.Second, 2 * time.Second, 2 * time.Second, 5 * time.Second, 7500 * time.Millisecond}
	if !slices.Equal(waits, want) {
		t.Errorf("the waits are %s, want %s", waits, want)
	}
}

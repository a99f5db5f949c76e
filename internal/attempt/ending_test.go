package attempt

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"sttwizard/agora"
)

// knownTask returns an attempt of that intent whose task was started and is past the
// time in which "no such task" is not believed.
func knownTask(t *testing.T, in Intent, records ...Record) (*Journal, *testClock, *Attempt) {
	t.Helper()
	j, c := opened(t)
	a, err := j.Begin(in)
	for _, r := range append([]Record{sending(1), started(1)}, records...) {
		err = errors.Join(err, a.before(r))
	}
	if err != nil {
		t.Fatal(err)
	}
	c.Pass(time.Minute)
	return j, c, a
}

var (
	seen     = Record{Event: EventSeen, Status: agora.StatusInProgress}
	noAccess = &agora.APIError{Op: agora.OpPresence, Status: 403, Kind: agora.KindForbidden}
)

// withTypedUIDs returns the intent with uids that a person has typed.
func withTypedUIDs(in Intent) Intent {
	in.UniqueUIDs = false
	return in
}

// TestAnEndCountsWhenItIsProved asks once, and again after 10 s.
func TestAnEndCountsWhenItIsProved(t *testing.T) {
	unasked := botted()
	unasked.NoProbe = true
	there, away := isThere(true), isThere(false)
	denied := func(uint32) (bool, error) { return false, noAccess }
	tests := []struct {
		name    string
		in      Intent
		before  []Record
		word    any // Agora's answer to a query
		present func(uint32) (bool, error)
		list    func() ([]agora.Task, error)
		first   State
		then    State
		is      Contradiction // after both
	}{
		{name: "no such task, bots away", in: botted(), word: errGone, present: away, first: Started, then: Stopped},
		{name: "no such task, its bots there", in: botted(), before: []Record{seen}, word: errGone, present: there, first: Started, then: Started, is: GoneButThere},
		{name: "no such task, typed bots there", in: withTypedUIDs(botted()), word: errGone, present: there, first: Started, then: Started},
		{name: "no such task, nobody may be asked, known before", in: unasked, before: []Record{seen}, word: errGone, first: Started, then: Stopped},
		{name: "no such task, nobody may be asked, never known", in: unasked, word: errGone, first: Started, then: Started},
		{name: "no such task, Agora refuses the bots, known before", in: botted(), before: []Record{seen}, word: errGone, present: denied, first: Started, then: Stopped},
		{name: "no such task, Agora refuses the bots, never known", in: botted(), word: errGone, present: denied, first: Started, then: Started},
		{name: "no such task, its bot was there and nobody may be asked any more", in: botted(), before: []Record{seen, {Event: EventProbe, Present: true}},
			word: errGone, present: denied, first: Started, then: Started, is: GoneButThere},
		{name: "no such task, the bots can't be asked for just now", in: botted(), before: []Record{seen}, word: errGone,
			present: func(uint32) (bool, error) { return false, errReset }, first: Started, then: Started},
		{name: "stopped, bots away", in: botted(), word: agora.StatusStopped, present: away, first: Stopped, then: Stopped},
		{name: "stopped, its bots there", in: botted(), word: agora.StatusStopped, present: there, first: Started, then: Started, is: EndedButThere},
		{name: "stopped, typed bots there", in: withTypedUIDs(botted()), word: agora.StatusStopped, present: there, first: Started, then: Stopped},
		{name: "stopped, nobody may be asked", in: unasked, word: agora.StatusStopped, first: Stopped, then: Stopped},
		{name: "failed on v7, bots away", in: seventh(), word: agora.StatusFailed, present: away, list: lists(), first: Stopped, then: Stopped},
		{name: "v7, no such task, nobody there, not listed", in: seventh(), word: errGone, present: away, list: lists("agent-of-others"), first: Started, then: Stopped},
		{name: "v7, no such task, nobody there, but listed", in: seventh(), word: errGone, present: away, list: lists("task-1"), first: Started, then: Started, is: GoneButThere},
		{name: "v7, stopped, but listed", in: withTypedUIDs(seventh()), word: agora.StatusStopped, present: away, list: lists("task-1"), first: Started, then: Started, is: EndedButThere},
		{name: "v7, no such task, only the list can be asked", in: seventh(), word: errGone, present: denied, list: lists("agent-of-others"), first: Started, then: Stopped},
		{name: "v7, no such task, only the list can be asked, and has it", in: seventh(), word: errGone, present: denied, list: lists("task-1"), first: Started, then: Started, is: GoneButThere},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, c, a := knownTask(t, test.in, test.before...)
			api := &fakeAPI{t: t, query: queries(test.word), present: test.present, list: test.list}
			if _, err := Query(t.Context(), api, a); (err == nil) != (test.first == Stopped) || a.State() != test.first {
				t.Fatalf("at first: %v, %s", err, a.State())
			}
			c.Pass(max(probeGap, missingGap, botsLinger))
			_, err := Query(t.Context(), api, a)
			if a.State() != test.then || a.Contradiction() != test.is || onDisk(t, a).state != test.then {
				t.Errorf("then: %v, %s, %q", err, a.State(), a.Contradiction())
			}
			if open := test.then == Started; open && (a.Needs(c.Now()) == NeedNothing || !a.Can(ActStop) || !a.Can(ActForget)) {
				t.Errorf("needs %q, can %v", a.Needs(c.Now()), a.Actions())
			}
			if test.is != NoContradiction && (a.Needs(c.Now()) != NeedPerson || a.Meaning() != test.is.Meaning() || test.is.Meaning() == "") {
				t.Errorf("needs %q, %q", a.Needs(c.Now()), a.Meaning())
			}
		})
	}
}

// TestTwoLooksTooCloseProveNothing holds the 10 s between two looks, on either way.
func TestTwoLooksTooCloseProveNothing(t *testing.T) {
	unasked := botted()
	unasked.NoProbe = true
	for name, in := range map[string]Intent{"at the bots": botted(), "at the task alone": unasked} {
		t.Run(name, func(t *testing.T) {
			_, c, a := knownTask(t, in, seen)
			api := &fakeAPI{t: t, query: queries(errGone), present: isThere(false)}
			began := c.Now()
			for a.State() != Stopped && c.Now().Sub(began) < time.Minute {
				_, _ = Query(t.Context(), api, a)
				c.Pass(time.Second)
			}
			if took := c.Now().Sub(began) - time.Second; took != probeGap {
				t.Errorf("it counted after %s", took)
			}
		})
	}
}

// TestAnAnswerThatItRunsMakesEarlierOnesVoid is a gateway with one bad moment.
func TestAnAnswerThatItRunsMakesEarlierOnesVoid(t *testing.T) {
	_, c, a := knownTask(t, botted())
	api := &fakeAPI{t: t, query: queries(errGone, agora.StatusInProgress, errGone), present: isThere(false)}
	for i := range 3 {
		if _, _ = Query(t.Context(), api, a); a.State() != Started {
			t.Fatalf("look %d: %s", i, a.State())
		}
		c.Pass(probeGap)
	}
	if _, err := Query(t.Context(), api, a); err != nil || a.State() != Stopped || a.How() != HowGone {
		t.Errorf("%v, %s", err, a.State())
	}
}

func TestAStopThatWasTakenEndsWithOneLookAtTheBots(t *testing.T) {
	_, c, a := knownTask(t, botted())
	api := &fakeAPI{t: t, stop: func(agora.Handle) error { return nil }, query: queries(errGone), present: isThere(false)}
	if err := Stop(t.Context(), api, a); err != nil || a.State() != Stopped || len(c.sleeps) != 0 {
		t.Errorf("%v, %s, %d waits", err, a.State(), len(c.sleeps))
	}
}

// TestAStopOfWhatAgoraDoesNotKnow is M3: both calls say 404 while the task runs.
func TestAStopOfWhatAgoraDoesNotKnow(t *testing.T) {
	gone := func(agora.Handle) error {
		return &agora.APIError{Op: agora.OpStop, Status: 404, Kind: agora.KindNotFound}
	}
	unasked := botted()
	unasked.NoProbe = true
	for name, test := range map[string]struct {
		in      Intent
		present bool
		state   State
		waits   int
	}{
		"its bots are there":   {botted(), true, Stopping, stopTries},
		"its bots are away":    {botted(), false, Stopped, int(probeGap / stopWait)},
		"nobody can be asked":  {unasked, false, Stopping, stopTries},
		"typed bots are there": {withTypedUIDs(botted()), true, Stopping, stopTries},
	} {
		t.Run(name, func(t *testing.T) {
			_, c, a := knownTask(t, test.in)
			api := &fakeAPI{t: t, stop: gone, query: queries(errGone), present: isThere(test.present)}
			err := Stop(t.Context(), api, a)
			if (err == nil) != (test.state == Stopped) || a.State() != test.state || len(c.sleeps) > test.waits {
				t.Errorf("%v, %s, %d waits", err, a.State(), len(c.sleeps))
			}
			if err != nil && !strings.Contains(err.Error(), "Agora does not know the task") {
				t.Error(err)
			}
		})
	}
}

func TestBotsOfAnotherAttemptTellNothing(t *testing.T) {
	j, c, a := knownTask(t, withTypedUIDs(botted()), seen)
	other, err := j.Begin(withTypedUIDs(botted()))
	for _, r := range []Record{sending(1), {Event: EventStarted, N: 1, TaskID: "task-2"}} {
		err = errors.Join(err, other.before(r))
	}
	if err != nil {
		t.Fatal(err)
	}
	api := &fakeAPI{t: t, query: queries(errGone), present: isThere(true)}
	_, _ = Query(t.Context(), api, a)
	c.Pass(missingGap)
	if _, err := Query(t.Context(), api, a); err != nil || a.State() != Stopped {
		t.Errorf("%v, %s", err, a.State())
	}
}

// A bot is only shared by attempts of one place: in another one the same channel's
// name and uid are another channel and another bot.
func TestBotsOfAnotherPlaceAreNotShared(t *testing.T) {
	j, c, a := knownTask(t, withTypedUIDs(botted()), seen)
	elsewhere := withTypedUIDs(botted())
	elsewhere.BaseURL = "https://elsewhere.example"
	other, err := j.Begin(elsewhere)
	for _, r := range []Record{sending(1), {Event: EventStarted, N: 1, TaskID: "task-2"}} {
		err = errors.Join(err, other.before(r))
	}
	if err != nil {
		t.Fatal(err)
	}
	api := &fakeAPI{t: t, query: queries(errGone), present: isThere(true)}
	_, _ = Query(t.Context(), api, a)
	c.Pass(missingGap)
	if _, err := Query(t.Context(), api, a); err == nil || a.State() != Started {
		t.Errorf("%v, %s: a bot is in its channel", err, a.State())
	}
}

// TestBotsOfAnotherAttemptThatIsOverTell: then they can only be this one's.
func TestBotsOfAnotherAttemptThatIsOverTell(t *testing.T) {
	j, c, a := knownTask(t, withTypedUIDs(botted()), seen)
	other, err := j.Begin(withTypedUIDs(botted()))
	for _, r := range []Record{sending(1), {Event: EventStarted, N: 1, TaskID: "task-2"}, stopped} {
		err = errors.Join(err, other.before(r))
	}
	if err != nil {
		t.Fatal(err)
	}
	api := &fakeAPI{t: t, query: queries(errGone), present: isThere(true)}
	for range 3 {
		if _, err := Query(t.Context(), api, a); err == nil || a.State() != Started {
			t.Errorf("%v, %s", err, a.State())
		}
		c.Pass(missingGap)
	}
}

// TestFinalIsNotForever takes what says that an ended task runs, on every road.
func TestFinalIsNotForever(t *testing.T) {
	absent := Record{Event: EventStopped, How: HowGone}
	tests := []struct {
		name string
		in   Intent
		ends []Record
		look func(*Journal, *Attempt, *fakeAPI) error
		want State
	}{
		{"a query of v5", botted(), []Record{absent}, func(_ *Journal, a *Attempt, api *fakeAPI) error {
			api.query = queries(agora.StatusInProgress)
			_, err := Query(t.Context(), api, a)
			return err
		}, Started},
		{"a look at its task", botted(), []Record{absent}, func(_ *Journal, a *Attempt, api *fakeAPI) error {
			api.query = queries(agora.StatusStarted)
			again, err := LookAgain(t.Context(), api, a)
			return errors.Join(err, not(again))
		}, Started},
		{"a look at its bots", botted(), []Record{absent}, func(_ *Journal, a *Attempt, api *fakeAPI) error {
			api.query, api.present = queries(errGone), isThere(true)
			again, err := LookAgain(t.Context(), api, a)
			return errors.Join(err, not(again))
		}, Started},
		{"the list of v7", seventh(), []Record{absent}, func(j *Journal, _ *Attempt, api *fakeAPI) error {
			api.list = lists("task-1")
			_, err := j.Strangers(t.Context(), api, "0123456789abcdef0123456789abcdef", intent.Intent.Channel)
			return err
		}, Started},
		{"a list for another attempt of the channel", seventh(), []Record{absent}, func(j *Journal, _ *Attempt, api *fakeAPI) error {
			other, err := j.Begin(seventh())
			err = errors.Join(err, other.before(sentUnder("sttw-other")), other.before(lost(1)))
			api.list, api.present = lists("task-1"), isThere(false)
			_, failed := Check(t.Context(), api, other)
			return errors.Join(err, failed)
		}, Started},
		{"a query that says it ended", botted(), []Record{absent}, func(_ *Journal, a *Attempt, api *fakeAPI) error {
			api.query = queries(agora.StatusStopped)
			_, err := Query(t.Context(), api, a)
			return err
		}, Stopped},
		{"a query that says it is stopping", botted(), []Record{absent}, func(_ *Journal, a *Attempt, api *fakeAPI) error {
			api.query = queries(agora.StatusStopping)
			_, err := Query(t.Context(), api, a)
			return err
		}, Stopped},
		{"a look that says it is stopping", botted(), []Record{absent}, func(_ *Journal, a *Attempt, api *fakeAPI) error {
			api.query = queries(agora.StatusStopping)
			_, err := LookAgain(t.Context(), api, a)
			return err
		}, Stopped},
		{"typed bots that are there", withTypedUIDs(botted()), []Record{absent}, func(_ *Journal, a *Attempt, api *fakeAPI) error {
			api.query, api.present = queries(errGone), isThere(true)
			_, err := LookAgain(t.Context(), api, a)
			return err
		}, Stopped},
		{"one that a person set aside", botted(), []Record{{Event: EventEndSaid}, acked}, func(_ *Journal, a *Attempt, api *fakeAPI) error {
			api.query = queries(agora.StatusInProgress)
			_, err := Query(t.Context(), api, a)
			return err
		}, Started},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			j, c, a := knownTask(t, test.in, test.ends...)
			if !a.State().Final() {
				t.Fatal(a.State())
			}
			c.Pass(time.Minute)
			if err := test.look(j, a, &fakeAPI{t: t}); err != nil {
				t.Fatal(err)
			}
			if err := a.Refresh(); err != nil {
				t.Fatal(err)
			}
			if a.State() != test.want || onDisk(t, a).state != test.want || (a.Contradiction() == Reopened) != (test.want == Started) {
				t.Fatalf("%s, %q", a.State(), a.Contradiction())
			}
			if test.want == Started && (a.Needs(c.Now()) != NeedPerson || !a.State().MayBill() || a.Meaning() != Reopened.Meaning()) {
				t.Errorf("%q, %q", a.Needs(c.Now()), a.Meaning())
			}
		})
	}
}

func not(ok bool) error {
	if ok {
		return nil
	}
	return errors.New("it was not reopened")
}

// A list that has the task takes back an end that was said and not proved.
func TestAListTakesBackAnEndThatIsNotProved(t *testing.T) {
	j, c, a := knownTask(t, seventh(), seen, Record{Event: EventEndSaid})
	if a.Needs(c.Now()) == NeedNothing {
		t.Fatal("nobody doubts it")
	}
	if _, err := j.Strangers(t.Context(), &fakeAPI{t: t, list: lists("task-1")}, "", intent.Intent.Channel); err != nil {
		t.Fatal(err)
	}
	if err := a.Refresh(); err != nil || a.Needs(c.Now()) != NeedNothing || a.Meaning() != Started.Meaning() {
		t.Errorf("%v, %s", err, a.Meaning())
	}
}

func TestAListMayLagBehindAnEnd(t *testing.T) {
	j, c, a := knownTask(t, seventh(), Record{Event: EventStopped, How: HowStopped})
	_ = a.before(Record{Event: EventStopped, How: HowStopped})
	ended := a.Since()
	c.now = ended.Add(listLags - time.Second)
	api := &fakeAPI{t: t, list: lists("task-1")}
	if _, err := j.Strangers(t.Context(), api, "", intent.Intent.Channel); err != nil {
		t.Fatal(err)
	}
	if err := a.Refresh(); err != nil || a.State() != Stopped {
		t.Errorf("%v, %s", err, a.State())
	}
}

func TestAListOfAnotherPlaceReopensNothing(t *testing.T) {
	j, c, a := knownTask(t, seventh(), Record{Event: EventStopped, How: HowGone})
	c.Pass(time.Hour)
	for _, place := range []agora.Place{{BaseURL: "https://api.agora.io"}, {AppID: strings.Repeat("9", 32)}} {
		if _, err := j.Strangers(t.Context(), &fakeAPI{t: t, list: lists("task-1"), place: place}, "", intent.Intent.Channel); err != nil {
			t.Fatal(err)
		}
		if err := a.Refresh(); err != nil || a.State() != Stopped {
			t.Errorf("%+v: %v, %s", place, err, a.State())
		}
	}
}

// TestBotsMayLingerAfterAnEnd: only those that stay show that it runs.
func TestBotsMayLingerAfterAnEnd(t *testing.T) {
	for after, want := range map[time.Duration]State{0: Stopped, botsLinger - time.Second: Stopped, botsLinger: Started} {
		_, c, a := knownTask(t, botted())
		if err := a.Ended(HowGone); err != nil {
			t.Fatal(err)
		}
		c.Pass(after)
		again, err := LookAgain(t.Context(), &fakeAPI{t: t, query: queries(errGone), present: isThere(true)}, a)
		if err != nil || again != (want == Started) || a.State() != want {
			t.Errorf("after %s: %v, %v, %s", after, again, err, a.State())
		}
	}
}

func TestAReopenedTaskIsStoppedLikeAnyOther(t *testing.T) {
	_, _, a := knownTask(t, botted(), stopping(1), Record{Event: EventStopped, How: HowGone}, Record{Event: EventReopened, Status: agora.StatusInProgress})
	if a.State() != Started || a.Contradiction() != Reopened {
		t.Fatal(a.State())
	}
	api := &fakeAPI{t: t, stop: func(agora.Handle) error { return nil }, query: queries(agora.StatusStopped), present: isThere(false)}
	if err := Stop(t.Context(), api, a); err != nil || a.State() != Stopped || a.Contradiction() != NoContradiction {
		t.Errorf("%v, %s", err, a.State())
	}
	if f := onDisk(t, a); len(f.stops) != 2 {
		t.Errorf("%d stops", len(f.stops))
	}
}

func TestAReminderIsAPersonsWordOnAReopenedTask(t *testing.T) {
	_, c, a := knownTask(t, botted(), Record{Event: EventStopped, How: HowGone}, Record{Event: EventReopened})
	if err := a.Plan(c.Now().Add(time.Hour)); err != nil || a.Contradiction() != NoContradiction || a.Needs(c.Now()) != NeedNothing {
		t.Errorf("%v, %q, %q", err, a.Contradiction(), a.Needs(c.Now()))
	}
}

func TestAContradictionCanBeSetAsideOrItsBotsRemoved(t *testing.T) {
	_, c, a := knownTask(t, botted())
	api := &fakeAPI{t: t, query: queries(errGone), present: isThere(true), kick: func(agora.KickRule) error { return nil }}
	_, _ = Query(t.Context(), api, a)
	c.Pass(botsLinger)
	if acts := a.Actions(); !slices.Contains(acts, ActRemove) || !slices.Contains(acts, ActForget) {
		t.Errorf("%v", acts)
	}
	if err := RemoveBots(t.Context(), api, a); err != nil || a.Contradiction() != NoContradiction {
		t.Errorf("%v, %q", err, a.Contradiction())
	}
	if err := a.Acknowledge(a.Intent().Channel); err != nil || a.State() != Acknowledged {
		t.Errorf("%v, %s", err, a.State())
	}
}

func TestWhatEndedByAgorasWordIsNotLookedAtAgain(t *testing.T) {
	for how, want := range map[How]bool{HowStopped: false, HowGone: true} {
		_, c, a := knownTask(t, botted(), Record{Event: EventStopped, How: how})
		if got := a.WorthALook(c.Now()); got != want {
			t.Errorf("%s: %v", how, got)
		}
		c.Pass(30 * 24 * time.Hour)
		if a.WorthALook(c.Now()) {
			t.Errorf("%s: still after its longest life", how)
		}
	}
}

// TestAnAbsenceIsLookedAtAgain: no word of Agora's ended it.
func TestAnAbsenceIsLookedAtAgain(t *testing.T) {
	look := func(after time.Duration) Record { return Record{Event: EventProbe, At: at.Add(after)} }
	kick := Record{Event: EventKicking, At: at, Until: at.Add(kept)}
	for how, records := range map[How][]Record{
		HowAbsent:  {sending(1), noID(1), look(time.Hour), look(2 * time.Hour), {Event: EventStopped, How: HowAbsent}},
		HowRemoved: {sending(1), noID(1), kick, look(time.Hour), look(2 * time.Hour), look(3 * time.Hour), {Event: EventStopped, How: HowRemoved}},
		"":         {sending(1), lost(1), look(time.Hour), look(2 * time.Hour), {Event: EventAbandoned, Why: WhyAbsent}},
	} {
		j, c := opened(t)
		a := told(t, j, records...)
		if !a.State().Final() || a.How() != how || !a.WorthALook(c.Now()) || a.WorthALook(a.LatestEnd()) {
			t.Errorf("%q: %s, %v", how, a.State(), a.WorthALook(c.Now()))
		}
	}
}

// TestWhatAgoraSaysLastIsTold, though its first word of an end was another one.
func TestWhatAgoraSaysLastIsTold(t *testing.T) {
	_, c, a := knownTask(t, botted())
	api := &fakeAPI{t: t, query: queries(errGone, agora.StatusStopped, errGone), present: isThere(true)}
	for _, want := range []Contradiction{GoneButThere, EndedButThere, GoneButThere} {
		if _, _ = Query(t.Context(), api, a); a.Contradiction() != want {
			t.Errorf("%q, want %q", a.Contradiction(), want)
		}
		c.Pass(time.Second)
	}
}

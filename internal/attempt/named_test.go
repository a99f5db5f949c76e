package attempt

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"sttwizard/agora"
)

// seventh is botted for v7: one bot, and a name instead of a builder token.
func seventh() Intent {
	in := botted()
	in.Version, in.SubBotUID, in.InstanceID = agora.V7, "", "sttw-name"
	return in
}

// named begins an attempt of v7 with records.
func named(t *testing.T, in Intent, records ...Record) (*Journal, *testClock, *Attempt) {
	t.Helper()
	j, c := opened(t)
	a, err := j.Begin(in)
	for _, r := range records {
		err = errors.Join(err, a.before(r))
	}
	if err != nil {
		t.Fatal(err)
	}
	return j, c, a
}

func sentUnder(name string) Record {
	return Record{Event: EventSending, Token: agora.Secret(name)}
}

func lists(ids ...string) func() ([]agora.Task, error) {
	return func() ([]agora.Task, error) {
		var out []agora.Task
		for _, id := range ids {
			out = append(out, agora.Task{ID: id, Status: agora.StatusRunning})
		}
		return out, nil
	}
}

func isThere(here bool) func(uint32) (bool, error) {
	return func(uint32) (bool, error) { return here, nil }
}

func TestALostTaskIsFoundInTheListOnceItsBotStays(t *testing.T) {
	for _, test := range []struct {
		name  string
		in    func(*Intent)
		sent  []Record
		here  bool
		found []string
		want  State
	}{
		{"a bot of its own, alone", func(*Intent) {}, []Record{lost(1)}, true, []string{"agent-1"}, Started},
		{"two in the channel", func(*Intent) {}, []Record{lost(1)}, true, []string{"agent-1", "agent-2"}, RunningNoID},
		{"nobody in the list", func(*Intent) {}, []Record{lost(1)}, true, nil, RunningNoID},
		{"no bot in the channel", func(*Intent) {}, []Record{lost(1)}, false, []string{"agent-1"}, Unknown},
		{"a bot that may be somebody's", func(in *Intent) { in.UniqueUIDs = false }, []Record{lost(1)}, true, []string{"agent-1"}, Unknown},
		{"a typed bot, and Agora said that it runs", func(in *Intent) { in.UniqueUIDs = false }, []Record{{Event: EventRunningNoID, N: 1}}, true, []string{"agent-1"}, Started},
		{"the list alone, without the bots", func(in *Intent) { in.NoProbe = true }, []Record{lost(1)}, true, []string{"agent-1"}, Unknown},
	} {
		t.Run(test.name, func(t *testing.T) {
			in := seventh()
			test.in(&in)
			_, c, a := named(t, in, append([]Record{sentUnder("sttw-name")}, test.sent...)...)
			api := &fakeAPI{t: t, present: isThere(test.here), list: lists(test.found...)}
			check := func() State {
				t.Helper()
				if _, err := Check(t.Context(), api, a); err != nil {
					t.Fatal(err)
				}
				return a.State()
			}
			if got := check(); got == Started {
				t.Error("it was claimed at first sight")
			}
			c.Pass(probeGap - time.Second)
			if got := check(); got == Started {
				t.Error("it was claimed too early")
			}
			c.Pass(time.Second)
			if got := check(); got != test.want {
				t.Errorf("it is %s, not %s", got, test.want)
			}
			if h, known := a.Handle(); known != (test.want == Started) || known && h.TaskID != "agent-1" {
				t.Errorf("%v %v", h.TaskID, known)
			}
			if f := onDisk(t, a); f.state != test.want {
				t.Errorf("the journal says %s", f.state)
			}
		})
	}
}

func TestAnothersTaskIsNotClaimed(t *testing.T) {
	j, c, other := named(t, seventh(), sentUnder("sttw-other"), Record{Event: EventStarted, N: 1, TaskID: "agent-1"})
	other.Release()
	a, err := j.Begin(seventh())
	for _, r := range []Record{sentUnder("sttw-name"), lost(1)} {
		err = errors.Join(err, a.before(r))
	}
	api := &fakeAPI{t: t, present: isThere(true), list: lists("agent-1")}
	for range 3 {
		_, failed := Check(t.Context(), api, a)
		err = errors.Join(err, failed)
		c.Pass(probeGap)
	}
	if err != nil || a.State() != RunningNoID {
		t.Errorf("%v, %s", err, a.State())
	}
}

func TestTheListProvesAnAbsenceWhereTheBotsCannotBeAskedFor(t *testing.T) {
	for name, noProbe := range map[string]bool{"the connection says no": true, "Agora says no": false} {
		t.Run(name, func(t *testing.T) {
			in := seventh()
			in.NoProbe = noProbe
			_, c, a := named(t, in, sentUnder("sttw-name"), lost(1))
			api := &fakeAPI{t: t, list: lists(), present: func(uint32) (bool, error) {
				return false, &agora.APIError{Op: agora.OpPresence, Status: 403, Kind: agora.KindForbidden}
			}}
			began := c.Now()
			err := NewSettler(a, api, SettleOptions{NoSend: true}).Run(t.Context(), nil)
			took := c.Now().Sub(began)
			if err != nil || a.State() != Abandoned || took < tokenLife(in)+tokenMargin+probeGap || took > tokenLife(in)+tokenMargin+2*watchGap {
				t.Errorf("%v, %s after %s", err, a.State(), took)
			}
		})
	}
}

func TestANameIsNotSentAgainWhenItsTaskMayBeOver(t *testing.T) {
	_, c, a := named(t, seventh(), sentUnder("sttw-name"), Record{Event: EventRunningNoID, N: 1})
	if a.Can(ActAsk) {
		t.Error("the same start can be sent again for ever")
	}
	c.Pass(tokenLife(seventh()))
	r := agora.Request{}
	api := &fakeAPI{t: t, present: isThere(false), list: lists()}
	_ = NewSettler(a, api, SettleOptions{Request: &r}).Run(t.Context(), nil)
	if outcome, err := NewRunner(a, api, r).Send(t.Context()); err == nil || outcome == agora.OutcomeStarted {
		t.Errorf("%s, %v", outcome, err)
	}
	for _, call := range api.calls {
		if call == "start" {
			t.Fatal("it was sent")
		}
	}
}

func TestSecretsThatAreMissingAreNotSentUnderAName(t *testing.T) {
	in := seventh()
	in.Request, in.Lacks = []byte(`{}`), []string{agora.PathPubBotToken}
	_, _, a := named(t, in, sentUnder("sttw-name"), Record{Event: EventRunningNoID, N: 1})
	api := &fakeAPI{t: t, present: isThere(true), list: lists("agent-1", "agent-2")}
	if err := NewSettler(a, api, SettleOptions{}).Run(t.Context(), nil); err != nil || a.Sends() != 1 {
		t.Errorf("%v, %d sends", err, a.Sends())
	}
}

func TestAnAgentIsTakenUpWithoutAToken(t *testing.T) {
	j, _ := opened(t)
	a, err := TakeUp(j, seventh(), agora.Handle{TaskID: "agent-1"}, agora.Task{Status: agora.StatusRunning})
	if err != nil {
		t.Fatal(err)
	}
	h, known := a.Handle()
	if f := onDisk(t, a); !known || h.TaskID != "agent-1" || f.state != Started {
		t.Errorf("%v, %s", known, f.state)
	}
	a.Release()
	if _, err := TakeUp(j, botted(), agora.Handle{TaskID: "task-1"}, agora.Task{}); err == nil {
		t.Error("a task of v5 was taken up without its token")
	}
}

func TestAWaitingListSendsNothing(t *testing.T) {
	j, _ := opened(t)
	pacer := j.NewPacer()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := pacer.Paced(&fakeAPI{t: t}).List(ctx, agora.ListQuery{}); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}

func TestTheJournalOfANamedTaskSaysSo(t *testing.T) {
	_, _, a := named(t, seventh(), sentUnder("sttw-name"))
	var text strings.Builder
	for _, r := range a.Records() {
		line, err := r.encode(true)
		if err != nil {
			t.Fatal(err)
		}
		text.Write(line)
	}
	if !strings.Contains(text.String(), fmt.Sprintf(`"schema":%d`, schema)) || strings.Contains(text.String(), "subBotUid") {
		t.Errorf("%s", text.String())
	}
}

// TestANameIsSentOnceMoreOnlyWhereThatIsWanted: if its task is over, another one starts.
func TestANameIsSentOnceMoreOnlyWhereThatIsWanted(t *testing.T) {
	whole, lacking := withTypedUIDs(seventh()), withTypedUIDs(seventh())
	lacking.Lacks = []string{agora.PathPubBotToken}
	for name, test := range map[string]struct {
		in      Intent
		goal    Goal
		age     time.Duration
		present bool
		sends   int
	}{
		"sent just now, and somebody is there":                    {whole, Find, 0, true, maxAgain + 1},
		"sent just now, and nobody is there":                      {whole, Find, 0, false, maxAgain},
		"sent just now, secrets are missing":                      {lacking, Find, 0, true, 0},
		"sent long ago, somebody is there":                        {whole, Find, time.Hour, true, 0},
		"sent long ago, what runs is to be stopped":               {whole, End, time.Hour, true, 1},
		"sent long ago, nobody is there":                          {whole, End, time.Hour, false, 0},
		"sent long ago, secrets are missing, it is to be stopped": {lacking, End, time.Hour, true, 0},
	} {
		_, c, a := named(t, test.in, sentUnder("sttw-name"), lost(1))
		c.Pass(test.age)
		api := &fakeAPI{t: t, present: isThere(test.present), list: lists(), start: func(agora.Secret, agora.Request) (agora.Task, error) { return agora.Task{}, errReset }}
		_ = NewSettler(a, api, SettleOptions{Goal: test.goal}).Run(t.Context(), nil)
		if sends := a.Sends() - 1; sends != test.sends {
			t.Errorf("%s: %d sends more, not %d; %s", name, sends, test.sends, a.State())
		}
	}
}

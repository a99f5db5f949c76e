package attempt

import (
	"slices"
	"testing"
	"time"

	"sttwizard/agora"
)

// typed is botted with what a person types: uids that others may have, too.
func typed() Intent {
	in := botted()
	in.UniqueUIDs = false
	return in
}

// standing is an attempt in a state, and what can be done about it.
type standing struct {
	name    string
	in      Intent
	records []Record
	age     time.Duration
	want    []Action
	need    Need
}

func standings() []standing {
	blind, nothing := botted(), botted()
	blind.NoProbe = true
	nothing.NoProbe, nothing.Request, nothing.SubBotUID = true, nil, "listener"
	overdue := botted()
	overdue.PlannedEnd = at.Add(time.Second)
	kick := Record{Event: EventKicking, Until: at.Add(kept)}
	away := Record{Event: EventProbe}
	here := Record{Event: EventProbe, Present: true}
	everything := []Action{ActStop, ActCheck, ActAsk, ActRemove, ActForget}
	return []standing{
		{"never sent", botted(), nil, time.Hour, []Action{ActDrop}, NeedNothing},
		{"sent, its sender died", botted(), []Record{sending(1)}, time.Minute, everything, NeedTime},
		{"sent long ago", botted(), []Record{sending(1)}, time.Hour, everything, NeedPerson},
		{"lost", botted(), []Record{sending(1), lost(1)}, time.Minute, everything, NeedTime},
		{"lost, and nobody was there too early", botted(), []Record{sending(1), lost(1), away}, 20 * time.Minute, everything, NeedPerson},
		{"lost long ago", botted(), []Record{sending(1), lost(1)}, time.Hour, everything, NeedPerson},
		{"lost, no probe", blind, []Record{sending(1), lost(1)}, time.Minute, []Action{ActStop, ActAsk, ActRemove, ActForget}, NeedTime},
		{"lost, nothing can be asked", nothing, []Record{sending(1), lost(1)}, time.Minute, []Action{ActStop, ActForget}, NeedPerson},
		{"damaged before its token was written", botted(), []Record{damaged}, time.Minute, []Action{ActCheck, ActRemove, ActForget}, NeedTime},
		{"runs without id", botted(), []Record{sending(1), noID(1)}, time.Minute, everything, NeedPerson},
		{"its bot is there", botted(), []Record{sending(1), lost(1), here}, time.Minute, everything, NeedPerson},
		{"somebody with its uid is there", typed(), []Record{sending(1), lost(1), here}, time.Minute, everything, NeedTime},
		{"its bots are being removed", botted(), []Record{sending(1), noID(1), kick}, 0, everything, NeedTime},
		{"started", botted(), []Record{sending(1), started(1)}, time.Hour, []Action{ActStop, ActCheck}, NeedNothing},
		{"started, past its end", overdue, []Record{sending(1), started(1)}, time.Hour, []Action{ActStop, ActCheck}, NeedPerson},
		{"lost, past its end", overdue, []Record{sending(1), lost(1)}, time.Minute, everything, NeedPerson},
		{"stopping", botted(), []Record{sending(1), started(1), stopping(1)}, time.Hour, []Action{ActStop, ActCheck, ActRemove}, NeedPerson},
		{"stopping, its sender died at once", botted(), []Record{sending(1), started(1), stopping(1)}, 0, []Action{ActStop, ActCheck, ActRemove}, NeedPerson},
		{"stopping, and no bot was there", botted(), []Record{sending(1), started(1), stopping(1), {Event: EventProbe, At: at.Add(settling)}}, time.Minute, []Action{ActStop, ActCheck, ActRemove}, NeedPerson},
		{"stopping, nothing can be asked", nothing, []Record{sending(1), started(1), stopping(1)}, time.Hour, []Action{ActStop, ActCheck}, NeedPerson},
		{"stopped", overdue, []Record{sending(1), started(1), stopped}, time.Hour, nil, NeedNothing},
		{"refused", overdue, []Record{sending(1), rejected(1)}, time.Hour, nil, NeedNothing},
		{"cancelled", botted(), []Record{abandoned}, time.Hour, nil, NeedNothing},
		{"set aside", botted(), []Record{sending(1), lost(1), acked}, time.Hour, nil, NeedNothing},
	}
}

func TestWhatCanBeDoneAndWhoHasToDoIt(t *testing.T) {
	for _, test := range standings() {
		t.Run(test.name, func(t *testing.T) {
			j, c := opened(t)
			a, err := j.Begin(test.in)
			if err != nil {
				t.Fatal(err)
			}
			for _, r := range test.records {
				if err := a.before(r); err != nil {
					t.Fatal(err)
				}
			}
			if open := a.Open(); open && a.State() != Started && a.State() != Stopping && a.Needs(at) != NeedTime {
				t.Errorf("while its own process works on it, it needs %q", a.Needs(at))
			}
			a.Release()
			c.Pass(test.age)
			if got := a.Actions(); !slices.Equal(got, test.want) {
				t.Errorf("actions %v, want %v", got, test.want)
			}
			if got := a.Needs(c.Now()); got != test.need {
				t.Errorf("needs %q, want %q", got, test.need)
			}
			if a.Meaning() == "" {
				t.Error("it has no meaning")
			}
		})
	}
}

// TestAnEndThatIsNotProvedIsLeftToTimeAtFirst, for as long as looks can prove it.
func TestAnEndThatIsNotProvedIsLeftToTimeAtFirst(t *testing.T) {
	unasked := botted()
	unasked.NoProbe = true
	for name, test := range map[string]struct {
		in      Intent
		records []Record
		lasts   time.Duration
	}{
		"no bot was seen":                      {botted(), []Record{{Event: EventEndSaid}, {Event: EventProbe}}, 5 * time.Minute},
		"its bots may be about to leave":       {botted(), []Record{{Event: EventEndSaid}, {Event: EventProbe, Present: true}}, botsLinger},
		"nobody can be asked, and it was seen": {unasked, []Record{seen, {Event: EventEndSaid}}, 5 * time.Minute},
		"nobody can be asked":                  {unasked, []Record{{Event: EventEndSaid}}, 0},
	} {
		_, c, a := knownTask(t, test.in)
		for _, r := range test.records {
			if err := a.before(r); err != nil {
				t.Fatal(err)
			}
		}
		began := c.Now()
		for _, after := range []time.Duration{0, test.lasts / 2, max(test.lasts-1, 0), test.lasts, time.Hour} {
			want := NeedPerson
			if after < test.lasts {
				want = NeedTime
			}
			c.now = began.Add(after)
			if got := a.Needs(c.Now()); got != want {
				t.Errorf("%s, after %s: %q, want %q", name, after, got, want)
			}
		}
	}
}

func TestMeaningsSayHowItIsKnown(t *testing.T) {
	lasts := func(d time.Duration) Record { return Record{Event: EventProbe, At: at.Add(d)} }
	tests := []struct {
		records []Record
		want    string
	}{
		{[]Record{sending(1), noID(1), lasts(time.Hour), lasts(2 * time.Hour), {Event: EventStopped, How: HowAbsent}}, "ended: its bots left the channel"},
		{[]Record{sending(1), lost(1), lasts(time.Hour), lasts(2 * time.Hour), {Event: EventAbandoned, Why: WhyAbsent}}, "nothing was started: that is proved"},
		{[]Record{sending(1), noID(1)}, RunningNoID.Meaning()},
		{[]Record{sending(1), lost(1), {Event: EventKicking, At: at, Until: at.Add(kept)}, lasts(time.Hour), lasts(2 * time.Hour), lasts(3 * time.Hour), {Event: EventStopped, How: HowRemoved}},
			"nothing of it runs: its bots were removed, and whether it ever ran is not known"},
		{[]Record{sending(1), started(1), {Event: EventStopping, N: 1}, {Event: EventKicking, Until: at.Add(kept)}}, "its bots are being removed from the channel"},
	}
	for _, test := range tests {
		j, _ := opened(t)
		if got := told(t, j, test.records...).Meaning(); got != test.want {
			t.Errorf("%q, want %q", got, test.want)
		}
	}
}

func TestPlansAndTheLatestEnd(t *testing.T) {
	j, c := opened(t)
	a := begun(t, j)
	if !a.LatestEnd().IsZero() || !a.PlannedEnd().IsZero() || !a.TokenDead().IsZero() || a.Overdue(at.Add(time.Hour)) {
		t.Error("what was not sent has an end")
	}
	for _, r := range []Record{sending(1), started(1)} {
		if err := a.before(r); err != nil {
			t.Fatal(err)
		}
	}
	if got := a.LatestEnd(); !got.Equal(at.Add(agora.V5.Limits().TaskLife)) {
		t.Errorf("it ends at the latest at %v", got)
	}
	end := at.Add(time.Hour)
	if err := a.Plan(end); err != nil || !a.PlannedEnd().Equal(end) || !onDisk(t, a).planned.Equal(end) {
		t.Errorf("%v, planned for %v", err, a.PlannedEnd())
	}
	if a.Overdue(end.Add(-1)) || !a.Overdue(end) {
		t.Error("it is overdue at the wrong time")
	}
	if err := a.Plan(time.Time{}); err != nil || a.Overdue(end) {
		t.Errorf("without a plan: %v", err)
	}
	if err := a.Ended(HowStopped); err != nil || !isState(a.Plan(end)) || a.Overdue(c.Now()) {
		t.Errorf("after its end: %v", err)
	}
}

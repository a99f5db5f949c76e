package attempt

import (
	"context"
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"sttwizard/agora"
)

// botted is the intent of an attempt whose bots can be asked for.
func botted() Intent {
	in := *intent.Intent
	in.AppID = "0123456789abcdef0123456789abcdef"
	in.SubBotUID, in.PubBotUID, in.UniqueUIDs = "47091", "88222", true
	in.Request = []byte(`{}`)
	return in
}

// kind returns a world in which nothing goes wrong, with a journal in it.
func kind(t *testing.T) (*world, *Journal) {
	t.Helper()
	w := &world{random: newWorld(1).random, tokens: map[agora.Secret]time.Duration{}, presence: "works", reuse: "409", kickEnds: true, unique: true}
	w.onStart = func(agora.Secret) {}
	return w, Open(filepath.Join(fastDir(t), "attempts"), Options{Now: w.Now, Up: w.Up, Sleep: w.Sleep})
}

// lossy is an Agora whose starts go as these words say, one after the other:
// "before" and "after" lose the request or its answer.
type lossy struct {
	API
	w     *world
	words []string
}

func (l *lossy) Start(ctx context.Context, token agora.Secret, r agora.Request) (agora.Task, error) {
	word := ""
	if len(l.words) > 0 {
		word, l.words = l.words[0], l.words[1:]
	}
	if word == "before" {
		l.w.starts++
		return agora.Task{}, l.w.net(agora.OpStart, true)
	}
	task, err := l.API.Start(ctx, token, r)
	if word == "after" {
		return agora.Task{}, l.w.net(agora.OpStart, true)
	}
	return task, err
}

// sentOnce begins an attempt and makes its first start.
func sentOnce(t *testing.T, j *Journal, api API, in Intent) *Attempt {
	t.Helper()
	a, err := j.Begin(in)
	if err != nil {
		t.Fatal(err)
	}
	run := NewRunner(a, api, agora.Request{})
	if err := run.Acquire(t.Context()); err != nil {
		t.Fatal(err)
	}
	_, _ = run.Send(t.Context()) // what came of it is what the test is about
	return a
}

// all returns as many of a word as are ever needed.
func all(word string) []string { return slices.Repeat([]string{word}, 20) }

func TestALostStartIsSettledInTime(t *testing.T) {
	tests := []struct {
		name  string
		words []string
		reuse string
		goal  Goal
		state State
		how   How
		tasks int
		sends int
	}{
		{"nothing arrived", all("before"), "409", Find, Abandoned, "", 0, 4},
		{"its answer was lost", []string{"after"}, "409", Find, Started, "", 1, 2},
		{"its answer was lost, and it shall end", []string{"after"}, "201", End, Stopped, HowGone, 1, 2},
		{"every answer was lost but the late one", slices.Repeat([]string{"after"}, 4), "200", Find, RunningNoID, "", 1, 4},
		{"the id is never told", []string{"after"}, "409-no-id", Find, RunningNoID, "", 1, 4},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			w, j := kind(t)
			w.reuse = test.reuse
			api := &lossy{w, w, test.words}
			a := sentOnce(t, j, api, botted())
			err := NewSettler(a, api, SettleOptions{Goal: test.goal}).Run(t.Context(), nil)
			f := onDisk(t, a)
			if f.state != test.state || test.how != "" && f.how != HowGone && f.how != HowStopped || len(w.tasks) != test.tasks || w.starts != test.sends {
				t.Errorf("%s (%s), %d tasks, %d sends, %v", f.state, f.how, len(w.tasks), w.starts, err)
			}
			if w.passed > 340*time.Second {
				t.Errorf("it took %s", w.passed)
			}
			if test.state == Abandoned && (a.Meaning() != "nothing was started: that is proved" || w.passed < 330*time.Second) {
				t.Errorf("%s after %s", a.Meaning(), w.passed)
			}
		})
	}
}

func TestTheIdOfARunningTaskIsAskedForOnceMoreAfterTheTokensLife(t *testing.T) {
	w, j := kind(t)
	api := &lossy{w, w, slices.Repeat([]string{"after"}, 4)}
	a := sentOnce(t, j, api, botted())
	_ = NewSettler(a, api, SettleOptions{}).Run(t.Context(), nil)
	if a.State() != RunningNoID || !strings.Contains(a.Meaning(), "its bot is in the channel") || a.Needs(w.Now()) != NeedPerson {
		t.Fatalf("%s: %s, %q", a.State(), a.Meaning(), a.Needs(w.Now()))
	}
	w.pass(10 * time.Minute)
	if err := NewSettler(a, api, SettleOptions{Goal: End}).Run(t.Context(), nil); err != nil || a.State() != Stopped || w.running() != 0 {
		t.Errorf("%v, %s, %d run", err, a.State(), w.running())
	}
}

func TestSomebodyWithATypedUidProvesNothing(t *testing.T) {
	w, j := kind(t)
	w.stranger = true
	in := botted()
	in.UniqueUIDs = false
	api := &lossy{w, w, slices.Repeat([]string{"before"}, 4)}
	a := sentOnce(t, j, api, in)
	err := NewSettler(a, api, SettleOptions{}).Run(t.Context(), nil)
	if a.State() != Unknown || err != nil || w.starts != 5 || len(w.tasks) != 0 {
		t.Errorf("%s, %v, %d sends, %d tasks", a.State(), err, w.starts, len(w.tasks))
	}
	w.stranger = false
	w.pass(time.Hour)
	if err := NewSettler(a, api, SettleOptions{NoSend: true}).Run(t.Context(), nil); err != nil || a.State() != Abandoned {
		t.Errorf("%v, %s", err, a.State())
	}
}

func TestWhereBotsCannotBeAskedForAPersonIsNeeded(t *testing.T) {
	for _, presence := range []string{"refused", "off", "no numbers"} {
		t.Run(presence, func(t *testing.T) {
			w, j := kind(t)
			w.presence = presence
			in := botted()
			in.NoProbe = presence == "off"
			if presence == "no numbers" {
				in.SubBotUID = "listener"
			}
			api := &lossy{w, w, all("before")}
			a := sentOnce(t, j, api, in)
			s := NewSettler(a, api, SettleOptions{})
			if certain := s.CertainAt(); certain.IsZero() != (presence != "refused") {
				t.Errorf("certain at %v", certain)
			}
			err := s.Run(t.Context(), nil)
			if !errors.Is(err, ErrNoProbe) || a.State() != Unknown || w.starts != 5 || !s.CertainAt().IsZero() || a.mine() {
				t.Errorf("%v, %s, %d sends, certain at %v", err, a.State(), w.starts, s.CertainAt())
			}
			if err := RemoveBots(t.Context(), api, a); errors.Is(err, ErrNoProbe) != (presence == "no numbers") {
				t.Errorf("removing them: %v", err)
			}
		})
	}
}

func TestARequestWithoutItsSecretsStartsNothing(t *testing.T) {
	in := botted()
	in.Lacks = []string{agora.PathSubBotToken}
	t.Run("while it may not have started", func(t *testing.T) {
		w, j := kind(t)
		api := &lossy{w, w, []string{"before"}}
		a := sentOnce(t, j, api, in)
		if err := NewSettler(a, api, SettleOptions{}).Run(t.Context(), nil); err != nil || a.State() != Abandoned || w.starts != 1 {
			t.Errorf("%v, %s, %d sends", err, a.State(), w.starts)
		}
	})
	t.Run("and asks for the id of what runs", func(t *testing.T) {
		w, j := kind(t)
		api := &lossy{w, w, []string{"after"}}
		a := sentOnce(t, j, api, in)
		if err := NewSettler(a, api, SettleOptions{}).Run(t.Context(), nil); err != nil || a.State() != Started || w.starts != 2 {
			t.Errorf("%v, %s, %d sends", err, a.State(), w.starts)
		}
	})
	t.Run("with them it is sent as it was", func(t *testing.T) {
		w, j := kind(t)
		api := &lossy{w, w, []string{"before"}}
		a := sentOnce(t, j, api, in)
		if err := NewSettler(a, api, SettleOptions{Request: &agora.Request{}}).Run(t.Context(), nil); err != nil || a.State() != Started || w.starts != 2 {
			t.Errorf("%v, %s, %d sends", err, a.State(), w.starts)
		}
	})
	t.Run("one that can't be read is not sent", func(t *testing.T) {
		for _, kept := range []string{"", `{"languages":7}`} {
			w, j := kind(t)
			in := botted()
			in.Request = []byte(kept)
			if kept == "" {
				in.Request = nil
			}
			api := &lossy{w, w, []string{"after"}}
			a := sentOnce(t, j, api, in)
			if _ = NewSettler(a, api, SettleOptions{}).Run(t.Context(), nil); a.State() != RunningNoID || w.starts != 1 {
				t.Errorf("%q: %s, %d sends", kept, a.State(), w.starts)
			}
		}
	})
}

// TestASecondTaskOfOneAttemptIsNotLost is the server that starts a second task for
// the same token: the end of the one whose id is known is not the end of all.
func TestASecondTaskOfOneAttemptIsNotLost(t *testing.T) {
	for _, unique := range []bool{true, false} {
		w, j := kind(t)
		w.reuse = "none"
		in := botted()
		in.UniqueUIDs = unique
		api := &lossy{w, w, []string{"after"}}
		a := sentOnce(t, j, api, in)
		if err := NewSettler(a, api, SettleOptions{}).Run(t.Context(), nil); err != nil || len(w.tasks) != 2 || a.State() != Started {
			t.Fatalf("%v, %d tasks, %s", err, len(w.tasks), a.State())
		}
		for range 3 {
			err := Stop(t.Context(), api, a)
			if bots, ok := errors.AsType[*BotsStayError](err); !ok || bots.Unsure || !strings.Contains(err.Error(), "still in the channel") || a.State() != Stopping {
				t.Fatalf("unique %v: %v, %s", unique, err, a.State())
			}
			w.pass(time.Hour)
		}
		if !slices.Contains(a.Actions(), ActRemove) || a.Needs(w.Now()) != NeedPerson {
			t.Errorf("%v, %q", a.Actions(), a.Needs(w.Now()))
		}
		if err := RemoveBots(t.Context(), api, a); err != nil || !strings.Contains(a.Meaning(), "being removed") {
			t.Fatalf("%v, %s", err, a.Meaning())
		}
		if err := NewSettler(a, api, SettleOptions{Goal: End}).Run(t.Context(), nil); err != nil || a.State() != Stopped || w.running() != 0 || a.How() != HowRemoved {
			t.Errorf("%v, %s (%s), %d run", err, a.State(), a.How(), w.running())
		}
		if !strings.Contains(a.Meaning(), "were removed") {
			t.Error(a.Meaning())
		}
	}
}

func TestAnEndThatIsNotYetCertainIsAskedForAgain(t *testing.T) {
	w, j := kind(t)
	api := &lossy{w, w, []string{"after"}}
	a := sentOnce(t, j, api, botted())
	_ = NewSettler(a, api, SettleOptions{}).Run(t.Context(), nil)
	w.pass(time.Minute)
	w.end(w.tasks[0])
	w.pass(time.Minute)
	var told []Pause
	err := NewSettler(a, api, SettleOptions{}).Run(t.Context(), func(p Pause, err error) {
		if bots, ok := errors.AsType[*BotsStayError](err); ok && bots.Unsure && strings.Contains(err.Error(), "looked for twice") {
			told = append(told, p)
		}
	})
	if err != nil || a.State() != Stopped || len(told) != 1 || told[0].Wait != probeGap {
		t.Errorf("%v, %s, %+v", err, a.State(), told)
	}
}

// TestARemovedBotIsNoProofWhileItIsKeptOut is the server where a kick ends nothing.
func TestARemovedBotIsNoProofWhileItIsKeptOut(t *testing.T) {
	w, j := kind(t)
	w.kickEnds, w.reuse = false, "409-no-id"
	api := &lossy{w, w, []string{"after"}}
	a := sentOnce(t, j, api, botted())
	_ = NewSettler(a, api, SettleOptions{}).Run(t.Context(), nil)
	if err := RemoveBots(t.Context(), api, a); err != nil || a.State() != RunningNoID {
		t.Fatalf("%v, %s", err, a.State())
	}
	if _, err := Check(t.Context(), api, a); err != nil || a.State() != RunningNoID {
		t.Errorf("while they are kept out: %v, %s", err, a.State())
	}
	_ = NewSettler(a, api, SettleOptions{Goal: End}).Run(t.Context(), nil)
	if a.State() != RunningNoID || w.running() != 1 || strings.Contains(a.Meaning(), "removed") {
		t.Errorf("%s, %d run: %s", a.State(), w.running(), a.Meaning())
	}
}

func TestRefusedCredentialsEndTheSteps(t *testing.T) {
	denied := &agora.APIError{Op: agora.OpPresence, Status: 401, Kind: agora.KindCredentials}
	for name, age := range map[string]time.Duration{"while the token lives": time.Minute, "after its life": time.Hour} {
		t.Run(name, func(t *testing.T) {
			j, c := opened(t)
			a, err := j.Begin(botted())
			if err != nil {
				t.Fatal(err)
			}
			for _, r := range []Record{sending(1), lost(1)} {
				if err := a.before(r); err != nil {
					t.Fatal(err)
				}
			}
			c.Pass(age)
			api := &fakeAPI{t: t, start: starts(errDenied, errDenied), present: func(uint32) (bool, error) { return false, denied }}
			err = NewSettler(a, api, SettleOptions{}).Run(t.Context(), nil)
			if agora.KindOf(err) != agora.KindCredentials || len(api.calls) > 2 || a.State() != Unknown || a.mine() {
				t.Errorf("%v, %v, %s", err, api.calls, a.State())
			}
		})
	}
}

// Whoever may not ask for the bots any more does not wait for a second look at them.
func TestTheStepsEndWhereNobodyMayLookAgain(t *testing.T) {
	w, j := kind(t)
	a := sentOnce(t, j, &lossy{w, w, all("before")}, botted())
	w.pass(time.Hour)
	s := NewSettler(a, &lossy{w, w, all("before")}, SettleOptions{NoSend: true})
	for range 20 {
		p, err := s.Step(t.Context())
		if p.Done {
			if a.State() != Unknown || !errors.Is(err, ErrNoProbe) {
				t.Errorf("%v, %s", err, a.State())
			}
			return
		}
		w.presence = "refused"
		w.pass(p.Wait)
	}
	t.Error("the steps never end")
}

func TestAContradictionIsNotAskedAboutForEver(t *testing.T) {
	_, c, a := knownTask(t, botted(), seen, Record{Event: EventProbe, Present: true})
	api := &fakeAPI{t: t, query: queries(errGone), present: func(uint32) (bool, error) { return false, noAccess }}
	s := NewSettler(a, api, SettleOptions{})
	for range 20 {
		p, err := s.Step(t.Context())
		if p.Done {
			if a.Contradiction() != GoneButThere || a.State() != Started {
				t.Errorf("%v, %s", err, a.Meaning())
			}
			return
		}
		c.Pass(p.Wait)
	}
	t.Error("the steps never end")
}

func TestASilentNetworkIsGivenUpWhenNothingNewCanStart(t *testing.T) {
	w, j := kind(t)
	a := sentOnce(t, j, &lossy{w, w, all("before")}, botted())
	w.pass(time.Hour)
	api := &fakeAPI{t: t, present: func(uint32) (bool, error) { return false, errReset }}
	err := NewSettler(a, api, SettleOptions{}).Run(t.Context(), nil)
	if !errors.Is(err, error(errReset)) || len(api.calls) != lateTries || a.State() != Unknown {
		t.Errorf("%v, %v, %s", err, api.calls, a.State())
	}
}

func TestGoalsInEveryState(t *testing.T) {
	tests := []struct {
		name    string
		records []Record
		goal    Goal
		want    State
		calls   []string
	}{
		{"what was never sent is over", nil, End, Abandoned, nil},
		{"a task is asked for", []Record{sending(1), started(1)}, Find, Started, []string{"query"}},
		{"a task is stopped", []Record{sending(1), started(1)}, End, Stopped, []string{"stop", "query"}},
		{"a stopping task is stopped, whatever the goal", []Record{sending(1), started(1), stopping(1)}, Find, Stopped, []string{"stop", "query"}},
		{"a stopped one stays", []Record{sending(1), started(1), stopped}, End, Stopped, nil},
		{"a refused one stays", []Record{sending(1), rejected(1)}, End, Rejected, nil},
		{"one set aside stays", []Record{sending(1), lost(1), acked}, End, Acknowledged, nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			j, c := opened(t)
			a := told(t, j, test.records...)
			c.Pass(time.Hour)
			stopped := test.want == Stopped
			api := &fakeAPI{t: t, stop: func(agora.Handle) error { return nil }, query: func(agora.Handle) (agora.Task, error) {
				if stopped {
					return agora.Task{Status: agora.StatusStopped}, nil
				}
				return agora.Task{ID: "task-1", Status: agora.StatusInProgress}, nil
			}}
			s := NewSettler(a, api, SettleOptions{})
			s.Aim(test.goal)
			p, err := s.Step(t.Context())
			if !p.Done || err != nil || onDisk(t, a).state != test.want || !slices.Equal(api.calls, test.calls) || a.mine() {
				t.Errorf("%+v, %v, %s, %v", p, err, a.State(), api.calls)
			}
		})
	}
}

func TestACancelledSettlerLetsGo(t *testing.T) {
	w, j := kind(t)
	a := sentOnce(t, j, &lossy{w, w, all("before")}, botted())
	ctx, cancel := context.WithCancel(t.Context())
	err := NewSettler(a, w, SettleOptions{}).Run(ctx, func(Pause, error) { cancel() })
	if !errors.Is(err, context.Canceled) || a.mine() {
		t.Errorf("%v, still owned: %v", err, a.mine())
	}
	if p, err := NewSettler(a, w, SettleOptions{}).Step(ctx); !p.Done || !errors.Is(err, context.Canceled) {
		t.Errorf("%+v, %v", p, err)
	}
}

// TestNothingIsSentWhileNobodyIsReached keeps the journal from filling with sends
// that never left.
func TestNothingIsSentWhileNobodyIsReached(t *testing.T) {
	w, j := kind(t)
	a := sentOnce(t, j, &lossy{w, w, all("before")}, botted())
	refused := &agora.NetError{Op: agora.OpPresence, Cause: agora.CauseRefused, Err: errors.New("refused")}
	away := &fakeAPI{t: t,
		present: func(uint32) (bool, error) { return false, refused },
		start:   func(agora.Secret, agora.Request) (agora.Task, error) { return agora.Task{}, refused },
	}
	s := NewSettler(a, away, SettleOptions{})
	before := len(a.Records())
	for range 20 {
		p, err := s.Step(t.Context())
		if p.Done || !errors.Is(err, refused) {
			t.Fatalf("%+v, %v", p, err)
		}
		w.pass(p.Wait)
	}
	if n := len(a.Records()) - before; n > 1 { // that the first send's sender is gone
		t.Errorf("%d records were written", n)
	}
	if n := strings.Count(strings.Join(away.calls, " "), "start"); n > 0 {
		t.Errorf("%d sends", n)
	}
}

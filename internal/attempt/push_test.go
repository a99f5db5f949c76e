package attempt

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"sttwizard/agora"
	"sttwizard/internal/store"
	"sttwizard/internal/store/filestore"
)

// real is an intent at a place that is no sandbox.
func real() Intent {
	in := botted()
	in.BaseURL = "https://api.agora.io"
	return in
}

// shared returns the journals of two machines, and the team's store of both.
func shared(t *testing.T) (dana, maria *Journal, team string, c *testClock) {
	t.Helper()
	c = &testClock{now: at}
	team = filepath.Join(t.TempDir(), "team")
	machine := func(who string) *Journal {
		o := Options{Now: c.Now, Sleep: c.Sleep, Who: who, Host: who + "s-laptop", Team: filestore.Open(team, filepath.Join(team, "locks"))}
		return Open(filepath.Join(t.TempDir(), "attempts"), o)
	}
	return machine("dana"), machine("maria"), team, c
}

// alone is a journal whose team's is left aside.
func alone(j *Journal) *Journal {
	o := j.o
	o.Team, o.Shared = nil, true
	return Open(j.local.Where(""), o)
}

func tell(t *testing.T, j *Journal, in Intent, records ...Record) *Attempt {
	t.Helper()
	a, err := j.Begin(in)
	for _, r := range records {
		if err == nil {
			err = a.before(r)
		}
	}
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func ids(attempts []*Attempt) []string {
	var out []string
	for _, a := range attempts {
		out = append(out, a.id)
	}
	slices.Sort(out)
	return out
}

func listed(t *testing.T, j *Journal) []*Attempt {
	t.Helper()
	all, broken, err := j.List()
	if err != nil || len(broken) > 0 {
		t.Fatal(err, broken)
	}
	return all
}

// push brings a journal's own attempts to the team; those that stay are errors, too.
func push(t *testing.T, j *Journal) (int, error) {
	n, stayed, err := j.Push(t.Context())
	for _, e := range stayed {
		err = errors.Join(err, e)
	}
	return n, err
}

func TestWhatOneMachineStartsTheOtherSeesAndStops(t *testing.T) {
	dana, maria, _, _ := shared(t)
	a := tell(t, dana, real(), sending(1), started(1))
	if all := listed(t, maria); len(all) != 1 || all[0].State() != Started || all[0].Mine() || all[0].Unshared() {
		t.Fatalf("%v", all)
	}
	theirs, err := maria.Find(a.ID())
	if err == nil {
		err = theirs.before(stopping(1))
	}
	if err := errors.Join(err, a.Refresh()); err != nil || a.State() != Stopping {
		t.Fatalf("%v, %s", err, a.State())
	}
	if who, host := theirs.Starter(); who != "dana" || host != "danas-laptop" || theirs.Records()[3].Who != "maria" {
		t.Errorf("started by %s on %s, stopped by %s", who, host, theirs.Records()[3].Who)
	}
	if open, err := maria.OpenFor(real().AppID, real().Channel); err != nil || len(open) != 1 {
		t.Errorf("a second task is not asked about: %v, %v", open, err)
	}
}

func TestTasksOfTheSandboxStayOnTheirMachine(t *testing.T) {
	dana, maria, _, _ := shared(t)
	a := tell(t, dana, botted(), sending(1), started(1))
	if len(listed(t, maria)) != 0 || len(listed(t, dana)) != 1 || a.Unshared() {
		t.Errorf("%v, %v", listed(t, maria), a.Unshared())
	}
	if n, err := push(t, dana); n != 0 || err != nil {
		t.Errorf("pushed %d, %v", n, err)
	}
}

func TestAPushBringsEveryEventAndTakesTheFileAway(t *testing.T) {
	dana, maria, _, _ := shared(t)
	aside := alone(dana)
	a := tell(t, aside, real(), sending(1), lost(1), sending(2), started(2))
	if !a.Unshared() || len(listed(t, maria)) != 0 {
		t.Fatal("it is in the team's journal")
	}
	before, err := os.ReadFile(a.Where())
	if err != nil {
		t.Fatal(err)
	}
	n, err := push(t, dana)
	if n != 1 || err != nil {
		t.Fatalf("%d, %v", n, err)
	}
	all := listed(t, maria)
	if len(all) != 1 || all[0].ID() != a.ID() || all[0].State() != Started || all[0].Unshared() || all[0].Task() != a.Task() {
		t.Fatalf("%v", all)
	}
	after, err := os.ReadFile(all[0].Where())
	if err != nil || string(after) != string(before) {
		t.Error("not byte by byte")
	}
	if _, err := os.Stat(a.Where()); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the file is still there: %v", err)
	}
	if n, err := push(t, dana); n != 0 || err != nil {
		t.Errorf("again: %d, %v", n, err)
	}
}

func TestAPushThatWasCutOffIsListedOnceAndGoesOn(t *testing.T) {
	dana, maria, _, _ := shared(t)
	a := tell(t, alone(dana), real(), sending(1), started(1))
	short := dana.team
	dana.team.Store = &cutOff{Store: short.Store, left: 2}
	if n, err := push(t, dana); n != 0 || err == nil {
		t.Fatalf("%d, %v", n, err)
	}
	if all := listed(t, dana); len(all) != 1 || all[0].State() != Started {
		t.Fatalf("while it is cut off: %v", all)
	}
	dana.team = short
	if n, err := push(t, dana); n != 1 || err != nil || len(listed(t, maria)) != 1 || listed(t, maria)[0].ID() != a.ID() {
		t.Errorf("%d, %v", n, err)
	}
}

// cutOff takes some events and then none.
type cutOff struct {
	store.Store
	left int
}

func (c *cutOff) spend() error {
	if c.left--; c.left < 0 {
		return &store.Error{Kind: store.ErrUnavailable}
	}
	return nil
}

func (c *cutOff) Begin(ctx context.Context, id string, e store.Event) (store.Hold, error) {
	if err := c.spend(); err != nil {
		return nil, err
	}
	return c.Store.Begin(ctx, id, e)
}

func (c *cutOff) Append(ctx context.Context, id string, n int, e store.Event) error {
	if err := c.spend(); err != nil {
		return err
	}
	return c.Store.Append(ctx, id, n, e)
}

func TestWhatCannotBePushedStaysAndIsNamed(t *testing.T) {
	dana, _, _, _ := shared(t)
	aside := alone(dana)
	cut := tell(t, aside, real(), sending(1), started(1))
	if err := os.Truncate(cut.Where(), reserve-1); err != nil {
		t.Fatal(err)
	}
	worked := tell(t, aside, real(), sending(1))
	n, err := push(t, dana)
	if n != 0 || err == nil || !strings.Contains(err.Error(), cut.ID()) || !strings.Contains(err.Error(), worked.ID()) {
		t.Errorf("%d, %v", n, err)
	}
	if all := listed(t, dana); len(all) != 2 {
		t.Errorf("%v", ids(all))
	}
	if _, err := push(t, aside); !errors.Is(err, ErrNoTeam) {
		t.Errorf("without a team: %v", err)
	}
}

func TestWhereTheTeamsJournalIsAwayNothingIsBegunAndTheOwnIsListed(t *testing.T) {
	dana, _, team, _ := shared(t)
	own := tell(t, alone(dana), real(), sending(1), started(1))
	tell(t, dana, real())
	if err := errors.Join(os.Rename(team, team+".aside"), os.WriteFile(team, nil, 0o600)); err != nil {
		t.Fatal(err)
	}
	_, begin := dana.Begin(real())
	all, _, list := dana.List()
	for name, err := range map[string]error{"begin": begin, "list": list, "check": dana.Check(real().Place())} {
		if e, ok := errors.AsType[*JournalError](err); !ok || !e.Team {
			t.Errorf("%s: %v", name, err)
		}
	}
	if len(all) != 1 || all[0].ID() != own.ID() {
		t.Errorf("%v", ids(all))
	}
	if a, err := dana.Find(own.ID()); err != nil || a.ID() != own.ID() {
		t.Errorf("its own can't be found: %v", err)
	}
	if _, err := dana.Begin(botted()); err != nil {
		t.Errorf("in the sandbox: %v", err)
	}
}

// lostHold is a store in which this program's ownership is lost.
type lostHold struct{ store.Store }

func (lostHold) Append(context.Context, string, int, store.Event) error {
	return &store.Error{Kind: store.ErrLost}
}

func TestWhoLostAnAttemptIsToldBeforeTheNextStep(t *testing.T) {
	dana, _, _, _ := shared(t)
	a := tell(t, dana, real())
	a.in.Store = lostHold{a.in.Store}
	err := a.before(sending(1))
	if e, ok := errors.AsType[*OwnedError](err); !ok || !e.Lost || !strings.Contains(err.Error(), "nothing was sent") || a.State() != Intended {
		t.Errorf("%v, %s", err, a.State())
	}
}

// cutAfter is lostHold whose line was cut behind an event, before its answer came.
type cutAfter struct{ store.Store }

func (c cutAfter) Append(ctx context.Context, id string, n int, e store.Event) error {
	if err := c.Store.Append(ctx, id, n, e); err != nil {
		return err
	}
	return &store.Error{Kind: store.ErrLost}
}

// Who takes it over then sends it: the journal says that it is about to be sent.
func TestWhoLostAnAttemptBehindItsSendingDoesNotSayThatNothingWasStarted(t *testing.T) {
	dana, _, _, _ := shared(t)
	a := tell(t, dana, real())
	a.in.Store = cutAfter{a.in.Store}
	r := NewRunner(a, &fakeAPI{t: t, place: a.Intent().Place()}, agora.Request{})
	r.token, r.got = "token", a.moment()
	outcome, err := r.Send(t.Context())
	if _, lost := errors.AsType[*OwnedError](err); !lost || outcome != agora.OutcomeUnknown || a.State() != Sending {
		t.Errorf("%v, %s, %s", err, outcome, a.State())
	}
}

// doubtful writes an event, and says that it does not know.
type doubtful struct {
	store.Store
	times int
}

func (d *doubtful) Append(ctx context.Context, id string, n int, e store.Event) error {
	err := d.Store.Append(ctx, id, n, e)
	if d.times--; err == nil && d.times >= 0 {
		return &store.Error{Kind: store.ErrInDoubt}
	}
	return err
}

func TestARecordThatWasInDoubtIsWrittenOnce(t *testing.T) {
	dana, _, _, _ := shared(t)
	a := tell(t, dana, real(), sending(1))
	kept := a.in
	a.in.Store = &doubtful{kept.Store, 1}
	if err := a.after(started(1)); err == nil || a.State() != Started {
		t.Fatalf("%v, %s", err, a.State())
	}
	if err := a.Plan(at.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	l, err := kept.Load(t.Context(), a.id)
	if err != nil || len(l.Events) != 4 {
		t.Errorf("%d events, %v", len(l.Events), err)
	}
}

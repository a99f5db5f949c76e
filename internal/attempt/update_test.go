package attempt

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"sttwizard/agora"
)

// runningTask returns an attempt of v7 whose task runs, with a request of its own.
func runningTask(t *testing.T, j *Journal, v agora.Version) *Attempt {
	t.Helper()
	in := *intent.Intent
	in.Version = v
	in.Request = json.RawMessage(`{"languages":["en-US"],"rtcConfig":{"channelName":"hall","pubBotUid":"88222","subscribeAudioUids":["501"]}}`)
	a, err := j.Begin(in)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range []Record{{Event: EventSending, Token: "token"}, {Event: EventStarted, N: 1, TaskID: "task-1"}} {
		if err := a.before(r); err != nil {
			t.Fatal(err)
		}
	}
	return a
}

// updates is an Agora that notes what it is told.
func (*updates) Place() agora.Place { return agora.Place{} }

type updates struct {
	got []agora.Update
	err error
}

func (u *updates) Update(_ context.Context, h agora.Handle, update agora.Update) (agora.Task, error) {
	u.got = append(u.got, update)
	return agora.Task{ID: h.TaskID}, u.err
}

func set(path, value string) func(*agora.Request) error {
	return func(r *agora.Request) error { return r.Set(path, value) }
}

// apply changes a path and gives what waiting was told.
func apply(t *testing.T, a *Attempt, api Updater, path, value string) (time.Duration, error) {
	t.Helper()
	c, err := a.NewChange(set(path, value))
	if err != nil {
		t.Fatal(err)
	}
	waited := time.Duration(0)
	_, err = a.Apply(t.Context(), api, c, agora.Project{Version: a.Intent().Version}, func(d time.Duration) { waited += d })
	return waited, err
}

func runs(a *Attempt, path string) string {
	r, _, _ := a.Runs()
	text, _ := r.Get(path)
	return text
}

func TestAChangeIsWrittenDownBeforeItIsSentAndInForceAfterwards(t *testing.T) {
	for _, v := range []agora.Version{agora.V6, agora.V7} {
		j, c := opened(t)
		a, api := runningTask(t, j, v), &updates{}
		waited, err := apply(t, a, api, agora.PathLanguages, "de-DE")
		if err != nil || waited != agora.UpdateGap {
			t.Fatalf("%s: waited %v, %v", v, waited, err)
		}
		c.Pass(2 * time.Second)
		if waited, err = apply(t, a, api, agora.PathTranslatedPairs, "de-DE:fr-FR"); err != nil || waited != 3*time.Second {
			t.Errorf("%s: the second one waited %v, %v", v, waited, err)
		}
		if _, err = apply(t, a, api, agora.PathTranslatedPairs, ""); err != nil {
			t.Error(err)
		}
		var sent []string
		for _, u := range api.got {
			sent = append(sent, strings.Join(u.Mask, ","))
		}
		if !slices.Equal(sent, []string{"languages", "translateConfig.enable,translateConfig.languages", "translateConfig.enable"}) || api.got[2].Sequence != 3 {
			t.Errorf("%s: sent %v", v, sent)
		}
		again, err := j.Find(a.ID())
		if err != nil {
			t.Fatal(err)
		}
		if runs(again, agora.PathLanguages) != "de-DE" || runs(again, agora.PathTranslatedPairs) != "" || runs(again, agora.PathSubscribeUIDs) != "501" {
			r, _, _ := again.Runs()
			t.Errorf("%s: runs with %+v", v, r)
		}
	}
}

func TestARefusedChangeIsNotInForceAndALostOneIsSentAgain(t *testing.T) {
	lost := &agora.NetError{Op: agora.OpUpdate, Cause: agora.CauseTimeout, Sent: true}
	for _, tt := range []struct {
		name string
		err  error
		next string // the mask of the next change, of keywords
		out  bool   // its number is that of the clock
	}{
		{"refused", &agora.APIError{Op: agora.OpUpdate, Status: 400, Kind: agora.KindBodyRefused}, "keywords", true},
		{"too early", &agora.APIError{Op: agora.OpUpdate, Status: 429, Kind: agora.KindBusy}, "keywords", false},
		{"never sent", &agora.NetError{Op: agora.OpUpdate, Cause: agora.CauseDNS}, "keywords", false},
		{"lost", lost, "languages,keywords", false},
		{"an error inside Agora", &agora.APIError{Op: agora.OpUpdate, Status: 500, Kind: agora.KindServer}, "languages,keywords", false},
	} {
		j, _ := opened(t)
		a, api := runningTask(t, j, agora.V7), &updates{err: tt.err}
		if _, err := apply(t, a, api, agora.PathLanguages, "de-DE"); !errors.Is(err, tt.err) {
			t.Errorf("%s: %v", tt.name, err)
		}
		if got := runs(a, agora.PathLanguages); got != "en-US" {
			t.Errorf("%s: it runs with %s", tt.name, got)
		}
		api.err = nil
		if _, err := apply(t, a, api, agora.PathKeywords, "Agora"); err != nil {
			t.Errorf("%s: %v", tt.name, err)
		}
		if got := strings.Join(api.got[1].Mask, ","); got != tt.next || (api.got[1].Sequence == 2) == tt.out || api.got[1].Sequence < 2 {
			t.Errorf("%s: then sent %s as %d", tt.name, got, api.got[1].Sequence)
		}
		if _, _, unsure := a.Runs(); len(unsure) > 0 || runs(a, agora.PathLanguages) != "en-US" {
			t.Errorf("%s: unsure of %v", tt.name, unsure)
		}
	}
}

func TestTwoProcessesKeepTheTimeAndTheNumbersTogether(t *testing.T) {
	j, c := opened(t)
	a, api := runningTask(t, j, agora.V7), &updates{}
	other, err := Open(j.local.Where(""), Options{Now: c.Now, Sleep: c.Sleep}).Find(a.ID())
	if err != nil {
		t.Fatal(err)
	}
	reviewed, err := other.NewChange(set(agora.PathKeywords, "Agora"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := apply(t, a, api, agora.PathLanguages, "de-DE"); err != nil {
		t.Fatal(err)
	}
	_, err = other.Apply(t.Context(), api, reviewed, agora.Project{Version: agora.V7}, func(time.Duration) {})
	if _, meanwhile := errors.AsType[*MeanwhileError](err); !meanwhile || len(api.got) != 1 {
		t.Errorf("%v; sent %d", err, len(api.got))
	}
	if waited, err := apply(t, other, api, agora.PathKeywords, "Agora"); err != nil || waited != agora.UpdateGap || api.got[1].Sequence != 2 {
		t.Errorf("waited %v, %v", waited, err)
	}
}

func TestWhatCantBeChangedSaysWhy(t *testing.T) {
	j, _ := opened(t)
	old := runningTask(t, j, agora.V5)
	var fixed *FixedError
	if _, err := old.NewChange(set(agora.PathLanguages, "de-DE")); !errors.As(err, &fixed) || !strings.Contains(err.Error(), "v5") {
		t.Errorf("%v", err)
	}
	a := runningTask(t, j, agora.V7)
	if c, err := a.NewChange(set(agora.PathLanguages, "en-US")); err != nil || len(c.Update.Mask) > 0 {
		t.Errorf("nothing changes: %v %v", c.Update.Mask, err)
	}
	for path, mask := range map[string]string{
		agora.PathLanguages: "languages", agora.PathTranslatedPairs: "translateConfig.enable", agora.PathKeywords: "keywords",
	} { // another machine may have changed what this journal has
		r, _, _ := a.Runs()
		same, _ := r.Get(path)
		if c, err := a.NewChange(set(path, same), path); err != nil || strings.Join(c.Update.Mask, ",") != mask {
			t.Errorf("%s that was asked for: %v %v", path, c.Update.Mask, err)
		}
	}
	c, err := a.NewChange(set(agora.PathLanguages, "de-DE"))
	if err != nil {
		t.Fatal(err)
	}
	if err := a.before(Record{Event: EventStopping}); err != nil {
		t.Fatal(err)
	}
	api := &updates{}
	if _, err := a.Apply(t.Context(), api, c, agora.Project{Version: agora.V7}, func(time.Duration) {}); !isState(err) || len(api.got) > 0 {
		t.Errorf("a task that is being stopped: %v", err)
	}
}

func TestATaskThatWasTakenUpHasHigherNumbersThanElsewhere(t *testing.T) {
	j, c := opened(t)
	in := *intent.Intent
	in.Version, in.Request = agora.V7, nil
	a, err := TakeUp(j, in, agora.Handle{TaskID: "task-1"}, agora.Task{})
	if err != nil {
		t.Fatal(err)
	}
	c.Pass(time.Minute)
	api := &updates{}
	for range 2 {
		if _, err := apply(t, a, api, agora.PathLanguages, map[int]string{0: "de-DE", 1: "fr-FR"}[len(api.got)]); err != nil {
			t.Fatal(err)
		}
	}
	if first := int(at.Add(time.Minute).Unix()); api.got[0].Sequence != first || api.got[1].Sequence != first+1 {
		t.Errorf("%d, %d", api.got[0].Sequence, api.got[1].Sequence)
	}
	if _, known, _ := a.Runs(); known || runs(a, agora.PathLanguages) != "fr-FR" {
		t.Error("what it runs with is known, or not what was sent")
	}
}

// listing is an Agora that has these tasks.
func (*listing) Place() agora.Place { return agora.Place{} }

type listing struct {
	tasks []agora.Task
	asked agora.ListQuery
	err   error
}

func (l *listing) List(_ context.Context, q agora.ListQuery) ([]agora.Task, error) {
	l.asked = q
	return slices.Clone(l.tasks), l.err
}

func TestStrangersAreTasksOfNoAttempt(t *testing.T) {
	j, _ := opened(t)
	a := runningTask(t, j, agora.V7)
	in := *intent.Intent
	in.Version = agora.V7
	open, err := j.Begin(in)
	if err != nil {
		t.Fatal(err)
	}
	if err := open.before(Record{Event: EventSending, Token: "token"}); err != nil {
		t.Fatal(err)
	}
	api := &listing{tasks: []agora.Task{{ID: a.Task().ID}, {ID: "stranger"}}}
	got, err := j.Strangers(t.Context(), api, strings.ToUpper(in.AppID), in.Channel)
	if err != nil || len(got.Tasks) != 1 || got.Tasks[0].ID != "stranger" || api.asked.Channel != in.Channel {
		t.Errorf("%+v, %v", got, err)
	}
	if len(got.MayBe) != 1 || got.MayBe[0].ID() != open.ID() {
		t.Errorf("it may be %v", got.MayBe)
	}
	if got, err := j.Strangers(t.Context(), api, in.AppID, "another"); err != nil || len(got.Tasks) != 1 || len(got.MayBe) > 0 {
		t.Errorf("of another channel: %+v, %v", got, err)
	}
	api.tasks = api.tasks[:1]
	if got, err := j.Strangers(t.Context(), api, in.AppID, ""); err != nil || len(got.Tasks)+len(got.MayBe) > 0 {
		t.Errorf("none: %+v, %v", got, err)
	}
	api.err = errors.New("no")
	if _, err := j.Strangers(t.Context(), api, in.AppID, ""); !errors.Is(err, api.err) {
		t.Error(err)
	}
}

// TestOnlyARefusalKeepsAChangeOutOfForce: after anything else it may be in force.
func TestOnlyARefusalKeepsAChangeOutOfForce(t *testing.T) {
	api := func(kind agora.ErrorKind) error { return &agora.APIError{Op: agora.OpUpdate, Kind: kind} }
	for err, want := range map[error]bool{
		api(agora.KindInvalid): true, api(agora.KindNotFound): true, api(agora.KindBusy): true, api(agora.KindCredentials): true,
		api(agora.KindServer): false, api(agora.KindTimeout): false, api(agora.KindUnknown): false, api(agora.KindNoHost): false,
		&agora.NetError{Sent: true}: false, &agora.NetError{}: true, &agora.ConfigError{}: true,
		&agora.AnswerError{Status: 400, Why: agora.WhyNotJSON}: false, errors.New("another"): false,
	} {
		if agora.NotDone(err) != want {
			t.Errorf("%v: refused %v", err, !want)
		}
	}
}

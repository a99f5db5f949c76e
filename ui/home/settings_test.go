package home

import (
	"context"
	"strings"
	"testing"
	"time"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
	"sttwizard/ui/kit/kittest"
)

// answering is an Agora that takes changes, or answers nothing.
type answering struct{ err error }

func (answering) Place() agora.Place { return agora.Place{} }
func (a answering) Update(_ context.Context, h agora.Handle, _ agora.Update) (agora.Task, error) {
	return agora.Task{ID: h.TaskID}, a.err
}

// changedTask is a task that was started with en-US and changed to the languages, each with
// or without an answer.
func changedTask(t *testing.T, in attempt.Intent, changes map[string]error, order ...string) *attempt.Attempt {
	t.Helper()
	now := oneOClock()
	sleep := func(_ context.Context, d time.Duration) error { now = now.Add(d); return nil }
	j := attempt.Open(t.TempDir(), attempt.Options{Now: func() time.Time { return now }, Sleep: sleep})
	a, err := attempt.TakeUp(j, in, agora.Handle{TaskID: "task-hall"}, agora.Task{})
	if err != nil {
		t.Fatal(err)
	}
	for _, language := range order {
		c, err := a.NewChange(func(r *agora.Request) error { return r.Set(agora.PathLanguages, language) })
		if err != nil {
			t.Fatal(err)
		}
		_, err = a.Apply(t.Context(), answering{changes[language]}, c, agora.Project{Version: agora.V7}, func(time.Duration) {})
		if (err == nil) != (changes[language] == nil) {
			t.Fatalf("%s: %v", language, err)
		}
	}
	return a
}

// The table and the card tell what a task runs with now, and not what it was started with.
func TestHomeTellsTheLanguagesThatATaskRunsWith(t *testing.T) {
	in := attempt.Intent{
		AppID: "app", Version: agora.V7, Channel: "hall", Connection: "acme", SubBotUID: "1", PubBotUID: "2",
		Languages: "en-US", Request: []byte(`{"languages":["en-US"]}`),
	}
	lost := map[string]error{"it-IT": &agora.NetError{Op: agora.OpUpdate, Cause: agora.CauseTimeout, Sent: true}}
	for name, test := range map[string]struct {
		task             *attempt.Attempt
		row, card, never string
	}{
		"changed":              {changedTask(t, in, nil, "fr-FR"), " fr ", "languages    fr-FR", "en-US"},
		"changed, and a doubt": {changedTask(t, in, lost, "fr-FR", "it-IT"), " fr or it ", "languages    fr-FR or it-IT", "en-US"},
		"taken up":             {changedTask(t, attempt.Intent{AppID: "app", Version: agora.V7, Channel: "hall"}, nil), "hall", "languages    not known", "none"},
	} {
		s, _ := opened(&world{open: []*attempt.Attempt{test.task}})
		text := kittest.Text(s, 130, 40)
		if !strings.Contains(text, test.row) || !strings.Contains(text, test.card) || strings.Contains(text, test.never) {
			t.Errorf("%s:\n%s", name, text)
		}
	}
}

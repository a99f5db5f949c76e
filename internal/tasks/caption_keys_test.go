package tasks_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
	"sttwizard/internal/captions"
	"sttwizard/internal/secret"
	"sttwizard/internal/session"
	"sttwizard/internal/storage"
	"sttwizard/internal/tasks"
	"sttwizard/presets"
)

func TestWhereNothingCanBeSeenItIsSaidWhy(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "")
	var none *captions.UnseenError
	if _, err := w.Tasks.WatchCaptions(t.Context(), w.started("no-captions", nil), tasks.CaptionOptions{}); !errors.As(err, &none) || none.Why != captions.NotStored {
		t.Error(err)
	}
	begun, err := w.begin("not-sent", stores)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Tasks.WatchCaptions(t.Context(), begun.Attempt, tasks.CaptionOptions{}); !errors.As(err, &none) || none.Why != captions.NoTask {
		t.Error(err)
	}
	if _, err := w.Tasks.WatchCaptions(t.Context(), w.started("elsewhere", stores), tasks.CaptionOptions{}); !errors.As(err, &none) || none.Why != captions.Pretend {
		t.Error(err)
	}
	w = newWorldWith(t, "", func(o *session.Options) {
		vars := o.Getenv
		o.Getenv = func(name string) string {
			if name == session.StorageURLVariable {
				return "http://127.0.0.1:1"
			}
			return vars(name)
		}
	})
	if _, err := w.Tasks.WatchCaptions(t.Context(), w.started("no-keys", stores), tasks.CaptionOptions{}); storage.Explain(err).Cause != storage.NoKeys {
		t.Error(err)
	}
}

func TestStorageKeysAreLookedForWhereTheyMayBe(t *testing.T) {
	t.Parallel()
	vars := map[string]string{"ACCESS": "of-the-preset", "SECRET": "of the\npreset", "OTHER": "of-a-variable", "STTWIZARD_HOME": t.TempDir()}
	s := open(t, vars, useSandbox)
	preset := presets.Preset{
		Name: "gala", Values: map[string]string{agora.PathBucket: "captions", agora.PathVendor: "1", agora.PathChannelName: "x"},
		Secrets: map[string]secret.Ref{agora.PathAccessKey: secret.Env("ACCESS"), agora.PathSecretKey: secret.Env("SECRET")},
	}
	open := preset
	open.Name, open.Values = "open", map[string]string{agora.PathBucket: "open", agora.PathChannelName: "x"} // of which vendor?
	if err := errors.Join(s.Presets.Save(preset, false), s.Presets.Save(open, false)); err != nil {
		t.Fatal(err)
	}
	begin := func(bucket, name string) *attempt.Attempt {
		o := tasks.BeginOptions{Request: request("town-hall")}
		stores(&o)
		o.Request.Caption.Storage.Bucket = bucket
		a, err := s.Journal.Begin(s.Tasks.Intent(theSandbox(t, s), o.Request, tasks.StartOptions{Preset: name}))
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
	ask := func(_ context.Context, what string) (agora.Secret, error) {
		return agora.Secret("typed " + what[:1]), nil
	}
	for name, c := range map[string]struct {
		at   *attempt.Attempt
		o    tasks.KeyOptions
		want string
	}{
		"as the preset says":             {begin("captions", "gala"), tasks.KeyOptions{}, "of-the-preset ofthepreset"},
		"where the person says":          {begin("captions", "gala"), tasks.KeyOptions{Access: secret.Env("OTHER"), Ask: ask}, "of-a-variable ofthepreset"},
		"typed":                          {begin("elsewhere", ""), tasks.KeyOptions{Ask: ask}, "typeda typeds"},
		"typed, as those did not do":     {begin("captions", "gala"), tasks.KeyOptions{Ask: ask, Anew: true}, "typeda typeds"},
		"another preset names the place": {begin("captions", ""), tasks.KeyOptions{}, "of-the-preset ofthepreset"},
		"the preset names another place": {begin("elsewhere", "gala"), tasks.KeyOptions{}, ""},
		"no preset and nobody to ask":    {begin("elsewhere", ""), tasks.KeyOptions{}, ""},
		"a preset that is gone":          {begin("elsewhere", "gone"), tasks.KeyOptions{}, ""},
		"one that leaves the place open": {begin("open", ""), tasks.KeyOptions{}, ""},
		"a variable that is not set":     {begin("captions", "gala"), tasks.KeyOptions{Access: secret.Env("NONE"), Ask: ask}, ""},
	} {
		k, err := s.Tasks.StorageKeys(t.Context(), c.at, c.o)
		var missing *secret.MissingError
		switch {
		case c.want == "" && !errors.As(err, &missing):
			t.Errorf("%s: %v", name, err)
		case c.want != "" && (err != nil || k.Access.Reveal()+" "+k.Keys.Secret.Reveal() != c.want || k.Own):
			t.Errorf("%s: %q %q, %v", name, k.Access.Reveal(), k.Keys.Secret.Reveal(), err)
		}
		if printed := fmt.Sprintf("%v %+v %#v %s", k, k, k, k); c.want != "" && strings.Contains(printed, strings.Fields(c.want)[0]) {
			t.Errorf("%s: %s", name, printed)
		}
	}
}

func TestKeysThatWereTypedAreKeptForTheRunAndReplacedByOthers(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "")
	at := w.started("town-hall", stores)
	asked := 0
	ask := func(context.Context, string) (agora.Secret, error) {
		asked++
		return agora.Secret(fmt.Sprint("typed-", asked)), nil
	}
	for i, c := range []struct {
		o    tasks.KeyOptions
		want string
		own  bool
	}{
		{tasks.KeyOptions{}, "pretend-access-key pretend-secret-key", true},
		{tasks.KeyOptions{Ask: ask}, "pretend-access-key pretend-secret-key", true},
		{tasks.KeyOptions{Ask: ask, Anew: true}, "typed-1 typed-2", false},
		{tasks.KeyOptions{}, "typed-1 typed-2", false},
		{tasks.KeyOptions{Ask: ask, Anew: true}, "typed-3 typed-4", false},
	} {
		k, err := w.Tasks.StorageKeys(t.Context(), at, c.o)
		if got := k.Access.Reveal() + " " + k.Keys.Secret.Reveal(); err != nil || got != c.want || k.Own != c.own {
			t.Errorf("%d: %q, own %v, %v", i, got, k.Own, err)
		}
	}
	if _, err := open(t, nil, useSandbox).Tasks.StorageKeys(t.Context(), at, tasks.KeyOptions{}); !isMissing(err) {
		t.Errorf("another run has them: %v", err)
	}
}

func isMissing(err error) bool {
	_, is := errors.AsType[*secret.MissingError](err)
	return is
}

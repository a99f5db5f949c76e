package session

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"sttwizard/agora"
	"sttwizard/internal/connections"
	"sttwizard/internal/seal"
	"sttwizard/internal/seal/sealtest"
	"sttwizard/internal/secret"
	"sttwizard/presets"
)

const appID = "0123456789abcdef0123456789abcdef"

// open makes a session in a home of its own, or that of vars.
func open(t *testing.T, vars map[string]string, change func(*Options)) *Session {
	t.Helper()
	if vars == nil {
		vars = map[string]string{}
	}
	if vars["STTWIZARD_HOME"] == "" {
		vars["STTWIZARD_HOME"] = t.TempDir()
	}
	o := Options{Getenv: func(name string) string { return vars[name] }}
	if change != nil {
		change(&o)
	}
	s, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func useSandbox(o *Options) { o.UseSandbox = true }

func environment(vars map[string]string) map[string]string {
	vars["AGORA_APP_ID"], vars["AGORA_CUSTOMER_KEY"], vars["AGORA_CUSTOMER_SECRET"] = appID, "key", "hunter2"
	vars["AGORA_API_VERSION"] = "v5"
	return vars
}

func save(t *testing.T, s *Session, name string, change func(*connections.Connection)) {
	t.Helper()
	c := connections.Connection{Name: name, Version: agora.V5, AppID: appID, CustomerKey: "key", Secret: secret.Ask()}
	if change != nil {
		change(&c)
	}
	if err := s.Connections.Save(c, false); err != nil {
		t.Fatal(err)
	}
}

func TestChoosing(t *testing.T) {
	for _, test := range []struct {
		name   string
		saved  []string
		vars   map[string]string
		byFile string // the file's default
		ask    string
		with   func(*Options)
		want   string // the name; or, with an error, a part of its text
		fails  bool
	}{
		{name: "nothing there", want: "no connection yet", fails: true},
		{name: "the sandbox by flag", with: useSandbox, want: "sandbox"},
		{name: "the sandbox by name", ask: "sandbox", want: "sandbox"},
		{name: "the sandbox by flag and name", ask: "sandbox", with: useSandbox, want: "sandbox"},
		{name: "the sandbox and another", ask: "a", with: useSandbox, want: "say different things", fails: true},
		{name: "the sandbox at an address", with: func(o *Options) { o.UseSandbox, o.APIURL = true, "https://example.com" }, want: "say different things", fails: true},
		{name: "the only one", saved: []string{"a"}, want: "a"},
		{name: "one of two", saved: []string{"a", "b"}, ask: "b", want: "b"},
		{name: "two and none named", saved: []string{"a", "b"}, want: "several connections (a, b)", fails: true},
		{name: "the file's default", saved: []string{"a", "b"}, byFile: "b", want: "b"},
		{name: "the sandbox as the file's default", saved: []string{"a"}, byFile: "sandbox", want: "sandbox"},
		{name: "from the environment", vars: environment(map[string]string{}), want: "environment"},
		{name: "the environment by name", saved: []string{"a"}, vars: environment(map[string]string{}), ask: "environment", want: "environment"},
		{name: "an incomplete environment", vars: map[string]string{"AGORA_APP_ID": appID}, want: "AGORA_CUSTOMER_KEY and AGORA_CUSTOMER_SECRET", fails: true},
		{name: "an environment that is not there", ask: "environment", want: "AGORA_APP_ID", fails: true},
		{name: "a wrong environment", vars: map[string]string{"AGORA_APP_ID": "x", "AGORA_CUSTOMER_KEY": "k", "AGORA_CUSTOMER_SECRET": "hunter2", "AGORA_API_VERSION": "v5"}, want: "32 hexadecimal digits", fails: true},
		{name: "one that is not there", saved: []string{"a"}, vars: environment(map[string]string{}), ask: "x", want: `no connection "x"; there is a, environment, sandbox`, fails: true},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := open(t, test.vars, test.with)
			for _, name := range test.saved {
				save(t, s, name, nil)
			}
			if test.byFile != "" {
				if err := s.Connections.SetDefault(test.byFile); err != nil {
					t.Fatal(err)
				}
			}
			c, err := s.Choose(test.ask)
			switch {
			case test.fails && (err == nil || !strings.Contains(err.Error(), test.want)):
				t.Errorf("got %v, want an error with %q", err, test.want)
			case test.fails && strings.Contains(err.Error(), "hunter2"):
				t.Error("the error holds the secret")
			case !test.fails && (err != nil || c.Name != test.want):
				t.Errorf("got %q, %v; want %q", c.Name, err, test.want)
			}
		})
	}
}

func TestChoicesOutliveABrokenFile(t *testing.T) {
	s := open(t, environment(map[string]string{}), nil)
	save(t, s, "a", nil)
	if names := s.Names(); !slices.Equal(names, []string{"a", "environment", "sandbox"}) {
		t.Errorf("names are %v", names)
	}
	if err := os.WriteFile(s.Connections.Path(), []byte("schema: 1\nnonsense: true\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	choices, err := s.Choices()
	var file *connections.FileError
	if !errors.As(err, &file) || len(choices) != 2 {
		t.Errorf("%d choices, %v", len(choices), err)
	}
	if _, err := s.Choose("sandbox"); err != nil {
		t.Errorf("the sandbox: %v", err)
	}
}

func TestAddresses(t *testing.T) {
	for address, ok := range map[string]bool{
		"https://api.example.com": true, "http://127.0.0.1:8080": true, "http://localhost:1": true,
		"http://example.com": false, "ftp://example.com": false, "https://user:hunter2@example.com": false, "nonsense": false,
	} {
		_, err := New(Options{Getenv: func(name string) string { return map[string]string{"HOME": "/home/x"}[name] }, APIURL: address})
		var wrong *APIURLError
		if (err == nil) != ok || err != nil && !errors.As(err, &wrong) {
			t.Errorf("%s: %v", address, err)
		}
		if err != nil && (strings.Contains(err.Error(), "example") || !strings.Contains(err.Error(), "--api-url")) {
			t.Errorf("%s: %v", address, err)
		}
	}
	s := open(t, map[string]string{APIURLVariable: "https://other.example"}, nil)
	save(t, s, "a", nil)
	if c, err := s.Choose("a"); err != nil || Where(c) != "https://other.example" {
		t.Errorf("%s, %v", Where(c), err)
	}
}

func TestTheCustomerSecretIsAskedForOnce(t *testing.T) {
	s := open(t, nil, nil)
	save(t, s, "a", nil)
	c, err := s.Choose("a")
	if err != nil {
		t.Fatal(err)
	}
	var missing *secret.MissingError
	if _, err := s.Client(t.Context(), c, nil); !errors.As(err, &missing) {
		t.Errorf("with nobody to ask: %v", err)
	}
	asked := 0
	ask := func(_ context.Context, what string) (agora.Secret, error) {
		asked++
		if what != connections.CustomerSecret {
			t.Errorf("asked for the %s", what)
		}
		return "hunter2", nil
	}
	for range 2 {
		if _, err := s.Client(t.Context(), c, ask); err != nil {
			t.Fatal(err)
		}
	}
	s.Forget("a")
	if _, err := s.Client(t.Context(), c, ask); err != nil {
		t.Fatal(err)
	}
	if asked != 2 {
		t.Errorf("asked %d times, want once, and once more after it was forgotten", asked)
	}
	gone := errors.New("gone")
	s.Forget("a")
	if _, err := s.Client(t.Context(), c, func(context.Context, string) (agora.Secret, error) { return "", gone }); !errors.Is(err, gone) {
		t.Errorf("a person who leaves: %v", err)
	}
}

func TestTheDraftIsKeptAndDropped(t *testing.T) {
	s := open(t, nil, nil)
	if data, at, err := s.LoadDraft(); data != nil || !at.IsZero() || err != nil {
		t.Errorf("before: %s, %v, %v", data, at, err)
	}
	if err := s.SaveDraft([]byte("{}")); err != nil {
		t.Fatal(err)
	}
	if data, at, err := s.LoadDraft(); string(data) != "{}" || time.Since(at) > time.Hour || err != nil {
		t.Errorf("after: %s, %v, %v", data, at, err)
	}
	for range 2 {
		if err := s.DropDraft(); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.MkdirAll(filepath.Join(s.Home.Draft(), "x"), 0o700); err != nil {
		t.Fatal(err)
	}
	if _, _, err := s.LoadDraft(); err == nil {
		t.Error("a directory was read as a draft")
	}
}

func TestTheProjectKnowsThisMachinesDistanceFromUTC(t *testing.T) {
	s := open(t, nil, func(o *Options) {
		o.Now = func() time.Time { return time.Date(2026, 1, 1, 0, 0, 0, 0, time.FixedZone("there", -8*3600)) }
	})
	if p := s.Project(connections.Connection{Version: agora.V5}); p.UTCOffset == nil || *p.UTCOffset != -8 {
		t.Errorf("got %+v", p)
	}
}

func TestAClosedSessionStartsNothing(t *testing.T) {
	s := open(t, nil, useSandbox)
	c, err := s.Choose("")
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Client(t.Context(), c, nil); !errors.Is(err, ErrClosed) {
		t.Errorf("the sandbox was started: %v", err)
	}
	s = open(t, environment(map[string]string{}), nil)
	if c, err = s.Choose(""); err != nil {
		t.Fatal(err)
	}
	s.Close()
	if _, err := s.Client(t.Context(), c, nil); !errors.Is(err, ErrClosed) {
		t.Errorf("a client was made: %v", err)
	}
}

func TestEveryFlipAndCutOfADraftIsToldAndSetAside(t *testing.T) {
	s := open(t, nil, nil)
	for name, c := range map[string]struct {
		save func([]byte) error
		load func() ([]byte, KeptAt, error)
		path string
		lost string
	}{
		"unsent": {s.SaveDraft, s.LoadDraft, s.Home.Draft(), "the unsent answers"},
		"sent":   {s.SaveSent, s.LoadSent, s.Home.Sent(), "the answers of the last task"},
	} {
		if err := c.save([]byte(`{"schema":1,"answers":{"rtcConfig.channelName":{"text":"hall"}}}`)); err != nil {
			t.Fatal(err)
		}
		whole, err := os.ReadFile(c.path)
		if err != nil {
			t.Fatal(err)
		}
		told := 0
		for _, data := range sealtest.Damage(whole, 300, 100) {
			if err := os.WriteFile(c.path, data, 0o600); err != nil {
				t.Fatal(err)
			}
			if got, _, err := c.load(); got != nil || err != nil {
				t.Fatalf("%s: taken as %s, %v", name, got, err)
			}
			found := s.Damage()
			if len(found) != 1 || found[0].Path != c.path || found[0].Lost != c.lost {
				t.Fatalf("%s: told %v", name, found)
			}
			if aside, err := os.ReadFile(found[0].Aside); err != nil || !bytes.Equal(aside, data) {
				t.Fatalf("%s: set aside is %q, %v", name, aside, err)
			}
			told++
		}
		t.Logf("%s: 400 flips and cuts, %d told", name, told)
		if more := s.Damage(); len(more) != 0 {
			t.Errorf("%s: told again: %v", name, more)
		}
	}
}

func TestADraftWithoutASealIsRead(t *testing.T) {
	s := open(t, nil, nil)
	const old = `{"schema":1,"answers":{}}`
	if err := os.MkdirAll(s.Home.State, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(s.Home.Draft(), []byte(old), 0o600); err != nil {
		t.Fatal(err)
	}
	if got, _, err := s.LoadDraft(); string(got) != old || err != nil || len(s.Damage()) != 0 {
		t.Errorf("got %q, %v", got, err)
	}
}

func TestDamageIsToldAtOnceToWhoeverWantsThat(t *testing.T) {
	s := open(t, nil, nil)
	var told []*seal.DamagedError
	s.TellDamage(func(e *seal.DamagedError) { told = append(told, e) })
	if err := s.Presets.Used("a", presets.Use{}); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(s.Home.Last(), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, known := s.Presets.LastUsed("a"); known || len(told) != 1 || len(s.AllDamage()) != 1 {
		t.Errorf("known %v, told %v", known, told)
	}
}

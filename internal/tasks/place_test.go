package tasks_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"sttwizard/agora"
	"sttwizard/agora/sandbox"
	"sttwizard/internal/attempt"
	"sttwizard/internal/connections"
	"sttwizard/internal/secret"
	"sttwizard/internal/session"
	"sttwizard/internal/tasks"
)

// placed returns a session with flags and a variable, two real connections of one App
// ID at two addresses, one of another App ID, and an attempt at each place.
func placed(t *testing.T, change func(*session.Options)) (s *session.Session, of map[string]*attempt.Attempt) {
	t.Helper()
	s = open(t, nil, change)
	save(t, s, "a", func(c *connections.Connection) { c.BaseURL = "http://127.0.0.1:4001" })
	save(t, s, "b", func(c *connections.Connection) { c.BaseURL = "http://127.0.0.1:4002" })
	save(t, s, "c", func(c *connections.Connection) { c.AppID, c.BaseURL = strings.Repeat("c", 32), "http://127.0.0.1:4001" })
	of = map[string]*attempt.Attempt{}
	list, err := s.Connections.List()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range append(list, theSandbox(t, s)) {
		at, err := s.Journal.Begin(s.Tasks.Intent(c, request("demo"), tasks.StartOptions{}))
		if err != nil {
			t.Fatal(err)
		}
		of[c.Name] = at
	}
	return s, of
}

func TestFlagsChooseAttemptsOfTheirPlace(t *testing.T) {
	for name, test := range map[string]struct {
		change     func(*session.Options)
		connection string
		want       string // the names of those that are meant
	}{
		"nothing named":               {want: "a b c sandbox"},
		"a connection":                {connection: "a", want: "a"},
		"another of the same App ID":  {connection: "b", want: "b"},
		"another App ID, same server": {connection: "c", want: "c"},
		"the sandbox by its name":     {connection: "sandbox", want: "sandbox"},
		"--sandbox":                   {change: func(o *session.Options) { o.UseSandbox = true }, want: "sandbox"},
		"--api-url":                   {change: func(o *session.Options) { o.APIURL = "http://127.0.0.1:4002/" }, want: "b"},
		"--api-url of nobody":         {change: func(o *session.Options) { o.APIURL = "http://127.0.0.1:4999" }},
		"--api-url and a connection":  {change: func(o *session.Options) { o.APIURL = "http://127.0.0.1:4001" }, connection: "c", want: "c"},
		"--api-url and another's":     {change: func(o *session.Options) { o.APIURL = "http://127.0.0.1:4002" }, connection: "a", want: "b"},
		"the variable names nothing": {want: "a b c sandbox", change: func(o *session.Options) {
			get := o.Getenv
			o.Getenv = func(name string) string {
				if name == session.APIURLVariable {
					return "http://127.0.0.1:4999"
				}
				return get(name)
			}
		}},
	} {
		t.Run(name, func(t *testing.T) {
			s, of := placed(t, test.change)
			p, err := s.Tasks.Named(test.connection)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, name := range []string{"a", "b", "c", "sandbox"} {
				err := p.Check(of[name])
				if err == nil {
					got = append(got, name)
				} else if e, ok := errors.AsType[*tasks.OtherPlaceError](err); !ok || !strings.Contains(e.Error(), tasks.At(of[name])) || !strings.Contains(e.Error(), p.String()) {
					t.Errorf("%s: %v does not name both places", name, err)
				}
			}
			if strings.Join(got, " ") != test.want {
				t.Errorf("%v, want %s", got, test.want)
			}
		})
	}
}

// TestWhateverIsNamedTheAddressIsTheAttempts asks for a connection with every flag,
// variable and name: where one is given, it calls the attempt's own place.
func TestWhateverIsNamedTheAddressIsTheAttempts(t *testing.T) {
	for flag, change := range map[string]func(*session.Options){
		"nothing": nil, "--sandbox": func(o *session.Options) { o.UseSandbox = true }, "--api-url": func(o *session.Options) { o.APIURL = "http://127.0.0.1:4999" },
	} {
		s, of := placed(t, change)
		for own, at := range of {
			for _, named := range []string{"", "a", "b", "c", "sandbox"} {
				c, err := s.Tasks.ForAttempt(at, named)
				if err != nil {
					if named == "" {
						t.Errorf("%s, %s: %v", flag, own, err)
					}
					continue
				}
				if (own == "sandbox") != c.Sandbox || !c.Sandbox && (c.Address() != at.Intent().BaseURL || c.AppID != at.Intent().AppID) || c.Version != at.Intent().Version {
					t.Errorf("%s, %s by %q: %+v", flag, own, named, c)
				}
			}
		}
	}
}

func TestANamedConnectionLendsItsCredentials(t *testing.T) {
	s, of := placed(t, nil)
	p, err := s.Tasks.Named("b")
	if err != nil || p.Has(of["a"]) {
		t.Fatalf("%v: b was taken for a, which is there", err)
	}
	if err := s.Connections.Remove("a"); err != nil {
		t.Fatal(err)
	}
	if p, err = s.Tasks.Named("b"); err != nil || !p.Has(of["a"]) {
		t.Fatalf("%v: b can't lend to a, which is gone", err)
	}
	c, err := s.Tasks.ForAttempt(of["a"], "b")
	if err != nil || c.Name != "b" || c.Address() != of["a"].Intent().BaseURL {
		t.Errorf("%+v, %v", c, err)
	}
}

func TestProductionBelongsToThePlace(t *testing.T) {
	s, of := placed(t, nil)
	choices := func() []connections.Connection { c, _ := s.Choices(); return c }
	if tasks.Production(of["a"].Intent(), choices()) {
		t.Error("nothing is marked yet")
	}
	_ = s.Connections.Change("b", func(c *connections.Connection) error { c.Production = true; return nil })
	for name, want := range map[string]bool{"a": true, "b": true, "c": false, "sandbox": false} {
		if tasks.Production(of[name].Intent(), choices()) != want {
			t.Errorf("%s: %v", name, !want)
		}
	}
	c, err := s.Choose("b")
	in := s.Tasks.Intent(c, request("demo"), tasks.StartOptions{})
	_ = s.Connections.Remove("b")
	if err != nil || !tasks.Production(in, choices()) {
		t.Errorf("%v: the mark went with its connection", err)
	}
}

// silent fails the test when anybody calls the server of another place.
type silent struct{ t *testing.T }

func (s silent) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.URL.Host == "127.0.0.1:4999" {
		s.t.Errorf("%s was called", r.URL.Path)
	}
	return http.DefaultTransport.RoundTrip(r)
}

// elsewhere returns a caller at a place where no attempt was started.
func elsewhere(t *testing.T, s *session.Session) *tasks.Caller {
	t.Helper()
	c, err := s.Choose("a")
	if err != nil {
		t.Fatal(err)
	}
	c.BaseURL = "http://127.0.0.1:4999"
	by, err := s.Tasks.Caller(t.Context(), c, func(context.Context, string) (agora.Secret, error) { return "hunter2", nil })
	if err != nil {
		t.Fatal(err)
	}
	return by
}

func TestOpenTasksAreAskedForAtTheirOwnPlace(t *testing.T) {
	s, of := placed(t, func(o *session.Options) { o.Transport = silent{t} })
	found, err := elsewhere(t, s).Conflicts(t.Context(), "demo")
	if err != nil || len(found) == 0 {
		t.Fatalf("%v, %v", found, err)
	}
	for name, at := range of {
		if err := at.Refresh(); err != nil || at.State() != attempt.Intended {
			t.Errorf("%s: %v, %s", name, err, at.State())
		}
	}
}

// TestAConnectionOfAnotherPlaceLendsNothing: its credentials are another project's.
func TestAConnectionOfAnotherPlaceLendsNothing(t *testing.T) {
	s, of := placed(t, nil)
	save(t, s, "d", func(c *connections.Connection) {
		c.AppID, c.BaseURL = sandbox.DefaultAppID, "http://127.0.0.1:4001"
	})
	of["d"] = begun(t, s, "d")
	for own, others := range map[string][]string{"a": {"c", "sandbox"}, "c": {"a", "b"}, "d": {"a", "sandbox"}} {
		for _, named := range others {
			c, err := s.Tasks.ForAttempt(of[own], named)
			if _, ok := errors.AsType[*tasks.OtherPlaceError](err); !ok {
				t.Errorf("%s by %s: %s, %v", own, named, c.Name, err)
			}
		}
	}
	old := s.Tasks.Intent(theSandbox(t, s), request("demo"), tasks.StartOptions{})
	old.Connection = "" // as one may be that was taken up
	at, err := s.Journal.Begin(old)
	if err != nil {
		t.Fatal(err)
	}
	if p, err := s.Tasks.Named("d"); err != nil || p.Has(at) || p.Has(of["sandbox"]) || !p.Has(of["d"]) {
		t.Errorf("%v: a task of the sandbox was taken for one of its App ID", err)
	}
}

// TestTheVersionIsTheAttempts, whatever its connection speaks now.
func TestTheVersionIsTheAttempts(t *testing.T) {
	s, of := placed(t, nil)
	if err := s.Connections.Change("a", func(c *connections.Connection) error { c.Version = agora.V7; return nil }); err != nil {
		t.Fatal(err)
	}
	for _, named := range []string{"", "a"} {
		if c, err := s.Tasks.ForAttempt(of["a"], named); err != nil || c.Name != "a" || c.Version != agora.V5 {
			t.Errorf("%q: %+v, %v", named, c, err)
		}
	}
}

// TestWhatRunsElsewhereIsAskedForThere, by a client of its own, and its end is seen.
func TestWhatRunsElsewhereIsAskedForThere(t *testing.T) {
	ended := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		w.Write([]byte(`{"status":"STOPPED"}`))
	}))
	t.Cleanup(ended.Close)
	s := open(t, map[string]string{"ACME": "hunter2"}, func(o *session.Options) { o.Transport = silent{t} })
	save(t, s, "a", func(c *connections.Connection) { c.BaseURL = "http://127.0.0.1:4001" })
	save(t, s, "b", func(c *connections.Connection) { c.BaseURL, c.Secret = ended.URL, secret.Env("ACME") })
	there, err := s.Choose("b")
	if err != nil {
		t.Fatal(err)
	}
	at, err := attempt.TakeUp(s.Journal, s.Tasks.Intent(there, request("demo"), tasks.StartOptions{}), agora.Handle{TaskID: "t", BuilderToken: "b"}, agora.Task{})
	if err != nil {
		t.Fatal(err)
	}
	open, err := elsewhere(t, s).Conflicts(t.Context(), "demo")
	if err != nil || len(open) > 0 {
		t.Errorf("%v, %v", open, err)
	}
	if err := at.Refresh(); err != nil || at.State() != attempt.Stopped {
		t.Errorf("%v, %s", err, at.State())
	}
}

// TestAConnectionLendsWhereTheOwnOneIsOfNoUse, and not where that one works.
func TestAConnectionLendsWhereTheOwnOneIsOfNoUse(t *testing.T) {
	for name, test := range map[string]struct {
		change func(s *session.Session)
		want   bool
	}{
		"it works":         {func(*session.Session) {}, false},
		"it can't be used": {func(s *session.Session) { spoil(t, s, "a") }, true},
		"it has another App ID": {func(s *session.Session) {
			s.Connections.Change("a", func(c *connections.Connection) error { c.AppID = strings.Repeat("b", 32); return nil })
		}, true},
	} {
		s, of := placed(t, nil)
		test.change(s)
		if p, err := s.Tasks.Named("b"); err != nil || p.Has(of["a"]) != test.want || p.Has(of["c"]) {
			t.Errorf("%s: %v, has it %v", name, err, !test.want)
		}
	}
}

func TestTheSandboxHasNoOtherAddressOrConnection(t *testing.T) {
	for name, test := range map[string]struct {
		change     func(*session.Options)
		connection string
	}{
		"--api-url, by flag":     {func(o *session.Options) { o.UseSandbox, o.APIURL = true, "http://127.0.0.1:4001" }, ""},
		"--api-url, by its name": {func(o *session.Options) { o.APIURL = "http://127.0.0.1:4001" }, connections.SandboxName},
		"a connection":           {useSandbox, "a"},
	} {
		s, _ := placed(t, test.change)
		p, err := s.Tasks.Named(test.connection)
		if _, ok := errors.AsType[*connections.ConflictError](err); !ok {
			t.Errorf("%s: %s, %v", name, p, err)
		}
	}
}

func TestATaskOfTheSandboxOutlivesTheSession(t *testing.T) {
	vars := map[string]string{}
	first := open(t, vars, func(o *session.Options) { useSandbox(o); o.Pace = time.Millisecond })
	c, err := first.Choose("")
	if err != nil {
		t.Fatal(err)
	}
	client, err := first.Client(t.Context(), c, nil)
	if err != nil {
		t.Fatal(err)
	}
	at, err := first.Journal.Begin(first.Tasks.Intent(c, request("demo"), tasks.StartOptions{}))
	if err != nil {
		t.Fatal(err)
	}
	run := attempt.NewRunner(at, client, request("demo"))
	if err := run.Acquire(t.Context()); err != nil {
		t.Fatal(err)
	}
	if outcome, err := run.Send(t.Context()); outcome != agora.OutcomeStarted || err != nil {
		t.Fatal(outcome, err)
	}
	url, _ := first.SandboxURL(agora.V5)
	if again, _ := first.SandboxURL(agora.V5); again != url || url == "" {
		t.Errorf("two sandboxes in one session: %s and %s", url, again)
	}
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}

	second := open(t, vars, func(o *session.Options) {
		o.Sleep = func(ctx context.Context, _ time.Duration) error { return ctx.Err() }
	})
	at, err = second.Journal.Find(at.Task().ID)
	if err != nil {
		t.Fatal(err)
	}
	if c, err = second.Tasks.ForAttempt(at, ""); err != nil {
		t.Fatal(err)
	}
	if client, err = second.Client(t.Context(), c, nil); err != nil {
		t.Fatal(err)
	}
	for at.State() != attempt.Stopped {
		var still *attempt.StillThereError
		if err := attempt.Stop(t.Context(), client, at); err != nil && !errors.As(err, &still) {
			t.Fatal(err)
		}
	}
}

func TestAnAttemptIsAskedWhereItWasStarted(t *testing.T) {
	s := open(t, nil, nil)
	save(t, s, "a", func(c *connections.Connection) { c.BaseURL = "https://then.example" })
	c, err := s.Choose("a")
	if err != nil {
		t.Fatal(err)
	}
	at, err := s.Journal.Begin(s.Tasks.Intent(c, request("demo"), tasks.StartOptions{}))
	if err != nil {
		t.Fatal(err)
	}
	c.BaseURL, c.AppID = "https://now.example", strings.Repeat("b", 32)
	if err := s.Connections.Save(c, true); err != nil {
		t.Fatal(err)
	}
	got, err := s.Tasks.ForAttempt(at, "")
	if err != nil || got.Address() != "https://then.example" || got.AppID != appID {
		t.Errorf("%+v, %v", got, err)
	}
	if err := s.Connections.Remove("a"); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Tasks.ForAttempt(at, ""); err == nil {
		t.Error("a connection that is gone was found")
	}
	save(t, s, "b", nil)
	if got, err := s.Tasks.ForAttempt(at, "b"); err != nil || got.Address() != "https://then.example" {
		t.Errorf("by another name: %+v, %v", got, err)
	}
}

package session

import (
	"errors"
	"strings"
	"testing"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
	"sttwizard/internal/connections"
)

// placed gives a session with flags and a variable, two real connections of one App
// ID at two addresses, one of another App ID, and an attempt at each place.
func placed(t *testing.T, change func(*Options)) (s *Session, of map[string]*attempt.Attempt) {
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
	for _, c := range append(list, s.sandboxOf("")) {
		at, err := s.Journal.Begin(s.Intent(c, request("demo"), Start{}))
		if err != nil {
			t.Fatal(err)
		}
		of[c.Name] = at
	}
	return s, of
}

func TestFlagsChooseAttemptsOfTheirPlace(t *testing.T) {
	for name, test := range map[string]struct {
		change     func(*Options)
		connection string
		want       string // the names of those that are meant
	}{
		"nothing named":               {want: "a b c sandbox"},
		"a connection":                {connection: "a", want: "a"},
		"another of the same App ID":  {connection: "b", want: "b"},
		"another App ID, same server": {connection: "c", want: "c"},
		"the sandbox by its name":     {connection: "sandbox", want: "sandbox"},
		"--sandbox":                   {change: func(o *Options) { o.UseSandbox = true }, want: "sandbox"},
		"--api-url":                   {change: func(o *Options) { o.APIURL = "http://127.0.0.1:4002/" }, want: "b"},
		"--api-url of nobody":         {change: func(o *Options) { o.APIURL = "http://127.0.0.1:4999" }},
		"--api-url and a connection":  {change: func(o *Options) { o.APIURL = "http://127.0.0.1:4001" }, connection: "c", want: "c"},
		"--api-url and another's":     {change: func(o *Options) { o.APIURL = "http://127.0.0.1:4002" }, connection: "a", want: "b"},
		"the variable names nothing": {want: "a b c sandbox", change: func(o *Options) {
			get := o.Getenv
			o.Getenv = func(name string) string {
				if name == APIURLVariable {
					return "http://127.0.0.1:4999"
				}
				return get(name)
			}
		}},
	} {
		t.Run(name, func(t *testing.T) {
			s, of := placed(t, test.change)
			p, err := s.Named(test.connection)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, name := range []string{"a", "b", "c", "sandbox"} {
				err := p.Check(of[name])
				if err == nil {
					got = append(got, name)
				} else if e, ok := errors.AsType[*OtherPlaceError](err); !ok || !strings.Contains(e.Error(), At(of[name])) || !strings.Contains(e.Error(), p.String()) {
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
	for flag, change := range map[string]func(*Options){
		"nothing": nil, "--sandbox": func(o *Options) { o.UseSandbox = true }, "--api-url": func(o *Options) { o.APIURL = "http://127.0.0.1:4999" },
	} {
		s, of := placed(t, change)
		for own, at := range of {
			for _, named := range []string{"", "a", "b", "c", "sandbox"} {
				c, err := s.ForAttempt(at, named)
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
	p, err := s.Named("b")
	if err != nil || p.Has(of["a"]) {
		t.Fatalf("%v: b was taken for a, which is there", err)
	}
	if err := s.Connections.Remove("a"); err != nil {
		t.Fatal(err)
	}
	if p, err = s.Named("b"); err != nil || !p.Has(of["a"]) {
		t.Fatalf("%v: b can't lend to a, which is gone", err)
	}
	c, err := s.ForAttempt(of["a"], "b")
	if err != nil || c.Name != "b" || c.Address() != of["a"].Intent().BaseURL {
		t.Errorf("%+v, %v", c, err)
	}
}

func TestProductionBelongsToThePlace(t *testing.T) {
	s, of := placed(t, nil)
	choices := func() []connections.Connection { c, _ := s.Choices(); return c }
	if Production(of["a"].Intent(), choices()) {
		t.Error("nothing is marked yet")
	}
	_ = s.Connections.Change("b", func(c *connections.Connection) error { c.Production = true; return nil })
	for name, want := range map[string]bool{"a": true, "b": true, "c": false, "sandbox": false} {
		if Production(of[name].Intent(), choices()) != want {
			t.Errorf("%s: %v", name, !want)
		}
	}
	c, err := s.Choose("b")
	in := s.Intent(c, request("demo"), Start{})
	_ = s.Connections.Remove("b")
	if err != nil || !Production(in, choices()) {
		t.Errorf("%v: the mark went with its connection", err)
	}
}

// silent fails the test when anybody calls it.
type silent struct {
	attempt.API
	t *testing.T
}

func (s silent) Place() agora.Place { return agora.Place{BaseURL: "http://127.0.0.1:4999"} }

func TestOpenTasksAreAskedForAtTheirOwnPlace(t *testing.T) {
	s, of := placed(t, nil)
	c, _ := s.Choose("a")
	found, err := s.StillOpen(t.Context(), silent{t: t}, c, "demo")
	if err != nil || len(found) == 0 {
		t.Fatalf("%v, %v", found, err) // a call of silent would have panicked
	}
	for name, at := range of {
		if err := at.Refresh(); err != nil || at.State() != attempt.Intended {
			t.Errorf("%s: %v, %s", name, err, at.State())
		}
	}
}

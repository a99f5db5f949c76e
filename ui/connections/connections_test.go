package connections

import (
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"sttwizard/agora"
	"sttwizard/internal/connections"
	"sttwizard/internal/explain"
	"sttwizard/internal/secret"
	"sttwizard/ui/kit"
	"sttwizard/ui/kit/kittest"
)

type world struct {
	choices *[]connections.Connection
	inUse   string
	trouble string
}

func (w world) Choices() []connections.Connection { return *w.choices }
func (w world) Trouble() string                   { return w.trouble }
func (w world) InUse() string                     { return w.inUse }
func (w world) Now() time.Time                    { return time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC) }
func (w world) Sign() string                      { return "*" }

func own(name string) connections.Connection {
	return connections.Connection{
		Name: name, Version: agora.V7, AppID: "0123456789abcdef0123456789abcdef", CustomerKey: "key",
		Secret: secret.Env("ACME"),
	}
}

func pretend() connections.Connection {
	return connections.Sandbox("http://127.0.0.1:1", "0123456789abcdef0123456789abcdef", "key")
}

// listing makes the screen of some connections, and gives what it tells.
func listing(w world, leadsBack bool, all ...connections.Connection) (*Screen, *[]Outcome) {
	told := &[]Outcome{}
	w.choices = &all
	return New(w, leadsBack, func(o Outcome) tea.Cmd { *told = append(*told, o); return nil }), told
}

func TestEachKeyTellsWhatIsToBeDoneWithTheConnection(t *testing.T) {
	acme := own("acme")
	s, told := listing(world{}, false, acme)
	kittest.Press(t, s, "enter", "a", "e", "t", "d", "p", "m", "x", "esc", "h")
	s.SetDefault("acme")
	kittest.Press(t, s, "d")
	want := []Outcome{
		Do{Use, acme}, Add, Do{Edit, acme}, Do{Test, acme}, Do{MakeDefault, acme}, Do{MarkProduction, acme},
		Do{MoveSecret, acme}, Do{Remove, acme}, GoHome, GoHome, NoDefault,
	}
	if !slices.Equal(*told, want) {
		t.Errorf("they tell %v, want %v", *told, want)
	}
}

func TestAListThatLeadsBackTellsSo(t *testing.T) {
	s, told := listing(world{}, true, own("acme"))
	kittest.Press(t, s, "esc", "h")
	if want := []Outcome{Back, LeaveHome}; !slices.Equal(*told, want) {
		t.Errorf("they tell %v, want %v", *told, want)
	}
}

func TestWhatIsNotAPersonsCannotBeChanged(t *testing.T) {
	fromEnvironment := own(connections.EnvironmentName)
	for _, c := range []connections.Connection{pretend(), fromEnvironment} {
		s, told := listing(world{}, false, c)
		for _, k := range []string{"e", "p", "m", "x"} {
			if b, does := kit.Find(s.Keys(), k); does {
				t.Errorf("%s of %s does %q", k, c.Name, b.What())
			}
		}
		if _, tests := kit.Find(s.Keys(), "t"); tests == c.Sandbox {
			t.Errorf("%s can be tested: %v", c.Name, tests)
		}
		kittest.Press(t, s, "d")
		if want := []Outcome{Do{MakeDefault, c}}; !slices.Equal(*told, want) {
			t.Errorf("they tell %v, want %v", *told, want)
		}
	}
	asked := own("other")
	asked.Secret = secret.Ask()
	s, _ := listing(world{}, false, asked)
	if _, moves := kit.Find(s.Keys(), "m"); moves {
		t.Error("a secret that is typed each time is offered to be moved")
	}
}

func TestTheSandboxGoesRoundItsVersions(t *testing.T) {
	all := agora.Versions()
	for i, v := range all {
		c := pretend()
		c.Version = v
		s, told := listing(world{}, false, c)
		kittest.Press(t, s, "v")
		if want := []Outcome{Speak{all[(i+1)%len(all)]}}; !slices.Equal(*told, want) {
			t.Errorf("after %s it tells %v, want %v", v, *told, want)
		}
	}
}

func TestAConnectionWithErrorsIsNeitherUsedNorTested(t *testing.T) {
	bad := own("bad")
	bad.AppID = "short"
	s, told := listing(world{}, false, bad)
	kittest.Press(t, s, "enter", "t")
	for i, done := range []string{"used", "tested"} {
		refused, is := (*told)[i].(Refuse)
		why, mends := strings.CutSuffix(refused.Words, "; e edits it")
		if !is || !mends || !strings.HasPrefix(why, "bad can't be "+done+": ") {
			t.Errorf("it tells %v", (*told)[i])
		}
	}
	if text := kittest.Text(s, 80, 20); !strings.Contains(text, "✗") {
		t.Errorf("the error is not marked:\n%s", text)
	}
}

func TestOneStandsOnTheConnectionInUseAndOnTheOneThatWasMade(t *testing.T) {
	all := []connections.Connection{own("acme"), own("other"), pretend()}
	w := world{choices: &all, inUse: "other"}
	s := New(w, false, func(Outcome) tea.Cmd { return nil })
	stands := func(name string) {
		t.Helper()
		if here := s.Selected(); here == nil || here.Name != name {
			t.Errorf("one stands on %+v, want %s", here, name)
		}
	}
	stands("other")
	kittest.Press(t, s, "down", "down", "down")
	stands("sandbox")
	kittest.Press(t, s, "up", "up", "up")
	stands("acme")
	s.Want("new")
	s.Reload()
	stands("acme")
	all = append(all, own("new"))
	s.Reload()
	stands("new")
	all = all[:1]
	s.Reload()
	stands("acme")
	all = nil
	s.Reload()
	if s.Selected() != nil || !strings.Contains(kittest.Text(s, 80, 20), "a adds a connection to Agora.") {
		t.Errorf("an empty list has %+v and says\n%s", s.Selected(), kittest.Text(s, 80, 20))
	}
}

func TestOnlyTheNewestTestOfAConnectionIsAwaited(t *testing.T) {
	s, _ := listing(world{}, false, own("acme"))
	old := s.Testing("acme")
	now := s.Testing("acme")
	if s.Awaits("acme", old) || !s.Awaits("acme", now) || s.Awaits("other", now) || !s.Waits() {
		t.Errorf("tests %d and %d: awaited are %v and %v", old, now, s.Awaits("acme", old), s.Awaits("acme", now))
	}
	if text := kittest.Text(s, 80, 20); !strings.Contains(text, "▸ asking Agora: ") {
		t.Errorf("it says\n%s", text)
	}
	s.Tested("acme", Verdict{OK: true, Words: explain.Explanation{What: "It works.", Likely: "all is well", Do: "go on"}})
	text := kittest.Text(s, 80, 20)
	for _, want := range []string{"✓ It works.", "Likely: all is well.", "Go on."} {
		if !strings.Contains(text, want) {
			t.Errorf("it does not say %q:\n%s", want, text)
		}
	}
	if s.Waits() {
		t.Error("it waits on")
	}
	s.Tested("acme", Verdict{Failed: "the keyring is locked"})
	if text := kittest.Text(s, 80, 20); !strings.Contains(text, "✗ the keyring is locked") {
		t.Errorf("it says\n%s", text)
	}
	s.Forget("acme")
	if s.Awaits("acme", now) || strings.Contains(kittest.Text(s, 80, 20), "keyring is locked") {
		t.Errorf("what was forgotten is shown:\n%s", kittest.Text(s, 80, 20))
	}
}

func TestTheListSaysWhatIsSpecialOfEach(t *testing.T) {
	live, old := own("live"), own("old")
	live.Production, old.Version = true, agora.V5
	s, _ := listing(world{inUse: "live", trouble: "the file is broken"}, false, live, old, pretend())
	s.SetDefault("old")
	text := kittest.Text(s, 80, 30)
	for _, want := range []string{
		"✗ the file is broken", "in use  PRODUCTION  API v7  0123…cdef", "default  API v5", "a pretend Agora on this machine",
		"customer secret", "end of life",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("it does not say %q:\n%s", want, text)
		}
	}
}

// A list that is longer than the window says how much of it is out of sight.
func TestALongListSaysWhatIsOutOfSight(t *testing.T) {
	var all []connections.Connection
	for i := range 20 {
		all = append(all, own("acme-"+string(rune('a'+i))))
	}
	s, _ := listing(world{}, false, all...)
	for height, want := range map[int]string{24: "more lines below: ↓", 12: " ↓"} {
		if text := kittest.Text(s, 80, height); !strings.Contains(text, want) {
			t.Errorf("%d lines don't show %q:\n%s", height, want, text)
		}
	}
}

package failure

import (
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"sttwizard/agora"
	"sttwizard/internal/explain"
	"sttwizard/ui/kit"
	"sttwizard/ui/kit/kittest"
)

// world asks one question, and sends by a version.
type world struct {
	version agora.Version
	asks    string
}

func (w world) Version() agora.Version { return w.version }

func (w world) Question(path string) (string, bool) {
	if path == "" || path != w.asks {
		return "", false
	}
	return "Bucket", true
}

func TestEscLeadsFromTheDetailsBackToTheMessage(t *testing.T) {
	var told []Outcome
	s := New(explain.Explanation{What: "It failed.", Raw: "502"}, "", world{}, func(o Outcome) tea.Cmd { told = append(told, o); return nil })
	kittest.Press(t, s, "d")
	if b, _ := kit.Find(s.Keys(), "d"); b.What() != "the message" {
		t.Errorf("in the details d shows %s", b.What())
	}
	kittest.Press(t, s, "esc")
	if text := kittest.Text(s, 80, 24); !strings.Contains(text, "It failed.") {
		t.Errorf("esc leads to\n%s", text)
	}
	if kittest.Press(t, s, "esc"); told[len(told)-1] != GoHome {
		t.Errorf("from the message esc tells %v", told)
	}
}

func TestEachKeyTellsOneOutcome(t *testing.T) {
	gone := explain.Explanation{Kind: string(agora.KindNoRoute)}
	for name, c := range map[string]struct {
		e     explain.Explanation
		world world
		keys  map[string]Outcome
		none  []string
	}{
		"nothing runs": {
			explain.Explanation{CanResend: true}, world{version: agora.V5},
			map[string]Outcome{
				"e": Edit, "r": SendAgain, "c": Connection, "d": OtherText, "b": Bundle, "esc": GoHome, "h": GoHome,
			},
			[]string{"k", "7", "enter"},
		},
		"it may run": {explain.Explanation{}, world{version: agora.V5}, map[string]Outcome{"r": StartAnew}, nil},
		"a field is wrong": {
			explain.Explanation{Field: agora.PathBucket, SuggestSpelling: true}, world{agora.V5, agora.PathBucket},
			map[string]Outcome{"enter": GoToField, "k": Respell}, nil,
		},
		"a field that is not asked": {explain.Explanation{Field: agora.PathBucket}, world{}, nil, []string{"enter"}},
		"the address is gone":       {gone, world{version: agora.V6}, map[string]Outcome{"7": MoveToV7}, nil},
		"of v7 too":                 {gone, world{version: agora.V7}, nil, []string{"7"}},
	} {
		t.Run(name, func(t *testing.T) {
			var told []Outcome
			var s *Screen
			anew := func() {
				s = New(c.e, "", c.world, func(o Outcome) tea.Cmd { told = append(told, o); return nil })
			}
			for k, want := range c.keys {
				anew()
				b, ok := kit.Find(s.Keys(), k)
				if !ok {
					t.Errorf("%s does nothing", k)
					continue
				}
				told = nil
				if b.Do(); !slices.Equal(told, []Outcome{want}) {
					t.Errorf("%s tells %v, want %v", k, told, want)
				}
				if b.IsHeld() != (want == SendAgain || want == StartAnew) {
					t.Errorf("%s is held: %v", k, b.IsHeld())
				}
			}
			anew()
			for _, k := range c.none {
				if b, ok := kit.Find(s.Keys(), k); ok {
					t.Errorf("%s does %q", k, b.What())
				}
			}
		})
	}
}

func TestItSaysWhatIsKnownAndTheRawAnswer(t *testing.T) {
	e := explain.Explanation{
		What: "Agora refused it.", Code: "400", Do: "mend it", Billed: "nothing is billed", CanResend: true,
		Field: agora.PathBucket, Raw: "{\"x\":\"\x1b]52;c;x\a\"}", RequestID: "r1",
	}
	s := New(e, "20261122T130000Z-aaaa", world{asks: agora.PathBucket}, func(Outcome) tea.Cmd { return nil })
	text := kittest.Text(s, 80, 24)
	for _, want := range []string{
		" ✗ Agora refused it.", "   400", "   Do          mend it", "Bucket (" + agora.PathBucket + ")",
		"nothing is billed; your answers are kept", "r1, for Agora's support",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("it does not say %q:\n%s", want, text)
		}
	}
	if strings.Contains(text, "Likely") || s.Title() != "Not started" {
		t.Errorf("under the title %q it says\n%s", s.Title(), text)
	}
	kittest.Do(t, s.Keys(), "d")
	st := kit.NewStyles(kit.Look{Dark: true})
	text = s.View(&st, 80, 24)
	raw := strings.Contains(text, "The raw answer") && !strings.ContainsAny(text, "\a")
	if !raw || !strings.Contains(text, "20261122T130000Z-aaaa") {
		t.Errorf("the details are\n%q", text)
	}
}

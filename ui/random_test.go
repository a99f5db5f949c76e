package ui

import (
	"fmt"
	"image/color"
	"math/rand/v2"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"sttwizard/agora/sandbox"
	"sttwizard/ui/kit"
)

// allKeys are the keys that a person can press, those that do much more often.
func allKeys() []string {
	var out []string
	for c := 'a'; c <= 'z'; c++ {
		out = append(out, string(c), "ctrl+"+string(c))
	}
	out = append(out, strings.Split("A D X Z 0 1 2 3 9 / ? - _ . : , é 日 ☃ insert delete pgup pgdown home end left right alt+1 alt+2 alt+3 alt+4 alt+5 alt+6 alt+x shift+up", " ")...)
	for range 6 {
		out = append(out, "enter", "tab", "down", "space", "up", "esc", "shift+tab", "backspace", "f1", "ctrl+r", "s", "y", "n")
	}
	return out
}

// stroll presses random keys and checks every frame.
type stroll struct {
	*desk
	r     *rand.Rand
	keys  []string
	seen  map[string]int // how often each screen was on top
	trail []string
}

func (s *stroll) step() {
	switch n := s.r.IntN(100); {
	case n < 3:
		size := [][2]int{{80, 24}, {120, 40}, {60, 20}, {40, 12}, {20, 5}, {0, 0}, {41, 10}, {200, 60}}[s.r.IntN(8)]
		s.note(fmt.Sprint(size))
		s.tell(tea.WindowSizeMsg{Width: size[0], Height: size[1]})
	case n < 4:
		s.tell(tea.BackgroundColorMsg{Color: color.Gray{Y: uint8(255 * s.r.IntN(2))}})
	case n < 6:
		s.note("paste")
		s.tell(tea.PasteMsg{Content: hostile[s.r.IntN(len(hostile))]})
	case n < 16:
		s.note("time")
		s.calm()
		s.ringOne()
	case n < 18 && s.m.screen == s.m.home && s.m.over == nil:
		s.note("walk")
		s.minimalWalk("demo")
	case n < 30:
		s.note("on")
		s.calm()
		s.key(s.onward())
	default:
		s.key(s.keys[s.r.IntN(len(s.keys))])
	}
}

// onward returns the key that leads to screens which random keys find hardly ever.
func (s *stroll) onward() string {
	if q, ok := s.m.over.(*question); ok {
		return q.answers[s.r.IntN(len(q.answers))].Keys()[0]
	}
	switch s.m.screen.(type) {
	case *reviewScreen:
		return "s"
	case *homeScreen:
		return "t"
	}
	return "esc"
}

func (s *stroll) note(what string) { s.trail = append(s.trail[max(0, len(s.trail)-30):], what) }

// key presses a key, and checks that nothing starts unless it may.
func (s *stroll) key(name string) {
	s.note(name)
	_, onReview := s.m.screen.(*reviewScreen)
	_, asksSecond := s.m.over.(*question)
	b, _ := kit.Find(s.m.bindings(), name)
	starts := b != kit.Binding{} && strings.HasPrefix(b.What(), "start") && b.IsHeld()
	may := starts && (onReview && s.m.over == nil || asksSecond) || name == "r" && s.m.over == nil
	before := s.wire.Calls("start")
	s.press(name)
	if s.wire.Calls("start") > before && !may {
		s.t.Fatalf("%s started a task; after %v", name, s.trail)
	}
}

func (s *stroll) look() {
	s.seen[fmt.Sprintf("%T", s.m.top())]++
	frame := s.m.View().Content
	if _, err := framed(s.m, frame); err != nil {
		s.t.Fatalf("%v\nafter %v", err, s.trail)
	}
	if bad := steering(frame); bad != "" {
		s.t.Fatalf("%s\nafter %v", bad, s.trail)
	}
}

func TestRandomKeysBreakNothingAndSendNothingUnasked(t *testing.T) {
	t.Parallel()
	seen := map[string]int{}
	for seed, mode := range []sandbox.Mode{sandbox.ModeOK, sandbox.ModeLost, sandbox.ModeDenied} {
		home := t.TempDir()
		write(t, home, "config/presets/town-hall.yaml", townHall)
		write(t, home, "config/presets/broken.yaml", "nonsense\n")
		write(t, home, "config/presets/ready.yaml", readyFor("demo"))
		s := &stroll{r: rand.New(rand.NewPCG(8, uint64(seed))), keys: allKeys(), seen: seen}
		for n := 0; n < 1000; n++ {
			if s.desk == nil || s.quit {
				s.desk = newDesk(t, rigOptions{home: home, mode: mode})
				s.after = s.look
			}
			s.step()
		}
	}
	for _, want := range []string{"*ui.homeScreen", "*ui.wizardScreen", "*ui.reviewScreen", "*ui.sending", "*ui.taskScreen", "*ui.tasks", "*ui.failureScreen", "*ui.question", "*ui.entry", "*ui.helpScreen", "*ui.connectionList"} {
		if seen[want] == 0 {
			t.Errorf("%s was never on the screen: %v", want, seen)
		}
	}
	t.Log(seen)
}

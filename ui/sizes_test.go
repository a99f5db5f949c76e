package ui

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"sttwizard/agora/sandbox"
	term "sttwizard/internal/screen"
	"sttwizard/internal/words"
	"sttwizard/ui/kit"
)

// place is a screen of the wizard and the way to it.
type place struct {
	name string
	mode sandbox.Mode
	walk func(r *rig)
}

// places are all screens, each with what can stand above it.
func places() []place {
	steps := func(r *rig) { r.see("new task"); r.keys("n", "Channel name") }
	return append(placesOfDialogs(), []place{
		{"home without presets", "", func(r *rig) { r.see("new task") }},
		{"home with presets", "", func(r *rig) {
			write(r.t, r.home, "config/presets/town-hall.yaml", townHall)
			write(r.t, r.home, "config/presets/broken.yaml", "schema: 1\nnonsense: 1\n")
			r.see("new task")
			r.keys("r", "Start", "Weekly town hall")
		}},
		{"home while filtering", "", func(r *rig) {
			write(r.t, r.home, "config/presets/town-hall.yaml", townHall)
			r.see("new task")
			r.keys("r", "❯ Weekly town hall")
			r.keys("/tow", "tow")
		}},
		{"delete question", "", func(r *rig) {
			write(r.t, r.home, "config/presets/town-hall.yaml", townHall)
			r.see("new task")
			r.keys("r", "❯ Weekly town hall")
			r.keys("d", "Delete the preset")
		}},
		{"rename", "", func(r *rig) {
			write(r.t, r.home, "config/presets/town-hall.yaml", townHall)
			r.see("new task")
			r.keys("r", "❯ Weekly town hall")
			r.keys("m", "New name")
		}},
		{"connections", "", func(r *rig) { r.see("new task"); r.keys("c", "Connections", "sandbox") }},
		{"add a connection", "", func(r *rig) { r.see("new task"); r.keys("c", "Connections"); r.keys("a", "App ID") }},
		{"a connection", "", func(r *rig) { toConnection(r); r.keys("t", "✗ the customer secret is missing") }},
		{"add a connection with all its lines", "", func(r *rig) {
			toConnection(r)
			r.keys("a"+filled("umbrella"), "Customer secret ❯")
			r.keys(term.Tab+term.Tab+term.Left+term.Tab, "App Certificate itself ❯")
		}},
		{"no production", "", func(r *rig) { toConnection(r); r.keys("p", "Take the mark PRODUCTION") }},
		{"remove a connection", "", func(r *rig) { toConnection(r); r.keys("x", "its App Certificate in the file of secrets") }},
		{"move a secret", "", func(r *rig) {
			toConnection(r)
			r.keys("m", "Which ❯")
			r.keys(term.Tab+term.Space+term.Tab, "Variable ┃")
		}},
		{"make a file of secrets", "", func(r *rig) { toConnection(r); r.keys("m"+term.Enter+term.Enter, "Keep secrets in a file") }},
		{"a new passphrase", "", func(r *rig) {
			toConnection(r)
			r.keys("m"+term.Enter+term.Enter, "Keep secrets in a file")
			r.calm()
			r.keys("y"+passphrase+term.Enter+"x"+term.Enter, "is not the same")
		}},
		{"channel", "", steps},
		{"channel with more", "", func(r *rig) { steps(r); r.Send(toBots + strings.Repeat(term.Tab, 4) + term.Space) }},
		{"languages", "", func(r *rig) { steps(r); r.keys("\x1b2", "Spoken in the channel") }},
		{"languages filtered", "", func(r *rig) { steps(r); r.keys("\x1b2", "Spoken"); r.keys("fr", "match") }},
		{"encryption", "", func(r *rig) { steps(r); r.keys("\x1b3 ", "Encryption mode"); r.Send(term.Tab) }},
		{"captions", "", func(r *rig) { steps(r); r.keys("\x1b4 ", "Storage"); r.Send(term.Tab + term.Down + term.Tab) }},
		{"translation", "", func(r *rig) {
			steps(r)
			r.keys("\x1b2en-us"+term.Space+"\x1b5 ", "into")
			r.Send(term.Tab)
		}},
		{"preset's questions", "", func(r *rig) {
			write(r.t, r.home, "config/presets/town-hall.yaml", townHall)
			r.see("new task")
			r.keys("r", "❯ Weekly town hall")
			r.keys(term.Enter, "What this preset leaves open")
		}},
		{"review", "", func(r *rig) { r.toReview() }},
		{"review of what would fail", sandbox.ModeDenied, func(r *rig) { r.toReview(); r.see("would fail now") }},
		{"review with errors", "", func(r *rig) { steps(r); r.keys(term.CtrlR, "Start transcription", "missing") }},
		{"before the event", "", func(r *rig) { r.toReview(); r.keys("f", "can be heard", "Everything is in place") }},
		{"before the event, with faults", sandbox.ModeDenied, func(r *rig) { r.toReview(); r.keys("f", "Something is wrong", "→") }},
		{"before the event, one row", sandbox.ModeDenied, func(r *rig) {
			r.toReview()
			r.keys("f", "Something is wrong", "→")
			r.keys("d", "back to the rows")
		}},
		{"exact request", "", func(r *rig) { r.toReview(); r.keys("v", "exact request") }},
		{"save as preset", "", func(r *rig) { r.toReview(); r.keys(term.CtrlS, "Title") }},
		{"sending", "", func(r *rig) {
			r.t.Cleanup(r.wire.Hold("acquire"))
			r.toReview()
			r.calm()
			r.keys("s", "builder token")
		}},
		{"unknown", sandbox.ModeLost, func(r *rig) {
			r.toReview()
			r.calm()
			r.keys("s", "It may be running")
		}},
		{"task", "", func(r *rig) { r.toReview(); r.running() }},
		{"task's checklist", "", func(r *rig) { r.toReview(); r.running(); r.keys("w", "Look at") }},
		{"stop question", "", func(r *rig) { r.toReview(); r.running(); r.keys("x", "Stop the task") }},
		{"leave question", "", func(r *rig) { r.toReview(); r.running(); r.keys("q", "Leave?") }},
		{"tasks", "", toTasks},
		{"tasks while filtering", "", func(r *rig) { toTasks(r); r.keys("/run", "Tasks with: run") }},
		{"a task's details", "", func(r *rig) { toTasks(r); r.keys("d", "Written down") }},
		{"an unreadable journal's details", "", func(r *rig) {
			r.see("new task")
			write(r.t, r.home, "state/attempts/20261122T130000Z-aaaa.jnl", "nonsense")
			r.keys("r", "t all tasks")
			r.keys("t", "unreadable")
			r.keys("d", "Look into the channel")
		}},
		{"stop all", "", func(r *rig) { toTasks(r); r.keys("X", "Stop 1 task?") }},
		{"take up", "", func(r *rig) { toTasks(r); r.keys("p", "Builder token") }},
		{"second start", "", func(r *rig) {
			r.toReview()
			r.running()
			r.keys("n", "Review")
			r.calm()
			r.keys("s", "two tasks may bill")
		}},
		{"failure", sandbox.ModeDenied, func(r *rig) { r.toReview(); r.calm(); r.keys("s", "Not started") }},
		{"failure's details", sandbox.ModeDenied, func(r *rig) {
			r.toReview()
			r.calm()
			r.keys("s", "Not started")
			r.keys("d", "raw answer")
		}},
		{"the same on v7", "", func(r *rig) {
			r.wire.Answer("acquire", 404, "", `{"message":"no Route matched with those values"}`)
			r.toReview()
			r.calm()
			r.keys("s", "Not started")
			r.keys("7", "v7 for this run", "not sent: Subscribing bot's uid")
		}},
		{"review of a preset of another version", "", func(r *rig) {
			data, err := os.ReadFile("../presets/testdata/versions/v7-everything.yaml")
			if err != nil {
				r.t.Fatal(err)
			}
			write(r.t, r.home, "config/presets/newer.yaml", string(data))
			r.see("new task")
			r.keys("r", "❯ All that v7 has")
			r.keys(term.Enter, "was made for v7 and is used on v5")
			r.keys(term.CtrlR, "not sent")
			r.keys(term.End, "Overwritten keys")
		}},
		{"paste a request", "", func(r *rig) { r.see("new task"); r.keys("p", "Paste a request as JSON") }},
		{"a pasted request", "", func(r *rig) {
			r.see("new task")
			r.keys("p", "Paste a request as JSON")
			r.keys(`{"languages": ["en-US"], "rtcConfig": {"channelName": "hall"}}`+term.Enter, "understood")
		}},
		{"leave while stopping", "", func(r *rig) {
			r.toReview()
			r.running()
			r.t.Cleanup(r.wire.Hold("stop"))
			r.keys("x", "Stop the task")
			r.calm()
			r.keys("y", "Stopping…")
			r.keys("q", "Leave?")
		}},
		{"help", "", func(r *rig) { r.toReview(); r.keys("?", "Keys", "save as preset") }},
	}...)
}

// toConnection stands on a connection of the file with two secrets, marked as
// production; the one in use is the sandbox.
func toConnection(r *rig) {
	r.t.Helper()
	file := connectionFile("acme", "env:ACME", "http://127.0.0.1:1") + "    appCertificate: age:acme-app-certificate\n    production: \"on\"\n"
	write(r.t, r.home, "config/connections.yaml", strings.Replace(file, `certificate: "off"`, `certificate: "on"`, 1))
	r.see("new task")
	r.keys("c", "acme")
	r.keys("k", "❯ acme")
}

// toTasks starts a task and goes to the table of all.
func toTasks(r *rig) {
	r.t.Helper()
	r.toReview()
	r.running()
	r.keys("h", "● town-hall running")
	r.keys("t", "Tasks of this machine")
	r.live(time.Second, "● running")
}

// onAll walks to every place, and through the doors of home that lead to a screen
// which no place shows; it ends the program there and hands its model over: nobody
// else uses it then. It returns the kinds of screens that were seen.
func onAll(t *testing.T, look func(t *testing.T, r *rig)) map[string]bool {
	seen := map[string]bool{}
	see := func(t *testing.T, r *rig) {
		seen[kindOf(r.model.screen)], seen[kindOf(r.model.top())] = true, true
		look(t, r)
	}
	walkTo(t, places(), see)
	walkTo(t, placesBehindDoors(t, seen), see)
	return seen
}

// drawn checks a frame of the model against the size it is for, and gives its lines.
func drawn(m *Model) ([]string, error) { return framed(m, m.View().Content) }

func framed(m *Model, text string) ([]string, error) {
	if m.width <= 0 || m.height <= 0 {
		if strings.TrimSpace(ansi.Strip(text)) != "" {
			return nil, fmt.Errorf("%dx%d draws %q", m.width, m.height, text)
		}
		return nil, nil
	}
	lines := strings.Split(text, "\n")
	if len(lines) > m.height {
		return nil, fmt.Errorf("%d lines on a screen of %dx%d:\n%s", len(lines), m.width, m.height, ansi.Strip(text))
	}
	for i, l := range lines {
		if w := ansi.StringWidth(l); w > m.width {
			return nil, fmt.Errorf("line %d has %d columns on a screen of %dx%d: %q", i, w, m.width, m.height, ansi.Strip(l))
		}
		lines[i] = ansi.Strip(l)
	}
	return lines, nil
}

// sizes are those of a terminal, the first four those that everything works on.
var sizes = [][2]int{{120, 40}, {80, 24}, {60, 20}, {40, 12}, {20, 5}, {0, 0}, {1, 1}, {110, 16}, {79, 15}, {41, 10}, {300, 90}}

func TestEveryScreenFitsEveryTerminalAndTellsItsKeys(t *testing.T) {
	t.Parallel()
	nth := 0
	seen := onAll(t, func(t *testing.T, r *rig) {
		r.model.Update(tea.WindowSizeMsg{Width: 300, Height: 90})
		r.model.View()
		r.model.Update(tea.WindowSizeMsg{Width: 80, Height: 24})
		before := ansi.Strip(r.model.View().Content)
		for _, ascii := range []bool{false, true} {
			texts := map[bool]string{}
			for _, dark := range []bool{false, true} {
				r.model.repaint(kit.Look{Dark: !dark, ASCII: ascii})
				r.model.repaint(kit.Look{Dark: dark, ASCII: ascii})
				some := sizes
				if ascii || !dark {
					some = sizes[:4]
				}
				texts[dark] = ""
				for _, size := range some {
					r.model.Update(tea.WindowSizeMsg{Width: size[0], Height: size[1]})
					texts[dark] += r.fits(t, size[0], size[1])
				}
			}
			if !strings.HasPrefix(texts[true], texts[false]) {
				t.Error("it says something else on a light background")
			}
			if i := strings.IndexFunc(texts[true], func(c rune) bool { return c > '~' }); ascii && i >= 0 {
				t.Errorf("not ASCII: %s", around(texts[true], i))
			}
		}
		r.model.repaint(kit.Look{Dark: true})
		r.model.Update(tea.WindowSizeMsg{Width: 300, Height: 90})
		r.model.View() // with nothing out of view, scrolling begins anew
		r.model.Update(tea.WindowSizeMsg{Width: 80, Height: 24})
		if after := ansi.Strip(r.model.View().Content); after != before {
			t.Errorf("after all sizes it is another screen:\n%s\nwas\n%s", after, before)
		}
		r.canBeClicked(t, nth)
		nth++
		r.keepsTheRules(t)
		r.tellsItsKeys(t)
	})
	for _, kind := range kindsOfScreens(t) {
		if kind != "looking" && !seen[kind] { // which stands for a moment, with one key
			t.Errorf("no place shows %s: its keys are not looked at", kind)
		}
	}
}

// around returns the line round a place in a text.
func around(text string, at int) string {
	from := strings.LastIndexByte(text[:at], '\n') + 1
	to := strings.IndexByte(text[at:], '\n')
	return text[from : at+max(to, 0)]
}

// fits draws the model at a size, with its help too, and checks the frames; it
// gives what they say.
func (r *rig) fits(t *testing.T, width, height int) string {
	t.Helper()
	var all string
	for _, help := range []bool{false, true} {
		over := r.model.over
		if help {
			r.model.showHelp()
		}
		lines, err := drawn(r.model)
		r.model.over = over
		if err != nil {
			t.Error(err)
			continue
		}
		all += strings.Join(lines, "\n") + "\n"
		if found := badWords(strings.Join(lines, "\n")); found != "" {
			t.Errorf("at %dx%d it says %q", width, height, found)
		}
		switch {
		case width < 1 || height < 1:
		case width < kit.LeastWidth || height < kit.LeastHeight:
			if width >= 20 && height > 3 && !strings.Contains(all, fmt.Sprintf("%dx%d", kit.LeastWidth, kit.LeastHeight)) {
				t.Errorf("at %dx%d it says %q", width, height, all)
			}
		default:
			last := lines[len(lines)-1]
			if len(lines) != height || !strings.Contains(last, "keys") && !strings.Contains(last, "close") {
				t.Errorf("at %dx%d the last of %d lines is %q", width, height, len(lines), last)
			}
			if q, ok := r.model.over.(*question); ok && !help {
				for _, b := range q.answers {
					if what := words.Capital(b.What()); !shows(all, what[:min(len(what), 20)]) {
						t.Errorf("at %dx%d the answer %s is not seen:\n%s", width, height, b.Show(), all)
					}
				}
			}
			if !strings.Contains(lines[0], "SANDBOX") {
				t.Errorf("at %dx%d the first line is %q", width, height, lines[0])
			}
		}
	}
	return all
}

func TestAResizeWhileTypingLosesNothing(t *testing.T) {
	t.Parallel()
	r := start(t, rigOptions{})
	r.keys("ntown", "Channel name")
	for _, size := range sizes {
		r.Resize(size[0], size[1])
	}
	r.keys("-hall"+toBots+"47091", "47091")
	r.mustText("rtcConfig.channelName", "town-hall", "rtcConfig.subBotUid", "47091")
	r.Resize(60, 20)
	r.see("Step 1 of 6")
	r.Resize(120, 40)
	r.see("POST", `"channelName": "town-hall"`)
}

func TestTheColoursFollowTheTerminal(t *testing.T) {
	t.Parallel()
	for _, light := range []bool{false, true} {
		r := start(t, rigOptions{screen: term.Options{Light: light}})
		r.keys("n", "Channel name")
		r.wait("colours that fit the background", func() bool {
			dark := light
			r.ask(func(m *Model) { dark = m.look.Dark })
			return dark != light
		})
	}
}

func TestNOCOLORLeavesTheColoursOut(t *testing.T) {
	t.Parallel()
	r := start(t, rigOptions{screen: term.Options{Env: []string{"NO_COLOR=1"}}})
	r.toReview()
	r.Settle(t)
	plain := colours(r.SVG(term.SVGOptions{}))
	r.end()
	r = start(t, rigOptions{})
	r.toReview()
	r.Settle(t)
	if fine := colours(r.SVG(term.SVGOptions{})); plain >= fine || plain > 4 {
		t.Errorf("%d colours with NO_COLOR, %d without", plain, fine)
	}
}

// colours counts the colours of a picture.
func colours(svg string) int {
	seen := map[string]bool{}
	for _, part := range strings.Split(svg, "#")[1:] {
		if len(part) >= 6 {
			seen[part[:6]] = true
		}
	}
	return len(seen)
}

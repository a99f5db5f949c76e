package ui

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"sttwizard/agora"
	"sttwizard/agora/sandbox"
	"sttwizard/form"
	"sttwizard/internal/attempt"
	"sttwizard/internal/connections"
	"sttwizard/internal/samples"
)

// stopsByItself are words that make a reminder read as a stop that comes by itself.
var stopsByItself = regexp.MustCompile(`(?i)planned end|ends? planned|shall have ended|should be over|(ends|stops) (at|by|on)\b[^.;]{0,40}\breminder|reminder\b[^.;,\n]{0,30}\b(ends (at|by)|stops (at|it))\b`)

// holes are what is left on a screen where a value is blank.
var holes = regexp.MustCompile(`\(\)|\(, |, \)|: ;|\bare +and\b|\bbots? +(and|listens|writes|would)\b|\bof +and\b|\bconnection +(is|,)|(?m)(bots|via|task|reminder) +,|\bvia +$`)

// badWords returns what a screen must not say.
func badWords(text string) string {
	if found := stopsByItself.FindString(strings.Join(strings.Fields(text), " ")); found != "" {
		return found
	}
	return holes.FindString(text)
}

// listening is a desk that looks at the words of every frame, and of its help.
func listening(t *testing.T, o rigOptions, wrong func(frame string) string) *desk {
	t.Helper()
	d := newDesk(t, o)
	d.tell(tea.WindowSizeMsg{Width: 120, Height: 60})
	look := func() {
		text := d.text()
		if found := badWords(text) + wrong(strings.Join(strings.Fields(text), " ")); found != "" {
			t.Errorf("it says %q:\n%s", found, text)
		}
	}
	d.after = func() {
		look()
		over := d.m.over
		d.m.showHelp()
		look()
		d.m.over = over
	}
	return d
}

// aboutTokens returns what speaks of a builder token.
func aboutTokens(frame string) string {
	if strings.Contains(strings.ToLower(frame), "builder token") {
		return "builder token"
	}
	return ""
}

// v7Env is a connection of v7 by the environment.
func v7Env() map[string]string {
	return map[string]string{"AGORA_APP_ID": sandbox.DefaultAppID, "AGORA_CUSTOMER_KEY": sandbox.DefaultKey, "AGORA_API_VERSION": "v7", "AGORA_CUSTOMER_SECRET": sandbox.DefaultSecret.Reveal()}
}

// TestNoScreenSpeaksOfABuilderTokenOnV7 sends with every kind of answer and goes
// through what follows.
func TestNoScreenSpeaksOfABuilderTokenOnV7(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for name, status := range map[string]int{"as it should be": 0, "lost": -1, "the name is taken": 409, "refused": 400, "busy": 429, "failing": 503, "gone": 404} {
		t.Run(name, func(t *testing.T) {
			d := listening(t, rigOptions{real: true, env: v7Env(), url: agoraServer(t, sandbox.Options{})}, aboutTokens)
			before := d.after
			d.after = func() { seen[fmt.Sprintf("%T", d.m.top())] = true; before() }
			if status > 0 {
				d.wire.Answer("start", status, "", fmt.Sprintf(`{"detail":"x","reason":"%s"}`, map[int]string{409: "TaskConflict", 400: "InvalidFieldValue"}[status]))
			}
			d.m.s.Choose("environment")
			d.press("t", "p", "esc", "h")
			d.run(d.m.readChoices())
			d.m.draft = v7Draft(t)
			d.run(d.m.showReview())
			for range 3 {
				if _, ok := d.m.screen.(*connectionList); ok {
					d.press("enter")
				}
			}
			d.must("ready to send", "Reminder", "it stops nothing")
			d.press("e", "esc", "v", "v")
			if status < 0 {
				d.wire.Cut(true)
			}
			d.calm()
			d.press("s")
			for range 30 {
				d.ringOne()
				d.clock.Pass(20 * time.Second)
			}
			d.wire.Cut(false)
			d.calm()
			d.everywhere()
			for _, keys := range []string{"d", "d", "b", "t", "x", "esc", "e", "esc", "o", "esc", "w", "w", "q", "esc", "r", "h", "t", "d", "d", "enter", "x", "esc", "h", "t", "X", "esc"} {
				d.press(keys)
				d.calm()
			}
		})
	}
	mustHaveSeen(t, seen, "homeScreen", "reviewScreen", "sending", "failureScreen", "taskScreen", "tasks", "question", "entry")
}

// mustHaveSeen fails the test if a screen was not looked at.
func mustHaveSeen(t *testing.T, seen map[string]bool, screens ...string) {
	t.Helper()
	for _, name := range screens {
		if !seen["*ui."+name] {
			t.Errorf("the screen %s was not looked at: %v", name, seen)
		}
	}
}

// v7Draft is a request that v7 takes.
func v7Draft(t *testing.T) *form.Draft {
	t.Helper()
	d := form.NewDraft(agora.Project{Version: agora.V7})
	for path, text := range map[string]string{agora.PathLanguages: "en-US", agora.PathChannelName: "hall", agora.PathPubBotUID: "88222"} {
		if err := d.Set(path, text, form.Typed); err != nil {
			t.Fatal(err)
		}
	}
	return d
}

// TestABlankValueLeavesNoHoleOnScreens shows attempts of which almost all is blank.
func TestABlankValueLeavesNoHoleOnScreens(t *testing.T) {
	t.Parallel()
	for _, v := range agora.Versions() {
		for uids := range 4 {
			for _, by := range []through{same, func(api attempt.API) attempt.API { return noAnswer{api} }, func(api attempt.API) attempt.API { return noID{api} }} {
				d := listening(t, rigOptions{}, func(string) string { return "" })
				in := attempt.Intent{InstanceID: "sttw-1", AppID: sandbox.DefaultAppID, Version: v, Channel: "hall", PlannedEnd: d.clock.Now().Add(time.Minute)}
				if uids&1 != 0 {
					in.PubBotUID = "88222"
				}
				if uids&2 != 0 && v != agora.V7 {
					in.SubBotUID = "47091"
				}
				sentAs(t, d, in, by)
				d.clock.Pass(time.Hour) // past its reminder
				d.press("r", "t", "d", "d")
				d.must("hall")
				for _, keys := range []string{"enter", "x", "esc", "e", "esc", "r", "q", "esc", "h", "t", "X", "esc"} {
					d.press(keys)
					d.calm()
				}
			}
		}
	}
}

// sentAs writes an attempt down and sends it.
func sentAs(t *testing.T, d *desk, in attempt.Intent, by through) {
	t.Helper()
	c, err := d.session.ChooseVersion(connections.SandboxName, in.Version)
	if err != nil {
		t.Fatal(err)
	}
	api, err := d.session.Client(t.Context(), c, nil)
	if err != nil {
		t.Fatal(err)
	}
	a, err := d.session.Journal.Begin(in)
	if err != nil {
		t.Fatal(err)
	}
	r := attempt.NewRunner(a, by(api), samples.LegalRequest(in.Channel))
	if err := r.Acquire(t.Context()); err != nil {
		t.Fatal(err)
	}
	_, _ = r.Send(t.Context()) // the journal tells
	a.Release()
}

package ui

import (
	"context"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"sttwizard/form"
	"sttwizard/internal/attempt"
	"sttwizard/internal/explain"
	"sttwizard/internal/samples"
	"sttwizard/internal/session"
)

// bare is a model with the sandbox and a legal draft, driven without a terminal.
func bare(t *testing.T) *Model {
	t.Helper()
	home := t.TempDir()
	s, err := session.New(session.Options{Getenv: func(name string) string {
		if name == "STTWIZARD_HOME" {
			return home
		}
		return ""
	}, UseSandbox: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	c, err := s.Choose("")
	if err != nil {
		t.Fatal(err)
	}
	m := New(context.Background(), s, Options{Connection: c, HasConnection: true})
	m.draft = form.NewDraft(m.project())
	for _, set := range samples.Legal() {
		m.draft.Set(set.Path, set.Text, form.Typed)
	}
	return m
}

func pressing(m *Model, keys ...tea.KeyPressMsg) (cmds []tea.Cmd) {
	for _, k := range keys {
		_, cmd := m.Update(k)
		cmds = append(cmds, cmd)
	}
	return cmds
}

var ctrlC = tea.KeyPressMsg{Code: 'c', Mod: tea.ModCtrl}

// The builder token's answer may be in the queue when ctrl+c ends the program.
func TestNothingIsSentAfterLeavingWhileTheTokenArrives(t *testing.T) {
	t.Parallel()
	m := bare(t)
	client, err := m.s.Tasks.Caller(context.Background(), m.conn, nil)
	if err != nil {
		t.Fatal(err)
	}
	m.clients.made[m.conn] = client
	m.start()
	shown := m.screen.(*sending)
	begun := m.beginAttempt(client, nil)().(attemptBegunMsg)
	arrived := shown.written(m, begun)()
	ending := pressing(m, ctrlC)[0]
	if _, next := m.Update(arrived); next != nil {
		if _, sent := next().(sentMsg); sent {
			t.Fatal("a start was sent after the person had left")
		}
	}
	if ending == nil || ending() == nil {
		t.Fatal("ctrl+c did not end the program")
	}
	if err := begun.attempt().Refresh(); err != nil || begun.attempt().State() != attempt.Abandoned {
		t.Errorf("the attempt is left %s (%v), want abandoned", begun.attempt().State(), err)
	}
}

// What waits for a client is not wanted on another screen.
func TestAStartThatWaitsForTheClientEndsWithItsScreen(t *testing.T) {
	t.Parallel()
	for name, leave := range map[string]func(m *Model){
		"connections": func(m *Model) { m.showConnectionsForReview() },
		"home":        func(m *Model) { m.goHome() },
		"a step":      func(m *Model) { m.showWizard(form.StepChannel) },
		"one line":    func(m *Model) { m.editKey("rtcConfig.channelName") },
	} {
		t.Run(name, func(t *testing.T) {
			m := bare(t)
			m.showFailure(nil, explain.Explanation{})
			made := m.start()
			leave(m)
			if _, next := m.Update(made()); next != nil {
				next()
			}
			if _, started := m.screen.(*sending); started {
				t.Error("a start began on a screen that was left")
			}
		})
	}
}

func TestALanguageFromAFileIsDrawnAsText(t *testing.T) {
	t.Parallel()
	const evil = "xx\x1b]0;owned\a\u009b31m\u202e"
	m := bare(t)
	m.draft.Set("languages", evil, form.FromPreset("x", ""))
	m.draft.Set("translateConfig.languages", evil+":fr-FR", form.FromPreset("x", ""))
	show := map[string]func(){
		"review":      func() { m.showReview() },
		"translation": func() { m.showWizard(form.StepTranslation) },
		"languages":   func() { m.showWizard(form.StepLanguages) },
	}
	for name, to := range show {
		to()
		for _, width := range []int{120, 80, 50} {
			m.width = width
			if out := m.draw().Drawn; strings.Contains(out, "\x1b]") || strings.ContainsAny(out, "\a\u009b\u202e") {
				t.Errorf("%s at %d columns draws a control: %q", name, width, out)
			}
		}
	}
}

func TestAnUnknownOutcomeStaysTheExitCode(t *testing.T) {
	t.Parallel()
	m := bare(t)
	m.exit = exitUnknown
	m.end(exitDone)
	if m.exit != exitUnknown {
		t.Errorf("exit code %d after home, want %d", m.exit, exitUnknown)
	}
}

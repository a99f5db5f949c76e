package ui

import (
	"context"
	"os/exec"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"sttwizard/internal/terminal"
)

const clipboardLimit = 3 * time.Second

// copy sends a text to the terminal's clipboard: through tmux inside tmux, which
// drops the terminal's own way, else by OSC 52. Nobody answers whether it worked,
// so it never says "copied".
func (m *Model) copy(what, text string) tea.Cmd { return m.copyBut(what, text, "") }

// copyBut does that with a text of which something is to be known.
func (m *Model) copyBut(what, text, but string) tea.Cmd {
	if text == "" {
		m.say("", errText("there is no "+what+" yet"))
		return nil
	}
	said := what + " sent to the terminal's clipboard"
	argv := terminal.CopyCommand(m.s.Getenv)
	if argv == nil {
		sent := told(said, but)
		m.say(sent.words, sent.err)
		return tea.SetClipboard(text)
	}
	ctx, env := m.ctx, terminal.CopyEnv(m.s.Getenv)
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(ctx, clipboardLimit)
		defer cancel()
		c := exec.CommandContext(ctx, argv[0], argv[1:]...)
		c.Env = env
		c.Stdin = strings.NewReader(text)
		if err := c.Run(); err != nil {
			return copiedMsg{err: errText("tmux did not take it: " + err.Error() + "; w writes a file instead")}
		}
		return told(said+" by tmux", but)
	}
}

// told says what was done with a text, and what is to be known of it.
func told(words, but string) copiedMsg {
	if but != "" {
		return copiedMsg{err: errText(words + but)}
	}
	return copiedMsg{words: words}
}

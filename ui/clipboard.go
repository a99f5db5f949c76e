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
func (m *Model) copy(what, text string) tea.Cmd {
	if text == "" {
		m.say("", errText("there is no "+what+" yet"))
		return nil
	}
	said := what + " sent to the terminal's clipboard"
	argv := terminal.CopyCommand(m.s.Getenv)
	if argv == nil {
		m.say(said, nil)
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
		return copiedMsg{words: said + " by tmux"}
	}
}

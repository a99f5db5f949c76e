package ui

import (
	"context"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"sttwizard/internal/export"
	"sttwizard/internal/files"
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

// curl gives the calls as a shell script, with variables in place of secrets.
func (m *Model) curl() string {
	base := m.conn.Address()
	if c := m.client(); c != nil {
		base = c.BaseURL()
	}
	return export.Curl(export.Call{
		BaseURL: base, AppID: m.conn.AppID, Key: m.conn.CustomerKey,
		Project: m.draft.Project(), Request: m.draft.Shown(),
	})
}

func (m *Model) copyCurl() tea.Cmd { return m.copy("curl script", m.curl()) }

// writeCurl writes the script to a file that only this person can read.
func (m *Model) writeCurl() tea.Cmd {
	path := filepath.Join(m.s.Home.State, "export", "start-"+m.now().Format("20060102-150405")+".sh")
	text := m.curl()
	return func() tea.Msg {
		if err := files.Write(path, []byte(text), files.WriteOptions{}); err != nil {
			return copiedMsg{err: err}
		}
		return copiedMsg{words: "written to " + path}
	}
}

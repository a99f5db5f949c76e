package ui

import (
	"path/filepath"

	tea "charm.land/bubbletea/v2"

	"sttwizard/internal/convert"
	"sttwizard/internal/files"
	"sttwizard/ui/kit"
)

// call returns the start of the draft as programs are made of, without secrets.
func (m *Model) call() convert.Call {
	base := m.conn.Address()
	if c := m.client(); c != nil {
		base = c.BaseURL()
	}
	return convert.Call{
		BaseURL: base, AppID: m.conn.AppID, Key: m.conn.CustomerKey, Auth: m.conn.Auth,
		Project: m.draft.Project(), Request: m.draft.Shown(),
	}
}

func (m *Model) copyCurl() tea.Cmd { return m.copy("curl script", convert.Curl(m.call())) }

// writeCurl writes the script to a file that only this person can read.
func (m *Model) writeCurl() tea.Cmd { return m.writeExport(convert.Shell) }

// writeExport writes the start as a program to a file that only this person can read.
func (m *Model) writeExport(l convert.Language) tea.Cmd {
	name := "start-" + m.now().Format("20060102-150405") + l.Extension()
	return m.writeText(name, convert.Program(l, m.call()))
}

func (m *Model) writeText(name, text string) tea.Cmd {
	path := filepath.Join(m.s.Home.State, "export", name)
	return func() tea.Msg {
		if err := files.Write(path, []byte(text), files.WriteOptions{}); err != nil {
			return copiedMsg{err: err}
		}
		return copiedMsg{words: "written to " + path}
	}
}

// askToExport offers the start as a program that runs without this one.
func (m *Model) askToExport() tea.Cmd {
	as := func(l convert.Language) func() tea.Cmd {
		return func() tea.Cmd { m.close(); return m.writeExport(l) }
	}
	return m.ask(&question{
		row: kit.Buttons{Harmless: true}, name: "Export",
		text: "Write the start as a program to a file. It runs without sttwizard, and takes every secret from a variable.",
		answers: []binding{
			key("g", "Go", as(convert.Go)),
			key("p", "Python", as(convert.Python)),
			key("n", "Node", as(convert.Node)),
			key("c", "curl, for a shell", as(convert.Shell)),
			key("j", "JSON, the body alone", func() tea.Cmd {
				m.close()
				return m.writeText("start-"+m.now().Format("20060102-150405")+".json", convert.JSON(m.call()))
			}),
			key("esc", "nothing", m.close),
		},
	})
}

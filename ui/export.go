package ui

import (
	"path/filepath"
	"slices"

	tea "charm.land/bubbletea/v2"

	"sttwizard/agora"
	"sttwizard/internal/convert"
	"sttwizard/internal/files"
	"sttwizard/internal/words"
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

func (m *Model) copyCurl() tea.Cmd {
	return m.copyBut("curl script", convert.Curl(m.call()), m.wrongInExport())
}

// wrongInExport says what Agora would refuse of the start that is exported; empty: nothing
// that is known. Secrets that are missing are none of it, as programs ask for them.
func (m *Model) wrongInExport() string {
	wrong := slices.DeleteFunc(m.draft.Problems(), func(e agora.FieldError) bool {
		return e.Rule == "required" && agora.IsSecret(e.Field())
	})
	if len(wrong) == 0 {
		return ""
	}
	return "; it has " + words.Count(len(wrong), "error") + ", so Agora would refuse it: " + m.draft.Sentence(wrong[0])
}

// writeCurl writes the script to a file that only this person can read.
func (m *Model) writeCurl() tea.Cmd { return m.writeExport(convert.Shell) }

// writeExport writes the start as a program to a file that only this person can read.
func (m *Model) writeExport(l convert.Language) tea.Cmd {
	name := "start-" + m.now().Format("20060102-150405") + l.Extension()
	return m.writeText(name, convert.Program(l, m.call()), m.wrongInExport())
}

// writeText writes a text to a file; but is what is to be known of it, or empty.
func (m *Model) writeText(name, text, but string) tea.Cmd {
	path := filepath.Join(m.s.Home.State, "export", name)
	return func() tea.Msg {
		if err := files.Write(path, []byte(text), files.WriteOptions{}); err != nil {
			return copiedMsg{err: err}
		}
		return told("written to "+path, but)
	}
}

// askToExport offers the start as a program that runs without this one.
func (m *Model) askToExport() tea.Cmd {
	as := func(l convert.Language) func() tea.Cmd {
		return func() tea.Cmd { m.close(); return m.writeExport(l) }
	}
	return m.ask(&question{
		row: kit.Buttons{FirstIsSafe: true}, name: "Export",
		text: "Write the start as a program to a file. It runs without sttwizard, and takes every secret from a variable.",
		answers: []binding{
			key("g", "Go", as(convert.Go)),
			key("p", "Python", as(convert.Python)),
			key("n", "Node", as(convert.Node)),
			key("c", "curl, for a shell", as(convert.Shell)),
			key("j", "JSON, the body alone", func() tea.Cmd {
				m.close()
				return m.writeText("start-"+m.now().Format("20060102-150405")+".json", convert.JSON(m.call()), m.wrongInExport())
			}),
			key("esc", "nothing", m.close),
		},
	})
}

package ui

import (
	"errors"

	tea "charm.land/bubbletea/v2"

	"sttwizard/agora"
	"sttwizard/form"
	"sttwizard/internal/connections"
	"sttwizard/internal/convert"
)

// importNotes returns all that is to know of an import, a sentence each.
func (m *Model) importNotes(im convert.Import) []string {
	if !m.hasConn {
		return im.Against(convert.Target{Version: m.project().Version})
	}
	return im.Against(ImportTarget(m.conn))
}

// ImportTarget returns what an import is compared with before a connection sends it.
// The sandbox's address is another one in each run, so it is not compared.
func ImportTarget(c connections.Connection) convert.Target {
	t := convert.Target{Name: c.Name, Version: c.Version, AppID: c.AppID}
	if !c.Sandbox {
		t.Address = c.Address()
	}
	return t
}

// useImport makes a draft of an import: what is wrong or open in it is asked for,
// else it stands on the review.
func (m *Model) useImport(im convert.Import) tea.Cmd {
	return m.withConnection(func() tea.Cmd {
		m.nextOp()
		m.draft, m.preset = form.NewDraft(m.project()), ""
		wrong := FillImport(m.draft, im)
		m.draft.Begin("")
		return m.lookUpSecrets(func() tea.Cmd {
			cmd := m.goOnOpen(im)
			if len(wrong) > 0 {
				m.say("", wrong[0])
			}
			return cmd
		})
	})
}

// goOnOpen goes on with the draft of an import. Where nothing is wrong with it, the
// fields that the text left open are shown first: they may be empty, but the text
// had something there.
func (m *Model) goOnOpen(im convert.Import) tea.Cmd {
	var open []string
	for _, e := range ImportOpen(im) {
		if m.asks(e.Path) {
			open = append(open, e.Path)
		}
	}
	if len(open) == 0 || len(m.draft.Problems()) > 0 {
		return m.goOn()
	}
	return m.askFor(open, "The text had placeholders here: give the real values, or leave empty what is not needed")
}

// FillImport puts an import into a draft, and gives an error for each secret that
// it says is at a place that no text of somebody else may name.
func FillImport(d *form.Draft, im convert.Import) []agora.FieldError {
	var wrong []agora.FieldError
	im.Fill(func(path, text string) {
		if e, ok := errors.AsType[agora.FieldError](d.Give(path, text, form.Imported)); ok {
			wrong = append(wrong, e)
		}
	})
	return wrong
}

// ImportOpen returns an error for each field that an import leaves open: where its
// value was a placeholder, and where a secret is only said to be asked for.
func ImportOpen(im convert.Import) []agora.FieldError {
	var out []agora.FieldError
	for _, f := range agora.Fields() {
		if why, ok := im.Open[f.Path]; ok {
			out = append(out, agora.FieldError{Path: f.Path, Rule: agora.RulePlaceholder, Text: why})
		}
	}
	return append(out, form.AskedFor(im.Request())...)
}

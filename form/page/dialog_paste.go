package page

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"sttwizard/form"
	"sttwizard/internal/words"
)

// paste puts a pasted list into a line about the request, as its question does: lines
// become items; and a pasted address in place of one that stands there. It reports
// whether it did.
func (l *Line) paste(msg tea.Msg) bool {
	paste, ok := msg.(tea.PasteMsg)
	l.replaced = ok && l.Choices == nil && !l.Secret && !l.Long && l.Pick == nil && l.field.text != "" &&
		form.IsAddress(l.field.text) && form.IsAddress(strings.TrimSpace(paste.Content))
	if l.replaced {
		l.field.put(strings.TrimSpace(paste.Content))
		return true
	}
	if _, list := l.field.Field.(*picker); !ok || list || l.Path == "" || l.Choices != nil {
		return false
	}
	tidied, whole := form.Question{Path: l.Path, Kind: form.Text}.Pasted(l.field.text, paste.Content)
	if whole {
		l.field.put(tidied.Text)
	}
	return whole
}

// cutToLine takes of a pasted text what is one line, and notes what is told of the others.
func (l *Line) cutToLine(msg tea.Msg) tea.Msg {
	paste, ok := msg.(tea.PasteMsg)
	if !ok || l.Long || l.Wraps || l.Pick != nil {
		return msg
	}
	tidied := form.PastedLine(paste.Content, l.Secret)
	if tidied.Odd {
		l.cut = words.Capital(tidied.Told) + "."
	}
	return tea.PasteMsg{Content: tidied.Text}
}

package page

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"sttwizard/form"
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

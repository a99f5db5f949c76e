package ui

import (
	"strings"

	"sttwizard/internal/attempt"
	usecases "sttwizard/internal/tasks"
	"sttwizard/internal/terminal"
)

// otherPlace names the place of an attempt that was not started where the top line
// says that new tasks go, as acme@api.agora.io; else it is empty.
func (m *Model) otherPlace(a *attempt.Attempt) string {
	in := a.Intent()
	own := in.BaseURL == "" // the sandbox
	if !own && m.hasConn && !m.conn.Sandbox {
		own = strings.EqualFold(in.AppID, m.conn.AppID) && in.BaseURL == m.conn.Address()
	} else if own {
		own = m.hasConn && m.conn.Sandbox
	}
	if own {
		return ""
	}
	return usecases.PlaceOf(a)
}

// channelIn writes an attempt's channel in so many columns, and the name of its
// connection where that leads to another place than the top line's.
func (m *Model) channelIn(a *attempt.Attempt, width int) string {
	name, _, _ := strings.Cut(m.otherPlace(a), "@")
	if name == "" {
		return string(terminal.Safe(a.Intent().Channel, width))
	}
	name = string(terminal.Safe(" @"+name, max(width/2, 4)))
	return string(terminal.Safe(a.Intent().Channel, width-len([]rune(name)))) + name
}

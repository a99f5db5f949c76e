package ui

import (
	"strings"

	"sttwizard/internal/attempt"
	usecases "sttwizard/internal/tasks"
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

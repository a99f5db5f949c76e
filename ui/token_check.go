package ui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"sttwizard/agora"
	"sttwizard/internal/connections"
)

// tokensCheckedMsg: the bot tokens of a request were compared with the App
// Certificate of a connection.
type tokensCheckedMsg struct {
	conn    connections.Connection
	request agora.Request
	foreign []string // the paths of those that were signed with another
}

// checkTokens compares the bot tokens that were given with the connection's App
// Certificate, each once; nil: there is nothing to compare. Where the certificate
// is not at hand they count as right: sending compares them again.
func (m *Model) checkTokens() tea.Cmd {
	if m.draft == nil || !m.hasConn || m.conn.AppCertificate.IsZero() {
		return nil
	}
	request, fresh := m.draft.Unverified()
	if !fresh {
		return nil
	}
	s, ctx, conn := m.s, m.ctx, m.conn
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(ctx, secretLimit)
		defer cancel()
		return tokensCheckedMsg{conn, request, s.CheckTokens(ctx, conn, request)}
	}
}

// tokensChecked brings the verdict to the draft and to what shows its errors. That
// of another connection, left meanwhile, says nothing.
func (m *Model) tokensChecked(msg tokensCheckedMsg) {
	if m.draft == nil || !m.hasConn || m.conn != msg.conn || len(msg.foreign) == 0 {
		return
	}
	m.draft.Verified(msg.request, msg.foreign)
	if w, ok := m.screen.(*wizardScreen); ok {
		w.of.Recheck()
	}
	m.refreshReview()
}

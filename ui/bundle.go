package ui

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"sttwizard/internal/attempt"
	"sttwizard/internal/explain"
	"sttwizard/internal/report"
)

// writeBundle writes what is known of an attempt into a file for whoever helps, and
// says where; nil: of the failure that is shown. No secret is in it.
func (m *Model) writeBundle(a *attempt.Attempt) tea.Cmd {
	s := m.s
	o := report.BundleOptions{
		Version: s.Version, Now: s.Now(), Getenv: s.Getenv, Size: fmt.Sprintf("%dx%d", m.width, m.height),
		Hide: s.Log.Clean, Trouble: m.trouble(), Project: m.project(),
	}
	if a == nil && m.draft != nil {
		request := m.draft.Request()
		s.Log.HideRequest(request)
		o.Request = &request
	}
	return func() tea.Msg {
		path, err := report.SaveBundle(s.Home, a, o)
		if err != nil {
			return copiedMsg{err: err}
		}
		return copiedMsg{words: "support bundle without secrets: " + path}
	}
}

// trouble returns what went wrong on the screen that is shown; nil: nothing.
func (m *Model) trouble() *explain.Explanation {
	switch s := m.screen.(type) {
	case *failureScreen:
		e := s.of.Explanation // the command that reads it runs beside the screen
		return &e
	case *taskScreen:
		return s.of.Trouble()
	}
	return nil
}

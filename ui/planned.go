package ui

import (
	"time"

	"sttwizard/internal/attempt"
)

// plannedEnd gives the time at which the task that is about to be started should
// be over; zero: none.
func (m *Model) plannedEnd() time.Time { return m.now().Add(attempt.DefaultPlannedLife) }

package tasks

import (
	"slices"
	"strings"

	"sttwizard/internal/attempt"
	"sttwizard/internal/connections"
)

// Production is a property of the place: whoever starts or stops something there is
// asked, by whichever connection that is done.

// Production reports whether an attempt's task is one for real users: it was
// started as such, or a connection of its App ID is marked so now. The choices are
// those of Choices.
func Production(in attempt.Intent, choices []connections.Connection) bool {
	return in.Production || slices.ContainsFunc(choices, func(c connections.Connection) bool {
		return c.Production && strings.EqualFold(c.AppID, in.AppID)
	})
}

// ProductionPlace reports whether what a connection starts is for real users: it, or
// another of its App ID, is marked so. The choices are those of Choices.
func ProductionPlace(c connections.Connection, choices []connections.Connection) bool {
	return c.Production || !c.Sandbox && Production(attempt.Intent{AppID: c.AppID}, choices)
}

// OnProduction reports whether an attempt's task is one for real users.
func (t *Tasks) OnProduction(a *attempt.Attempt) bool {
	choices, _ := t.o.Run.Choices() // a file that can't be read is told of where it is used
	return Production(a.Intent(), choices)
}

// StartsOnProduction reports whether what a connection starts is for real users.
func (t *Tasks) StartsOnProduction(c connections.Connection) bool {
	choices, _ := t.o.Run.Choices() // a file that can't be read is told of where it is used
	return ProductionPlace(c, choices)
}

package explain

import (
	"fmt"
	"slices"

	"sttwizard/internal/connections"
	"sttwizard/internal/terminal"
)

// Edited says that a preset is not as it was saved, which its answers don't show.
func Edited(preset string) string {
	return fmt.Sprintf("the preset %s was edited by hand or damaged since it was saved: look at what it says", terminal.Safe(preset, longestName))
}

// EditedFile is what is known of connections that are not as they were written.
const EditedFile = "the file connections.yaml was edited by hand or damaged since sttwizard wrote it"

// EditedConnections says that the file of the connections is not as it was written;
// empty where it is, or nothing is known of that.
func EditedConnections(all []connections.Connection) string {
	if !slices.ContainsFunc(all, func(c connections.Connection) bool { return c.Edited }) {
		return ""
	}
	return EditedFile + ": look at what it says; " + connections.AcceptCommand + " keeps it so"
}

// EditedConnection says that a connection is not as it was written, and what matters of
// it then: where it leads and whether anything is asked. Empty where it is.
func EditedConnection(c connections.Connection) string {
	if !c.Edited {
		return ""
	}
	return EditedFile + ": " + ConnectionLeads(c) + "; if that is right, " + connections.AcceptCommand + " keeps it so"
}

// ConnectionLeads says whose tasks a connection starts, where, and whether it is marked
// as production.
func ConnectionLeads(c connections.Connection) string {
	marked := "is not marked as production"
	if c.Production {
		marked = "is marked as production"
	}
	return fmt.Sprintf("the connection %s has the App ID %s, calls %s and %s", terminal.Safe(c.Name, longestName), terminal.Safe(c.AppID, longestName),
		terminal.Safe(c.Address(), longestAddress), marked)
}

// longestAddress is how much of an address is repeated.
const longestAddress = 120

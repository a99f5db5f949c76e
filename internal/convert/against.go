package convert

import (
	"fmt"

	"sttwizard/agora"
)

// Target is what an import is to be sent by. What is empty is not known, or beside
// the point, and is not compared.
type Target struct {
	Name    string // of the connection
	Version agora.Version
	AppID   string
	Address string
}

// Against returns all that a person should know before the import is sent by a
// target, a sentence each: where the text was meant for something else, then the
// notes, then what the target's version does not send.
func (im Import) Against(t Target) []string {
	var out []string
	if im.Version != "" && im.Version != t.Version {
		out = append(out, fmt.Sprintf("it looks like %s, because %s; it is for %s now", im.Version, im.Why, t.Version))
	}
	if t.AppID != "" && im.AppID != "" && im.AppID != t.AppID {
		out = append(out, fmt.Sprintf("it is for the App ID %s; the connection %q has %s", im.AppID, t.Name, t.AppID))
	}
	if t.Address != "" && im.BaseURL != "" && im.BaseURL != t.Address {
		out = append(out, fmt.Sprintf("it calls %s; the connection %q calls %s", im.BaseURL, t.Name, t.Address))
	}
	for _, n := range append(im.Notes, im.Lacking(t.Version)...) {
		out = append(out, n.String())
	}
	return out
}

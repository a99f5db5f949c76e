package tasks

import (
	"cmp"
	"fmt"
	"slices"

	"sttwizard/internal/attempt"
	"sttwizard/internal/connections"
)

// byAppID returns the connection that does best in the place of an attempt's own
// one: another of the same App ID, if there is one of the same version and
// address. The sandbox is never one.
func (t *Tasks) byAppID(in attempt.Intent) (connections.Connection, bool) {
	choices, _ := t.o.Run.Choices() // what can't be read can't be taken
	return heir(in, choices)
}

func heir(in attempt.Intent, choices []connections.Connection) (connections.Connection, bool) {
	var fit []connections.Connection
	for _, c := range choices {
		if !c.Sandbox && c.AppID == in.AppID && c.Name != in.Connection && len(c.Validate()) == 0 {
			fit = append(fit, c)
		}
	}
	if len(fit) == 0 {
		return connections.Connection{}, false
	}
	unlike := func(c connections.Connection) (n int) {
		if c.Address() != in.BaseURL {
			n = 2
		}
		if c.Version != in.Version {
			n++
		}
		return n
	}
	return slices.MinFunc(fit, func(a, b connections.Connection) int { return cmp.Compare(unlike(a), unlike(b)) }), true
}

// StandIn says in a line that another connection than the attempt's own is taken
// for it; empty where that is not so.
func StandIn(a *attempt.Attempt, c connections.Connection) string {
	in := a.Intent()
	if c.Name == in.Connection {
		return ""
	}
	own := "its own connection, whose name is not known,"
	if in.Connection != "" {
		own = "the connection " + in.Connection
	}
	return fmt.Sprintf("%s is gone or has another App ID now: %s, of the same App ID, is taken for %s", own, c.Name, in.Channel)
}

// Bound returns the channels of the tasks that may be running and that are asked for
// and stopped by a connection, and the name of the connection that would do so
// without it; empty: none. The choices are those of Choices.
func Bound(c connections.Connection, attempts []*attempt.Attempt, choices []connections.Connection) (channels []string, other string) {
	others := slices.DeleteFunc(slices.Clone(choices), func(o connections.Connection) bool { return o.Name == c.Name })
	for _, a := range attempts {
		in := a.Intent()
		own := slices.ContainsFunc(others, func(o connections.Connection) bool { return o.Name == in.Connection })
		if !a.State().MayBill() || in.AppID != c.AppID || own {
			continue
		}
		channels = append(channels, in.Channel)
		in.Connection = c.Name
		if to, ok := heir(in, others); ok {
			other = to.Name
		}
	}
	return channels, other
}

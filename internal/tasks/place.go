package tasks

import (
	"fmt"
	"slices"
	"strings"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
	"sttwizard/internal/connections"
)

// Place is where attempts are started: an address and an App ID there, or the
// sandbox. The person names one by --connection, --sandbox and --api-url. For a new
// start it says where that goes. For attempts that there are it only says which of
// them are meant: each is asked at its own place, whatever was named.
type Place struct {
	sandbox    bool
	connection *connections.Connection // named; nil: none
	address    string                  // of --api-url, or the connection's; empty: any
	lends      func(attempt.Intent) bool
}

// Named returns the place that the flags of this run name; connection is that of
// --connection, or empty. Where they name none, every attempt is meant; the
// variable STTWIZARD_API_URL names none, since a task that runs must not drop out of
// a list because of it. The errors are those of Choose.
func (t *Tasks) Named(connection string) (Place, error) {
	if t.o.Sandbox || connection == connections.SandboxName {
		switch {
		case connection != "" && connection != connections.SandboxName:
			return Place{}, &connections.ConflictError{With: "--connection " + connection}
		case t.o.APIURL != "":
			return Place{}, &connections.ConflictError{With: "--api-url"}
		}
		return Place{sandbox: true}, nil
	}
	p := Place{address: t.o.APIURL}
	if connection == "" {
		return p, nil
	}
	c, err := t.o.Run.Lookup(connection)
	if err != nil {
		return p, err
	}
	p.connection = &c
	if p.address == "" {
		p.address = c.Address()
	}
	choices, _ := t.o.Run.Choices() // what can't be read can't be an attempt's own
	p.lends = func(in attempt.Intent) bool { return !usable(in, choices) }
	return p, nil
}

// Any reports whether no place was named.
func (p Place) Any() bool { return !p.sandbox && p.connection == nil && p.address == "" }

// Has reports whether an attempt belongs to the place. With a connection it does
// where App ID and address are the same, where the connection is its own, or where
// its own one is gone and this one, of the same App ID, lends its credentials.
func (p Place) Has(a *attempt.Attempt) bool {
	in := a.Intent()
	switch {
	case p.Any():
		return true
	case p.sandbox || ofSandbox(in):
		return p.sandbox && ofSandbox(in)
	case p.connection == nil:
		return sameAddress(in.BaseURL, p.address)
	case !strings.EqualFold(p.connection.AppID, in.AppID):
		return false
	}
	c := p.connection
	own := in.Connection == c.Name && sameAddress(c.Address(), p.address)
	return own || sameAddress(in.BaseURL, p.address) || p.lends(in)
}

// String says in words what was named.
func (p Place) String() string {
	switch {
	case p.sandbox:
		return "the sandbox"
	case p.connection == nil:
		return p.address
	}
	return "the connection " + p.connection.Name + " (" + p.address + ")"
}

func sameAddress(a, b string) bool { return agora.Place{BaseURL: a}.Same(agora.Place{BaseURL: b}) }

// ofSandbox reports whether an attempt was started in this machine's sandbox, whose
// address is another one each time.
func ofSandbox(in attempt.Intent) bool { return in.BaseURL == "" }

// At says in words where an attempt was started: "the sandbox", or the name of its
// connection and its address.
func At(a *attempt.Attempt) string {
	in := a.Intent()
	if ofSandbox(in) {
		return "the sandbox"
	}
	if in.Connection == "" {
		return in.BaseURL
	}
	return "the connection " + in.Connection + " (" + in.BaseURL + ")"
}

// PlaceOf says where an attempt was started in one short word: "sandbox", or its
// connection, with the address where that is not Agora's own, as
// acme@127.0.0.1:8080.
func PlaceOf(a *attempt.Attempt) string {
	in := a.Intent()
	if ofSandbox(in) {
		return connections.SandboxName
	}
	host := in.BaseURL
	if in.Connection != "" && sameAddress(host, agora.DefaultBaseURL) {
		return in.Connection
	}
	if _, rest, found := strings.Cut(host, "://"); found {
		host = rest
	}
	if in.Connection != "" {
		host = in.Connection + "@" + host
	}
	return strings.TrimRight(host, "/")
}

// OtherPlaceError is an attempt that does not belong to the place that was named.
type OtherPlaceError struct {
	ID    string
	Own   string // where the attempt was started, in words
	Named string
}

// Error names both places.
func (e *OtherPlaceError) Error() string {
	return fmt.Sprintf("attempt %s was started at %s, not at %s", e.ID, e.Own, e.Named)
}

// Check returns *OtherPlaceError for an attempt that does not belong to the place.
func (p Place) Check(a *attempt.Attempt) error {
	if p.Has(a) {
		return nil
	}
	return &OtherPlaceError{ID: a.ID(), Own: At(a), Named: p.String()}
}

// ForAttempt returns the connection by which an attempt's task is asked and
// stopped: that of the name, which lends its credentials if it has the attempt's App
// ID, or where none is named the one it was started with. Where that one is gone,
// can't be used or has another App ID now, another of the same App ID is taken (see
// StandIn). Address, App ID and version are always the attempt's, whatever flags and
// variables say. The errors are those of Choose, and *OtherPlaceError for a
// connection of another App ID.
func (t *Tasks) ForAttempt(a *attempt.Attempt, name string) (connections.Connection, error) {
	c, err := t.forAttempt(a, name)
	switch {
	case err != nil:
		t.o.Log.Event("no connection", "attempt", a.ID(), "connection", a.Intent().Connection, "error", err.Error())
	case name == "" && StandIn(a, c) != "":
		t.o.Log.Event("stand-in", "attempt", a.ID(), "connection", a.Intent().Connection, "taken", c.Name)
	}
	return c, err
}

func (t *Tasks) forAttempt(a *attempt.Attempt, name string) (connections.Connection, error) {
	in := a.Intent()
	if ofSandbox(in) {
		c, err := t.o.Run.Lookup(connections.SandboxName)
		if slices.Contains(agora.Versions(), in.Version) {
			c.Version = in.Version
		}
		return c, err
	}
	c, err := t.lender(in, name)
	if missing, ok := err.(*connections.NotFoundError); ok {
		missing.AppID = in.AppID
	}
	if err != nil {
		return c, err
	}
	if c.Sandbox || name != "" && !strings.EqualFold(c.AppID, in.AppID) {
		return c, &OtherPlaceError{ID: a.ID(), Own: At(a), Named: "the connection " + c.Name}
	}
	c.AppID, c.Version, c.BaseURL = in.AppID, in.Version, in.BaseURL
	if wrong := c.Validate(); len(wrong) > 0 {
		return c, &connections.UnusableError{Name: c.Name, Fields: wrong}
	}
	return c, nil
}

// lender returns the connection whose credentials are used for an attempt.
func (t *Tasks) lender(in attempt.Intent, name string) (connections.Connection, error) {
	if name != "" {
		return t.o.Run.Lookup(name)
	}
	c, err := t.o.Run.Lookup(in.Connection)
	if err != nil || !strings.EqualFold(c.AppID, in.AppID) || len(c.Validate()) > 0 {
		if other, ok := t.byAppID(in); ok {
			return other, nil
		}
	}
	return c, err
}

// usable reports whether an attempt's own connection is among the choices and can
// still be used for it.
func usable(in attempt.Intent, choices []connections.Connection) bool {
	return slices.ContainsFunc(choices, func(c connections.Connection) bool {
		return c.Name == in.Connection && strings.EqualFold(c.AppID, in.AppID) && len(c.Validate()) == 0
	})
}

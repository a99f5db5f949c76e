package session

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"sttwizard/agora"
	"sttwizard/agora/sandbox"
	"sttwizard/internal/connections"
)

// NoChoiceError says that no connection was named and none goes without saying.
type NoChoiceError struct {
	Have    []string // the names that can be chosen, the sandbox left out
	Missing []string // variables that a connection from the environment lacks
}

// Error names what there is and what to do.
func (e *NoChoiceError) Error() string {
	switch {
	case len(e.Have) > 0:
		return fmt.Sprintf("there are several connections (%s): choose one with --connection NAME", strings.Join(e.Have, ", "))
	case len(e.Missing) > 0:
		return fmt.Sprintf("the connection from the environment is incomplete: set %s too, or try --sandbox", strings.Join(e.Missing, " and "))
	}
	return "there is no connection yet: make one with sttwizard connections add, or try everything with --sandbox"
}

// Choices returns the connections that can be chosen: the file's in its order,
// "environment" where its variables are set, and "sandbox" last. Some may be
// wrong (see connections.Connection.Validate). The error is about the file; the
// others are given all the same.
func (s *Session) Choices() ([]connections.Connection, error) {
	choices, err := s.Connections.List()
	if c, ok := connections.FromEnv(s.Getenv); ok {
		choices = append(choices, c)
	}
	for i := range choices {
		choices[i] = s.placed(s.versioned(choices[i]))
	}
	return append(choices, s.sandboxOf("")), err
}

// SetVersion lets connections that have no version of their own speak that one in this
// run: the sandbox, and "environment" without its variable. Empty: they have none.
func (s *Session) SetVersion(v agora.Version) {
	s.SetSandboxVersion(v)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.version = v
}

// versioned gives a connection without a version that of SetVersion.
func (s *Session) versioned(c connections.Connection) connections.Connection {
	s.mu.Lock()
	defer s.mu.Unlock()
	c.Version = cmp.Or(c.Version, s.version)
	return c
}

// SetSandboxVersion lets the connection "sandbox" speak a version from now on. It
// is v5 until then.
func (s *Session) SetSandboxVersion(v agora.Version) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.sandboxVersion = v
}

// sandboxOf returns the connection "sandbox" with that version; empty: its own.
func (s *Session) sandboxOf(v agora.Version) connections.Connection {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := sandboxConnection("")
	c.Version = cmp.Or(v, s.sandboxVersion, c.Version)
	return c
}

// Choose returns the connection with that name. An empty name means the one that
// goes without saying: the sandbox with --sandbox, else the file's default, else
// the only one there is. The error is *NoChoiceError, *connections.UnusableError,
// *connections.ConflictError, *connections.NotFoundError or *connections.FileError.
func (s *Session) Choose(name string) (connections.Connection, error) {
	return s.ChooseVersion(name, "")
}

// ChooseVersion is Choose for another version than the connection's own; empty
// means its own.
func (s *Session) ChooseVersion(name string, v agora.Version) (connections.Connection, error) {
	if s.o.UseSandbox || name == connections.SandboxName {
		return s.chooseSandbox(name, v)
	}
	if name == "" {
		var err error
		if name, err = s.obvious(); err != nil {
			return connections.Connection{}, err
		}
		if name == connections.SandboxName {
			return s.chooseSandbox(name, v)
		}
	}
	c, err := s.Lookup(name)
	if err != nil {
		return c, err
	}
	c.Version = cmp.Or(v, c.Version)
	c = s.versioned(c)
	if wrong := c.Validate(); len(wrong) > 0 {
		return c, &connections.UnusableError{Name: c.Name, Fields: wrong}
	}
	return s.placed(c), nil
}

func (s *Session) chooseSandbox(name string, v agora.Version) (connections.Connection, error) {
	switch {
	case name != "" && name != connections.SandboxName:
		return connections.Connection{}, &connections.ConflictError{With: "--connection " + name}
	case s.apiURL != "":
		return connections.Connection{}, &connections.ConflictError{With: "--api-url (or " + APIURLVariable + ")"}
	}
	return s.sandboxOf(v), nil
}

// Lookup returns a connection of the file by its name, the one from the environment, or
// the sandbox. The error is *NoChoiceError, *connections.NotFoundError or *connections.FileError.
func (s *Session) Lookup(name string) (connections.Connection, error) {
	if name == connections.SandboxName {
		return s.sandboxOf(""), nil
	}
	fromEnv, set := connections.FromEnv(s.Getenv)
	if name == connections.EnvironmentName {
		if set {
			return fromEnv, nil
		}
		missing := connections.MissingInEnv(s.Getenv)
		if missing == nil {
			missing = []string{connections.AppIDVariable, connections.KeyVariable, connections.SecretVariable}
		}
		return connections.Connection{}, &NoChoiceError{Missing: missing}
	}
	c, err := s.Connections.Get(name)
	if missing, ok := err.(*connections.NotFoundError); ok {
		if set {
			missing.Have = append(missing.Have, connections.EnvironmentName)
		}
		missing.Have = append(missing.Have, connections.SandboxName)
	}
	return c, err
}

// obvious returns the name of the connection that is meant when none is named.
func (s *Session) obvious() (string, error) {
	name, err := s.Connections.Default()
	if err != nil || name != "" {
		return name, err
	}
	if _, set := connections.FromEnv(s.Getenv); set {
		return connections.EnvironmentName, nil
	}
	list, err := s.Connections.List()
	if err != nil {
		return "", err
	}
	e := &NoChoiceError{Missing: connections.MissingInEnv(s.Getenv)}
	for _, c := range list {
		e.Have = append(e.Have, c.Name)
	}
	return "", e
}

// placed puts the address of --api-url in place of the connection's own.
func (s *Session) placed(c connections.Connection) connections.Connection {
	if s.apiURL != "" {
		c.BaseURL = s.apiURL
	}
	return c
}

func sandboxConnection(url string) connections.Connection {
	return connections.Sandbox(url, sandbox.DefaultAppID, sandbox.DefaultKey)
}

// Where says in words where a connection leads: "the sandbox (a pretend Agora
// on this machine)", or its address.
func Where(c connections.Connection) string {
	if c.Sandbox {
		return "the sandbox (a pretend Agora on this machine)"
	}
	return c.Address()
}

// Names returns the names of all choices, for completion and messages.
func (s *Session) Names() []string {
	choices, _ := s.Choices() // a broken file has no names
	names := make([]string, len(choices))
	for i, c := range choices {
		names[i] = c.Name
	}
	return slices.Compact(names)
}

// Prices returns what a minute costs: the person's own prices, or those that Agora
// publishes. So does a file that can't be read, which whoever needs it is told of.
func (s *Session) Prices() agora.Prices {
	p, _ := s.Connections.Prices()
	return p
}

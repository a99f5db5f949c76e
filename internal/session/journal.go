package session

import (
	"os"

	"sttwizard/internal/attempt"
	"sttwizard/internal/config"
)

// openJournal opens the journal that config.yaml, its variable or --store name.
// Nothing is called yet.
func (s *Session) openJournal() error {
	c, err := config.Read(s.Home.Settings(), s.Getenv, s.o.Store)
	if err != nil {
		return err
	}
	o := attempt.Options{
		Locks: s.Home.Locks(), Who: c.Who, Now: s.o.Now, Up: s.o.Up, Rand: s.o.Rand, Sleep: s.o.Sleep, Watch: s.Log.Attempt,
	}
	o.Host, _ = os.Hostname() // only for people who read the journal
	s.Settings = c
	o.Team, o.Shared = s.o.Team, c.Store != "" || s.o.Team != nil
	if c.Local {
		o.Team = nil
	}
	s.Journal = attempt.Open(s.Home.Attempts(), o)
	return nil
}

// Aside reports whether there is a team's journal that this run leaves aside.
func (s *Session) Aside() bool {
	return s.Settings.Local && (s.Settings.Store != "" || s.o.Team != nil)
}

package session

import (
	"context"
	"os"
	"time"

	"sttwizard/internal/attempt"
	"sttwizard/internal/config"
	"sttwizard/internal/store/postgres"
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
	s.Host, _ = os.Hostname() // only for people who read the journal
	o.Host, s.Settings = s.Host, c
	o.Team, o.Shared = s.o.Team, c.Store != "" || s.o.Team != nil
	switch {
	case c.Local:
		o.Team = nil
	case o.Team == nil && c.Store != "":
		if s.team, err = postgres.New(s.TeamOptions()); err != nil {
			return &config.Error{From: "the team's journal", Err: err}
		}
		o.Team = teamStore(s.team)
	}
	s.Journal = attempt.Open(s.Home.Attempts(), o)
	return nil
}

// TeamStore returns the team's journal that this run uses; nil: there is none.
func (s *Session) TeamStore() *postgres.Store { return s.team }

// TeamOptions returns how the team's journal is reached.
func (s *Session) TeamOptions() postgres.Options {
	o := postgres.Options{Address: s.Settings.Store, Who: s.Settings.Who, Host: s.Host}
	if ref := s.Settings.Password; !ref.IsZero() {
		o.Password = func() (string, error) {
			ctx, cancel := context.WithTimeout(context.Background(), passwordLimit)
			defer cancel()
			// Nobody is asked: what a locked file of secrets needs comes from the environment.
			value, _, err := ref.Resolve(ctx, TeamPassword, s.Sources(nil))
			s.Log.Hide(value)
			return value.Reveal(), err
		}
	}
	return o
}

// TeamPassword is the name of the team's journal's password.
const TeamPassword = "password of the team's journal"

// passwordLimit is how long the place of the password may take.
const passwordLimit = 10 * time.Second

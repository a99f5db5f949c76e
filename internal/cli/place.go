package cli

import (
	"fmt"
	"strings"

	"sttwizard/internal/attempt"
	"sttwizard/internal/session"
	"sttwizard/internal/tasks"
)

// Which attempts --connection, --sandbox and --api-url mean. Whoever is meant, each
// is asked at the place where it was started: see tasks.Place.

// placeHelp says so in the help of the commands about tasks.
const placeHelp = `

--connection, --sandbox and --api-url choose tasks of that place only. Each task
is asked and stopped where it was started, whatever they say; a connection of
the same App ID lends its secret where the task's own one is gone.`

// find returns the attempt that an id names, if it belongs to the place that was
// named.
func (a *app) find(s *session.Session, id string) (*attempt.Attempt, error) {
	at, err := s.Tasks.Find(a.flags.connection, id)
	if isNotFound(err) {
		return nil, notFound(err)
	}
	return at, err
}

// isNotFound reports whether an error is about an id that names nothing that can be read.
func isNotFound(err error) bool {
	return is[*attempt.NotFoundError](err) || is[*attempt.AmbiguousError](err) || is[*attempt.JournalError](err)
}

// otherPlace is an attempt that was named together with a place that is not its own.
func otherPlace(err error) *failure {
	return refused(kindUsage, "leave --connection, --sandbox and --api-url out: each task is asked where it was started", err)
}

// whose says in words which tasks are meant: those of this machine or its team, or of
// the place that was named.
func (a *app) whose(s *session.Session) string {
	of := "of " + ours(s)
	if place, err := s.Tasks.Named(a.flags.connection); err == nil && !place.Any() {
		return of + " at " + place.String()
	}
	return of
}

// ours names those whose tasks are known: this machine, or its team.
func ours(s *session.Session) string {
	if s.Tasks.Shared() {
		return "the team"
	}
	return "this machine"
}

// inChannel names a channel that was asked for; empty: none was.
func inChannel(channel string) string {
	if channel == "" {
		return ""
	}
	return " in the channel " + channel
}

// noneRuns says that no task that is meant may be running: of a team's perhaps only
// those that one started.
func (a *app) noneRuns(s *session.Session, channel string, mine bool) string {
	of := a.whose(s)
	if mine && s.Tasks.Shared() {
		of = "that you started on this machine"
	}
	return "no task " + of + " is running" + inChannel(channel) + ", as far as it knows"
}

// noneHere is a place that was named and has no open attempt, while others have:
// it names both.
func (a *app) noneHere(s *session.Session, elsewhere []*attempt.Attempt) error {
	place, err := s.Tasks.Named(a.flags.connection)
	if err != nil {
		return err
	}
	words := attemptPlaces(elsewhere)
	if len(words) == 0 {
		return nil
	}
	return otherPlace(fmt.Errorf("no task of %s may be running; there are some of %s", place, strings.Join(words, " and ")))
}

// attemptPlaces names the places of the attempts that are open, each once.
func attemptPlaces(attempts []*attempt.Attempt) []string {
	var words []string
	seen := map[string]bool{}
	for _, at := range attempts {
		if word := tasks.At(at); at.Open() && !seen[word] {
			seen[word] = true
			words = append(words, word)
		}
	}
	return words
}

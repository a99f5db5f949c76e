package cli

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"sttwizard/internal/attempt"
	"sttwizard/internal/explain"
	"sttwizard/internal/session"
	"sttwizard/internal/store/postgres"
	"sttwizard/internal/tasks"
	"sttwizard/internal/words"
)

const storeLong = `Where the journal of all attempts is kept: in files on this machine, which is what
there is without any setting, or in PostgreSQL for a team, whose members then see
and stop each other's tasks. The key store of config.yaml names the team's journal:

  store: postgres://dana@db.example.com/sttwizard
  password: keyring:team-journal

STTWIZARD_STORE and --store go before it. --store local leaves the team's journal
aside for one run: what is started then is in this machine's journal until
sttwizard store push.`

func (a *app) storeCommand() *cobra.Command {
	return a.group(&cobra.Command{Use: "store", Short: "Show, make and check the journal that a team shares", Long: storeLong,
		Example: "  sttwizard store show\n  sttwizard store init --store postgres://postgres@localhost/sttwizard"},
		a.storeShowCommand(), a.storePasswordCommand(), a.storeInitCommand(), a.storeCheckCommand(), a.storePushCommand())
}

const storeShowLong = `Show where the journal is kept, and how it stands there.

With --json:
  {"kind","where","who","host","aside","unshared","attempts","open","server","login",
   "keepDays","secured","events","bytes","sessions":[]}`

func (a *app) storeShowCommand() *cobra.Command {
	cmd := a.command(&cobra.Command{Use: "show [flags]", Short: "Show where the journal is kept", Long: storeShowLong})
	cmd.RunE = a.withSession(func(ctx context.Context, s *session.Session, _ []string) error { return a.showStore(ctx, s) })
	a.jsonFlag(cmd, storeJSON{})
	return cmd
}

// storeJSON is what store show gives.
type storeJSON struct {
	Kind     string   `json:"kind"`     // `files` or `postgres`
	Where    string   `json:"where"`    // the directory, or the team's journal by name
	Who      string   `json:"who"`      // how others see what is done here
	Host     string   `json:"host"`     // and on which machine
	Aside    bool     `json:"aside"`    // there is a team's journal, and this run leaves it aside
	Unshared int      `json:"unshared"` // attempts that are on this machine only, see `store push`
	Attempts int      `json:"attempts"` // how many there are
	Open     int      `json:"open"`     // of them open
	Server   string   `json:"server"`   // the version of PostgreSQL
	Login    string   `json:"login"`    // as whom this program is there
	KeepDays int      `json:"keepDays"` // how long ended attempts stay
	Secured  bool     `json:"secured"`  // whether the connection is encrypted
	Events   int      `json:"events"`   // of all attempts of the team
	Bytes    int64    `json:"bytes"`    // on the server's disk
	Sessions []string `json:"sessions"` // who else uses it now
}

func (a *app) showStore(ctx context.Context, s *session.Session) error {
	all, _, err := s.Tasks.OfMachine()
	if err != nil {
		return err
	}
	j := storeJSON{
		Kind: "files", Where: s.Home.Attempts(), Who: s.Settings.Who, Host: s.Host, Aside: s.Tasks.Aside(), Attempts: len(all), KeepDays: int(attempt.Keep.Hours() / 24), Sessions: []string{},
	}
	for _, at := range all {
		if at.Open() {
			j.Open++
		}
		if at.Unshared() {
			j.Unshared++
		}
	}
	if team := s.TeamStore(); team != nil {
		st, err := team.Status(ctx)
		if err != nil {
			return teamFailure(err)
		}
		j.Kind, j.Where, j.Server, j.Login, j.KeepDays, j.Secured = "postgres", st.Where, st.Server, st.Login, st.Keep, st.Secured
		j.Attempts, j.Open, j.Events, j.Bytes, j.Sessions = st.Attempts, st.Open, st.Events, st.Size, append(j.Sessions, st.Sessions...)
	}
	if a.json {
		return a.printJSON(j)
	}
	a.tellStore(j)
	return nil
}

func (a *app) tellStore(j storeJSON) {
	kept := fmt.Sprintf("%s, %d open; ended ones for %s", words.Count(j.Attempts, "attempt"), j.Open, words.Count(j.KeepDays, "day"))
	facts := [][2]string{{"journal", j.Where}, {"you", explain.Person(j.Who, j.Host)}, {"keeps", kept}}
	if j.Kind == "postgres" {
		line := "PostgreSQL " + j.Server + ", as " + j.Login
		if j.Secured {
			line += ", encrypted"
		}
		facts = append(facts, [2]string{"server", line}, [2]string{"also there", strings.Join(j.Sessions, "; ")})
	}
	if j.Aside {
		facts = append(facts, [2]string{"left aside", "the team's journal, by --store local or STTWIZARD_STORE"})
	}
	if j.Unshared > 0 {
		facts = append(facts, [2]string{"not shared", words.Count(j.Unshared, "attempt") + " that the team does not see: sttwizard store push"})
	}
	for _, f := range facts {
		if f[1] != "" {
			a.tell("%-11s %s", f[0], f[1])
		}
	}
}

const storePasswordLong = `Keep the password of the team's journal where the key password of config.yaml says:
in this system's keyring (keyring:team-journal) or in the file of secrets that a
passphrase opens (age:team-journal). It is asked for without being shown, or is the
first line of the input; it is never put on a command line.`

func (a *app) storePasswordCommand() *cobra.Command {
	cmd := a.command(&cobra.Command{Use: "password [flags]", Short: "Keep the password of the team's journal", Long: storePasswordLong,
		Example: "  sttwizard store password\n  sttwizard store password < password.txt"})
	cmd.RunE = a.withSession(func(ctx context.Context, s *session.Session, _ []string) error {
		ref := s.Settings.Password
		if !ref.Stored() {
			return wrongUse("write password: keyring:team-journal into "+s.Home.Settings(),
				"config.yaml does not say that the password is in the keyring or in the file of secrets")
		}
		if _, err := a.storeIn(ctx, s, ref.Form()); err != nil { // which opens the file of secrets, or makes it
			return err
		}
		value, err := a.mustTypeSecret(ctx, session.TeamPassword)
		if err != nil {
			return err
		}
		if err := s.KeepShared(ctx, ref, value, true); err != nil {
			return err
		}
		a.tellDone("stored in %s", ref.Words())
		return nil
	})
	a.doneFlag(cmd)
	return cmd
}

const storeInitLong = `Make the team's journal in the database that the settings or --store name: one
schema and two roles, in one step or not at all. The login must be one that may make
roles. What is there already is left as it is. --print shows the script instead,
for psql.

Each person then gets a login of their own: GRANT sttwizard_writer TO dana. Such a
login can add events, and neither change nor delete any.

With --json:
  {"done":[]}`

func (a *app) storeInitCommand() *cobra.Command {
	var printed bool
	cmd := a.command(&cobra.Command{Use: "init [flags]", Short: "Make the team's journal in a database", Long: storeInitLong,
		Example: "  sttwizard store init --store postgres://postgres@localhost/sttwizard\n  sttwizard store init --print | psql sttwizard"})
	cmd.RunE = a.withSession(func(ctx context.Context, s *session.Session, _ []string) error {
		if printed {
			_, err := fmt.Fprint(a.env.Out, postgres.Schema())
			return err
		}
		if s.Settings.Store == "" {
			return noTeam()
		}
		done, err := postgres.Init(ctx, s.TeamOptions())
		if err != nil {
			return teamFailure(err)
		}
		if a.json {
			return a.printJSON(doneJSON{Done: done})
		}
		for _, line := range done {
			a.tell("%s", line)
		}
		return nil
	})
	cmd.Flags().BoolVar(&printed, "print", false, "print the script and do nothing")
	a.jsonFlag(cmd, doneJSON{})
	return cmd
}

const storeCheckLong = `Read every event of the journal and look whether it is as it was written: the
checksum of each, gaps, and of a team's journal whether its list of attempts says
what their events say. Nothing is changed.

Exit codes: 0 all is as it was written, 7 something is not: a task of it may be
running.

With --json:
  {"where","attempts","events","problems":[{"attempt","what"}]}`

func (a *app) storeCheckCommand() *cobra.Command {
	cmd := a.command(&cobra.Command{Use: "check [flags]", Short: "Look whether the journal is as it was written", Long: storeCheckLong})
	cmd.RunE = a.withSession(func(ctx context.Context, s *session.Session, _ []string) error { return a.checkStore(ctx, s) })
	a.jsonFlag(cmd, checkedJSON{})
	return cmd
}

// checkedJSON is what store check gives.
type checkedJSON struct {
	Where    string        `json:"where"`    // what was read
	Attempts int           `json:"attempts"` // how many there are
	Events   int           `json:"events"`   // of all of them
	Problems []problemJSON `json:"problems"`
}

type problemJSON struct {
	Attempt string `json:"attempt"` // the name of the record; empty: the journal as a whole
	What    string `json:"what"`    // what is not as it was written
}

func (a *app) checkStore(ctx context.Context, s *session.Session) error {
	j := checkedJSON{Where: s.Home.Attempts(), Problems: []problemJSON{}}
	all, broken, err := s.Tasks.OfMachine()
	if err != nil {
		return err
	}
	for _, b := range broken {
		j.Problems = append(j.Problems, problemJSON{b.ID, b.Err.Error()})
	}
	for _, at := range all {
		j.Attempts++
		j.Events += len(at.Records())
		if at.Damage() != "" {
			j.Problems = append(j.Problems, problemJSON{at.ID(), at.Damage()})
		}
	}
	if team := s.TeamStore(); team != nil {
		r, err := team.Verify(ctx)
		if err != nil {
			return teamFailure(err)
		}
		j.Where, j.Attempts, j.Events = team.Where(""), j.Attempts+r.Attempts, j.Events+r.Events
		for _, p := range r.Problems {
			j.Problems = append(j.Problems, problemJSON{p.ID, p.What})
		}
	}
	if len(j.Problems) > 0 {
		a.code = exitPerson
	}
	if a.json {
		return a.printJSON(j)
	}
	a.tell("%s: %s with %s", j.Where, words.Count(j.Attempts, "attempt"), words.Count(j.Events, "event"))
	for _, p := range j.Problems {
		a.tell("! %s", strings.TrimPrefix(p.Attempt+": "+p.What, ": "))
	}
	if len(j.Problems) == 0 {
		a.tell("all is as it was written")
	}
	return nil
}

const storePushLong = `Bring what this machine started without the team's journal into it, every event as
it was written. What is there is taken away here; what can't be brought stays and
is named. Tasks of the sandbox stay on their machine.

Exit codes: 0 all is there, 1 something stayed.

With --json:
  {"brought","stayed":[]}`

func (a *app) storePushCommand() *cobra.Command {
	cmd := a.command(&cobra.Command{Use: "push [flags]", Short: "Bring this machine's tasks into the team's journal", Long: storePushLong})
	cmd.RunE = a.withSession(func(ctx context.Context, s *session.Session, _ []string) error { return a.pushStore(ctx, s) })
	a.jsonFlag(cmd, pushedJSON{})
	return cmd
}

// pushedJSON is what store push gives.
type pushedJSON struct {
	Brought int      `json:"brought"` // attempts that the team sees now
	Stayed  []string `json:"stayed"`  // what could not be brought, and why
}

func (a *app) pushStore(ctx context.Context, s *session.Session) error {
	n, stayed, err := s.Tasks.Push(ctx)
	switch {
	case errors.Is(err, attempt.ErrNoTeam):
		return noTeam()
	case err != nil:
		return err
	}
	j := pushedJSON{Brought: n, Stayed: []string{}}
	for _, e := range stayed {
		a.code = exitFailed
		j.Stayed = append(j.Stayed, e.Error())
	}
	if a.json {
		return a.printJSON(j)
	}
	a.tell("%s brought into the team's journal", words.Count(n, "attempt"))
	for _, line := range j.Stayed {
		a.tell("! %s", line)
	}
	return nil
}

// sayUnshared says before a start what of it the team would not see, and what it does
// not see now.
func (a *app) sayUnshared(s *session.Session, p prepared) {
	if p.connection.Sandbox {
		return
	}
	if s.Tasks.Aside() {
		a.say("note: this machine's journal is used, not the team's: the team does not see this task until: " +
			"sttwizard store push")
		return
	}
	all, _, err := s.Tasks.All()
	if n := len(tasks.Unshared(all)); err == nil && n > 0 {
		a.say("note: %s of this machine's own journal: the team does not see it; to bring it there: "+
			"sttwizard store push", words.Count(n, "task"))
	}
}

func noTeam() error {
	return wrongUse("name it with --store or in config.yaml, see sttwizard store --help", "there is no team's journal to work with: this run has this machine's own")
}

// teamFailure is a failure of the team's journal itself.
func teamFailure(err error) error {
	return &attempt.JournalError{Path: "the team's journal", Phase: attempt.NotRead, Err: err, Team: true}
}

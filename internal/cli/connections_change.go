package cli

import (
	"cmp"
	"context"

	"github.com/spf13/cobra"

	"sttwizard/internal/explain"
	"sttwizard/internal/secret"
	"sttwizard/internal/session"
)

func (a *app) connectionsRemoveCommand() *cobra.Command {
	yes, keep := false, false
	cmd := a.command(&cobra.Command{Use: "remove NAME [flags]", Aliases: []string{"rm", "delete"}, Short: "Remove a connection",
		Long:    connectionsRemoveLong,
		Example: "  sttwizard connections remove old-project",
		Args:    exactly(1), ValidArgsFunction: a.completeConnections})
	cmd.RunE = a.withSession(func(ctx context.Context, s *session.Session, args []string) error {
		return a.removeConnection(ctx, s, args[0], yes, keep)
	})
	cmd.Flags().BoolVar(&keep, "keep-secrets", false, "leave its secrets in the keyring or the file of secrets")
	cmd.Flags().BoolVarP(&yes, "yes", "y", false, "remove without asking")
	a.doneFlag(cmd)
	return cmd
}

const connectionsRemoveLong = `Remove a connection from the file, and the secrets that are stored for it and
that nothing else uses. Tasks that were started with it can't be stopped without
a connection of that App ID. A copy of the file is kept among the backups; the
secrets are gone.`

func (a *app) removeConnection(ctx context.Context, s *session.Session, name string, yes, keep bool) error {
	c, err := ownConnection(s, name)
	if err != nil {
		return err
	}
	var own []secret.Ref
	if !keep {
		if own, err = s.OwnSecrets(c); err != nil {
			return err
		}
	}
	what := "Remove the connection " + name
	for _, ref := range own {
		what += " and its secret in " + ref.Words()
	}
	a.tellBound(s, c)
	if !yes {
		if err := a.sure(ctx, what+"?", "nothing was removed"); err != nil {
			return err
		}
	}
	if err := a.leftover(s.RemoveConnection(ctx, name, !keep)); err != nil {
		return err
	}
	a.about = about{name, s.Connections.Path()}
	a.tellDone("removed: %s", name)
	if a.code == exitDone {
		for _, ref := range own {
			a.tellDone("removed: its secret in %s", ref.Words())
		}
	}
	return nil
}

func (a *app) connectionsDefaultCommand() *cobra.Command {
	none := false
	cmd := a.command(&cobra.Command{Use: "default [NAME] [flags]", Short: "Say which connection is used where none is named",
		Long:    "Say which connection is used where none is named, or show which one it is. --none takes it back.",
		Example: "  sttwizard connections default acme",
		Args:    atMost(1), ValidArgsFunction: a.completeConnections})
	cmd.RunE = a.withSession(func(_ context.Context, s *session.Session, args []string) error {
		return a.defaultConnection(s, args, none)
	})
	cmd.Flags().BoolVar(&none, "none", false, "none is used unless it is named")
	a.doneFlag(cmd)
	return cmd
}

func (a *app) defaultConnection(s *session.Session, args []string, none bool) error {
	name := ""
	if len(args) == 1 {
		name = args[0]
	}
	switch {
	case none && name != "":
		return wrongUse("leave one out", "--none and a name exclude each other")
	case none || name != "":
		if err := s.Connections.SetDefault(name); err != nil {
			return err
		}
		a.did("default: %s", cmp.Or(name, "none"))
	}
	name, err := s.Connections.Default()
	if err != nil {
		return err
	}
	a.about = about{name, s.Connections.Path()}
	a.tell("default: %s", cmp.Or(name, "none"))
	return nil
}

const connectionsTestLong = `Test a connection with one harmless call: it asks Agora for a builder token,
which starts nothing, costs nothing and dies unused within minutes, or with v7
for the list of its tasks. So it
tells whether Agora can be reached, takes the credentials, and has Speech-to-Text
switched on for the App ID. Exit code 0: all of that; 1: no.`

func (a *app) connectionsTestCommand() *cobra.Command {
	cmd := a.command(&cobra.Command{Use: "test [NAME] [flags]", Short: "Test a connection with a harmless call", Long: connectionsTestLong,
		Example: "  sttwizard connections test production\n  sttwizard connections test --sandbox=denied",
		Args:    atMost(1), ValidArgsFunction: a.completeConnections})
	cmd.RunE = a.withSession(a.telling(func(ctx context.Context, s *session.Session, args []string) error {
		name := a.flags.connection
		if len(args) == 1 {
			name = args[0]
		}
		return a.testConnection(ctx, s, name)
	}))
	a.jsonFlag(cmd, testedJSON{})
	return cmd
}

// testedJSON is what connections test gives.
type testedJSON struct {
	State      string `json:"state"`      // `ok`
	Connection string `json:"connection"` // the connection's name
}

func (a *app) testConnection(ctx context.Context, s *session.Session, name string) error {
	c, err := s.Choose(name)
	if err != nil {
		return err
	}
	a.say("%s", explain.TestWords(c.Version))
	test, err := s.Tasks.TestConnection(ctx, c, a.askSecret())
	if err != nil {
		return err
	}
	if test.Err != nil {
		moment := explain.Context{Op: test.Op, Connection: c.Name, Project: s.Project(c)}
		f := explained(test.Err, moment)
		f.next, f.billed = explain.Tested(test.Err, moment).Do, ""
		return f
	}
	if a.json {
		return a.printJSON(testedJSON{"ok", c.Name})
	}
	a.say("%s", test.Found)
	a.tell("%s works: Agora was reached (%s), took the credentials, and has Speech-to-Text switched on for this App ID.", c.Name, session.Where(c))
	if c.Version.Named() {
		a.tell(explain.HarmlessCall + "; the list of its tasks was read.")
	} else {
		a.tell(explain.HarmlessCall+"; the builder token that it gave dies unused after %.0f minutes.", c.Version.Limits().BuilderTokenLife.Minutes())
	}
	if note := endOfLife(c, a.env.Now()); note != "" {
		a.say("note: %s", note)
	}
	return nil
}

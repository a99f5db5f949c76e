package cli

import (
	"context"

	"github.com/spf13/cobra"

	"sttwizard/internal/explain"
	"sttwizard/internal/session"
)

const connectionsAcceptLong = `Keep connections.yaml as it stands, after it was edited by hand or its end was
lost: what it says is shown, and asked about without --yes. sttwizard says no
more then that the file is not as it was written. A copy of the file from before
is kept among the backups.

Look at it first: a disk or a copy that went wrong changes a file, too.`

func (a *app) connectionsAcceptCommand() *cobra.Command {
	yes := false
	cmd := a.command(&cobra.Command{Use: "accept [flags]", Short: "Keep the file of the connections as it was edited", Long: connectionsAcceptLong,
		Example: "  sttwizard connections accept"})
	cmd.RunE = a.withSession(func(ctx context.Context, s *session.Session, _ []string) error {
		return a.acceptConnections(ctx, s, yes)
	})
	cmd.Flags().BoolVarP(&yes, "yes", "y", false, "keep it without asking")
	a.doneFlag(cmd)
	return cmd
}

func (a *app) acceptConnections(ctx context.Context, s *session.Session, yes bool) error {
	left, err := s.Connections.Left()
	if err != nil {
		return err
	}
	for _, c := range left {
		a.tell("%s", explain.ConnectionLeads(c))
	}
	if !yes {
		if err := a.sure(ctx, "Keep connections.yaml so?", "nothing was changed"); err != nil {
			return err
		}
	}
	if err := s.Connections.Accept(left); err != nil {
		return err
	}
	a.about.path = s.Connections.Path()
	a.tellDone("kept as it is: %s", a.about.path)
	return nil
}

package cli

import (
	"context"
	"errors"
	"testing"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
	"sttwizard/internal/connections"
	"sttwizard/internal/session"
	"sttwizard/internal/terminal"
)

// What is printed after the screens is what the journal says then, not what they
// showed last.
// unanswered is an Agora whose answer to a stop is lost.
type unanswered struct{ attempt.API }

func (unanswered) Stop(context.Context, agora.Handle) error {
	return &agora.NetError{Op: agora.OpStop, Cause: agora.CauseReset, Sent: true, Err: errors.New("reset")}
}

func TestAfterTheScreensTheTruthIsPrinted(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		leaves     func(t *testing.T, s *session.Session, a *attempt.Attempt)
		want, lack []string
	}{
		"a task runs": {
			func(*testing.T, *session.Session, *attempt.Attempt) {},
			[]string{"still running: hall (sandbox)"}, []string{"told to stop"},
		},
		"a stop is under way": {
			func(t *testing.T, s *session.Session, a *attempt.Attempt) {
				if err := attempt.Stop(context.Background(), unanswered{sandboxClient(t, s)}, a); err == nil {
					t.Error("it was stopped")
				}
			},
			[]string{"told to stop, and not seen to end: hall (sandbox)", "sttwizard tasks stop "}, []string{"still running"},
		},
		"a stop was left before it was sent": {
			func(t *testing.T, s *session.Session, a *attempt.Attempt) {
				ctx, leave := context.WithCancel(context.Background())
				leave()
				if err := attempt.Stop(ctx, sandboxClient(t, s), a); err == nil {
					t.Error("it was stopped")
				}
			},
			[]string{"still running: hall (sandbox)", "sttwizard tasks stop "}, []string{"told to stop"},
		},
		"a stop has ended it": {
			func(t *testing.T, s *session.Session, a *attempt.Attempt) {
				if err := attempt.Stop(context.Background(), sandboxClient(t, s), a); err != nil {
					t.Error(err)
				}
			},
			[]string{"stopped: hall (sandbox) at ", "costs nothing"}, []string{"still running", "told to stop"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.want(exitDone, append([]string{"start", "--sandbox", "--yes"}, legal("hall")...)...)
			w.env.Mode = func() terminal.Mode { return terminal.Mode{Kind: terminal.Screen} }
			w.env.Screen = func(_ context.Context, s *session.Session, _ ScreenOptions) (int, error) {
				all, _, err := s.Journal.List()
				if err != nil || len(all) != 1 {
					t.Fatal(all, err)
				}
				test.leaves(t, s, all[0])
				return 0, nil
			}
			r := w.want(exitDone, "--sandbox")
			mustHold(t, r.err, test.want...)
			mustLack(t, r.err, test.lack...)
		})
	}
}

// Which of two is meant has to be seen where only their lines are left.
func TestTasksOfOneChannelAreToldApartAfterTheScreens(t *testing.T) {
	w := newWorld(t)
	for _, language := range []string{"en-US", "de-DE"} {
		w.want(exitDone, append([]string{"start", "--sandbox", "--yes", "--beside"}, append(legal("hall"), "--set", "languages="+language)...)...)
	}
	w.env.Mode = func() terminal.Mode { return terminal.Mode{Kind: terminal.Screen} }
	w.env.Screen = func(context.Context, *session.Session, ScreenOptions) (int, error) { return 0, nil }
	mustHold(t, w.want(exitDone, "--sandbox").err, "still running: hall (en-US, sandbox)", "still running: hall (de-DE, sandbox)")
}

func sandboxClient(t *testing.T, s *session.Session) attempt.API {
	t.Helper()
	c, err := s.Choose(connections.SandboxName)
	if err != nil {
		t.Fatal(err)
	}
	client, err := s.Client(context.Background(), c, nil)
	if err != nil {
		t.Fatal(err)
	}
	return client
}

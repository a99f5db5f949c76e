package cli

import (
	"context"

	"sttwizard/internal/attempt"
	"sttwizard/internal/session"
)

// lookAgain asks once more about the attempts that this journal has as over while
// their tasks may still run: those that Agora itself did not say to have ended, and
// whose longest life is not over. Nobody is asked for a secret for it. It returns
// those that are open again.
func (a *app) lookAgain(ctx context.Context, s *session.Session, ended []*attempt.Attempt) []*attempt.Attempt {
	var worth []*attempt.Attempt
	for _, at := range ended {
		if at.WorthALook(s.Now()) {
			worth = append(worth, at)
		}
	}
	quiet := map[callerKey]attempt.API{}
	for _, at := range worth {
		key := keyOf(at)
		if _, known := quiet[key]; known {
			continue
		}
		quiet[key] = nil
		if c, err := s.Tasks.ForAttempt(at, a.flags.connection); err == nil {
			if client, err := s.Client(ctx, c, nil); err == nil {
				quiet[key] = s.Tasks.Paced(client)
			}
		}
	}
	atOnce(len(worth), func(i int) {
		if api := quiet[keyOf(worth[i])]; api != nil {
			_, _ = attempt.LookAgain(ctx, api, worth[i]) // what it found is in the journal
		}
	})
	return openAgain(ended)
}

// openAgain returns those of attempts that were over that are open now, as the
// journal has them.
func openAgain(ended []*attempt.Attempt) []*attempt.Attempt {
	var out []*attempt.Attempt
	for _, at := range ended {
		if at.Open() || at.Refresh() == nil && at.Open() {
			out = append(out, at)
		}
	}
	return out
}

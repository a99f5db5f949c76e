package cli

import (
	"context"
	"io"

	"sttwizard/form"
	"sttwizard/internal/session"
	"sttwizard/internal/terminal"
)

// prompts gives the line by line questions, written to w.
func (a *app) prompts(ctx context.Context, w io.Writer) *form.Plain {
	p := &form.Plain{Out: w, Line: func() (string, error) { return a.lines.next(ctx) }}
	if ask := a.askSecret(); ask != nil {
		p.Secret = func(prompt string) (string, error) {
			io.WriteString(w, prompt)
			return a.env.ReadSecret(ctx)
		}
	}
	return p
}

func (a *app) plainWizard(ctx context.Context, s *session.Session, w wizardFlags, mode terminal.Mode) error {
	return nil
}

package secret

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"time"

	"sttwizard/agora"
)

// afterKill is how long what a killed command left behind may hold its output
// open.
const afterKill = time.Second

// errTooMuch stops a command that prints more than a secret.
var errTooMuch = errors.New("prints more than a secret")

// capped takes up to maxValue bytes.
type capped struct {
	text strings.Builder
	over bool
}

// Write fails past the limit, which ends the command's output.
func (c *capped) Write(p []byte) (int, error) {
	if c.text.Len()+len(p) > maxValue {
		c.over = true
		return 0, errTooMuch
	}
	return c.text.Write(p)
}

// fromCommand runs the command line in the shell, without input and without our
// terminal. What it prints beside the secret, and its errors, are dropped:
// they may hold anything.
func fromCommand(ctx context.Context, r Ref, _ string, _ Sources) (agora.Secret, error) {
	cmd := shell(ctx, r.name)
	var out capped
	cmd.Stdout, cmd.WaitDelay, cmd.Env = &out, afterKill, WithoutOurs(os.Environ())
	alone(cmd)
	err := cmd.Run()
	exit, exited := errors.AsType[*exec.ExitError](err)
	switch {
	case ctx.Err() != nil:
		return "", ctx.Err()
	case out.over:
		return "", &failed{"the command in connections.yaml prints more than 64 KiB", "let it print the secret only", nil}
	case exited && exit.ExitCode() >= 0:
		return "", &failed{fmt.Sprintf("the command in connections.yaml ended with exit code %d", exit.ExitCode()), "run it by hand to see why", nil}
	case err != nil && !errors.Is(err, exec.ErrWaitDelay):
		return "", &failed{"the command in connections.yaml could not be run to its end", "run it by hand to see why", nil}
	}
	return only(out.text.String(), r.Words())
}

// ours begin the names of the variables that sttwizard reads: what opens every secret,
// and secrets themselves.
var ours = []string{"STTWIZARD_", "AGORA_"}

// WithoutOurs returns an environment, as os.Environ gives it, without the variables of
// ours: no program that is started gets them.
func WithoutOurs(env []string) []string {
	return slices.DeleteFunc(slices.Clone(env), func(pair string) bool {
		name, _, _ := strings.Cut(strings.ToUpper(pair), "=")
		return slices.ContainsFunc(ours, func(begin string) bool { return strings.HasPrefix(name, begin) })
	})
}

package cli

import (
	"context"
	"io"
	"os"

	"github.com/spf13/cobra"

	"sttwizard/internal/files"
	"sttwizard/internal/report"
	"sttwizard/internal/session"
)

const tasksBundleLong = `Write what is known of a task as a text for whoever helps: the request, ids,
request ids, versions and times, and no secret. Agora is not asked. The text goes
to the output, or with -o to a new file that only you can read. The task is named
by its task id, by its attempt, or by the first four or more characters of either.`

func (a *app) tasksBundleCommand() *cobra.Command {
	var output string
	cmd := a.command(&cobra.Command{
		Use: "bundle ID [flags]", Short: "Write a text about a task for whoever helps", Long: tasksBundleLong,
		Example: "  sttwizard tasks bundle 9f3c -o for-support.txt", Args: exactly(1), ValidArgsFunction: a.completeTasks(every),
	})
	cmd.RunE = a.withSession(func(_ context.Context, s *session.Session, args []string) error {
		at, err := a.find(s, args[0])
		if err != nil {
			return err
		}
		text := report.BundleText(at, report.BundleOptions{Version: s.Version, Now: s.Now(), Getenv: s.Getenv, Hide: s.Log.Clean})
		if a.json {
			return a.bundleAsJSON(output, text)
		}
		if output == "" || output == "-" {
			_, err := io.WriteString(a.env.Out, text)
			return err
		}
		if err := newFile(output, text); err != nil {
			return refused(kindFile, "name a file that is not there yet", err)
		}
		a.say("written to %s; no secret is in it, channel and ids are", output)
		return nil
	})
	cmd.Flags().StringVarP(&output, "output", "o", "", "write to the new `FILE`")
	a.jsonFlag(cmd, bundleJSON{})
	return cmd
}

// bundleJSON is what is known of a task, or where it was written to.
type bundleJSON struct {
	Text string `json:"text"` // the text; `""` where it went to a file
	Path string `json:"path"` // that file
}

func (a *app) bundleAsJSON(output, text string) error {
	if output == "" || output == "-" {
		return a.printJSON(bundleJSON{Text: text})
	}
	if err := newFile(output, text); err != nil {
		return refused(kindFile, "name a file that is not there yet", err)
	}
	return a.printJSON(bundleJSON{Path: output})
}

// newFile makes a file that is not there, for this user only.
func newFile(path, text string) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err == nil {
		_, err = io.WriteString(f, text)
		if closed := f.Close(); err == nil {
			err = closed
		}
	}
	if err != nil {
		return &files.Error{Op: "write", Path: path, Err: err}
	}
	return nil
}

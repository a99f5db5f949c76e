package cli

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"
)

// What a release is built with, by -ldflags "-X sttwizard/internal/cli.released=1.2.3".
// Any other build leaves them empty; then the Go command's notes are taken.
var (
	released   string // the version, without a v
	fromCommit string // its commit
	onDate     string // of that commit (RFC 3339), so that two builds are alike
)

const versionLong = `Print the version of sttwizard, the commit that it was built from and that
one's date, and the version of Go.

With --json:
  {"version","commit","date","changed","go","os","arch"}`

// buildJSON is what is known of how the program was built.
type buildJSON struct {
	Version string `json:"version"` // such as `1.2.3`, or `unversioned`
	Commit  string `json:"commit"`  // the whole hash; `""` where it is not known
	Date    string `json:"date"`    // of the commit (RFC 3339), or `""`
	Changed bool   `json:"changed"` // the source was not as it was committed
	Go      string `json:"go"`      // the version of Go
	OS      string `json:"os"`      // the system, such as `linux`
	Arch    string `json:"arch"`    // the processor, such as `amd64`
}

// built returns what the program was built of, as the release or the Go command wrote it
// into the program.
func built() buildJSON {
	b := buildJSON{Version: released, Commit: fromCommit, Date: onDate, Go: runtime.Version(), OS: runtime.GOOS, Arch: runtime.GOARCH}
	info, ok := debug.ReadBuildInfo()
	if !ok || released != "" {
		return b
	}
	if v := info.Main.Version; v != "" && v != "(devel)" {
		b.Version = v
	}
	for _, s := range info.Settings {
		switch s.Key {
		case "vcs.revision":
			b.Commit = s.Value
		case "vcs.time":
			b.Date = s.Value
		case "vcs.modified":
			b.Changed = s.Value == "true"
		}
	}
	return b
}

// builtVersion returns the version, or the commit that it was built from.
func builtVersion() string {
	b := built()
	switch {
	case b.Version != "":
		return b.Version
	case len(b.Commit) < shortCommit:
		return "unversioned"
	case b.Changed:
		return "unversioned (" + b.Commit[:shortCommit] + ", changed)"
	}
	return "unversioned (" + b.Commit[:shortCommit] + ")"
}

// shortCommit is how much of a commit's hash is told to people.
const shortCommit = 12

func (a *app) versionCommand() *cobra.Command {
	cmd := a.command(&cobra.Command{Use: "version [flags]", Short: "Print the version, and what it was built from", Long: versionLong,
		Example: "  sttwizard version\n  sttwizard version --json"})
	cmd.RunE = func(*cobra.Command, []string) error {
		b := built()
		b.Version = a.env.Version
		if a.json {
			return a.printJSON(b)
		}
		a.env.printVersion()
		for _, row := range [][2]string{{"commit", b.Commit}, {"date", b.Date}, {"go", b.Go}, {"system", b.OS + "/" + b.Arch}} {
			if row[1] != "" {
				a.tell("%-8s%s", row[0], row[1])
			}
		}
		return nil
	}
	a.jsonFlag(cmd, buildJSON{})
	return cmd
}

// versionFlag reports whether the arguments ask for the version and nothing else.
// It is answered before the commands are made, as scripts ask often.
func versionFlag(args []string) bool { return len(args) == 1 && args[0] == "--version" }

func (e Env) printVersion() { fmt.Fprintf(e.Out, "sttwizard version %s\n", e.Version) }

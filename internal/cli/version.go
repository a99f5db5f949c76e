package cli

import (
	"fmt"
	"runtime/debug"
)

// builtVersion returns the version of the module, or the commit that it was built
// from, as the Go command wrote it into the program.
func builtVersion() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	if v := info.Main.Version; v != "" && v != "(devel)" {
		return v
	}
	commit, changed := "", ""
	for _, s := range info.Settings {
		switch {
		case s.Key == "vcs.revision" && len(s.Value) >= 12:
			commit = s.Value[:12]
		case s.Key == "vcs.modified" && s.Value == "true":
			changed = ", changed"
		}
	}
	if commit == "" {
		return "unversioned"
	}
	return "unversioned (" + commit + changed + ")"
}

// versionFlag reports whether the arguments ask for the version and nothing else.
// It is answered before the commands are made, as scripts ask often.
func versionFlag(args []string) bool { return len(args) == 1 && args[0] == "--version" }

func (e Env) printVersion() { fmt.Fprintf(e.Out, "sttwizard version %s\n", e.Version) }

package cli

import "github.com/spf13/cobra"

// doneJSON is what a command prints that changes something of this machine.
type doneJSON struct {
	Done []string `json:"done"` // what was done, made or is there already, each in words
	Name string   `json:"name"` // of what it was done to, as it is called now: a preset or a connection
	Path string   `json:"path"` // its file or directory
}

// doneFlag adds --json to a command that changes something, and prints it in the end.
// What is told by the way goes to the error output then.
func (a *app) doneFlag(cmd *cobra.Command) {
	run := cmd.RunE
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if err := run(cmd, args); err != nil || !a.json {
			return err
		}
		return a.printJSON(doneJSON{append([]string{}, a.changes...), safe(a.about.name), safe(a.about.path)})
	}
	a.jsonFlag(cmd, doneJSON{})
}

// about names what a run is about, for --json.
type about struct{ name, path string }

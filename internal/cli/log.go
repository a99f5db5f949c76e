package cli

import (
	"cmp"
	"runtime"
	"strconv"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"sttwizard/internal/report"
)

// logVariable is the environment variable that does what --log does.
const logVariable = "STTWIZARD_LOG"

// openLog opens the log that the person asked for, before a command does
// anything. Only the command's name and the names of its flags are written down:
// a value may be a secret that does not belong there.
func (a *app) openLog(cmd *cobra.Command, _ []string) error {
	path := cmp.Or(a.flags.log, a.env.Getenv(logVariable))
	if path == "" || cmd.Name() == cobra.ShellCompRequestCmd || cmd.Name() == cobra.ShellCompNoDescRequestCmd {
		return nil
	}
	log, err := report.OpenLog(path, a.env.Now)
	if err != nil {
		return refused(kindFile, "nothing was done; leave out --log (or "+logVariable+"), or name another file", err)
	}
	a.log = log
	flags := ""
	cmd.Flags().Visit(func(f *pflag.Flag) { flags += " --" + f.Name })
	a.log.Event("begin", "command", cmd.CommandPath()+flags, "version", a.env.Version, "go", runtime.Version(), "system", runtime.GOOS+"/"+runtime.GOARCH)
	return nil
}

// closeLog writes how the run ended; a log that lacks lines is told of.
func (a *app) closeLog(code int) {
	a.log.Event("end", "code", strconv.Itoa(code))
	if err := a.log.Close(); err != nil {
		line(a.env.Err, "sttwizard: %v", err)
	}
}

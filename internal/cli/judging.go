package cli

import "github.com/spf13/cobra"

// judging makes a command's function of one that stops tasks, or says which run. Where it
// fails it is not known what runs, whatever it failed at (a journal that can't be read, a
// mistake of this program's): report makes exitUnknown of exitFailed then. That one is left
// to a failure that knows that nothing runs, see failure.nothing.
func (a *app) judging(f func(*cobra.Command, []string) error) func(*cobra.Command, []string) error {
	return func(cmd *cobra.Command, args []string) error {
		a.judges = true
		return f(cmd, args)
	}
}

// stops is judging for a command that stops tasks: one that is left before their end was
// seen leaves them running, perhaps.
func (a *app) stops(f func(*cobra.Command, []string) error) func(*cobra.Command, []string) error {
	return a.judging(func(cmd *cobra.Command, args []string) error {
		a.isStop = true
		return f(cmd, args)
	})
}

// codeOf returns the exit code of a failure of this run.
func (a *app) codeOf(f *failure) int {
	open := f.code == exitFailed && a.judges || f.code == exitInterrupted && a.isStop
	if open && !f.nothing {
		return exitUnknown
	}
	return f.code
}

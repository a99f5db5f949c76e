package cli

import (
	"context"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"sttwizard/agora"
	"sttwizard/internal/session"
)

// startFlags are the flags of start.
type startFlags struct {
	from       sources
	presetFlag string
	api        string
	yes        bool
	dryRun     bool
	wait       bool
	timeout    time.Duration
	planned    plannedFlag
	giveUp     time.Duration
	beside     bool
	diff       string // what it is compared with: last, or a preset
	print      string // the format of a program to print instead of sending
}

// waitLimit is how long --wait waits where nothing else is said.
const waitLimit = 2 * time.Minute

func (a *app) startCommand() *cobra.Command {
	var f startFlags
	cmd := a.command(&cobra.Command{
		Use: "start [PRESET] [flags]", Short: "Start a task", Long: startLong, Example: startExample,
		Args: atMost(1), ValidArgsFunction: a.completePresets,
	})
	cmd.RunE = a.withSession(func(ctx context.Context, s *session.Session, args []string) error {
		if err := f.read(cmd, args); err != nil {
			return err
		}
		return a.start(ctx, s, f)
	})
	flags := cmd.Flags()
	a.addSourceFlags(cmd, &f.from, &f.api)
	flags.StringVar(&f.from.imported, "import", "", "read what you have from a `FILE` or -: JSON of any version, a curl command, a program, an export")
	flags.StringVar(&f.from.item, "item", "", "the `NAME` or number of the request, where an export that is imported has several")
	flags.StringVar(&f.print, "print", "", "print a program that starts the task, as `FORMAT`: curl, go, json, node or python; send nothing")
	flags.StringVar(&f.presetFlag, "preset", "", "the same as PRESET, by its name or `FILE`")
	flags.BoolVarP(&f.yes, "yes", "y", false, "send without asking")
	flags.BoolVar(&f.dryRun, "dry-run", false, "print what would be sent, as --request takes it, and send nothing")
	a.addDiffFlag(cmd, &f.diff)
	flags.BoolVar(&f.wait, "wait", false, "wait until the task runs or ends")
	flags.Var((*duration)(&f.timeout), "timeout", "how long --wait waits, as 90s or 5m (default 2m)")
	a.addPlannedFlag(cmd, &f.planned)
	flags.Var((*duration)(&f.giveUp), "give-up-after", "how long to look into an unknown outcome, as 30s (default: until it is certain), and to wait for the builder token")
	flags.BoolVar(&f.beside, "beside", false, "start also where a task may be running in the channel; each is billed")
	flags.BoolVar(&f.beside, "even-if-running", false, "the old name of --beside")
	_ = flags.MarkHidden("even-if-running") // it is there
	a.jsonFlag(cmd, startResult{}, "With `--diff` it has what that found as `diff`; with `--dry-run` besides it prints `diff` and the `request`. With `--dry-run` alone and with `--print json` it prints the request, with another `--print` an object whose `format` is its word and whose `program` is the text.")
	a.complete(cmd, "print", completeFormats)
	a.complete(cmd, "preset", a.completePresets)
	return cmd
}

func completeVersions(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
	var out []cobra.Completion
	for _, v := range agora.Versions() {
		out = append(out, string(v))
	}
	return out, noFiles
}

func (f *startFlags) read(cmd *cobra.Command, args []string) error {
	f.from.preset = f.presetFlag
	if len(args) == 1 {
		if f.presetFlag != "" && f.presetFlag != args[0] {
			return wrongUse("leave one of them out", "two presets are named: %s and %s", args[0], f.presetFlag)
		}
		f.from.preset = args[0]
	}
	if cmd.Flags().Changed("timeout") && !f.wait {
		return wrongUse("add --wait, or leave --timeout out", "--timeout is for --wait only")
	}
	if f.timeout == 0 {
		f.timeout = waitLimit
	}
	if err := f.from.checkImport(); err != nil {
		return err
	}
	return checkFormat(f.print)
}

// duration is a flag's time span above zero, with an error in plain words.
type duration time.Duration

func (d *duration) String() string { return "" }
func (d *duration) Type() string   { return "DURATION" }

func (d *duration) Set(text string) error {
	span, err := time.ParseDuration(text)
	if err != nil || span <= 0 {
		return fmt.Errorf("must be a time span such as 90s or 5m")
	}
	*d = duration(span)
	return nil
}

package cli

import (
	"context"
	"io"
	"strings"
	"sync"

	"github.com/spf13/cobra"

	"sttwizard/agora"
	"sttwizard/agora/sandbox"
	"sttwizard/internal/attempt"
	"sttwizard/internal/captions"
	"sttwizard/internal/config"
	"sttwizard/internal/explain"
	"sttwizard/internal/report"
	"sttwizard/internal/seal"
	"sttwizard/internal/session"
	"sttwizard/internal/terminal"
)

// app is one run of the command line.
type app struct {
	env     Env
	json    bool   // --json was given, or --jq
	jq      jqFlag // what is made of it
	format  formatFlag
	code    int       // the exit code of a run without an error
	judges  bool      // it stops tasks or says which run, see judging
	isStop  bool      // it stops tasks, see stops
	out     *output   // which env.Out is
	talk    io.Writer // where questions, progress and notes go
	wide    int       // of its lines in columns; 0: as long as they are
	leaving *leaving
	lines   *lines
	flags   commonFlags
	log     *report.Log         // nil: none was asked for
	prices  func() agora.Prices // of the run's session, read once

	prints map[*cobra.Command]printed // what each prints with --json

	begun   []*attempt.Attempt // what this run may have started
	changes []string           // what else it changed, in words
	about   about              // what it is about
	outTold bool               // that the output fails was told
}

// commonFlags are the flags that say where Agora is, for every command.
type commonFlags struct {
	connection string
	sandbox    string // the mode; empty: no --sandbox
	captions   string // the mode of the sandbox's captions; empty: it stores none
	apiURL     string
	store      string
	log        string // a file
}

// Run runs the command line and gives the exit code: 0 done, 1 refused or
// failed, 2 wrong use or an invalid request, 3 outcome unknown, 7 a recovery
// needs a person, 9 a preflight found something to be looked at, 130 left by Ctrl+C, 141 nobody reads the output.
func Run(env Env) (code int) {
	env = env.withDefaults()
	terminal.LimitCore()
	terminal.FailWrites()
	out := newOutput(env.Out)
	env.Out = out
	a := &app{env: env, out: out, talk: env.Err, json: wantsJSON(env.Args), lines: newLines(env.In)}
	asJSON := func() { a.json = true }
	a.jq.on, a.format.on = asJSON, asJSON
	defer func() {
		if v := recover(); v != nil {
			code = a.report(panicked(v))
		}
		code = a.finish(code)
		a.closeLog(code)
	}()
	if versionFlag(env.Args) {
		env.printVersion()
		return exitDone
	}
	a.leaving = env.watch(context.Background())
	defer a.leaving.stop()
	return a.run()
}

func (a *app) run() int {
	if err := checkSandboxWord(a.env.Args); err != nil {
		return a.report(err)
	}
	root := a.rootCommand()
	root.SetArgs(append([]string{}, a.env.Args...)) // cobra takes nil for "those of the process"
	cmd, err := root.ExecuteContextC(a.leaving.gentle)
	if err == nil {
		return a.code
	}
	f := failureOf(err, explain.Context{})
	if f.next == lookWhatRuns {
		f.what = a.leaving.words()
		f.next = a.afterLeaving(cmd)
	}
	return a.report(f)
}

// afterLeaving says what to do after a command was left of which no more is known: what runs
// is looked at where it may have started or stopped something.
func (a *app) afterLeaving(cmd *cobra.Command) string {
	starts := cmd == cmd.Root() || cmd.Name() == "start"
	switch {
	case starts && len(a.begun) == 0:
		return explain.NotBegun
	case starts, cmd.HasParent() && cmd.Parent().Name() == "tasks":
		return lookWhatRuns
	}
	return "type the command again to go on; no task was started or stopped"
}

// wantsJSON looks for --json before the flags are read, so that a mistake in
// them is told in JSON too. With --jq it is told in words.
func wantsJSON(args []string) bool {
	for i, arg := range args {
		switch arg {
		case "--":
			return false
		case "--json", "--json=true", "-ojson", "-o=json", "--output=json":
			return true
		case formatJSON:
			if i > 0 && (args[i-1] == "-o" || args[i-1] == "--output") {
				return true
			}
		}
	}
	return false
}

// checkSandboxWord finds --sandbox with its mode after a space. The flag's value
// can be left out, so the mode would be taken for a preset or a command.
func checkSandboxWord(args []string) *failure {
	for i, arg := range args {
		if arg == "--" || i+1 == len(args) {
			return nil
		}
		next := args[i+1]
		if mode, err := sandbox.ParseMode(next); arg != "--sandbox" || err != nil || next == "" || string(mode) != next {
			continue
		}
		return wrongUse("write --sandbox="+next+"; if something of that name is meant, put it before --sandbox",
			"--sandbox takes its mode after an equals sign, not after a space")
	}
	return nil
}

// session opens the session that the flags ask for.
func (a *app) session() (*session.Session, error) {
	o := session.Options{
		Getenv: a.env.Getenv, Version: a.env.Version, Now: a.env.Now, Up: a.env.Up, Rand: a.env.Rand,
		APIURL: a.flags.apiURL, Store: a.flags.store, Team: a.env.Team, Pace: a.env.Pace, Log: a.log, Keyring: a.env.Keyring, AgeFactor: a.env.AgeFactor,
		Captions:  captions.Mode(a.flags.captions),
		Transport: a.env.Transport, Timing: a.env.Timing, Sleep: a.env.Sleep,
	}
	if a.flags.sandbox != "" {
		mode, err := sandbox.ParseMode(a.flags.sandbox)
		if err != nil {
			return nil, wrongUse("for example --sandbox=slow", "%v", err)
		}
		o.UseSandbox, o.SandboxMode = true, mode
	}
	s, err := session.New(o)
	if is[*config.Error](err) {
		return nil, wrongUse("correct it and try again; nothing was called", "%v", err)
	}
	if err != nil && !is[*session.APIURLError](err) {
		return nil, wrongUse("set it and try again", "%v", err)
	}
	if s != nil {
		a.prices = sync.OnceValue(s.Prices)
	}
	return s, err
}

// withSession makes a command's function of one that needs a session.
func (a *app) withSession(f func(ctx context.Context, s *session.Session, args []string) error) func(*cobra.Command, []string) error {
	return func(cmd *cobra.Command, args []string) error {
		s, err := a.session()
		if err != nil {
			return err
		}
		defer s.Close()
		defer func() { a.sayDamage(s.Damage()) }()
		s.Passphrase = a.askSecret()
		return f(cmd.Context(), s, args)
	}
}

// sayDamage tells of files that were found damaged and are done without.
func (a *app) sayDamage(found []*seal.DamagedError) {
	for _, e := range found {
		a.say("note: %s", e)
	}
}

// command finishes a command: what it prints, and how its mistakes are told.
func (a *app) command(c *cobra.Command) *cobra.Command {
	c.SilenceErrors, c.SilenceUsage = true, true
	c.DisableFlagsInUseLine = true
	check := c.Args
	c.Args = func(cmd *cobra.Command, args []string) error {
		if check == nil {
			check = cobra.NoArgs
		}
		err := check(cmd, args)
		if is[*failure](err) { // the command knows better
			return err
		}
		if err != nil {
			return wrongUse("see "+cmd.CommandPath()+" --help", "%s", argsMistake(cmd, args))
		}
		return nil
	}
	c.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		return wrongUse("see "+cmd.CommandPath()+" --help", "%v", err)
	})
	return c
}

// exactly wants n arguments.
func exactly(n int) cobra.PositionalArgs { return cobra.ExactArgs(n) }

// atMost wants n arguments or fewer.
func atMost(n int) cobra.PositionalArgs { return cobra.MaximumNArgs(n) }

// argsMistake says what is wrong with the arguments in the command's own words.
func argsMistake(cmd *cobra.Command, args []string) string {
	form := strings.TrimPrefix(cmd.UseLine(), cmd.Root().Name()+" ")
	if cmd.HasSubCommands() && len(args) > 0 {
		text := "there is no command " + cmd.CommandPath() + " " + repeatable(args[0])
		if close := cmd.SuggestionsFor(args[0]); len(close) > 0 {
			text += "; did you mean " + strings.Join(close, " or ") + "?"
		}
		return text
	}
	if len(args) == 0 {
		return "something is missing after it: " + form
	}
	return "the arguments don't fit: " + form
}

// repeatable returns an argument that may be a mistyped word, and something in place
// of one that may be a secret: a terminal or a log would keep it.
func repeatable(arg string) string {
	const longestWord = 20
	word := !strings.ContainsFunc(arg, func(r rune) bool { return (r < 'a' || r > 'z') && r != '-' })
	if !word || len(arg) > longestWord {
		return "of the name given"
	}
	return arg
}

// group makes a command that only holds others. Without one of them it shows
// what there is.
func (a *app) group(c *cobra.Command, children ...*cobra.Command) *cobra.Command {
	c.RunE = func(cmd *cobra.Command, _ []string) error { return cmd.Help() }
	a.command(c)
	c.SuggestionsMinimumDistance = 2
	c.AddCommand(children...)
	return c
}

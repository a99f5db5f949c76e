package cli

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"sttwizard/internal/captions"
)

const rootLong = `sttwizard starts, watches and stops Agora Real-Time Speech-to-Text tasks.

Without a command it opens the wizard: a few steps of questions, a review, and
the running task. --sandbox tries everything against a pretend Agora on this
machine; nothing is billed there. Where nothing can be drawn, or with --plain,
it asks line by line.

Exit codes: 0 done, 1 refused or failed, 2 wrong use or an invalid request,
3 outcome unknown (a task may be running), 7 a person has to look,
9 a check found something to look at,
130 left by Ctrl+C (a start or a stop whose task may be running: 3), 141 nobody
reads the output any more. Where the output can't be written, what was stopped or saved keeps its code, and a start that started
ends with 3: nobody was told of a task that costs money. The error output tells
it then. An output that was closed (>&-) or led to /dev/null is thrown away on
purpose: that is no failure, and the error output names the task.

What it reads of its environment, such as STTWIZARD_HOME, STTWIZARD_PASSPHRASE and
STTWIZARD_KEYRING, is told by sttwizard help environment.`

const rootExample = `  sttwizard --sandbox
  sttwizard --preset town-hall
  sttwizard start town-hall --set rtcConfig.channelName=town-hall-1122 --yes`

// rootCommand makes all commands.
func (a *app) rootCommand() *cobra.Command {
	var w wizardFlags
	root := &cobra.Command{
		Use: "sttwizard [flags]", Short: "Start, watch and stop Agora Speech-to-Text tasks",
		Long: rootLong, Example: rootExample,
		Args: cobra.NoArgs, Version: a.env.Version,
		PersistentPreRunE: a.openLog,
		RunE:              func(cmd *cobra.Command, _ []string) error { return a.wizard(cmd.Context(), w) },
	}
	a.command(root)
	root.SuggestionsMinimumDistance = 2
	root.SetIn(a.env.In)
	root.SetOut(a.env.Out)
	root.SetErr(a.env.Err)
	a.addCommonFlags(root)
	a.addWizardFlags(root, &w)
	root.AddCommand(
		a.startCommand(), a.checkCommand(), a.tasksCommand(), a.presetsCommand(), a.connectionsCommand(),
		a.storeCommand(), a.fieldsCommand(), a.languagesCommand(), a.regionsCommand(), a.sandboxCommand(), a.manCommand(root),
		a.tokenCommand(), a.versionCommand(),
	)
	root.SetHelpCommand(a.helpCommand(root))
	a.completionCommands(root)
	return root
}

// addCommonFlags adds the flags that say where Agora is.
func (a *app) addCommonFlags(root *cobra.Command) {
	flags := root.PersistentFlags()
	flags.StringVar(&a.flags.connection, "connection", "", "call Agora by the connection `NAME` (see sttwizard connections)")
	flags.Var((*modeFlag)(&a.flags.sandbox), "sandbox", "use a pretend Agora on this machine; a mode such as =slow or =lost shows failures")
	flags.Lookup("sandbox").NoOptDefVal = "ok"
	flags.Var((*captionsFlag)(&a.flags.captions), "captions", "let the sandbox store captions, in a storage on this machine; a mode such as =quiet or =one-language shows failures")
	flags.Lookup("captions").NoOptDefVal = string(captions.ModeFine)
	flags.StringVar(&a.flags.apiURL, "api-url", "", "call the address `URL`: https, or http to this machine (also STTWIZARD_API_URL)")
	flags.StringVar(&a.flags.store, "store", "", "keep the journal in `WHERE`: local, files or a team's postgres:// address (also STTWIZARD_STORE)")
	flags.StringVar(&a.flags.log, "log", "", "add what is done to the `FILE`, without secrets (also STTWIZARD_LOG)")
	a.complete(root, "connection", a.completeConnections)
	a.complete(root, "sandbox", completeModes)
	a.complete(root, "captions", completeCaptionModes)
}

// complete adds a completion to a flag of the command.
func (a *app) complete(cmd *cobra.Command, flag string, f cobra.CompletionFunc) {
	if err := cmd.RegisterFlagCompletionFunc(flag, f); err != nil {
		panic(fmt.Sprintf("cli: %s has no flag %s", cmd.Name(), flag))
	}
}

// modeFlag is the mode of --sandbox, which may be left out.
type modeFlag string

func (m *modeFlag) String() string { return string(*m) }
func (m *modeFlag) Type() string   { return "" }

func (m *modeFlag) Set(text string) error {
	*m = modeFlag(text)
	if text == "" {
		*m = "ok"
	}
	return nil
}

// captionsFlag is the mode of --captions, which may be left out.
type captionsFlag string

func (m *captionsFlag) String() string { return string(*m) }
func (m *captionsFlag) Type() string   { return "" }

func (m *captionsFlag) Set(text string) error {
	mode, err := captions.ParseMode(text)
	*m = captionsFlag(mode)
	return err
}

// helpCommand is cobra's, but says so when there is no such command.
func (a *app) helpCommand(root *cobra.Command) *cobra.Command {
	cmd := a.command(&cobra.Command{Use: "help [COMMAND]", Short: "Help about a command", Args: cobra.ArbitraryArgs,
		Long:    "Help about a command, or with " + environmentTopic + " about what is read of the environment.",
		Example: "  sttwizard help start\n  sttwizard help " + environmentTopic})
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		if len(args) == 1 && args[0] == environmentTopic {
			a.tellEnvironment()
			return nil
		}
		about, rest, err := root.Find(args)
		if err != nil || len(rest) > 0 {
			for i, arg := range args {
				args[i] = repeatable(arg)
			}
			return wrongUse("see sttwizard --help", "there is no command sttwizard %s", strings.Join(args, " "))
		}
		return about.Help()
	}
	return cmd
}

// completionCommands are cobra's, with their mistakes told as all others are.
func (a *app) completionCommands(root *cobra.Command) {
	root.InitDefaultCompletionCmd()
	for _, cmd := range root.Commands() {
		if cmd.Name() == "completion" {
			cmd.RunE = func(cmd *cobra.Command, _ []string) error { return cmd.Help() }
			a.command(cmd)
			for _, shell := range cmd.Commands() {
				a.command(shell)
			}
		}
	}
}

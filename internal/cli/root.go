package cli

import (
	"fmt"

	"github.com/spf13/cobra"
)

const rootLong = `sttwizard starts, watches and stops Agora Real-Time Speech-to-Text tasks.

Without a command it opens the wizard: a few steps of questions, a review, and
the running task. --sandbox tries everything against a pretend Agora on this
machine; nothing is billed there. Where nothing can be drawn, or with --plain,
it asks line by line.

Exit codes: 0 done, 1 refused or failed, 2 wrong use or an invalid request,
3 outcome unknown (a task may be running), 130 left by Ctrl+C.`

const rootExample = `  sttwizard --sandbox
  sttwizard --preset town-hall
  sttwizard start town-hall --set rtcConfig.channelName=town-hall-1122 --yes`

// rootCommand makes all commands.
func (a *app) rootCommand() *cobra.Command {
	var w wizardFlags
	root := &cobra.Command{
		Use: "sttwizard", Short: "Start, watch and stop Agora Speech-to-Text tasks",
		Long: rootLong, Example: rootExample,
		Args: cobra.NoArgs, Version: a.env.Version,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.wizard(cmd.Context(), w) },
	}
	a.command(root)
	root.SuggestionsMinimumDistance = 2
	root.SetVersionTemplate("sttwizard {{.Version}}\n")
	root.SetIn(a.env.In)
	root.SetOut(a.env.Out)
	root.SetErr(a.env.Err)
	a.addCommonFlags(root)
	a.addWizardFlags(root, &w)
	root.AddCommand(
		a.startCommand(), a.tasksCommand(), a.presetsCommand(), a.connectionsCommand(),
		a.languagesCommand(), a.regionsCommand(), a.sandboxCommand(), a.manCommand(root),
	)
	root.InitDefaultCompletionCmd(a.env.Args...)
	return root
}

// everything is what the commands' --help calls the flags that all have.
func (a *app) addCommonFlags(root *cobra.Command) {
	flags := root.PersistentFlags()
	flags.StringVar(&a.flags.connection, "connection", "", "call Agora by this connection (see sttwizard connections)")
	flags.StringVar(&a.flags.sandbox, "sandbox", "", "use a pretend Agora on this machine; a `MODE` such as slow or lost shows failures")
	flags.Lookup("sandbox").NoOptDefVal = "ok"
	flags.StringVar(&a.flags.apiURL, "api-url", "", "call another address: https, or http to this machine (also STTWIZARD_API_URL)")
	a.complete(root, "connection", a.completeConnections)
	a.complete(root, "sandbox", completeModes)
}

// jsonFlag adds --json. Its value was found before the flags were read.
func (a *app) jsonFlag(cmd *cobra.Command) {
	cmd.Flags().BoolVar(&a.json, "json", a.json, "print JSON, errors too")
}

// complete adds a completion to a flag of the command.
func (a *app) complete(cmd *cobra.Command, flag string, f cobra.CompletionFunc) {
	if err := cmd.RegisterFlagCompletionFunc(flag, f); err != nil {
		panic(fmt.Sprintf("cli: %s has no flag %s", cmd.Name(), flag))
	}
}

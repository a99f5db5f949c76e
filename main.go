// Command sttwizard starts, watches and stops Agora Real-Time Speech-to-Text
// tasks: on screen, line by line, and from scripts.
package main

import (
	"os"

	"sttwizard/internal/cli"
)

func main() { os.Exit(cli.Run(cli.System())) }

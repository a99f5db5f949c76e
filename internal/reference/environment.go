package main

import (
	"fmt"
	"strings"

	"sttwizard/internal/cli"
)

// environment returns the table of what is read of the environment.
func environment() (string, error) {
	var b strings.Builder
	b.WriteString("\n| variable | meaning |\n|---|---|\n")
	for _, v := range cli.Environment() {
		fmt.Fprintf(&b, "| `%s` | %s", strings.Join(v.Names, "`, `"), v.Meaning)
		if v.More != "" {
			name, _, _ := strings.Cut(v.More, "#")
			fmt.Fprintf(&b, ": see [%s](%s)", name, v.More)
		}
		b.WriteString(" |\n")
	}
	return b.String() + "\n", nil
}

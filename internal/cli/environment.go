package cli

import (
	"fmt"
	"strings"

	"sttwizard/internal/terminal"
)

// Variable is something that sttwizard reads of its environment.
type Variable struct {
	Names   []string // several belong together
	Meaning string   // half a sentence; what stands in back quotes is typed
	More    string   // the document below docs/ that says more, with its heading, or empty
}

// Environment returns what sttwizard reads of its environment, for the help, the manual
// and docs/FILES.md.
func Environment() []Variable {
	return []Variable{
		{[]string{"STTWIZARD_HOME"}, "where all files are", ""},
		{[]string{"STTWIZARD_API_URL"}, "the same as `--api-url`", ""},
		{[]string{"STTWIZARD_STORAGE_URL"}, "where the caption storages of the sandbox's tasks are, on this machine", "SANDBOX.md#captions"},
		{[]string{"STTWIZARD_LOG"}, "the same as `--log`", ""},
		{[]string{"STTWIZARD_STORE"}, "the same as `--store`: which journal", "FILES.md#configyaml"},
		{[]string{"STTWIZARD_WHO"}, "goes before the key `who` of `config.yaml`", ""},
		{[]string{"STTWIZARD_PASSPHRASE"}, "opens the file of secrets where nobody can be asked; no reference can name it", ""},
		{[]string{"STTWIZARD_KEYRING"}, "`off`: the system's keyring is left alone", ""},
		{[]string{"AGORA_APP_ID", "AGORA_CUSTOMER_KEY", "AGORA_CUSTOMER_SECRET"}, "set all three, and there is a connection named `environment`", ""},
		{[]string{"AGORA_API_VERSION"}, "its API version, `v5`, `v6` or `v7`: it has no default; `--api` says it too", ""},
		{[]string{"AGORA_APP_CERTIFICATE"}, "its App Certificate, with which bot tokens are made; may be left out", ""},
		{[]string{"VISUAL", "EDITOR"}, "your editor, the first before the second", ""},
		{[]string{"ACCESSIBLE"}, "`1`: ask line by line", ""},
		{[]string{"NO_COLOR"}, "draw without colours", ""},
		{[]string{"TERM"}, "`dumb`: ask line by line", ""},
	}
}

// environmentTopic is what help is asked about for the environment.
const environmentTopic = "environment"

// tellEnvironment prints what is read of the environment.
func (a *app) tellEnvironment() {
	plain := strings.NewReplacer("`", "")
	for i, v := range Environment() {
		if i > 0 {
			a.tell("")
		}
		a.tell("%s", strings.Join(v.Names, ", "))
		for _, text := range terminal.Hanging(plain.Replace(v.Meaning), a.wide-2) {
			a.tell("  %s", text)
		}
	}
}

// environmentSection is the part of a manual page about the environment.
func environmentSection() string {
	var b strings.Builder
	b.WriteString(".SH ENVIRONMENT\n")
	typed := strings.NewReplacer("-", `\-`, "`", "")
	for _, v := range Environment() {
		fmt.Fprintf(&b, ".TP\n\\fB%s\\fP\n%s\n", strings.Join(v.Names, `\fP, \fB`), typed.Replace(v.Meaning))
	}
	return b.String() + "\n"
}

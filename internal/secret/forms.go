package secret

import (
	"errors"
	"fmt"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
)

// PassphraseVariable is the environment variable that opens the file of secrets
// for scripts. No reference can name it.
const PassphraseVariable = "STTWIZARD_PASSPHRASE"

const (
	maxPath    = 4096
	maxCommand = 4096
)

// form is one kind of reference.
type form struct {
	name   string
	spell  string                  // as a person writes it, with a word where that is not enough
	shared bool                    // a preset may have it
	check  func(name string) error // nil: the form takes no name
	find   finder
}

// forms has a row for each kind of reference, in the order of telling.
func forms() []form {
	return []form{
		{FormKeyring, "keyring:NAME", true, checkNameOf(FormKeyring), fromKeyring},
		{FormEnv, "env:NAME (an environment variable)", true, checkVariable, fromEnv},
		{FormAge, "age:NAME (the file of secrets)", true, checkNameOf(FormAge), fromAge},
		{FormFile, "file:PATH", false, checkPath, fromFile},
		{FormCommand, "cmd:COMMAND", false, checkCommand, fromCommand},
		{FormAsk, "ask (typed each time)", true, nil, fromAsk},
	}
}

func formOf(name string) (form, bool) {
	for _, f := range forms() {
		if f.name == name {
			return f, true
		}
	}
	return form{}, false
}

// Forms says in words which references a connection may have: "keyring:NAME,
// env:NAME (an environment variable), ... or ask (typed each time)".
func Forms() string { return listed(func(form) bool { return true }) }

// SharedForms says in words which references a preset may have, as Forms does.
func SharedForms() string { return listed(func(f form) bool { return f.shared }) }

func listed(in func(form) bool) string {
	var words []string
	for _, f := range forms() {
		if in(f) {
			words = append(words, f.spell)
		}
	}
	last := len(words) - 1
	if last == 0 {
		return words[0]
	}
	return strings.Join(words[:last], ", ") + " or " + words[last]
}

// stored is a name that every keyring takes and that is one word in a shell.
var stored = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[A-Za-z0-9._-]{1,64}$`) })

// CheckName reports whether a secret can be kept under a name: 1 to 64 of a-z,
// A-Z, 0-9, dot, _ and -. The error says so and does not repeat the name.
func CheckName(name string) error {
	if !stored().MatchString(name) {
		return errors.New("the name of a stored secret has 1 to 64 of a-z, A-Z, 0-9, dot, _ and -, as acme-customer-secret")
	}
	return nil
}

func checkNameOf(form string) func(string) error {
	return func(name string) error {
		if err := CheckName(name); err != nil {
			return fmt.Errorf("%s: needs a name after it: %w", form, err)
		}
		return nil
	}
}

// variable is a name that every system and shell takes.
var variable = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]*$`) })

func checkVariable(name string) error {
	switch {
	case !variable().MatchString(name):
		return errors.New("env: needs the name of a variable after it, as env:NAME: letters, digits and _, no digit first")
	case strings.EqualFold(name, PassphraseVariable): // Windows does not tell case apart
		return errors.New("env: can't name the passphrase of the file of secrets: choose another variable")
	}
	return nil
}

func checkPath(path string) error {
	_, ofHome := belowHome(path)
	switch {
	case len(path) > maxPath || hasControl(path):
		return errors.New("file: needs the path of a file after it, of plain characters")
	case !ofHome && !filepath.IsAbs(path):
		return errors.New("file: needs a full path after it, or one that begins with ~/, as file:~/secrets/acme")
	}
	return nil
}

func checkCommand(line string) error {
	if line == "" || len(line) > maxCommand || hasControl(line) {
		return fmt.Errorf("cmd: needs one command line after it, of at most %d characters, as cmd:pass show acme", maxCommand)
	}
	return nil
}

func hasControl(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return r < ' ' || r == 0x7f })
}

// belowHome returns the part of a path after ~/.
func belowHome(path string) (string, bool) {
	rest, ok := strings.CutPrefix(filepath.ToSlash(path), "~/")
	return rest, ok && rest != ""
}

// besides names the forms besides one, and which of them a preset can't have.
func besides(name string) string {
	shared := listed(func(f form) bool { return f.shared && f.name != name })
	own := listed(func(f form) bool { return !f.shared && f.name != name })
	return "choose " + shared + " instead, in a connection also " + own
}

package editor

import (
	"fmt"
	"os"
	"os/exec"
	"strings"

	"sttwizard/internal/secret"
)

// The variables that say which editor a person uses, the first one first.
const (
	Visual = "VISUAL"
	Editor = "EDITOR"
)

// fallbacks are what is tried where no variable says it, by the system as runtime.GOOS
// names it; "" stands for all others. Debian's editor is the one that was chosen for all.
var fallbacks = map[string][]string{"windows": {"notepad"}, Unmanned: nil, "": {"editor", "nano", "vi"}}

// MissingError is that there is no editor to open a file in.
type MissingError struct {
	From string // the variable that names one that is not there; empty: none names any
	Name string // the one it names
}

// Error says which one is missing, and what to set.
func (e *MissingError) Error() string {
	if e.From == "" {
		return "no editor is known: set VISUAL or EDITOR to the one that you use, such as nano or code --wait"
	}
	return fmt.Sprintf("the editor %q is not on this machine: set %s to the one that you use, such as nano or code --wait", e.Name, e.From)
}

// Unmanned stands for a system on which nobody sits at a terminal: no editor is started
// that was not named, since it would wait for keys that nobody presses.
const Unmanned = "unmanned"

// Choose returns the editor's command with its arguments, to which a file's path is added.
// The system is that of the Go runtime, or Unmanned. The error is *MissingError.
func Choose(getenv func(string) string, look func(string) (string, error), system string) ([]string, error) {
	for _, name := range []string{Visual, Editor} {
		text := strings.TrimSpace(getenv(name))
		if text == "" {
			continue
		}
		if _, err := look(text); err == nil {
			return []string{text}, nil // a path with spaces in it
		}
		argv := split(text)
		if len(argv) == 0 {
			continue
		}
		if _, err := look(argv[0]); err != nil {
			return nil, &MissingError{name, argv[0]}
		}
		return argv, nil
	}
	names, special := fallbacks[system]
	if !special {
		names = fallbacks[""]
	}
	for _, name := range names {
		if _, err := look(name); err == nil {
			return []string{name}, nil
		}
	}
	return nil, &MissingError{}
}

// split parts a command line into words at spaces; quotes of either kind hold one together.
// A backslash is what it is: paths of Windows have them.
func split(line string) []string {
	var words []string
	var word strings.Builder
	quote, begun := rune(0), false
	for _, r := range line {
		switch {
		case quote != 0 && r == quote:
			quote = 0
		case quote == 0 && (r == '"' || r == '\''):
			quote, begun = r, true
		case quote == 0 && (r == ' ' || r == '\t'):
			if begun {
				words = append(words, word.String())
			}
			word.Reset()
			begun = false
		default:
			word.WriteRune(r)
			begun = true
		}
	}
	if begun {
		words = append(words, word.String())
	}
	return words
}

// Command returns the command that opens a file. It has none of our variables, and the
// caller gives it input and output.
func Command(argv []string, path string) *exec.Cmd {
	cmd := exec.Command(argv[0], append(argv[1:len(argv):len(argv)], path)...)
	cmd.Env = secret.WithoutOurs(os.Environ())
	return cmd
}

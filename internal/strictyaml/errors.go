package strictyaml

import (
	"fmt"
	"strconv"
)

// Error is what is wrong with a file, and where.
type Error struct {
	Line int    // counted from 1; 0 when it is about the file as a whole
	Text string // own words, without a value of the file
}

// Error returns the text with its line before it: "line 12: ...".
func (e *Error) Error() string {
	if e.Line <= 0 {
		return e.Text
	}
	return fmt.Sprintf("line %d: %s", e.Line, e.Text)
}

func errorAt(line int, format string, args ...any) *Error {
	return &Error{Line: line, Text: fmt.Sprintf(format, args...)}
}

// maxNamed is how much of a key's name is repeated in an error, in characters.
const maxNamed = 40

// quote makes a key's name safe to repeat: short, and with everything that is
// not plain ASCII visible, since look-alike letters are a common fault.
func quote(name string) string {
	return strconv.QuoteToASCII(short(name))
}

func short(name string) string {
	if r := []rune(name); len(r) > maxNamed {
		return string(r[:maxNamed]) + "..."
	}
	return name
}

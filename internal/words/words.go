package words

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/agnivade/levenshtein"
)

// Count returns a number with its thing, in the plural where it is not one: "1 task",
// "0 tasks".
func Count(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}

// And returns several things as a sentence names them: "a, b and c".
func And(things ...string) string {
	last := len(things) - 1
	if last < 1 {
		return strings.Join(things, "")
	}
	return strings.Join(things[:last], ", ") + " and " + things[last]
}

// List returns things in a row: "a, b". One with a comma of its own stands in quotes, so
// that it can be told from two.
func List(things ...string) string {
	out := make([]string, len(things))
	for i, t := range things {
		if out[i] = t; strings.Contains(t, ",") {
			out[i] = `"` + t + `"`
		}
	}
	return strings.Join(out, ", ")
}

// Capital returns a text that begins with a capital, as a sentence does.
func Capital(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	if size == 0 {
		return text
	}
	return strings.ToUpper(string(first)) + text[size:]
}

// Sentence returns a whole sentence made of a half one, which has neither capital nor
// stop.
func Sentence(half string) string { return Capital(half) + "." }

// About says of a thing what a half sentence says without naming it: "Channel name is
// required: type it", "Keywords: at most 500 keywords; 501 given".
func About(thing, half string) string {
	if strings.HasPrefix(half, "is required") {
		return thing + " " + half
	}
	return strings.TrimRight(thing, "?:") + ": " + half // of a label that asks, too
}

// halves are what half sentences begin with that do not name their thing.
var halves = []string{"is ", "was ", "must ", "can't ", "has ", "needs ", "looks ", "at most ", "at least ", "each ", "names ", "holds "}

// IsHalf reports whether a sentence does not name what it is about.
func IsHalf(text string) bool {
	return slices.ContainsFunc(halves, func(begin string) bool { return strings.HasPrefix(text, begin) })
}

// maxCompared bounds the work for an absurdly long name, in bytes: it is near nothing.
const maxCompared = 100

// Nearest returns the known name that was probably meant, whatever its case, or "" if
// none is near enough: at most one letter in three may be wrong.
func Nearest(name string, known ...string) string {
	if len(name) > maxCompared {
		return ""
	}
	lower := strings.ToLower(name)
	best, least := "", max(1, len(name)/3)+1
	for _, k := range known {
		if d := levenshtein.ComputeDistance(lower, strings.ToLower(k)); d < least {
			best, least = k, d
		}
	}
	return best
}

// Shell writes a name without single quotes so that a shell takes it as it is.
func Shell(name string) string {
	for _, r := range name {
		if !(strings.ContainsRune("-_.,:+/=", r) || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z') {
			return "'" + name + "'"
		}
	}
	return name
}

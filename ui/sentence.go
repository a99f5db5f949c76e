package ui

import (
	"strings"

	"sttwizard/internal/explain"
	"sttwizard/internal/words"
)

// sentence puts an error into one line for people.
func sentence(err error) string {
	if err == nil {
		return ""
	}
	return sentenceOf(err, "")
}

// sentenceOf is sentence for a failure of one of agora's calls.
func sentenceOf(err error, op string) string {
	e := explain.Failure(err, explain.Context{Op: op})
	if e.Kind == "other" || e.Kind == "fields" || strings.HasPrefix(e.Kind, "secret") || e.Kind == "connection-gone" {
		return err.Error() // says all of it, and what was not done
	}
	out := e.What + " " + words.Capital(e.Do) + "."
	if e.Kind == "journal" { // which file it is, and why: the person has to mend it
		out += " " + words.Capital(e.Likely) + "."
	}
	return out
}

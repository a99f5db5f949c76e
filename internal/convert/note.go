package convert

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Kind says what a note is about. The kinds are stable.
type Kind string

// The kinds of notes.
const (
	Unknown     Kind = "unknown"     // not understood, so it is not in the draft
	Renamed     Kind = "renamed"     // taken, at another path than where it stood
	Changed     Kind = "changed"     // taken, written in another way
	Twice       Kind = "twice"       // stands there more than once; the last one counts
	Placeholder Kind = "placeholder" // nothing to be sent, so the field is left open
	LeftOut     Kind = "left-out"    // understood, but no part of a request
	Lacking     Kind = "lacking"     // in the draft, but the version does not send it
)

// Note is one thing that a person should know of an import. It holds no value of
// a secret or of an unknown field.
type Note struct {
	Kind Kind
	Path string // as it stands in the text, or the request's path; empty: the text as a whole
	Text string // lower case, without a full stop
}

// String returns path and text.
func (n Note) String() string {
	if n.Path == "" {
		return n.Text
	}
	return n.Path + ": " + n.Text
}

// maxNotes bounds what a text can make a person read; one more says that there
// is more.
const maxNotes = 100

// notes gathers notes, each of them once.
type notes struct{ list []Note }

func (n *notes) add(kind Kind, path, text string) {
	note := Note{kind, short(path), text}
	for _, have := range n.list {
		if have == note {
			return
		}
	}
	switch {
	case len(n.list) < maxNotes:
		n.list = append(n.list, note)
	case len(n.list) == maxNotes:
		n.list = append(n.list, Note{Unknown, "", "there is more to tell than is listed: import a smaller text"})
	}
}

// inTicks puts a text of the source between back quotes, in one line and of a length that
// can be read.
func inTicks(text string) string {
	return "`" + short(strings.Map(func(c rune) rune {
		switch {
		case c == '`':
			return '\''
		case unicode.IsPrint(c):
			return c
		case unicode.IsSpace(c):
			return ' '
		}
		return utf8.RuneError
	}, text)) + "`"
}

// short cuts a path or text of the paste to a length that fits into a line.
func short(text string) string {
	const most = 120
	text = strings.ToValidUTF8(text, "\ufffd")
	if utf8.RuneCountInString(text) > most {
		return string([]rune(text)[:most]) + "…"
	}
	return text
}

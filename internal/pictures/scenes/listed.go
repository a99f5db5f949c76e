package scenes

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// keyColumn is how wide the help draws the column of keys.
const keyColumn = 20

// Row is a line of the list of all keys: the keys, and what the list says they do,
// in as many ways as the place's stories bring up.
type Row struct{ Keys, Does []string }

// List has the keys of a place, in the order in which F1 lists them.
type List struct {
	Place string
	Rows  []Row
}

// Keys returns what F1 lists at each place, its stories taken together.
func Keys() ([]List, error) {
	var out []List
	for _, p := range places() {
		rows, err := p.rows()
		if err != nil {
			return nil, fmt.Errorf("the keys of %s: %w", p.name, err)
		}
		at := slices.IndexFunc(out, func(l List) bool { return l.Place == p.name })
		if at < 0 {
			at = len(out)
			out = append(out, List{Place: p.name})
		}
		for _, r := range rows {
			out[at].add(r)
		}
	}
	return out, nil
}

// add takes a row into the list, beside what was said of the same keys before.
func (l *List) add(r Row) {
	at := slices.IndexFunc(l.Rows, func(have Row) bool { return slices.Equal(have.Keys, r.Keys) })
	if at < 0 {
		l.Rows = append(l.Rows, r)
		return
	}
	for _, text := range r.Does {
		if !slices.Contains(l.Rows[at].Does, text) {
			l.Rows[at].Does = append(l.Rows[at].Does, text)
		}
	}
}

// rows returns every row of the help at a place.
func (p place) rows() ([]Row, error) {
	var out []Row
	for _, story := range p.stories {
		rows, err := p.play(story)
		if err != nil {
			return nil, err
		}
		out = append(out, rows...)
	}
	return out, nil
}

// play plays a story in a world of its own and returns what F1 lists at its end.
func (p place) play(story func(*stage)) ([]Row, error) {
	w, err := newWorld(p.mode)
	if err != nil {
		return nil, err
	}
	defer w.close()
	w.network.instead = p.instead
	if err := busy(w); err != nil {
		return nil, err
	}
	if p.before != nil {
		if err := p.before(w); err != nil {
			return nil, err
		}
	}
	s, err := p.open(w)
	if err != nil {
		return nil, err
	}
	defer s.close()
	story(s)
	rows := s.listed()
	return rows, s.err
}

// listed presses F1 and returns the rows of the list. Where keys or words take a
// second line, the other column is empty there.
func (s *stage) listed() []Row {
	s.press("f1")
	var out []Row
	lines := strings.Split(s.text(), "\n")
	for _, line := range lines[:len(lines)-1] { // the last one is the footer
		text, ok := strings.CutPrefix(line, "   ")
		if !ok {
			continue
		}
		shown, does := []rune(text), ""
		if len(shown) > keyColumn {
			shown, does = shown[:keyColumn], strings.TrimSpace(string(shown[keyColumn:]))
		}
		keys, rest := helpKeys(string(shown))
		last := len(out) - 1
		switch {
		case rest != "" || len(keys) == 0 && (does == "" || last < 0):
			s.fail("the line of the help can't be read: " + line)
			return nil
		case len(keys) == 0:
			out[last].Does[0] += " " + does
		case does == "" && last >= 0:
			out[last].Keys = append(out[last].Keys, keys...)
		default:
			out = append(out, Row{Keys: keys, Does: []string{does}})
		}
	}
	return out
}

// named are the keys that are no letters; longest first, since "page up" holds "up".
var named = []string{
	"page down", "page up", "shift+tab", "backspace", "letters", "comma", "mouse", "enter", "space", "home", "tab", "esc", "end", "F1",
	"↑", "↓", "←", "→", "?", "/",
}

var modified = regexp.MustCompile(`^(ctrl\+[a-z]|alt\+[0-9]|[a-zA-Z0-9])$`)

// helpKeys takes the names of keys from the beginning of a line of the help, and
// gives what is left of it.
func helpKeys(line string) (keys []string, rest string) {
	for rest = strings.TrimSpace(line); rest != ""; {
		key, after, _ := strings.Cut(rest, " ")
		for _, name := range named {
			if tail, ok := strings.CutPrefix(rest, name); ok && (tail == "" || strings.ContainsRune(" ,", rune(tail[0]))) {
				key, after = name, strings.TrimPrefix(tail, ", or")
				break
			}
		}
		if !slices.Contains(named, key) && !modified.MatchString(key) {
			break
		}
		keys, rest = append(keys, key), strings.TrimLeft(after, " ")
	}
	return keys, rest
}

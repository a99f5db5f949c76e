package agora

import (
	"strings"
	"unicode"
)

// Called is what people call a field, such as the title of the question about it.
type Called struct{ Path, Title string }

// longestName is the longest name, in bytes, for which a field is looked for.
const longestName = 100

// shortestBegin is how many letters of a name must fit before its beginning counts.
const shortestBegin = 4

// Suggest returns the path of the field that was probably meant by a name which is
// none: of that name in another case or at another place, of that title, of a name
// or title that begins so, or the one with the fewest letters to change (at most one
// in three). It gives "" where none is near.
func Suggest(name string, titles ...Called) string {
	if name = strings.ToLower(name); len(name) > longestName {
		return ""
	}
	known := make([]Called, 0, 2*len(fields)+len(titles)) // names first, they win
	for _, f := range fields {
		known = append(known, Called{f.Path, lastName(f.Path)})
	}
	for _, t := range titles {
		known = append(known, Called{t.Path, t.Title})
	}
	for _, fits := range []func(Called) bool{
		func(c Called) bool { return strings.EqualFold(c.Path, name) },
		func(c Called) bool { return strings.EqualFold(c.Title, lastName(name)) },
		func(c Called) bool { return letters(c.Title) == letters(name) },
		func(c Called) bool { return begins(c.Title, lastName(name)) },
	} {
		for _, c := range known {
			if fits(c) {
				return c.Path
			}
		}
	}
	return nearest(name, known)
}

// begins reports whether a title begins with a name.
func begins(title, name string) bool {
	name = letters(name)
	return len(name) >= shortestBegin && strings.HasPrefix(letters(title), name)
}

// letters returns the letters and digits of a text, all of them small.
func letters(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, text)
}

// nearest returns the path with the fewest letters to change, in the whole path, in its
// last part or in a title: at most a third of the last part's, as the right object before
// it makes no other field near.
func nearest(name string, known []Called) string {
	best, least := "", max(1, len(lastName(name))/3)+1
	for _, c := range known {
		for _, text := range []string{c.Path, c.Title} {
			if n := edits(name, strings.ToLower(text)); n < least {
				best, least = c.Path, n
			}
		}
	}
	return best
}

// edits counts the bytes that must be added, removed or changed to make one text of
// another: their Levenshtein distance. A library has it too, but this package knows
// the standard library only.
func edits(from, to string) int {
	row := make([]int, len(to)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(from) {
		diagonal := row[0]
		row[0]++
		for j := range len(to) {
			change := diagonal
			if from[i] != to[j] {
				change++
			}
			diagonal = row[j+1]
			row[j+1] = min(change, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(to)]
}

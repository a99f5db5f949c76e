package form

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"sttwizard/agora"
	"sttwizard/internal/words"
)

// Tidied is an answer that was put right as far as it is clear what was meant.
type Tidied struct {
	Text string
	More map[string]string // what it says of other paths
	Told string            // what was done, in words; empty: nothing
	Odd  bool              // and something is to be looked at
}

// Tidy puts a whole answer right: without spaces at its ends, and a bucket's address
// taken apart. Secrets, and what is chosen, are left as they are.
func (q Question) Tidy(d *Draft, text string) Tidied {
	out := Tidied{Text: strings.TrimSpace(text)}
	switch {
	case q.Kind != Text && q.Kind != Number:
		return Tidied{Text: text}
	case q.Path == agora.PathBucket:
		if a, is := agora.ParseStorageAddress(out.Text); is {
			return d.addressed(a)
		}
	case q.Path == agora.PathUIDLanguages && strings.Contains(out.Text, ":"):
		return d.speakersTidied(q, out.Text)
	}
	if out.Text != text {
		out.Told = "the spaces at its ends are taken off"
	}
	if n, is := inSeconds(out.Text); is && q.Kind == Number { // all numbers that are typed are seconds
		return Tidied{Text: strconv.Itoa(n), Told: fmt.Sprintf("%s is %s", out.Text, words.Count(n, "second"))}
	}
	return out
}

// inSeconds reads a length of time with its units, as screens write it: "30 s", "1 h 30 min".
func inSeconds(text string) (int, bool) {
	short := strings.NewReplacer(" ", "", "minutes", "m", "minute", "m", "min", "m", "hours", "h", "hour", "h",
		"seconds", "s", "second", "s", "sec", "s").Replace(strings.ToLower(text))
	d, err := time.ParseDuration(short)
	if _, bare := strconv.Atoi(short); err != nil || bare == nil || d <= 0 || d%time.Second != 0 {
		return 0, false
	}
	return int(d / time.Second), true
}

// Pasted puts a pasted text right that goes into a line where that answer stands. In a
// list each line is an item, behind those that are there; then it returns the whole
// answer as Text, and reports true.
func (q Question) Pasted(now, text string) (out Tidied, whole bool) {
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text) // terminals paste line ends as \r
	lines := strings.FieldsFunc(text, func(r rune) bool { return r == '\n' })
	lines = slices.DeleteFunc(lines, func(l string) bool { return strings.TrimSpace(l) == "" })
	if items := q.items(text, lines); items != nil {
		added := q.join(items)
		if now = strings.TrimRight(strings.TrimSpace(now), ","); now != "" {
			added = now + q.separator() + added
		}
		return Tidied{Text: added, Told: "pasted as " + words.Count(len(items), "item")}, true
	}
	if now != "" && q.isAddress(text) {
		return Tidied{Text: strings.TrimSpace(text), Told: "the pasted address takes the place of what stood here"}, true
	}
	out.Text = text
	switch ends := strings.TrimSuffix(text, "\n"); {
	case q.Kind == Secret && len(lines) > 1 && !IsToken(q.Path) && !isWrapped(lines):
		out = firstOf(lines)
	case q.Kind == Secret:
		if strings.ContainsFunc(strings.TrimSpace(text), unicode.IsSpace) {
			out.Told = "the white space in it is taken out"
		}
	case q.Long || len(lines) == 0:
	case len(lines) > 1:
		out = firstOf(lines)
	case strings.TrimSpace(ends) != ends:
		out.Told = "the spaces at its ends are taken off"
	}
	return out, false
}

// firstOf takes one of several pasted lines.
func firstOf(lines []string) Tidied {
	return Tidied{Text: strings.TrimSpace(lines[0]), Told: fmt.Sprintf("only the first of %d lines is taken", len(lines)), Odd: true}
}

// PastedLine puts a text right that is pasted into a line about no question: of several
// lines it takes the first one, but a secret that was wrapped whole.
func PastedLine(text string, secret bool) Tidied {
	kind := Text
	if secret {
		kind = Secret
	}
	out, _ := Question{Kind: kind}.Pasted("", text)
	return out
}

// leastWrapped is how long the lines are at least into which something wraps a text.
const leastWrapped = 60

// isWrapped reports whether lines are one text that was wrapped: all but the last one are
// as long, and long.
func isWrapped(lines []string) bool {
	width := len(strings.TrimSpace(lines[0]))
	for _, l := range lines[1 : len(lines)-1] {
		if len(strings.TrimSpace(l)) != width {
			return false
		}
	}
	return width >= leastWrapped && len(strings.TrimSpace(lines[len(lines)-1])) <= width
}

// isAddress reports whether a text is an address that the question takes whole.
func (q Question) isAddress(text string) bool {
	switch text = strings.TrimSpace(text); q.Path {
	case agora.PathBucket:
		_, is := agora.ParseStorageAddress(text)
		return is
	case agora.PathEndpoint:
		return IsAddress(text)
	}
	return false
}

// IsAddress reports whether a text is one whole web address.
func IsAddress(text string) bool {
	lower := strings.ToLower(text)
	return !strings.ContainsFunc(text, unicode.IsSpace) && (strings.HasPrefix(lower, "https://") || strings.HasPrefix(lower, "http://"))
}

// isList reports whether the answer is a list that is typed.
func (q Question) isList() bool {
	f, ok := agora.FieldAt(q.Path)
	return ok && q.Kind == Text && (f.Kind == agora.List || f.Kind == agora.Speakers)
}

// items returns the items of a pasted list; none where the text is one item, or is
// written as lists are typed.
func (q Question) items(text string, lines []string) []string {
	if !q.isList() {
		return nil
	}
	var array []json.RawMessage
	if json.Unmarshal([]byte(text), &array) == nil && len(array) > 0 {
		lines = lines[:0]
		for _, raw := range array {
			lines = append(lines, string(raw))
		}
	} else if q.isUIDs() {
		lines = strings.FieldsFunc(text, func(r rune) bool { return unicode.IsSpace(r) || r == ',' || r == ';' })
	} else if strings.Contains(text, "\t") {
		lines = strings.FieldsFunc(text, func(r rune) bool { return r == '\t' || r == '\n' })
	}
	if len(lines) < 2 && array == nil {
		return nil
	}
	var out []string
	for _, line := range lines {
		if line = strings.Trim(strings.TrimRight(strings.TrimSpace(line), ",;"), `"`); line != "" {
			out = append(out, line)
		}
	}
	return out
}

// isUIDs reports whether the answer is a list of uids, which hold no white space.
func (q Question) isUIDs() bool {
	return q.Path == agora.PathSubscribeUIDs || q.Path == agora.PathUnSubscribeUIDs
}

// separator stands between the items of the list.
func (q Question) separator() string {
	if q.Path == agora.PathFileNamePrefix {
		return "/"
	}
	return ","
}

// join writes pasted items as they are typed. A comma belongs to a keyword, and
// separates what can't hold one.
func (q Question) join(items []string) string {
	if q.Path == agora.PathKeywords {
		return agora.JoinList(items)
	}
	return strings.Join(items, q.separator())
}

package form

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"
)

// Index finds options by what a person types, in a list on the screen as in plain
// prompts.
type Index []entry

// entry is what is searched of an option, folded.
type entry struct {
	text   string
	usual  bool
	newer  bool
	spread int
	names  []string // of which one may be typed whole
}

// NewIndex returns the index of a list of options.
func NewIndex(options []Option) Index {
	out := make(Index, len(options))
	for i, o := range options {
		out[i] = entry{folded(" "+o.Value+" "+o.Label+" ") + strings.Join(o.names, " "), o.Usual, o.Newer, o.spread, o.names}
	}
	return out
}

// Find returns the places of the options that hold every word of a text: those in
// which a word begins so, first the ones that are named so, and those that hold it
// elsewhere. No words find all, in their order.
func (x Index) Find(text string) (begin, within []int) {
	text = folded(text)
	words := strings.Fields(text)
	var named []int
	for i, e := range x {
		switch {
		case slices.Contains(e.names, strings.TrimSpace(text)):
			named = append(named, i)
		case beginsAll(e.text, words):
			begin = append(begin, i)
		case containsAll(e.text, words):
			within = append(within, i)
		}
	}
	if len(words) > 0 {
		slices.SortStableFunc(named, func(a, b int) int { return later(x[a].usual, x[b].usual) })
		slices.SortStableFunc(begin, x.order)
	}
	return append(named, begin...), within
}

// Named finds the one option that a text names: by its value or its label, as the only one
// that holds all words, or as the usual one of that name. Else it returns those among
// which somebody has to choose.
func (x Index) Named(options []Option, text string) (one Option, ok bool, several []Option) {
	for _, o := range options {
		if strings.EqualFold(o.Value, text) || strings.EqualFold(o.Label, text) {
			return o, true, nil
		}
	}
	if _, err := strconv.Atoi(text); err == nil {
		return Option{}, false, nil // a number is a value, or wrong
	}
	begin, within := x.Find(text)
	for _, i := range append(begin, within...) {
		several = append(several, options[i])
	}
	if len(several) == 1 || len(several) > 1 && several[0].Usual && slices.Contains(several[0].names, folded(text)) {
		return several[0], true, nil
	}
	return Option{}, false, several
}

// order compares two options that a search finds as well: what may be refused comes last,
// the more spoken of two languages first, and of one language its usual locale.
func (x Index) order(a, b int) int {
	return cmp.Or(later(!x[a].newer, !x[b].newer), x[a].spread-x[b].spread, later(x[a].usual, x[b].usual))
}

// later compares what is so with what is not, which comes later.
func later(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return -1
	}
	return 1
}

// folded returns a text as it is compared: in lower case, without accents, so that
// "francais" finds "français".
func folded(text string) string {
	if isASCII(text) {
		return strings.ToLower(text)
	}
	bare := transform.Chain(norm.NFD, runes.Remove(runes.In(unicode.Mn)), norm.NFC)
	out, _, err := transform.String(bare, strings.ToLower(text))
	if err != nil { // none of the three gives one
		return strings.ToLower(text)
	}
	return out
}

func isASCII(text string) bool {
	return !strings.ContainsFunc(text, func(r rune) bool { return r >= utf8.RuneSelf })
}

// beginsAll reports whether every word begins a word of the text or the second part
// of a code.
func beginsAll(hay string, words []string) bool {
	for _, w := range words {
		at := func(before string) bool { return strings.Contains(hay, before+w) }
		if !at(" ") && !at("(") && !at("-") {
			return false
		}
	}
	return true
}

func containsAll(hay string, words []string) bool {
	for _, w := range words {
		if !strings.Contains(hay, w) {
			return false
		}
	}
	return true
}

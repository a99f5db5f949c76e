package form

import "strings"

// Index finds options by what a person types, in a list on the screen as in plain
// prompts.
type Index []string // per option what is searched, in lower case

// NewIndex returns the index of a list of options.
func NewIndex(options []Option) Index {
	out := make(Index, len(options))
	for i, o := range options {
		out[i] = strings.ToLower(" " + o.Value + " " + o.Label + " " + o.find)
	}
	return out
}

// Find returns the places of the options that hold every word of a text: those in
// which a word begins so, and those that hold it elsewhere. No words find all.
func (x Index) Find(text string) (begin, within []int) {
	words := strings.Fields(strings.ToLower(text))
	for i, hay := range x {
		switch {
		case beginsAll(hay, words):
			begin = append(begin, i)
		case containsAll(hay, words):
			within = append(within, i)
		}
	}
	return begin, within
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

package page

import (
	"slices"
	"strings"
	"unicode"

	tea "charm.land/bubbletea/v2"
	"charm.land/huh/v2"

	"sttwizard/form"
)

// search chooses among the options of the focused list by what is typed: the next one that
// begins so, or has a word that does. It reports whether the key was a letter of that;
// where nothing begins so, the page says it.
func (p *Page) search(msg tea.Msg) bool {
	r := p.row()
	k, pressed := msg.(tea.KeyPressMsg)
	if _, list := r.field.Field.(*huh.Select[string]); !list || !pressed || k.Text == "" || r.searched == "" && k.Text == " " {
		r.searched = ""
		return false
	}
	options := r.q.Options(p.draft)
	for _, typed := range []string{r.searched + k.Text, k.Text} {
		if at := beginning(options, r.text, strings.ToLower(typed), typed == k.Text); at >= 0 {
			r.searched = typed
			p.choose(slices.Index(r.options, options[at].Value))
			return true
		}
	}
	r.searched = ""
	if k.Text == "j" || k.Text == "k" { // they move as in every list
		return false
	}
	p.unfound = "no choice begins with " + drawable(k.Text) + ": ↑ and ↓ choose"
	return true
}

// beginning returns the place of the option that begins with what was typed, or has a word
// that does; -1 where there is none. The present one counts first, and last for a letter
// that begins a search.
func beginning(options []form.Option, present, typed string, first bool) int {
	from := max(0, slices.IndexFunc(options, func(o form.Option) bool { return o.Value == present }))
	if first {
		from++
	}
	for i := range options {
		at := (from + i) % len(options)
		label := strings.ToLower(options[at].Label)
		words := strings.FieldsFunc(label, func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsDigit(c) })
		begins := func(word string) bool { return strings.HasPrefix(word, typed) }
		if options[at].Value != "" && slices.ContainsFunc(append(words, label), begins) {
			return at
		}
	}
	return -1
}

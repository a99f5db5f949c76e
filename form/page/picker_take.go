package page

import (
	"fmt"
	"slices"
	"strings"
)

// How the rows of a list are taken and taken back.

// toggle chooses the row under the cursor or takes it back. One of one is
// exchanged; a full list of several refuses and says so.
func (p *picker) toggle() {
	if len(p.hits) == 0 {
		return
	}
	v, chosen := p.options[p.hits[p.cursor]].Value, p.chosen()
	i := slices.Index(chosen, v)
	switch {
	case i >= 0:
		chosen = slices.Delete(chosen, i, i+1)
	case p.limit == 1:
		chosen = []string{v}
	case p.isFull():
		if p.isFiltered() {
			p.clear() // what is chosen is seen, and backspace takes it back
		}
		p.moved = false // enter goes on
		p.note = fmt.Sprintf("no more than %d: backspace takes one back first", p.limit)
		return
	default:
		chosen = append(chosen, v)
	}
	*p.value = strings.Join(chosen, ",")
	p.scroll() // chips leave less room
}

// isFull reports whether no more can be chosen. Of one of many another is, in its place.
func (p *picker) isFull() bool { return p.limit > 1 && len(p.chosen()) >= p.limit }

// takesEnter reports whether enter takes the row under the cursor: with text in the
// filter, when the cursor was moved to one that is not chosen, or from the first look on
// where one is needed.
func (p *picker) takesEnter() bool {
	if p.isFiltered() {
		return true
	}
	wanted := p.moved || p.needed != nil && p.needed()
	return wanted && len(p.hits) > 0 && !p.isChosen(p.hits[p.cursor])
}

// take chooses the row under the cursor and clears the filter. Where no more can be
// chosen it says so, and shows what is: the next enter goes on.
func (p *picker) take() {
	if len(p.hits) == 0 {
		p.note = "nothing matches"
		return
	}
	taken := p.hits[p.cursor]
	if !p.isChosen(taken) {
		p.toggle()
	}
	if p.note == "" {
		p.clear()
	}
}

// takeSearched takes what is searched, where several can be chosen, as if it stood in a list
// of words: another word follows. It reports whether there was something.
func (p *picker) takeSearched() bool {
	if p.limit == 1 || !p.isFiltered() || len(p.hits) == 0 {
		return false
	}
	p.take()
	p.listed = true
	return true
}

// takePasted takes what stands in several pasted lines, or between commas, where each names
// an option; it reports whether it did.
func (p *picker) takePasted(text string) bool {
	items := strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune("\r\n\t,", r) })
	items = slices.DeleteFunc(items, func(item string) bool { return strings.TrimSpace(item) == "" })
	if p.limit == 1 || len(items) < 2 {
		return false
	}
	chosen := p.chosen()
	for _, item := range items {
		o, ok, _ := p.index.Named(p.options, strings.TrimSpace(item))
		if !ok {
			return false
		}
		if !slices.Contains(chosen, o.Value) {
			chosen = append(chosen, o.Value)
		}
	}
	p.clear()
	if len(chosen) > p.limit {
		p.note = fmt.Sprintf("no more than %d: the others that were pasted are left out", p.limit)
		chosen = chosen[:p.limit]
	}
	*p.value = strings.Join(chosen, ",")
	p.scroll()
	return true
}

// takeBack takes the last of the chosen ones back.
func (p *picker) takeBack() {
	if chosen := p.chosen(); len(chosen) > 0 {
		*p.value = strings.Join(chosen[:len(chosen)-1], ",")
		p.scroll()
	}
}

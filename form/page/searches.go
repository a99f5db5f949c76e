package page

// What is searched in a list and took no row is kept while one is elsewhere: who comes back
// finds it, with the row that it found.

// KeepSearches keeps what is searched in a map that outlives the page, and searches again
// for what the focused list was left with.
func (p *Page) KeepSearches(in map[string]string) {
	p.searches = in
	p.searchAgain()
}

// NoteSearch notes what is searched in the focused list, as when it is left.
func (p *Page) NoteSearch() {
	r := p.row()
	if r.picker() == nil {
		return
	}
	if p.searches == nil {
		p.searches = map[string]string{}
	}
	delete(p.searches, r.q.Key)
	if text := p.Searched(); text != "" {
		p.searches[r.q.Key] = text
	}
}

// searchAgain puts what was searched back into the focused list.
func (p *Page) searchAgain() {
	r := p.row()
	if list, text := r.picker(), p.searches[r.q.Key]; list != nil && text != "" {
		list.filter.SetValue(text)
		list.filter.CursorEnd()
		list.search()
	}
}

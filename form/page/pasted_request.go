package page

// IsRequest reports whether a pasted text is a request, and no answer to the focused
// question.
func (p *Page) IsRequest(text string) bool { return p.Focused().IsRequest(text) }

// TakeRequest returns what was typed for the focused question where it is the beginning
// of a request, as a terminal that does not mark its pastes sends one. The question has
// its answer of before then.
func (p *Page) TakeRequest() (text string, is bool) {
	r := p.row()
	list := r.picker()
	switch {
	case list != nil:
		text = list.filter.Value()
	case r.typed():
		text = r.text
	}
	if text == "" || !r.q.IsRequest(text) || text == r.before.text {
		return "", false
	}
	if list != nil {
		list.clear()
		return text, true
	}
	r.restore(p.draft)
	r.put(r.before.text)
	r.hold(p.draft)
	p.check()
	p.build()
	return text, true
}

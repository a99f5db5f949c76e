package page

import (
	"slices"

	"sttwizard/form"
)

// Here it is told where keys lead, before they are pressed.

// IsFirst reports whether the first question has the focus.
func (p *Page) IsFirst() bool { return p.at() == 0 }

// IsLast reports whether the last question has the focus, or the row of the last fold.
func (p *Page) IsLast() bool { return p.at() == len(p.rows)-1 }

// EndsByEnter reports whether the page is done after enter, once the focused answer is
// legal: no question follows, and nothing else is wrong.
func (p *Page) EndsByEnter() bool {
	asks := func(r *row) bool { return !r.folds() }
	return asks(p.row()) && !slices.ContainsFunc(p.rows[p.at()+1:], asks) && !p.IsWrongElsewhere()
}

// IsWrongElsewhere reports whether another question than the focused one is wrong, of the
// step or of all that the page could come to ask.
func (p *Page) IsWrongElsewhere() bool {
	asked := p.ofStep()
	if p.only != nil {
		asked = form.Questions(p.draft)
	}
	focused := p.Focused().Key
	return slices.ContainsFunc(asked, func(q form.Question) bool { return q.Key != focused && p.wrong(q) })
}

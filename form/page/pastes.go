package page

import (
	tea "charm.land/bubbletea/v2"

	"sttwizard/form"
)

// paste puts a paste into the focused line, put right and told.
func (p *Page) paste(r *row, text string) {
	tidied, whole := r.q.Pasted(r.text, text)
	if whole {
		r.put(tidied.Text)
		r.q.Set(p.draft, tidied.Text, form.Typed)
	} else {
		p.form.send(tea.PasteMsg{Content: tidied.Text})
		if !r.store(p.draft) {
			return
		}
	}
	p.say(r, tidied)
	p.changed(r)
	if r.q.Kind != form.Secret {
		p.Tidy()
	}
	if form.IsToken(r.q.Path) {
		p.left[r.q.Key] = true // it is whole: what is wrong with it is said at once
		p.tell()
	}
}

// say tells what was put right about an answer; nothing takes it back.
func (p *Page) say(r *row, put form.Tidied) {
	delete(p.put, r.q.Key)
	if put.Told != "" {
		p.put[r.q.Key] = put
	}
}

// Tidy puts the focused answer right, as when it is left: see form.Question.Tidy.
func (p *Page) Tidy() {
	r := p.row()
	if !r.typed() || r.text == "" || r.text == r.before.shown { // what nobody touched stays
		return
	}
	tidied := r.q.Tidy(p.draft, r.text)
	if tidied.Text == r.text && len(tidied.More) == 0 {
		return
	}
	r.put(tidied.Text)
	r.q.Set(p.draft, tidied.Text, form.Typed)
	for path, text := range tidied.More {
		if q, ok := form.QuestionFor(p.draft, path); ok {
			q.Set(p.draft, text, form.Typed)
			p.left[q.Key] = true
		}
	}
	if before := p.put[r.q.Key].Told; before != "" && tidied.Told != "" {
		tidied.Told = before + "; " + tidied.Told
	}
	p.say(r, tidied)
	p.check()
	p.build()
}

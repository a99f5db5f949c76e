package page

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"sttwizard/form"
)

// mostPasted is how many bytes a paste into a line may have. No answer is a tenth as long,
// and a line that holds more is slow at every key.
const mostPasted = 64 << 10

// tooLong says that nothing of a paste is taken, as it is no answer; empty: it may be one.
func tooLong(paste tea.PasteMsg) string {
	if len(paste.Content) <= mostPasted {
		return ""
	}
	return fmt.Sprintf("nothing was taken of the paste: it is %d kB long, as no answer is", len(paste.Content)>>10)
}

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

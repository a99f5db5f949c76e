package page

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
	"charm.land/huh/v2"

	"sttwizard/agora"
	"sttwizard/form"
)

// Move is what a page wants to happen after a key that leaves a question.
type Move int

// The moves.
const (
	Stay     Move = iota // the focus stays on this page
	NextStep             // the page is done
	PrevStep             // the person goes back
)

// Update hands a key or a paste to the focused field and writes the change to
// the draft.
func (p *Page) Update(msg tea.Msg) {
	r := p.row()
	p.loose, p.unfound = false, ""
	if k, ok := msg.(tea.KeyPressMsg); ok && (p.arrows(k.String()) || p.unfolds(k.String())) {
		return
	}
	paste, pasted := msg.(tea.PasteMsg)
	if p.unfound = tooLong(paste); p.unfound != "" {
		return
	}
	if r.locked || p.search(msg) || r.endsAt(msg) {
		return
	}
	if r.strays(msg) {
		p.unfound = "letters mean nothing here: space switches it on or off, enter goes on"
		return
	}
	if pasted && r.typed() {
		p.paste(r, paste.Content)
		return
	}
	p.form.send(msg)
	p.stored(r)
}

// strays reports whether a letter means nothing to a switch: y and n do only as the first
// key that is pressed on it. What is meant for the list below ("french") leaves it alone.
func (r *row) strays(msg tea.Msg) bool {
	k, pressed := msg.(tea.KeyPressMsg)
	if _, flag := r.field.Field.(*huh.Confirm); !flag || !pressed {
		return false
	}
	before := r.pressed
	r.pressed = true
	return k.Text != "" && k.Text != " " && (before || k.Text != "y" && k.Text != "n")
}

// stored writes a changed answer to the draft and follows the change; it reports whether
// there was one.
func (p *Page) stored(r *row) bool {
	changed := r.store(p.draft)
	if changed {
		delete(p.put, r.q.Key)
		p.changed(r)
	}
	return changed
}

// arrows moves between questions where the field itself has no use for up and down.
func (p *Page) arrows(k string) bool {
	if p.row().lists() || (k != "up" && k != "down") {
		return false
	}
	to := p.at() + 1
	if k == "up" {
		to = p.at() - 1
	}
	if to >= 0 && to < len(p.rows) {
		p.leave(to)
	}
	return true
}

// unfolds opens or closes a fold whose row has the focus, and goes to what was folded.
func (p *Page) unfolds(k string) bool {
	r := p.row()
	if !r.folds() {
		return false
	}
	switch k { // a letter answers nothing here
	case "space":
		p.unfold(!*r.open)
	case "right":
		p.unfold(true)
	case "left":
		p.unfold(false)
	default:
		if len(k) == 1 {
			p.unfound = "letters mean nothing here: space opens it, and enter"
			if *r.open {
				p.unfound = "letters mean nothing here: ↓ and enter go to its questions, space closes it"
			}
		}
	}
	return true
}

// unfold opens or closes the fold whose row has the focus; what opens is gone into.
func (p *Page) unfold(open bool) {
	*p.row().open = open
	p.build()
	if open {
		p.leave(p.at() + 1)
	}
}

// changed follows a changed answer: errors, and the questions that depend on it.
func (p *Page) changed(r *row) {
	if r.typed() {
		p.checkTyped(r)
	} else {
		p.check()
	}
	if r.q.Path == agora.PathVendor { // what is said of answers is about those of the other storage
		for _, q := range p.ofStep() {
			if form.IsOfStorage(q.Path) {
				delete(p.left, q.Key)
				delete(p.put, q.Key)
			}
		}
	}
	if r.q.Kind == form.Toggle || r.q.Kind == form.Choice || p.stale() {
		p.build()
	}
}

// leave marks the focused question as seen and moves to another on the page.
func (p *Page) leave(to int) {
	p.Tidy()
	p.left[p.row().q.Key] = true
	p.focus(to)
}

// EnterChooses reports whether enter takes the row under the list's cursor now, and
// goes on then.
func (p *Page) EnterChooses() bool {
	list := p.row().picker()
	return list != nil && list.takesEnter()
}

// EnterPasses reports whether enter goes on from a list of which nothing is chosen, and
// nothing has to be.
func (p *Page) EnterPasses() bool {
	r := p.row()
	list := r.picker()
	return list != nil && !list.takesEnter() && r.text == "" && !p.wrong(r.q)
}

// SpaceTakesBack reports whether the row under the cursor of a list of several is chosen.
func (p *Page) SpaceTakesBack() bool {
	list := p.row().picker()
	return list != nil && list.limit > 1 && len(list.hits) > 0 && list.isChosen(list.hits[list.cursor])
}

// FindsNothing reports whether no row of the focused list that has what is searched can be
// taken: there is none, or no more can be chosen.
func (p *Page) FindsNothing() bool {
	list := p.row().picker()
	return list != nil && list.isFiltered() && (len(list.hits) == 0 || list.isFull() && !list.isChosen(list.hits[list.cursor]))
}

// Filtering reports whether space is a letter of the focused list's filter now, instead
// of taking a row.
func (p *Page) Filtering() bool {
	list := p.row().picker()
	return list != nil && !list.spaces()
}

// EnterOpens reports whether enter opens a fold now.
func (p *Page) EnterOpens() bool { return p.row().folds() && !*p.row().open }

// Enter takes what has the focus and goes on if that is legal; otherwise the focus stays
// and the error shows. Folds are passed by; on the row of one, enter opens it. After the
// last question the page is done unless an earlier one is wrong: then that one gets the
// focus. A question that the wheel scrolled out of sight is only shown again.
func (p *Page) Enter() Move {
	if p.loose && p.unseen {
		p.loose = false
		return Stay
	}
	r := p.row()
	if r.folds() {
		p.unfold(true)
		return Stay
	}
	if list := r.picker(); list != nil && list.takesEnter() {
		list.take()
		p.stored(r)
		if list.note != "" {
			return Stay
		}
	}
	p.Tidy()
	if r = p.row(); p.wrong(r.q) {
		p.left[r.q.Key] = true
		return Stay
	}
	for to := p.at() + 1; to < len(p.rows); to++ {
		if !p.rows[to].folds() {
			p.leave(to)
			return Stay
		}
	}
	p.widen()
	p.ShowErrors()
	if bad := p.firstWrong(); bad >= 0 {
		p.focus(bad)
		return Stay
	}
	return NextStep
}

// widen lets a page that asks a few questions ask those too that the answers have
// made wrong, such as the uid that a token now needs.
func (p *Page) widen() {
	if p.only == nil {
		return
	}
	for _, q := range form.Questions(p.draft) {
		if p.wrong(q) && !slices.Contains(p.only, q.Path) {
			p.only = append(p.only, q.Path)
		}
	}
	p.build()
}

// FocusWrong moves the focus to the first question that is wrong; it tells
// whether there is one.
func (p *Page) FocusWrong() bool {
	bad := p.firstWrong()
	if bad >= 0 {
		p.focus(bad)
	}
	return bad >= 0
}

// firstWrong returns the first row with an error, or -1. It opens the folds that hide
// one.
func (p *Page) firstWrong() int {
	if p.only == nil {
		p.openNeeded()
		p.build()
	}
	return slices.IndexFunc(p.rows, func(r *row) bool { return p.wrong(r.q) })
}

// Tab goes on whatever the answer is; the error, if any, is marked.
func (p *Page) Tab() Move {
	p.Tidy()
	if p.at() == len(p.rows)-1 {
		p.ShowErrors()
		return NextStep
	}
	p.leave(p.at() + 1)
	return Stay
}

// Back goes to the question before, or asks for the step before. It is never
// refused and keeps every text.
func (p *Page) Back() Move {
	if p.at() == 0 {
		p.left[p.row().q.Key] = true
		return PrevStep
	}
	p.leave(p.at() - 1)
	return Stay
}

// IsFiltered reports whether esc empties the focused list's filter.
func (p *Page) IsFiltered() bool {
	list := p.row().picker()
	return list != nil && list.filter.Value() != ""
}

// Searched returns what was typed into the focused list's filter and took no row yet.
func (p *Page) Searched() string {
	if list := p.row().picker(); list != nil {
		return strings.TrimSpace(list.filter.Value())
	}
	return ""
}

// FoldsFollow reports whether the next row is one of settings that are folded.
func (p *Page) FoldsFollow() bool { return p.at()+1 < len(p.rows) && p.rows[p.at()+1].folds() }

// Escape clears the filter of a list; it reports whether there was one.
func (p *Page) Escape() bool {
	list := p.row().picker()
	return list != nil && list.clear()
}

// Make puts a made value into the focused question, where one can be made.
func (p *Page) Make() error {
	r := p.row()
	if _, ok := r.q.CanMake(); !ok || r.locked {
		return nil
	}
	text, err := r.q.Make(p.draft)
	if err != nil {
		return err
	}
	r.put(text)
	r.q.Set(p.draft, text, form.Made)
	r.hold(p.draft)
	p.check()
	return nil
}

// Typing reports whether letters belong to the focused field, so that no letter
// may be a command.
func (p *Page) Typing() bool {
	switch p.Focused().Kind {
	case form.Choice, form.Toggle:
		return false
	}
	return true
}

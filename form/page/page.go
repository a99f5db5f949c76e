package page

import (
	"slices"

	"sttwizard/agora"
	"sttwizard/form"
)

// Page is one step on the screen: a huh.Form with a field for each question. It
// writes every change to the draft at once; illegal texts too. It
// decides everything synchronously, so that keys typed ahead reach the field
// that they were meant for.
type Page struct {
	draft    *form.Draft
	step     form.Step
	styles   *Styles
	rows     []*row
	form     *fields // of the rows, in their order
	open     map[*form.Fold]*bool
	left     map[string]bool        // keys of questions that were left, whose errors show
	put      map[string]form.Tidied // what was put right about answers, by key
	problems []agora.FieldError
	told     notices
	width    int
	height   int
	titles   int                        // how wide the titles stand where answers stand beside them
	searches map[string]string          // what is searched in lists that were left, by key
	asked    []form.Question            // of the step when the page was drawn, folded ones too
	top      int                        // the first line of the body that is drawn
	usable   int                        // how many lines of the body are before the last ones that answer nothing
	unfound  string                     // why a letter chose no option of the focused list
	loose    bool                       // the wheel scrolled: the focused question may be out of sight
	unseen   bool                       // no line of the focused question was drawn
	only     []string                   // the questions of an asking page, by path; nil: all of the step
	grey     map[string][]form.Question // what the version lacks, by the key of the row that it stands behind
}

// New builds the page of a step, with the first question focused.
func New(d *form.Draft, step form.Step, s *Styles) *Page {
	p := &Page{
		draft: d, step: step, styles: s, left: map[string]bool{}, put: map[string]form.Tidied{}, open: map[*form.Fold]*bool{},
		width: 60, height: 16,
	}
	p.check()
	p.openNeeded()
	p.begin()
	return p
}

// NewAsk builds a page of a few questions from any step, by path, such as those
// that a preset leaves open. There must be at least one.
func NewAsk(d *form.Draft, paths []string, s *Styles) *Page {
	p := &Page{
		draft: d, styles: s, left: map[string]bool{}, put: map[string]form.Tidied{},
		width: 60, height: 16, only: slices.Clone(paths),
	}
	p.check()
	p.begin()
	return p
}

// begin shows the page for the first time. What was answered before and is wrong
// says so at once; what is only missing says so when it was left.
func (p *Page) begin() {
	p.build()
	for _, r := range p.rows {
		if r.q.Kind != form.Toggle && p.draft.Text(r.q.Path) != "" && p.wrong(r.q) {
			p.left[r.q.Key] = true
		}
	}
	p.focus(0)
}

// wrong reports whether a question's answer breaks a rule.
func (p *Page) wrong(q form.Question) bool { return len(q.Mine(p.draft, p.problems)) > 0 }

// openNeeded opens the folds in which a question is wrong or still to be answered.
func (p *Page) openNeeded() {
	for _, q := range p.ofStep() {
		if q.Fold != nil && p.wrong(q) {
			*p.opening(q.Fold) = true
			if p.draft.Text(q.Path) != "" {
				p.left[q.Key] = true
			}
		}
	}
}

// opening returns whether a fold is open, to be read and changed.
func (p *Page) opening(f *form.Fold) *bool {
	if p.open[f] == nil {
		p.open[f] = new(bool)
	}
	return p.open[f]
}

// questions returns what the page asks now, with a row for each fold before what is
// folded there.
func (p *Page) questions() []form.Question {
	if p.only != nil {
		return slices.DeleteFunc(form.Questions(p.draft), func(q form.Question) bool { return !slices.Contains(p.only, q.Path) })
	}
	var out []form.Question
	var last *form.Fold
	for _, q := range p.ofStep() {
		if q.Fold != nil && q.Fold != last {
			out = append(out, form.Question{Key: q.Fold.Key(), Step: p.step, Kind: form.Toggle, Title: q.Fold.Title, Help: q.Fold.Help, Fold: q.Fold})
		}
		if last = q.Fold; last == nil || *p.opening(last) {
			out = append(out, q)
		}
	}
	return out
}

// ofStep returns what the step asks now.
func (p *Page) ofStep() []form.Question { return form.QuestionsOf(p.draft, p.step) }

// build makes the rows; the focused one is kept as it is, with its cursor and filter.
func (p *Page) build() {
	var focused *row
	if p.rows != nil {
		focused = p.row()
	}
	p.rows = p.rows[:0:0]
	at := 0
	for i, q := range p.questions() {
		if focused != nil && focused.q.Key == q.Key {
			focused.q = q
			focused.turn(p.draft)
			p.rows = append(p.rows, focused)
			at = i
			continue
		}
		p.rows = append(p.rows, p.newRow(q))
	}
	p.measure()
	if all := p.members(); p.form == nil || !p.form.exchange(all) {
		p.form = newFields(all, at)
	}
	p.greyOut()
	p.layout()
}

// members returns the rows' fields.
func (p *Page) members() []*field {
	out := make([]*field, len(p.rows))
	for i, r := range p.rows {
		out[i] = r.field
	}
	return out
}

// newRow makes the row of a question. On a page that asks a few, an answer that is
// right already is kept by an empty line.
func (p *Page) newRow(q form.Question) *row {
	if q.Path == "" {
		return newFoldRow(q, p.opening(q.Fold), p.styles)
	}
	if p.only == nil && p.draft.Locked(q.Path) {
		return newLockedRow(q, p.styles)
	}
	r := newRow(q, p.draft, p.styles, p.only != nil && !p.wrong(q))
	if list := r.picker(); list != nil {
		list.clicked = func() { p.stored(r) }
		list.needed = func() bool { return r.q.Key == r.q.Path && r.text == "" && p.wrong(r.q) }
	}
	return r
}

// notices are the errors and warnings that the page draws. While somebody types
// they stay as they are but for the errors of what is being typed: half of an
// answer is nothing to warn about, and other lines must not move.
type notices struct {
	problems []agora.FieldError
	warnings []agora.Warning
}

func (p *Page) check() {
	p.problems = p.draft.Problems()
	p.tell()
}

func (p *Page) tell() { p.told = notices{p.problems, p.draft.Warnings()} }

// Recheck looks at the answers again, after something became known about them that
// nobody typed here.
func (p *Page) Recheck() {
	p.check()
	if p.only == nil {
		p.openNeeded()
		p.build()
	}
	p.layout()
}

// checkTyped is check while the answer of a row is being typed.
func (p *Page) checkTyped(r *row) {
	mine := func(e agora.FieldError) bool { return e.Field() == r.q.Path }
	p.problems = p.draft.Problems()
	p.told = notices{
		append(slices.DeleteFunc(slices.Clone(p.told.problems), mine), r.q.Mine(p.draft, p.problems)...),
		slices.DeleteFunc(slices.Clone(p.told.warnings), mine),
	}
}

// Restyle changes the page's looks; what is typed, filtered and focused stays.
func (p *Page) Restyle(s *Styles) {
	*p.styles = *s // the fields' themes read them there: huh takes a theme only once
	for _, r := range p.rows {
		if list := r.picker(); list != nil {
			list.filter.SetStyles(s.Filter())
		}
	}
}

// Redraw draws the page anew from the draft, after it or the styles were
// changed from outside; the focus stays on its question.
func (p *Page) Redraw(s *Styles) {
	key, list := p.Focused().Key, p.row().picker()
	p.styles = s
	p.rows = nil
	p.check()
	if p.only == nil { // a page of a few questions has no folds
		p.openNeeded()
	}
	p.build()
	p.focus(0)
	if p.Focus(key) && list != nil {
		p.row().picker().standAs(list)
	}
}

// at returns the place of the row that has the focus.
func (p *Page) at() int { return p.form.at() }

func (p *Page) row() *row { return p.rows[p.at()] }

// Focused returns the question that has the focus.
func (p *Page) Focused() form.Question { return p.row().q }

// focus moves the focus to a row.
func (p *Page) focus(i int) {
	i = max(0, min(i, len(p.rows)-1))
	p.rows[i].invite(p.draft)
	p.tell()
	p.NoteSearch()
	p.form.focus(i)
	p.searchAgain()
	p.loose = false
	r := p.row()
	r.pressed, r.searched, p.unfound = false, "", ""
	r.before = answer{r.q.Get(p.draft), r.text, p.draft.Ref(r.q.Path), p.draft.Source(r.q.Path)}
	r.hold(p.draft)
	p.draft.BeginTyping()
	p.trust()
	p.layout()
}

// trust counts a focused line that is right as one that was not left: what is typed in it
// is half of an answer until then.
func (p *Page) trust() {
	if r := p.row(); r.typed() && !p.wrong(r.q) {
		delete(p.left, r.q.Key)
	}
}

// stale reports whether other questions are asked than the page shows.
func (p *Page) stale() bool {
	return !slices.EqualFunc(p.questions(), p.rows, func(q form.Question, r *row) bool { return q.Key == r.q.Key })
}

// Focus moves the focus to the question with that key or path, opening its fold; it
// reports whether the page has it.
func (p *Page) Focus(key string) bool {
	is := func(q form.Question) bool { return q.Key == key || q.Path == key }
	if at := slices.IndexFunc(p.ofStep(), is); at >= 0 && p.only == nil && p.ofStep()[at].Fold != nil {
		*p.opening(p.ofStep()[at].Fold) = true
		p.build()
	}
	i := slices.IndexFunc(p.rows, func(r *row) bool { return is(r.q) })
	if i >= 0 {
		p.focus(i)
	}
	return i >= 0
}

// FocusLast moves the focus to the last question, as when coming back to the page.
func (p *Page) FocusLast() { p.focus(len(p.rows) - 1) }

// ShowErrors shows the errors of all questions, also of those never reached, but not of
// one that is right and may be typed in next.
func (p *Page) ShowErrors() {
	for _, q := range p.questions() {
		p.left[q.Key] = true
	}
	p.trust()
}

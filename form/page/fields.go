package page

import (
	"slices"
	"sync"

	tea "charm.land/bubbletea/v2"
	"charm.land/huh/v2"
)

// fields is a huh.Form of one group. The form keeps the focus and carries keys and
// pastes to the field that has it. Everything happens at once: huh moves the focus
// through the queue of messages, where keys that were typed ahead overtake it, so
// what its fields want to happen later is dropped, and the focus is moved here.
type fields struct {
	form *huh.Form
	all  []*place
	goal *field // where the focus is going; the fields between let it pass
}

// place is where a field stands in the form, which has as many as it began with.
type place struct{ *field }

// Update keeps the place: the form puts there what it gets back.
func (p *place) Update(msg tea.Msg) (huh.Model, tea.Cmd) {
	p.field.Update(msg)
	return p, nil
}

// bare is the theme of the form's own view, which nobody sees: the page draws the
// fields one by one, each beside its title and above its error.
var bare = sync.OnceValue(func() *huh.Styles { return huh.ThemeBase(true) })

// newFields makes a form of fields, of which one has the focus.
func newFields(all []*field, focused int) *fields {
	f := &fields{}
	members := make([]huh.Field, len(all))
	for i, one := range all {
		one.of = f
		f.all = append(f.all, &place{one})
		members[i] = f.all[i]
	}
	group := huh.NewGroup(members...).WithShowHelp(false).WithShowErrors(false)
	theme := huh.ThemeFunc(func(bool) *huh.Styles { return bare() })
	f.form = huh.NewForm(group).WithTheme(theme).WithKeyMap(&huh.KeyMap{})
	f.focus(focused)
	return f
}

// exchange puts other fields in the places of all but the one that has the focus, for
// a form is dear to make; it reports whether that field is among them, at its place.
func (f *fields) exchange(all []*field) bool {
	at := f.at()
	if len(all) != len(f.all) || all[at] != f.all[at].field {
		return false
	}
	for i, one := range all {
		one.of = f
		f.all[i].field = one
	}
	return true
}

// at returns the place of the field that has the focus.
func (f *fields) at() int { return slices.Index(f.all, f.form.GetFocusedField().(*place)) }

// focus moves the focus to a field, in one step. The form goes from field to field
// and passes those that let themselves be skipped.
func (f *fields) focus(to int) {
	f.goal = f.all[to].field
	switch at := f.at(); {
	case to > at:
		f.form.NextField()
	case to < at:
		f.form.PrevField()
	default:
		f.goal.Focus()
	}
	f.goal = nil
}

// send hands a key or a paste to the field that has the focus.
func (f *fields) send(msg tea.Msg) { f.form.Update(msg) }

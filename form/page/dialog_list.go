package page

// List is what the keys of a list do at this moment.
type List struct {
	Several   bool // can be chosen
	Takes     bool // enter takes the row under the cursor, and goes on then
	TakesBack bool // space takes that row back
	Letters   bool // space is a letter of what is searched
	Lost      bool // no row with what is searched can be taken
}

// List says it of the focused line's list, and whether the line has one.
func (d *Dialog) List() (List, bool) {
	p := d.Line().picker()
	if p == nil {
		return List{}, false
	}
	chosen := len(p.hits) > 0 && p.isChosen(p.hits[p.cursor])
	return List{
		Several: p.limit > 1, Takes: p.takesEnter(), TakesBack: p.limit > 1 && chosen, Letters: !p.spaces(),
		Lost: p.isFiltered() && (len(p.hits) == 0 || p.isFull() && !chosen),
	}, true
}

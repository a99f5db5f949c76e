package page

// fitList returns the focused list what the other questions leave, but at least
// some rows, and a short one all of its rows: then the others scroll out of view, and
// each side on which some are keeps a line to say so.
func (p *Page) fitList(above, below int) {
	r := p.row()
	if !r.lists() {
		return
	}
	room := p.height - len(p.head(r)) - len(p.tail(r))
	list, natural := r.picker(), len(r.options)
	if list != nil {
		list.tight = p.height-len(p.head(r)) < roomOfChips // whatever is told below it
		natural = list.natural()
	}
	if natural > room-above-below && p.tells() {
		room -= min(above, 1)
		if p.at() < len(p.rows)-1 { // nothing is said of what can't be used
			room -= min(below, 1)
		}
	}
	if list != nil {
		list.WithHeight(min(natural, max(2, min(room, max(room-above-below, leastList)))))
	} else {
		r.fit(max(2, p.leaveCount(natural, room)))
	}
}

// roomOfChips is the room from which a list keeps a line for what is chosen.
const roomOfChips = 8

// leastList is how many lines a long list gets before its neighbours get any.
const leastList = 8

package tasklist

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"charm.land/lipgloss/v2"

	"sttwizard/internal/attempt"
	"sttwizard/internal/connections"
	"sttwizard/internal/explain"
	"sttwizard/internal/tasks"
)

// tableColumn is a column of the table behind the channel's.
type tableColumn struct {
	head  string
	width int
	rank  int // those that rank last are left out of a narrow table first
	text  func(a *attempt.Attempt, s standing, now time.Time) string
}

// The ranks of columns that other columns stand in for, and that of the place, which is as
// wide as it needs to be.
const (
	rankPlace = 1
	rankEnd   = 3
	rankSays  = 4
)

var tableColumns = []tableColumn{
	{"place", 0, rankPlace, func(_ *attempt.Attempt, s standing, _ time.Time) string { return s.place }},
	{"Agora says", 15, rankSays, func(_ *attempt.Attempt, s standing, _ time.Time) string { return s.said }},
	{"for", 12, 2, func(a *attempt.Attempt, _ standing, now time.Time) string { return since(a, now) }},
	{"end, reminder", 18, rankEnd, func(a *attempt.Attempt, _ standing, now time.Time) string { return reminder(a, now) }},
	{"captions", explain.WidestCaptions + 1, 5, func(_ *attempt.Attempt, s standing, _ time.Time) string { return s.captions }},
	{"who", 12, 6, func(a *attempt.Attempt, _ standing, _ time.Time) string { return whose(a) }},
	{"task", 34, 7, func(a *attempt.Attempt, _ standing, _ time.Time) string { return a.Task().ID }},
}

const (
	stateColumn  = explain.WidestStanding + 1
	leastChannel = 12
	leastApart   = 18 // of a channel that stands there twice, with what tells its tasks apart
	mostChannel  = 40
)

// whose names who of the team started a task; empty: this person did, here.
func whose(a *attempt.Attempt) string {
	if a.Mine() {
		return ""
	}
	who, host := a.Starter()
	return cmp.Or(who, host)
}

// layout is how a table of some width is divided.
type layout struct {
	width, channel, place int
	rank                  int // the columns up to this one are shown
}

// layoutFor returns the columns that fit; the channel gets what they leave over, and so many
// at least. The place wants so many columns, none where it is the top line's for all.
func layoutFor(width, place, leastChannel int) layout {
	l := layout{width: width, channel: width - 5 - stateColumn}
	l.place = min(place, max(0, l.channel-leastChannel))
	for l.rank < len(tableColumns) {
		for _, c := range tableColumns {
			if c.rank == l.rank+1 {
				if l.channel-l.of(c) < leastChannel {
					l.channel = min(l.channel, mostChannel)
					return l
				}
				l.channel -= l.of(c)
			}
		}
		l.rank++
	}
	l.channel = min(l.channel, mostChannel)
	return l
}

// channelColumn returns how wide the column of the channel is to be at least.
func (s *Screen) channelColumn(shown []row, among *explain.Among) int {
	twice := func(r row) bool { return s.kept[r.id()] && among.Apart(r.attempt) != "" }
	if slices.ContainsFunc(shown, twice) {
		return leastApart
	}
	return leastChannel
}

// of returns how wide a column is.
func (l layout) of(c tableColumn) int {
	if c.rank == rankPlace {
		return l.place
	}
	return c.width
}

// shows reports whether a column is there.
func (l layout) shows(c tableColumn) bool { return c.rank <= l.rank && l.of(c) > 0 }

// mostPlace is how wide the column of the place gets: the mark, and a connection's name.
const (
	mostPlace  = len(connections.ProductionMark) + 13
	leastPlace = len("place ")
)

// addressedFrom is the width of a table from which places have their address.
const addressedFrom = 100

// placeColumn returns how wide the column of the place is to be: none where every task is
// where the top line says, and none of them is for real users.
func (s *Screen) placeColumn(shown []row, width int) int {
	widest, wanted := 0, false
	for _, r := range shown {
		if r.broken != nil {
			continue
		}
		wanted = wanted || s.world.Elsewhere(r.attempt) || s.world.Production(r.attempt) != ""
		place := tasks.PlaceOf(r.attempt)
		if name, _, _ := strings.Cut(place, "@"); width < addressedFrom || lipgloss.Width(s.marked(r.attempt, place)) >= mostPlace {
			place = name
		}
		widest = max(widest, lipgloss.Width(s.marked(r.attempt, place))+1)
	}
	if !wanted {
		return 0
	}
	return min(max(widest, leastPlace), mostPlace)
}

// place names where a task is, with the mark of those for real users, in so many columns.
func (s *Screen) place(a *attempt.Attempt, columns int) string {
	place := tasks.PlaceOf(a)
	if name, _, ok := strings.Cut(place, "@"); ok && lipgloss.Width(s.marked(a, place)) >= columns {
		place = name
	}
	return s.marked(a, place)
}

func (s *Screen) marked(a *attempt.Attempt, place string) string {
	return strings.TrimPrefix(s.world.Production(a)+" "+place, " ")
}

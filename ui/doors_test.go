package ui

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// kindOf names the type of a screen or of what stands above one.
func kindOf(s screen) string { return strings.TrimPrefix(fmt.Sprintf("%T", s), "*ui.") }

// door is a key of home and the kind of screen that is behind it.
type door struct{ key, kind string }

// doors presses every key of home that a binding has, each on a desk of its own, and
// returns those that lead to another screen. So a new screen is looked at by all tests
// that look at every screen as soon as a key of home leads to it.
func doors(t *testing.T) []door {
	t.Helper()
	at := func() *desk { return newDesk(t, rigOptions{home: withReady(t, "demo")}) }
	d := at()
	home := kindOf(d.m.top())
	var out []door
	for _, b := range d.m.bindings() {
		d := at()
		d.press(b.Keys()[0])
		if kind := kindOf(d.m.top()); kind != home && !d.quit {
			out = append(out, door{b.Keys()[0], kind})
		}
	}
	return out
}

// newDoors are those to screens that were not seen yet.
func newDoors(t *testing.T, seen map[string]bool) []door {
	t.Helper()
	return slices.DeleteFunc(doors(t), func(d door) bool { return seen[d.kind] })
}

// placesBehindDoors are the screens that home leads to and that were not seen yet.
func placesBehindDoors(t *testing.T, seen map[string]bool) []place {
	t.Helper()
	var out []place
	for _, d := range newDoors(t, seen) {
		out = append(out, place{d.kind, "", func(r *rig) { r.see("new task"); r.Send(d.key) }})
	}
	return out
}

// walkTo walks to places and looks at each when its program has ended.
func walkTo(t *testing.T, places []place, look func(t *testing.T, r *rig)) {
	for _, p := range places {
		t.Run(p.name, func(t *testing.T) {
			r := start(t, rigOptions{mode: p.mode})
			p.walk(r)
			r.Settle(t)
			r.Close()
			look(t, r)
		})
	}
}

func TestTheDoorsOfHomeLeadToOtherScreens(t *testing.T) {
	t.Parallel()
	all := doors(t)
	for _, kind := range []string{"wizardScreen", "connectionList", "pasteScreen", "helpScreen"} {
		if !slices.ContainsFunc(all, func(d door) bool { return d.kind == kind }) {
			t.Errorf("no door leads to %s: %v", kind, all)
		}
	}
	left := newDoors(t, map[string]bool{"wizardScreen": true})
	if len(left) == 0 || slices.ContainsFunc(left, func(d door) bool { return d.kind == "wizardScreen" }) {
		t.Errorf("without the wizard there are %v", left)
	}
}

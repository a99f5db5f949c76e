package convert

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"sttwizard/agora"
)

// Item is one of several requests of a text that start a task.
type Item struct {
	Number int    // from 1, as they stand in the text
	Name   string // its folders before it, as in "Captions / join"
	About  string // version, channel and languages, as far as they are known
}

// String returns the item as a line of a list.
func (i Item) String() string {
	if i.About == "" {
		return fmt.Sprintf("%d  %s", i.Number, i.Name)
	}
	return fmt.Sprintf("%d  %s (%s)", i.Number, i.Name, i.About)
}

// ItemsError is a text with several requests of which nobody has chosen one, or another
// than there is.
type ItemsError struct {
	Items []Item
	Asked string // the name or number that was asked for; empty: none
	Many  bool   // several are called so
}

// Error says which requests there are.
func (e *ItemsError) Error() string {
	list := strings.Join(e.lines(20), "; ")
	switch {
	case e.Many:
		return fmt.Sprintf("several requests are called %q, choose by number: %s", short(e.Asked), list)
	case e.Asked != "" && len(e.Items) == 1:
		return fmt.Sprintf("no request is called %q; there is one: %s", short(e.Asked), list)
	case e.Asked != "":
		return fmt.Sprintf("no request is called %q; there are: %s", short(e.Asked), list)
	}
	return fmt.Sprintf("there are %d requests that start a task: %s", len(e.Items), list)
}

// Lines returns what to show a person who is to choose: what is asked for was not
// found, if it wasn't, and a line for each request.
func (e *ItemsError) Lines() []string {
	head := fmt.Sprintf("There are %d requests that start a task:", len(e.Items))
	switch {
	case e.Many:
		head = fmt.Sprintf("Several requests are called %q:", short(e.Asked))
	case e.Asked != "":
		head = fmt.Sprintf("No request is called %q. There are:", short(e.Asked))
	}
	return append([]string{head}, e.lines(len(e.Items))...)
}

func (e *ItemsError) lines(most int) []string {
	var out []string
	for _, i := range e.Items[:min(most, len(e.Items))] {
		out = append(out, i.String())
	}
	if n := len(e.Items) - most; n > 0 {
		out = append(out, fmt.Sprintf("and %d more", n))
	}
	return out
}

// choose returns the candidate that is asked for by number or name; the only one where
// none is.
func choose(all []*found, asked string) (*found, error) {
	asked = strings.TrimSpace(asked)
	if asked == "" && len(all) == 1 {
		return all[0], all[0].err
	}
	var called []*found
	if asked != "" {
		called = named(all, asked)
	}
	if len(called) == 1 {
		return called[0], called[0].err
	}
	e := &ItemsError{Asked: asked, Many: len(called) > 1}
	for i, f := range all {
		if !e.Many || slices.Contains(called, f) {
			e.Items = append(e.Items, f.item(i+1))
		}
	}
	return nil, e
}

// named returns the candidates of a name: as it stands there, in any case, without its
// folders, or the one of a number.
func named(all []*found, asked string) []*found {
	for _, is := range []func(name string) bool{
		func(name string) bool { return name == asked },
		func(name string) bool { return strings.EqualFold(name, asked) },
		func(name string) bool {
			return strings.EqualFold(strings.TrimSpace(name[strings.LastIndexByte(name, '/')+1:]), asked)
		},
	} {
		var out []*found
		for _, f := range all {
			if is(f.name) {
				out = append(out, f)
			}
		}
		if len(out) > 0 {
			return out
		}
	}
	if n, err := strconv.Atoi(asked); err == nil && n >= 1 && n <= len(all) {
		return all[n-1 : n]
	}
	return nil
}

// item tells of a candidate in a line.
func (f *found) item(number int) Item {
	out := Item{Number: number, Name: short(f.name)}
	im, err := f.imported()
	if err != nil {
		out.About = "can't be read"
		return out
	}
	var about []string
	for _, text := range []string{string(im.Version), im.Values[agora.PathChannelName], im.Values[agora.PathLanguages]} {
		if text != "" {
			about = append(about, short(text))
		}
	}
	out.About = strings.Join(about, ", ")
	return out
}

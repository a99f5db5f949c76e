package page

import (
	"errors"
	"io"
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"
	"charm.land/huh/v2"

	"sttwizard/agora"
	"sttwizard/form"
)

// picker is a huh.Field that chooses one or several of many options with a
// filter over label and value. It stands in for huh.MultiSelect, whose
// limit can be passed under a filter and whose filter loses rows.
//
// Space takes the row under the cursor, or takes it back, and stays; while the filter is
// being typed and finds several rows it is a letter, since another word may follow. Enter
// takes the row if it was searched or moved to, or if one is needed and none is chosen yet,
// and the page goes on. What is chosen of
// several stands as chips above the filter, where backspace takes the last one back.
type picker struct {
	key     string
	options []form.Option
	index   form.Index
	value   *string // the chosen values, separated by commas
	limit   int
	filter  textinput.Model
	hits    []int       // the options that match, best ones first
	cursor  int         // in hits
	top     int         // the first hit drawn
	moved   bool        // the cursor was moved by hand
	taken   bool        // the last key took a row by hand, so that a letter begins another word
	listed  bool        // the last key was a comma that took a row, so that a space belongs to it
	clicked func()      // follows what a click changed
	needed  func() bool // whether one has to be chosen and none is; nil: none has to be
	note    string
	tight   bool // a list of several keeps no line for what is chosen
	focused bool
	width   int
	height  int
	styles  *Styles
}

var _ huh.Field = (*picker)(nil)

// newPicker makes a picker over a text of values separated by commas. Values
// that are no options stay chosen and are shown as they are.
func newPicker(key string, options []form.Option, limit int, value *string, styles *Styles) *picker {
	p := &picker{key: key, limit: limit, value: value, styles: styles, filter: textinput.New(), height: 10}
	p.options = slices.Clone(options)
	for _, v := range p.chosen() {
		if !slices.ContainsFunc(options, func(o form.Option) bool { return o.Value == v }) {
			p.options = append(p.options, form.Unlisted(v))
		}
	}
	p.index = form.NewIndex(p.options)
	p.filter.Prompt = ""
	if len(options) > searchFrom {
		p.filter.Placeholder = "type to search"
	}
	p.filter.SetStyles(styles.Filter())
	p.WithWidth(60)
	p.search()
	return p
}

func (p *picker) chosen() []string { return agora.SplitList(*p.value) }

func (p *picker) isChosen(i int) bool { return slices.Contains(p.chosen(), p.options[i].Value) }

// searchFrom is how many rows a list has that invites to search in it.
const searchFrom = 10

// search finds the options that match every word of the filter, those with a word that
// begins so first. The cursor goes to the first one that is not chosen, since enter takes
// it; while nothing is searched, to the first one that is chosen, since enter goes on.
func (p *picker) search() {
	good, rest := p.index.Find(p.filter.Value())
	p.hits = slices.Concat(good, rest)
	p.cursor, p.top, p.moved = 0, 0, false
	wanted := func(i int) bool { return !p.isChosen(i) }
	if !p.isFiltered() {
		wanted = p.isChosen
	}
	p.cursor = max(0, slices.IndexFunc(p.hits, wanted))
	p.scroll()
}

func (p *picker) isFiltered() bool { return strings.TrimSpace(p.filter.Value()) != "" }

// rows returns how many options are drawn: all lines but those of the chips, of the
// filter and of the count, which goes where there is too little room. It does not depend on
// what is chosen: no row moves while somebody aims at it.
func (p *picker) rows() int {
	if p.hasChips() {
		return p.height - 3
	}
	return max(1, p.height-2)
}

// natural is the height that shows every option.
func (p *picker) natural() int {
	if p.limit > 1 && !p.tight {
		return max(1, len(p.options)) + 3
	}
	return max(1, len(p.options)) + 2
}

// chipsFrom is the height from which a list of several keeps a line for what is chosen.
const chipsFrom = 4

func (p *picker) hasChips() bool { return p.limit > 1 && !p.tight && p.height >= chipsFrom }

func (p *picker) move(by int) {
	p.moved = true
	p.cursor = max(0, min(p.cursor+by, len(p.hits)-1))
	p.scroll()
}

// standAs moves to the row that another list of the same options stands on, with its
// filter.
func (p *picker) standAs(other *picker) {
	if p.limit == 1 && !other.moved && !other.isFiltered() {
		return // it stands on what is chosen
	}
	p.filter.SetValue(other.filter.Value())
	p.search()
	if other.cursor >= len(other.hits) {
		return
	}
	value := other.options[other.hits[other.cursor]].Value
	at := slices.IndexFunc(p.hits, func(i int) bool { return p.options[i].Value == value })
	if at >= 0 {
		p.cursor, p.moved = at, other.moved
		p.scroll()
	}
}

func (p *picker) scroll() {
	if p.cursor < p.top {
		p.top = p.cursor
	}
	if p.cursor >= p.top+p.rows() {
		p.top = p.cursor - p.rows() + 1
	}
	p.top = max(0, min(p.top, len(p.hits)-p.rows()))
}

// spaces reports whether space takes a row now, instead of being text of the filter.
func (p *picker) spaces() bool {
	return p.filter.Value() == "" || p.moved || len(p.hits) == 1
}

// clear empties the filter; it reports whether there was one.
func (p *picker) clear() bool {
	had := p.filter.Value() != ""
	p.note = "" // it was about the filter
	p.filter.SetValue("")
	p.search()
	return had
}

// Update takes a key or a paste, as huh.Field wants.
func (p *picker) Update(msg tea.Msg) (huh.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		p.note = ""
		taken, listed := p.taken, p.listed
		p.taken, p.listed = false, false
		if listed && msg.String() == "space" {
			break
		}
		if !p.navigate(msg.String()) {
			if taken && msg.Text != "" {
				p.clear()
			}
			p.edit(msg)
		}
	case tea.PasteMsg:
		p.note = ""
		if !p.takePasted(msg.Content) {
			p.edit(tea.PasteMsg{Content: strings.Join(strings.Fields(strings.ReplaceAll(drawable(msg.Content), "\uFFFD", " ")), " ")})
		}
	}
	return p, nil
}

// navigate does the keys that move and choose; it reports whether the key was one.
func (p *picker) navigate(k string) bool {
	switch k {
	case "up", "ctrl+p":
		p.move(-1)
	case "down", "ctrl+n":
		p.move(1)
	case "pgup":
		p.move(-p.rows())
	case "pgdown":
		p.move(p.rows())
	case "home":
		p.move(-len(p.hits))
	case "end":
		p.move(len(p.hits))
	case ",":
		return p.takeSearched()
	case "space":
		if !p.spaces() {
			return false
		}
		searched := !p.moved
		if p.toggle(); searched && p.note == "" && p.isFiltered() {
			p.clear() // for the next word; who moves in the list goes on moving
		}
		p.taken = p.note == ""
	case "backspace":
		if p.filter.Value() != "" || p.limit == 1 {
			return false
		}
		p.takeBack()
	case "enter":
		if p.takesEnter() {
			p.take()
		}
	default:
		return false
	}
	return true
}

func (p *picker) edit(msg tea.Msg) {
	old := p.filter.Value()
	p.filter, _ = p.filter.Update(msg) // its command would only blink the cursor
	if p.filter.Value() != old {
		p.search()
	}
}

// Focus and the rest are what huh.Field asks for.
func (p *picker) Focus() tea.Cmd {
	p.focused = true
	p.filter.Focus()
	p.search()
	return nil
}

func (p *picker) Blur() tea.Cmd {
	p.focused, p.note = false, ""
	p.filter.Blur()
	p.clear()
	return nil
}

func (p *picker) Init() tea.Cmd                            { return nil }
func (p *picker) Error() error                             { return nil }
func (p *picker) Skip() bool                               { return false }
func (p *picker) Zoom() bool                               { return false }
func (p *picker) KeyBinds() []key.Binding                  { return nil }
func (p *picker) Run() error                               { return huh.Run(p) }
func (p *picker) WithTheme(huh.Theme) huh.Field            { return p }
func (p *picker) WithKeyMap(*huh.KeyMap) huh.Field         { return p }
func (p *picker) WithPosition(huh.FieldPosition) huh.Field { return p }
func (p *picker) GetKey() string                           { return p.key }
func (p *picker) GetValue() any                            { return *p.value }

func (p *picker) WithWidth(w int) huh.Field {
	if p.width == max(20, w) {
		return p
	}
	p.width = max(20, w)
	p.filter.SetWidth(max(4, p.width-3))
	at := p.filter.Position()
	p.filter.CursorEnd() // only this makes it measure anew what fits
	p.filter.SetCursor(at)
	return p
}

func (p *picker) WithHeight(h int) huh.Field {
	p.height = max(2, h)
	p.scroll()
	return p
}

// errNoPrompt says that huh's own line prompts are not used; Ask is.
var errNoPrompt = errors.New("this field is asked by form.Plain")

func (p *picker) RunAccessible(io.Writer, io.Reader) error { return errNoPrompt }

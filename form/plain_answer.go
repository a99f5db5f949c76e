package form

import (
	"slices"
	"strconv"
	"strings"

	"sttwizard/agora"
	"sttwizard/internal/terminal"
)

// shortList is how many options are listed unasked; longer lists are searched.
const shortList = 12

// options lists what can be chosen, numbered, where it is little.
func (p *Plain) options(d *Draft, q Question) {
	options := offered(q, d)
	if len(options) == 0 {
		return
	}
	if len(options) > shortList {
		p.say("  %s: a code, or a part of a name to search.", upTo(q.Limit(d)))
		p.usedLast(options)
		return
	}
	p.list(options)
}

// usedLast names the options that were used last.
func (p *Plain) usedLast(options []Option) {
	var used []string
	for _, o := range options {
		if o.Used {
			used = append(used, o.Value+" "+o.Label)
		}
	}
	if len(used) > 0 {
		p.say("  Used last: %s.", strings.Join(used, "; "))
	}
}

func upTo(n int) string {
	if n == 1 {
		return "One"
	}
	return "Up to " + strconv.Itoa(n) + ", separated by commas"
}

// offered returns the options without the one for "nothing", as - empties an answer
// here, and with what is chosen though it is none of them.
func offered(q Question, d *Draft) []Option {
	options := without(q.Options(d), "")
	if options == nil {
		return nil
	}
	now := []string{q.Get(d)}
	if q.Kind == Choices {
		now = agora.SplitList(now[0])
	}
	for _, v := range now {
		if v != "" && !slices.ContainsFunc(options, func(o Option) bool { return o.Value == v }) {
			options = append(options, Unlisted(v))
		}
	}
	return options
}

func (p *Plain) list(options []Option) {
	for i, o := range options {
		note := o.Note
		if o.Newer {
			note += "  newer, may be refused"
		}
		if note != "" {
			note = " (" + note + ")"
		}
		p.say("  %s. %s%s", drawable(numberOf(options, i)), o.Label, note)
	}
}

// numberOf returns the number by which an option is chosen: its own value where
// all values are numbers, so that a mode 7 is never the seventh, else its place.
func numberOf(options []Option, i int) string {
	for _, o := range options {
		if o.Note == unlistedNote {
			continue // what a file brought along must not renumber the others
		}
		if _, err := strconv.Atoi(o.Value); err != nil {
			return strconv.Itoa(i + 1)
		}
	}
	return options[i].Value
}

// answer takes a line as the answer; it reports whether the question is settled.
func (p *Plain) answer(d *Draft, q Question, line string) bool {
	before := d.Clone()
	switch {
	case line == ":make":
		return p.make(d, q)
	case line == "-":
		q.Set(d, "", Typed)
	case line != "":
		text, ok := p.value(d, q, line)
		if !ok {
			return false
		}
		p.set(d, q, text)
		for _, words := range d.TokenWords(q.Path) {
			p.say("  %s", terminal.Safe(words, 0))
		}
	}
	wrong := q.Mine(d, d.Problems())
	for _, e := range wrong {
		p.say("  %s", terminal.Safe("wrong: "+q.Sentence(e), 0))
	}
	if len(wrong) > 0 {
		*d = *before
	} else {
		for _, w := range q.Mine(d, d.Warnings()) {
			p.say("  %s", terminal.Safe("note: "+w.Text, 0))
		}
	}
	return len(wrong) == 0
}

// set takes an answer, put right, and says what was done.
func (p *Plain) set(d *Draft, q Question, text string) {
	d.BeginTyping()
	tidied := q.Tidy(d, text)
	q.Set(d, tidied.Text, Typed)
	for path, text := range tidied.More {
		d.Set(path, text, Typed) // the paths are those of questions
	}
	switch told := terminal.Safe(tidied.Told, 0); {
	case tidied.Odd:
		p.say("  note: %s", told)
	case told != "":
		p.say("  %s", told)
	}
}

func (p *Plain) make(d *Draft, q Question) bool {
	if _, ok := q.CanMake(); !ok {
		p.say("  nothing can be made here")
		return false
	}
	text, err := q.Make(d)
	if err != nil {
		p.say("  %v", err)
		return false
	}
	q.Set(d, text, Made)
	p.say("  made: %s", q.Words(d))
	return true
}

// value turns a line into the question's text: numbers of the list into values,
// names and parts of names into codes.
func (p *Plain) value(d *Draft, q Question, line string) (string, bool) {
	if q.Kind == Toggle {
		return p.toggle(line)
	}
	options := offered(q, d)
	if options == nil {
		return line, true
	}
	items := []string{line}
	if q.Kind == Choices {
		items = agora.SplitList(line)
	}
	for i, item := range items {
		v, ok := p.choose(options, item)
		if !ok {
			return "", false
		}
		items[i] = v
	}
	return strings.Join(items, ","), true
}

func (p *Plain) toggle(line string) (string, bool) {
	switch strings.ToLower(line) {
	case "on", "yes", "y", "1", "true":
		return "on", true
	case "off", "no", "n", "0", "false":
		return "off", true
	}
	p.say("  wrong: must be on or off")
	return "", false
}

// choose finds one option: by its number in a short list, by value, by label,
// or as the only one that holds all words. Several matches are listed.
func (p *Plain) choose(options []Option, item string) (string, bool) {
	for i, o := range options {
		if len(options) <= shortList && item == numberOf(options, i) {
			return o.Value, true
		}
	}
	one, ok, matches := NewIndex(options).Named(options, item)
	switch {
	case ok && (strings.EqualFold(one.Value, item) || strings.EqualFold(one.Label, item)):
		return one.Value, true
	case ok:
		p.say("  %s (%s)", one.Label, drawable(one.Value))
		return one.Value, true
	case len(matches) == 0:
		p.say("  wrong: nothing matches %s", terminal.Safe(item, 40))
		return "", false
	}
	p.say("  several match; type the code of one:")
	for _, o := range matches[:min(len(matches), shortList)] {
		p.say("    %s  %s", drawable(o.Value), o.Label)
	}
	if more := len(matches) - shortList; more > 0 {
		p.say("    and %d more", more)
	}
	return "", false
}

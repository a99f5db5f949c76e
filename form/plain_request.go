package form

import (
	"errors"
	"fmt"
	"strings"

	"sttwizard/internal/convert"
	"sttwizard/internal/words"
)

// request takes a request that was pasted as the answer to a question: all of its lines
// are read, so that none answers the next question. It reports whether the answers are
// those of the request now.
func (p *Plain) request(d *Draft, first string) (taken bool, err error) {
	text := first
	if convert.IsStatements(text) {
		p.say("  This looks like a program that makes a request; an empty line ends it.")
	}
	for size := 0; !convert.IsWhole(text) && size < convert.MaxBytes; size = len(text) {
		line, err := p.Line()
		if err != nil {
			return false, err
		}
		text += "\n" + line
	}
	im, err := p.readRequest(text)
	if im == nil || err != nil {
		return false, err
	}
	p.say("  This is a request: %s understood.", words.Count(len(im.Values)+len(im.Secrets), "value"))
	fmt.Fprint(p.Out, "  Start from it? yes or no: ")
	line, err := p.Line()
	if err != nil || strings.ToLower(strings.TrimSpace(line)) != "yes" {
		return false, err
	}
	for _, e := range append(d.Import(*im), ImportOpen(*im)...) {
		p.say("  note: %s", d.Sentence(e))
	}
	return true, nil
}

// readRequest reads a request, and asks for one of several. It gives none where there is
// none, or none was chosen.
func (p *Plain) readRequest(text string) (*convert.Import, error) {
	im, err := convert.Read([]byte(text))
	for several, is := errors.AsType[*convert.ItemsError](err); is; several, is = errors.AsType[*convert.ItemsError](err) {
		for _, line := range several.Lines() {
			p.say("  %s", line)
		}
		fmt.Fprint(p.Out, "  Which one? Its number or name, or nothing: ")
		item, asked := p.Line()
		if asked != nil || strings.TrimSpace(item) == "" {
			return nil, asked
		}
		im, err = convert.ReadItem([]byte(text), item)
	}
	if err != nil {
		p.say("  wrong: this looks like a request, but %v", err)
		return nil, nil
	}
	return &im, nil
}

package form

import (
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
	for size := 0; !isWhole(text) && size < convert.MaxBytes; size = len(text) {
		line, err := p.Line()
		if err != nil {
			return false, err
		}
		text += "\n" + line
	}
	im, err := convert.Read([]byte(text))
	if err != nil {
		p.say("  wrong: this looks like a request, but %v", err)
		return false, nil
	}
	p.say("  This is a request: %s understood.", words.Count(len(im.Values)+len(im.Secrets), "value"))
	fmt.Fprint(p.Out, "  Start from it? yes or no: ")
	line, err := p.Line()
	if err != nil || strings.ToLower(strings.TrimSpace(line)) != "yes" {
		return false, err
	}
	for _, e := range append(d.Import(im), ImportOpen(im)...) {
		p.say("  note: %s", d.Sentence(e))
	}
	return true, nil
}

// isWhole reports whether a request that arrives line by line is all there.
func isWhole(text string) bool {
	if strings.HasPrefix(strings.TrimSpace(text), "{") {
		return strings.Count(text, "{") <= strings.Count(text, "}")
	}
	last := strings.TrimRight(text[strings.LastIndexByte(text, '\n')+1:], " ")
	return !strings.HasSuffix(last, `\`) && strings.Count(text, "'")%2 == 0
}

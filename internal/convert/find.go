package convert

import "strings"

// found is a body and what the text says of the call that it is for.
type found struct {
	body  object
	call  callInfo
	notes notes
}

// find finds the one body of a text.
func find(text string) (*found, error) {
	blocks := fenced(text)
	if len(blocks) == 0 {
		return findIn(text)
	}
	var best *found
	var first error
	for _, block := range blocks {
		f, err := findIn(block)
		if first == nil {
			first = err
		}
		if err == nil && (best == nil || score(f.body) > score(best.body)) {
			best = f
		}
	}
	if best == nil {
		return nil, first
	}
	if len(blocks) > 1 {
		best.notes.add(LeftOut, "", "the text has several blocks of code; the one with most of a request was read")
	}
	return best, nil
}

// findIn finds the body in a text without fences: the text itself, what a curl
// command sends, or an object somewhere in a program.
func findIn(text string) (*found, error) {
	f := &found{}
	start := strings.TrimSpace(text)
	if start == "" {
		return nil, ErrEmpty
	}
	if strings.IndexByte("{[\"", start[0]) >= 0 {
		rest, err := f.value(text)
		if err == nil && rest != "" {
			f.notes.add(LeftOut, "", "what follows the object was not read")
		}
		f.call.scan(text, &f.notes)
		return f.orError(err)
	}
	if commands := curlCommands(text); len(commands) > 0 {
		return f.orError(f.curl(commands))
	}
	return f.orError(f.program(text))
}

func (f *found) orError(err error) (*found, error) {
	if err != nil {
		return nil, err
	}
	return f, nil
}

// value reads the text as one value that is a body or has one, and gives what
// follows it.
func (f *found) value(text string) (rest string, err error) {
	r := &reader{text: text}
	v, err := r.value()
	if err != nil {
		return "", err
	}
	body, ok := unwrap(v, "", &f.notes, 0)
	if !ok {
		return "", ErrNoRequest
	}
	f.body = body
	return strings.Trim(r.text[r.at:], "; \t\n"), nil
}

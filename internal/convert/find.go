package convert

import (
	"encoding/json"
	"strconv"
	"strings"
)

// found is a body and what the text says of the call that it is for.
type found struct {
	name    string // among several; empty: it is the only one
	err     error  // why the body of one that was chosen can't be read
	body    object
	program bool // the body stands in a program, and is no JSON
	call    callInfo
	notes   notes
}

// find finds the bodies of a text: one, or those of an export with several.
func find(text string) ([]*found, error) {
	blocks := fenced(text)
	if len(blocks) == 0 || len(text) > MaxBytes {
		return findIn(text)
	}
	var best []*found
	var first error
	for _, block := range blocks {
		all, err := findIn(block)
		if first == nil {
			first = err
		}
		if err == nil && (best == nil || score(all[0].body) > score(best[0].body)) {
			best = all
		}
	}
	if best == nil {
		return nil, first
	}
	if len(blocks) > 1 {
		best[0].notes.add(LeftOut, "", "the text has several blocks of code; the one with most of a request was read")
	}
	return best, nil
}

// findIn finds the bodies in a text without fences: the text itself, what a curl
// command sends, or an object somewhere in a program.
func findIn(text string) ([]*found, error) {
	start := strings.TrimSpace(text)
	if start == "" {
		return nil, ErrEmpty
	}
	if strings.IndexByte("{[\"", start[0]) >= 0 {
		all, err := findValue(text)
		if err == nil || !strings.Contains(text, "\ncurl ") { // else it is a test or a block of a script
			return all, err
		}
	}
	if commands := curlCommands(text); len(commands) > 0 {
		return curl(commands)
	}
	f := &found{program: true}
	if err := f.inProgram(text); err != nil {
		return nil, err
	}
	return []*found{f}, nil
}

// findValue finds the bodies in a text that is one value.
func findValue(text string) ([]*found, error) {
	r := &reader{text: text}
	v, err := r.value()
	if err != nil {
		return nil, err
	}
	if all, is := exchanges(v); is {
		return starts(all)
	}
	if len(text) > MaxBytes {
		return nil, errTooLong
	}
	f := &found{program: !json.Valid([]byte(text[:r.at]))}
	if err := f.unwrap(v); err != nil {
		return nil, err
	}
	if r.rest() != "" {
		f.notes.add(LeftOut, "", "what follows the object was not read")
	}
	f.call.scan(text, &f.notes)
	return []*found{f}, nil
}

// starts returns the requests of an export that start a task.
func starts(all []exchange) ([]*found, error) {
	var out []*found
	for _, e := range all {
		if f, is := e.candidate(); is {
			out = append(out, f)
		}
	}
	switch {
	case len(out) == 0:
		return nil, &NoStartError{len(all)}
	case len(all) > 1:
		for _, f := range out {
			f.notes.add(LeftOut, "", "of "+decimal(len(all))+" requests only "+strconv.Quote(short(f.name))+" was read")
		}
	}
	return out, nil
}

// NoStartError is an export without a request that starts a task.
type NoStartError struct{ Requests int }

// Error says how many requests there are.
func (e *NoStartError) Error() string {
	if e.Requests == 1 {
		return "the export has one request, and it starts no task: its body must be JSON with fields such as languages and rtcConfig"
	}
	return "the export has " + decimal(e.Requests) + " requests, and none starts a task: its body must be JSON with fields such as languages and rtcConfig"
}

// unwrap takes the body that a value is or has.
func (f *found) unwrap(v any) error {
	body, ok := unwrap(v, "", &f.notes, 0)
	if !ok {
		return ErrNoRequest
	}
	f.body = body
	return nil
}

// rest returns what follows a value.
func (r *reader) rest() string { return strings.Trim(r.text[r.at:], "; \t\n") }

// value reads the text as one value that is a body or has one, and gives what
// follows it.
func (f *found) value(text string) (rest string, err error) {
	r := &reader{text: text}
	v, err := r.value()
	if err != nil {
		return "", err
	}
	return r.rest(), f.unwrap(v)
}

package convert

import (
	"path"
	"strings"
)

// curlCommands returns the curl commands of a text, in their order; none where it
// is no such text.
func curlCommands(text string) []command {
	if !strings.Contains(strings.ToLower(text), "curl") {
		return nil
	}
	var out []command
	for _, c := range commandsOf(text) {
		if words, ok := afterCurl(c.words); ok {
			out = append(out, command{words: words, input: c.input, told: c.told})
		}
	}
	return out
}

// afterCurl returns the arguments of a curl command, before which a prompt or
// another program's name may stand.
func afterCurl(words []string) ([]string, bool) {
	for i, w := range words[:min(len(words), 4)] {
		name := strings.ToLower(path.Base(strings.ReplaceAll(w, `\`, "/")))
		if name == "curl" || name == "curl.exe" {
			return words[i+1:], len(words) > i+1
		}
	}
	return nil, false
}

// curlCall is what one curl command says.
type curlCall struct {
	data  []string
	url   string
	call  callInfo
	notes notes
}

// curl reads the bodies of the commands that start a task, or of the only one that has
// one.
func curl(commands []command) ([]*found, error) {
	var starts, bodies []*found
	var first error
	for i, c := range commands {
		one := readCurl(c)
		one.notes.list = append(one.notes.list, c.told...)
		if one.url != "" {
			one.call.atURL(one.url, &one.notes)
		}
		body, told, err := one.body()
		if first == nil {
			first = err
		}
		if err != nil {
			continue
		}
		f := &found{name: "command " + decimal(i+1), body: body, call: one.call, notes: notes{append(one.notes.list, told.list...)}}
		bodies = append(bodies, f)
		if one.call.start {
			starts = append(starts, f)
		}
	}
	switch {
	case len(bodies) == 0:
		return nil, first
	case len(starts) == 0:
		starts = bodies[:1]
	}
	for _, f := range starts {
		if len(commands) > 1 {
			f.notes.add(LeftOut, "", "the text has other curl commands too; only the one with the request was read")
		}
	}
	return starts, nil
}

// body reads the JSON that the command sends.
func (c *curlCall) body() (object, notes, error) {
	f := &found{}
	if len(c.data) == 0 {
		if len(c.notes.list) > 0 && c.notes.list[0].Path == "--data" {
			return nil, f.notes, &DataError{c.notes.list[0].Text}
		}
		return nil, f.notes, ErrNoRequest
	}
	if len(c.data) > 1 {
		f.notes.add(Unknown, "--data", "is given more than once; only the first was read")
	}
	data := c.data[0]
	if begin := strings.TrimLeft(data, "{ \n\t"); strings.HasPrefix(begin, `\"`) { // as PowerShell hands quotes over
		data = strings.ReplaceAll(data, `\"`, `"`)
	}
	rest, err := f.value(data)
	if err == nil && rest != "" {
		f.notes.add(Unknown, "--data", "what follows the object was not read")
	}
	return f.body, f.notes, err
}

// DataError is a curl command whose body does not stand in the text.
type DataError struct{ What string }

// Error says where the body is instead.
func (e *DataError) Error() string { return "the body of the curl command " + e.What }

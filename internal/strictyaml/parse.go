package strictyaml

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// MaxSize is the largest file that is read, in bytes (256 KiB).
const MaxSize = 256 << 10

// MaxDepth is how many maps and lists may stand inside one another.
const MaxDepth = 20

// Parse reads one YAML document of at most MaxSize bytes of UTF-8, whose top is
// a map. Every error is an *Error.
func Parse(data []byte) (*Map, error) {
	if err := checkBytes(data); err != nil {
		return nil, err
	}
	top, err := document(data)
	if err != nil {
		return nil, err
	}
	if err := check(top, 1); err != nil {
		return nil, err
	}
	if top.Kind != yaml.MappingNode {
		return nil, errorAt(top.Line, `the file must consist of lines like "key: value"`)
	}
	return &Map{Line: top.Line, node: top}, nil
}

func checkBytes(data []byte) error {
	if len(data) > MaxSize {
		return errorAt(0, "the file is larger than %d KiB", MaxSize>>10)
	}
	for rest, line := data, 1; len(rest) > 0; line++ {
		var now []byte
		now, rest, _ = bytes.Cut(rest, []byte("\n"))
		if !utf8.Valid(now) {
			return errorAt(line, "a character is not UTF-8; save the file as UTF-8")
		}
	}
	return nil
}

// document returns the top node of the only document in data.
func document(data []byte) (*yaml.Node, error) {
	nodes, err := load(data)
	if err != nil {
		line := brokenLine(data)
		if tabbed(data, line) {
			return nil, errorAt(line, "a tab begins this line or stands among the spaces at its beginning; YAML wants spaces only")
		}
		return nil, errorAt(line, "%s", inOwnWords(err))
	}
	switch {
	case len(nodes) > 1:
		return nil, errorAt(nodes[1].Line, `a second document begins here; a file has only one, so remove the line "---"`)
	case len(nodes) == 0 || len(nodes[0].Content) != 1:
		return nil, errorAt(0, "the file is empty")
	}
	top := nodes[0].Content[0]
	if top.ShortTag() == "!!null" && top.Value == "" && top.Anchor == "" {
		return nil, errorAt(0, "the file is empty")
	}
	return top, nil
}

// tabbed reports whether a line, counted from 1, is indented with a tab.
func tabbed(data []byte, line int) bool {
	lines := bytes.Split(data, []byte("\n"))
	if line < 1 || line > len(lines) {
		return false
	}
	text := lines[line-1]
	return bytes.ContainsRune(text[:len(text)-len(bytes.TrimLeft(text, " \t"))], '\t')
}

// load reads up to two documents: the second one is only there to be refused.
func load(data []byte) (nodes []*yaml.Node, err error) {
	// The library panics where it thinks that it has a bug of its own. For a
	// stranger's file that must be an error like any other.
	defer func() {
		if recover() != nil {
			err = errors.New("not readable")
		}
	}()
	decoder := yaml.NewDecoder(bytes.NewReader(data))
	for len(nodes) < 2 {
		var n yaml.Node
		if err := decoder.Decode(&n); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return nil, err
		}
		nodes = append(nodes, &n)
	}
	return nodes, nil
}

// searchBudget limits the search for the broken line, in bytes parsed.
const searchBudget = 4 << 20

// brokenLine finds the line that breaks the syntax: the one after the longest
// beginning of the file that can be read. The library's own number is often
// that of the enclosing block, or off by one. 0 means that the search would
// take too long.
func brokenLine(data []byte) int {
	ends := lineEnds(data)
	for spent, k := 0, len(ends)-1; k > 0; k-- {
		if spent += ends[k-1]; spent > searchBudget {
			return 0
		}
		if _, err := load(data[:ends[k-1]]); err == nil {
			return k + 1
		}
	}
	return 1
}

// lineEnds returns for each line where it ends, its line feed included.
func lineEnds(data []byte) []int {
	var ends []int
	for i, b := range data {
		if b == '\n' || i == len(data)-1 {
			ends = append(ends, i+1)
		}
	}
	return ends
}

// syntax has own sentences for what the library says, by a part of it. The
// library's text itself is never passed on, as it can hold pieces of the file.
var syntax = []struct{ part, words string }{
	{"anchor", "anchors and aliases (& and *) are not allowed"},
	{"control characters", "a control character is not allowed"},
	{"character that cannot start any token", "a value can't begin with this character; put it in quotes"},
	{"mapping values are not allowed", `a second ":" on the line; put the value in quotes, or check the indentation`},
	{"could not find expected ':'", `a ":" after the key is missing, or a quote is not closed`},
	{"did not find expected key", "the indentation does not fit the lines above, or a quote is not closed"},
	{"did not find expected '-' indicator", "the indentation does not fit the list above"},
	{"block sequence entries are not allowed", "a list item can't stand here; put it on a line of its own"},
	{"unexpected end of stream", "a quote that begins here is not closed"},
	{"did not find expected ',' or", "a bracket that begins here is not closed"},
	{"max depth", "too many maps and lists inside one another"},
	{"escape", "an escape sequence with \\ is not known; use single quotes to mean \\ itself"},
	{"tab", "a tab is not allowed here; use spaces"},
}

func inOwnWords(err error) string {
	for _, s := range syntax {
		if strings.Contains(err.Error(), s.part) {
			return s.words
		}
	}
	return "this is not YAML that can be read; check quotes, colons and indentation"
}

package strictyaml

import (
	"fmt"
	"regexp"
	"strconv"
	"sync"

	"go.yaml.in/yaml/v3"
)

// Kind is what a value looks like in the file.
type Kind int

// The kinds of values.
const (
	KindText   Kind = iota // text, quoted or not
	KindNumber             // an unquoted number
	KindBool               // true or false, unquoted
	KindNull               // nothing after the colon, null or ~
	KindMap                // a map
	KindList               // a list
)

// String returns the kind in words, with its article.
func (k Kind) String() string {
	words := [...]string{"text", "a number", "true or false", "empty", "a map", "a list"}
	if k < 0 || int(k) >= len(words) {
		return "something else"
	}
	return words[k]
}

// Value is one value of the file.
type Value struct {
	Line int    // of its key or, in a list, of the value itself; counted from 1
	Path string // the keys that lead to it, joined with dots
	Kind Kind
	node *yaml.Node
}

func newValue(n *yaml.Node, line int, path string) *Value {
	return &Value{Line: line, Path: path, Kind: kindOf(n), node: n}
}

func kindOf(n *yaml.Node) Kind {
	switch n.Kind {
	case yaml.MappingNode:
		return KindMap
	case yaml.SequenceNode:
		return KindList
	}
	switch n.ShortTag() {
	case "!!int", "!!float":
		return KindNumber
	case "!!bool":
		return KindBool
	case "!!null":
		return KindNull
	}
	return KindText
}

// Errorf returns an *Error at this value's line. Its text begins with the
// value's path, so the format goes on from there: "must be shorter".
func (v *Value) Errorf(format string, args ...any) error {
	return errorAt(v.Line, "%s %s", v.Path, fmt.Sprintf(format, args...))
}

// Text returns a scalar exactly as it stands in the file, without its quotes,
// whatever its kind, and "" for maps and lists.
func (v *Value) Text() string {
	if v.node.Kind != yaml.ScalarNode {
		return ""
	}
	return v.node.Value
}

// String returns the text. A number without quotes is taken as its digits, as
// people leave out the quotes of a uid; true, false and null are refused,
// since nobody can tell whether the word or the value is meant.
func (v *Value) String() (string, error) {
	switch v.Kind {
	case KindText, KindNumber:
		return v.node.Value, nil
	case KindBool:
		return "", v.Errorf("must be text; put it in quotes if the word is meant")
	}
	return "", v.not("text")
}

var decimal = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^-?(0|[1-9][0-9]*)$`) })

// Int returns a whole number, written in decimal digits without quotes. Octal,
// hexadecimal and exponent spellings are refused, as readers of YAML disagree
// about them.
func (v *Value) Int() (int, error) {
	if v.Kind == KindText {
		return 0, v.Errorf("must be a whole number, without quotes")
	}
	if v.Kind != KindNumber {
		return 0, v.not("a whole number")
	}
	n, err := strconv.Atoi(v.node.Value)
	if err == nil && decimal().MatchString(v.node.Value) {
		return n, nil
	}
	return 0, v.Errorf("must be a whole number in plain digits, like 12")
}

// Bool returns true or false, written so and without quotes.
func (v *Value) Bool() (bool, error) {
	if v.Kind == KindNull {
		return false, v.not("true or false")
	}
	if v.Kind == KindBool {
		switch v.node.Value {
		case "true", "True", "TRUE":
			return true, nil
		case "false", "False", "FALSE":
			return false, nil
		}
	}
	return false, v.Errorf("must be true or false, without quotes")
}

// Strings returns a list of texts, each as String takes it.
func (v *Value) Strings() ([]string, error) {
	items, err := v.List()
	if err != nil {
		return nil, err
	}
	texts := make([]string, 0, len(items))
	for _, item := range items {
		text, err := item.String()
		if err != nil {
			return nil, err
		}
		texts = append(texts, text)
	}
	return texts, nil
}

// List returns the values of a list.
func (v *Value) List() ([]*Value, error) {
	if v.Kind != KindList {
		return nil, v.not(`a list, like [a, b]`)
	}
	items := make([]*Value, 0, len(v.node.Content))
	for i, n := range v.node.Content {
		items = append(items, newValue(n, n.Line, fmt.Sprintf("%s[%d]", v.Path, i+1)))
	}
	return items, nil
}

// Map returns the map that this value is.
func (v *Value) Map() (*Map, error) {
	if v.Kind != KindMap {
		return nil, v.not(`a map of "key: value" lines`)
	}
	return &Map{Line: v.Line, Path: v.Path, node: v.node}, nil
}

func (v *Value) not(wanted string) error {
	if v.Kind == KindNull {
		return v.Errorf("has no value; give it one or remove the line")
	}
	return v.Errorf("must be %s, it is %s", wanted, v.Kind)
}

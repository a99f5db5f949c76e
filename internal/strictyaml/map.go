package strictyaml

import (
	"regexp"
	"strings"
	"sync"

	"sttwizard/internal/words"

	"go.yaml.in/yaml/v3"
)

// Map is a map of the file, with text keys in the order of the file.
type Map struct {
	Line int    // where it begins, counted from 1
	Path string // the keys that lead to it, joined with dots; empty at the top
	node *yaml.Node
}

// Key is the name of a key and its line, counted from 1.
type Key struct {
	Name string
	Line int
}

// Get returns the value of a key, and whether the key is there at all. A key
// with nothing after it is there: its value is of KindNull.
func (m *Map) Get(key string) (*Value, bool) {
	for i := 0; i+1 < len(m.node.Content); i += 2 {
		if k := m.node.Content[i]; k.Value == key {
			return newValue(m.node.Content[i+1], k.Line, m.below(key)), true
		}
	}
	return nil, false
}

// Keys returns all keys in the order of the file.
func (m *Map) Keys() []Key {
	keys := make([]Key, 0, len(m.node.Content)/2)
	for i := 0; i+1 < len(m.node.Content); i += 2 {
		keys = append(keys, Key{Name: m.node.Content[i].Value, Line: m.node.Content[i].Line})
	}
	return keys
}

// Unknown returns an *Error for the first key that is not among the known ones,
// with the nearest known one as a suggestion. It gives nil if there is none.
func (m *Map) Unknown(known ...string) error { return m.UnknownBut(nil, known...) }

// UnknownBut is Unknown for keys that may belong elsewhere: where no known key is near,
// elsewhere says in a few words what was probably meant by a name, or "".
func (m *Map) UnknownBut(elsewhere func(name string) string, known ...string) error {
	is := make(map[string]bool, len(known))
	for _, k := range known {
		is[k] = true
	}
	for _, key := range m.Keys() {
		if !is[key.Name] {
			return errorAt(key.Line, "unknown key %s%s; %s", quote(key.Name), m.where(), advice(key.Name, elsewhere, known))
		}
	}
	return nil
}

// Missing returns an *Error that says that a key is needed here.
func (m *Map) Missing(key string) error {
	return errorAt(m.Line, "%s is missing", m.below(key))
}

// plainKey is a name that needs no quotes in a sentence.
var plainKey = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[A-Za-z0-9_-]{1,40}$`) })

func (m *Map) below(key string) string {
	if !plainKey().MatchString(key) {
		key = quote(key)
	}
	if m.Path == "" {
		return key
	}
	return m.Path + "." + key
}

func (m *Map) where() string {
	if m.Path == "" {
		return ""
	}
	return " in " + m.Path
}

// maxListed is up to how many known keys are listed when none is near.
const maxListed = 12

func advice(name string, elsewhere func(string) string, known []string) string {
	if near := words.Nearest(name, known...); near != "" {
		return "did you mean " + near + "?"
	}
	if elsewhere != nil {
		if meant := elsewhere(name); meant != "" {
			return "did you mean " + meant + "?"
		}
	}
	if len(known) == 0 || len(known) > maxListed {
		return "remove it"
	}
	return "known here: " + strings.Join(known, ", ")
}

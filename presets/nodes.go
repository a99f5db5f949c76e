package presets

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"sync"

	"go.yaml.in/yaml/v3"

	"sttwizard/agora"
	"sttwizard/internal/seal"
	"sttwizard/internal/strictyaml"
)

func mapping() *yaml.Node { return &yaml.Node{Kind: yaml.MappingNode, Tag: "!!map"} }

func add(m *yaml.Node, key string, value *yaml.Node) {
	m.Content = append(m.Content, plain("!!str", key), value)
}

func plain(tag, value string) *yaml.Node {
	return &yaml.Node{Kind: yaml.ScalarNode, Tag: tag, Value: value}
}

func number(digits string) *yaml.Node { return plain("!!int", digits) }

// safe is text that every reader of YAML takes for text without quotes, if it
// is not one of notText.
var safe = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_./-]*( [A-Za-z0-9_./-]+)*$`) })

var notText = []string{"true", "false", "yes", "no", "on", "off", "y", "n", "null", "nan", "inf"}

// text writes a text so that it reads back as the same text, whatever it looks
// like: uids and other digits stand in quotes.
func text(s string) *yaml.Node {
	n := plain("!!str", s)
	switch {
	case strings.Contains(s, "\n"):
		n.Style = yaml.LiteralStyle
	case !safe().MatchString(s) || slices.Contains(notText, strings.ToLower(s)):
		n.Style = yaml.DoubleQuotedStyle
	}
	return n
}

func list(items []string) *yaml.Node {
	n := &yaml.Node{Kind: yaml.SequenceNode, Tag: "!!seq", Style: yaml.FlowStyle}
	for _, item := range items {
		n.Content = append(n.Content, text(item))
	}
	return n
}

// texts writes texts by name, sorted.
func texts(by map[string]string) *yaml.Node {
	m := mapping()
	for _, name := range slices.Sorted(maps.Keys(by)) {
		add(m, name, text(by[name]))
	}
	return m
}

// entries writes the translations or the speakers of a request, whichever it has.
func entries(r agora.Request) *yaml.Node {
	n := &yaml.Node{Kind: yaml.SequenceNode, Tag: "!!seq"}
	entry := func(key, name, items string, of []string) {
		m := mapping()
		add(m, key, text(name))
		add(m, items, list(of))
		n.Content = append(n.Content, m)
	}
	if r.Translate != nil {
		for _, t := range r.Translate.Languages {
			entry("source", t.Source, "target", t.Target)
		}
	}
	for _, s := range r.UIDLanguages {
		entry("uid", s.UID, "languages", s.Languages)
	}
	return n
}

func write(top *yaml.Node) ([]byte, error) {
	text, err := strictyaml.Write(top)
	if err != nil {
		return nil, fmt.Errorf("the preset can't be written as YAML: %w", err)
	}
	file := seal.YAML(append([]byte(schemaLine), text...))
	if len(file) > MaxBytes {
		return nil, &ValueError{"request", fmt.Sprintf("makes a file larger than %d KiB", MaxBytes>>10)}
	}
	return file, nil
}

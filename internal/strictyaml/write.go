package strictyaml

import (
	"bytes"
	"fmt"
	"strings"
	"unicode"

	"go.yaml.in/yaml/v3"
)

// Write returns the text of a document, indented by two spaces, as people read it: what can
// be seen stands as it is, and characters that can't be seen and may hide something are
// escaped.
//
// The library, whose version 4 does no other, takes every character above U+FFFF for one that can't
// be printed, such as an emoji, and every format character below for one that can. So what
// it would write the wrong way is given to it as characters for private use that the document
// does not have, and put back in what it wrote.
func Write(document *yaml.Node) ([]byte, error) {
	m := masks{free: firstPrivate, used: map[rune]bool{}, of: map[rune]rune{}}
	m.look(document)
	var out bytes.Buffer
	e := yaml.NewEncoder(&out)
	e.SetIndent(2)
	if err := e.Encode(m.masked(document)); err != nil {
		return nil, err
	}
	if err := e.Close(); err != nil {
		return nil, err
	}
	return m.unmasked(out.Bytes()), nil
}

// The characters for private use that have two bytes in UTF-16.
const firstPrivate, lastPrivate = '\ue000', '\uf8ff'

// masks are the characters that stand for others while the library writes.
type masks struct {
	free rune          // the next that may be taken
	used map[rune]bool // those that the document has itself
	of   map[rune]rune // the mask of a character
}

// look notes which characters for private use the document has.
func (m *masks) look(n *yaml.Node) {
	for _, text := range []string{n.Value, n.HeadComment, n.LineComment, n.FootComment} {
		for _, r := range text {
			if r >= firstPrivate && r <= lastPrivate {
				m.used[r] = true
			}
		}
	}
	for _, below := range n.Content {
		m.look(below)
	}
}

// masked returns a copy of a node in which masks stand for what the library would write the
// wrong way. A value with an escape stands in double quotes: only there it is one.
func (m *masks) masked(n *yaml.Node) *yaml.Node {
	c := *n
	if n.Kind == yaml.ScalarNode {
		c.Value = strings.Map(m.mask, n.Value)
		if strings.ContainsFunc(n.Value, hides) {
			c.Style = yaml.DoubleQuotedStyle
		}
	}
	c.Content = nil
	for _, below := range n.Content {
		c.Content = append(c.Content, m.masked(below))
	}
	return &c
}

// mask returns what stands for a character; itself where none is needed, or left.
func (m *masks) mask(r rune) rune {
	if !hides(r) && (r <= 0xffff || !seen(r)) {
		return r
	}
	if _, known := m.of[r]; !known {
		for m.used[m.free] {
			m.free++
		}
		if m.free > lastPrivate {
			return r
		}
		m.of[r] = m.free
		m.free++
	}
	return m.of[r]
}

// unmasked puts what was masked back into a text, as it is or as an escape.
func (m *masks) unmasked(text []byte) []byte {
	var back []string
	for r, mask := range m.of {
		as := string(r)
		if hides(r) {
			as = fmt.Sprintf(`\u%04X`, r)
		}
		back = append(back, string(mask), as)
	}
	return []byte(strings.NewReplacer(back...).Replace(string(text)))
}

// seen reports whether a character is one that can be seen.
func seen(r rune) bool {
	return unicode.IsGraphic(r) && !unicode.In(r, unicode.Variation_Selector, unicode.Other_Default_Ignorable_Code_Point)
}

// hides reports whether a character of those that the library takes for ones that can be
// printed can't be seen, and may turn or hide what stands around it. The joiners can't be seen
// either, but emojis and whole scripts are written with them.
func hides(r rune) bool {
	const joiner, nonJoiner = '\u200d', '\u200c'
	return r <= 0xffff && r != joiner && r != nonJoiner && (unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Other_Default_Ignorable_Code_Point, r))
}

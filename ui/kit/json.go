package kit

import (
	"strings"

	"charm.land/lipgloss/v2"
)

// JSON draws a line of formatted JSON that is safe to draw: keys, strings and numbers
// each in their look. A string that stands in for a value that is sent, as a mask does,
// looks so. A line that is cut, or is no JSON, is drawn as far as it can be read.
func (s *Styles) JSON(line string, standsIn func(string) bool) string {
	var b strings.Builder
	for line != "" {
		token := jsonToken(line)
		rest := line[len(token):]
		b.WriteString(s.jsonLook(token, rest, standsIn).Render(token))
		line = rest
	}
	return b.String()
}

// jsonLook returns the look of a token that has a rest behind it.
func (s *Styles) jsonLook(token, rest string, standsIn func(string) bool) lipgloss.Style {
	switch c := token[0]; {
	case c == '"' && strings.HasPrefix(rest, ":"):
		return s.JSONKey
	case c == '"' && standsIn(strings.Trim(token, `"`)):
		return s.JSONPunct
	case c == '"':
		return s.JSONString
	case c == ' ', c == '{', c == '}', c == '[', c == ']', c == ':', c == ',':
		return s.JSONPunct
	}
	return s.JSONNumber
}

// jsonToken returns the first token of a line: a string, whatever it holds, a run of
// punctuation or of white space, or a number or word.
func jsonToken(line string) string {
	if line[0] == '"' {
		for i := 1; i < len(line); i++ {
			switch line[i] {
			case '\\':
				i++
			case '"':
				return line[:i+1]
			}
		}
		return line
	}
	const punct = " {}[]:,"
	of := strings.IndexByte(punct, line[0]) >= 0
	for i := range len(line) {
		if is := strings.IndexByte(punct, line[i]) >= 0; is != of {
			return line[:i]
		}
	}
	return line
}

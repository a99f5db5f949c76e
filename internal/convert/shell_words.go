package convert

import "strings"

// word reads one word with all its quotes. It moves on by one byte at least.
func (s *shell) word() string {
	var b strings.Builder
	for s.at < len(s.text) {
		c := s.text[s.at]
		switch {
		case c == '\'':
			s.at++
			b.WriteString(s.until("'"))
		case c == '"':
			s.at++
			s.double(&b)
		case strings.HasPrefix(s.text[s.at:], "$'"):
			s.ansi(&b)
		case c == '\\':
			s.escaped(&b)
		case s.expands(c):
			b.WriteString(s.expansion())
		case c == '<' && s.placeholderAhead():
			s.at++
			b.WriteString("<" + s.until(">") + ">")
		case strings.IndexByte(" \t\n;&|()<>", c) >= 0:
			return b.String()
		default:
			s.at++
			b.WriteByte(c)
		}
	}
	return b.String()
}

// expands reports whether a value is put in where that sign stands.
func (s *shell) expands(c byte) bool { return !s.cmd && (c == '$' || c == '`') }

// until returns the text before the next end, and moves behind it.
func (s *shell) until(end string) string {
	text, _, found := strings.Cut(s.text[s.at:], end)
	s.at += len(text)
	if found {
		s.at += len(end)
	}
	return text
}

// escaped reads a backslash outside of quotes.
func (s *shell) escaped(b *strings.Builder) {
	s.at++
	if s.at == len(s.text) {
		return
	}
	if s.text[s.at] != '\n' {
		b.WriteByte(s.text[s.at])
	}
	s.at++
}

// double reads up to the closing double quote.
func (s *shell) double(b *strings.Builder) {
	for s.at < len(s.text) {
		c := s.text[s.at]
		switch {
		case c == '"':
			s.at++
			return
		case c == '\\' && s.at+1 < len(s.text) && strings.IndexByte("$`\"\\\n", s.text[s.at+1]) >= 0 && !(s.cmd && s.text[s.at+1] == '$'):
			s.escaped(b)
		case s.expands(c):
			b.WriteString(s.expansion())
		default:
			s.at++
			b.WriteByte(c)
		}
	}
}

// ansi reads $'...', as browsers write bodies that hold a single quote.
func (s *shell) ansi(b *strings.Builder) {
	r := &reader{text: s.text, at: s.at + len("$'")}
	for r.at < len(r.text) && r.text[r.at] != '\'' {
		if r.text[r.at] == '\\' {
			r.at++
			r.escape(b)
			continue
		}
		b.WriteByte(r.text[r.at])
		r.at++
	}
	s.at = min(r.at+1, len(s.text))
}

// expansion reads what begins with $ or a back quote: the value of a variable
// that the text sets, else ${...}.
func (s *shell) expansion() string {
	c := s.text[s.at]
	s.at++
	switch {
	case c == '`':
		s.until("`")
		return "${command}"
	case strings.HasPrefix(s.text[s.at:], "("):
		s.nested()
		return "${command}"
	case strings.HasPrefix(s.text[s.at:], "{"):
		s.at++
		return s.variable(s.until("}"))
	}
	from := s.at
	for s.at < len(s.text) && nameByte(s.text[s.at]) && s.text[s.at] != '$' {
		s.at++
	}
	if from == s.at {
		return "$"
	}
	return s.variable(s.text[from:s.at])
}

func (s *shell) variable(name string) string {
	if v, ok := s.vars[name]; ok {
		s.use(append([]string{name}, v.uses...))
		return v.value
	}
	if s.sets[name] != nil {
		s.use([]string{name})
	}
	if !variableName(name) {
		name = "variable"
	}
	return "${" + name + "}"
}

// nested passes over $(...), brackets inside of it counted.
func (s *shell) nested() {
	for open := 0; s.at < len(s.text); {
		c := s.text[s.at]
		s.at++
		switch c {
		case '(':
			open++
		case ')':
			if open--; open == 0 {
				return
			}
		}
	}
}

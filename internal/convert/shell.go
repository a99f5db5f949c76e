package convert

import (
	"strings"
)

// command is one simple command of a shell, with what <<WORD gives it to read.
type command struct {
	words []string
	input string // of a here-document
}

// shell takes a text apart as sh would, without running anything. A variable
// that the text itself sets has its value; all else that sh would put in is left
// as ${...}, which is a placeholder.
type shell struct {
	text     string
	at       int
	commands []command
	now      command
	vars     map[string]string
	pending  []heredoc // that begin at the next line
	redirect bool      // the next word is a file's name
	cmd      bool      // it is the shell of Windows: a $ and a # mean nothing
}

// heredoc is a here-document: the line that ends it, and whether its text is as it
// stands, which quotes around that word say.
type heredoc struct {
	end   string
	plain bool
}

// commandsOf returns the commands of a text. A quote that is not closed goes to the end.
func commandsOf(text string) []command {
	text = prompts().ReplaceAllString(text, "")
	cmd := isCmd(text)
	if cmd {
		text = withoutCarets(text)
	}
	text = strings.ReplaceAll(text, " `\n", " ") // a line of PowerShell goes on
	s := &shell{text: text, vars: map[string]string{}, cmd: cmd}
	for s.at < len(s.text) {
		s.step()
	}
	s.end()
	return s.commands
}

// step takes the next word or operator.
func (s *shell) step() {
	c := s.text[s.at]
	switch {
	case c == ' ' || c == '\t':
		s.at++
	case c == '\n':
		s.at++
		s.end()
		s.documents()
	case strings.HasPrefix(s.text[s.at:], "\\\n"):
		s.at += 2
	case c == '#' && !s.cmd:
		s.toLineEnd()
	case strings.HasPrefix(s.text[s.at:], "<<"):
		s.here()
	case c == '<' && !s.placeholderAhead() || c == '>':
		s.at++
		s.redirect = true
	case strings.IndexByte(";&|()", c) >= 0:
		s.at++
		s.end()
	default:
		s.take(s.word())
	}
}

// placeholderAhead reports whether a < begins a placeholder such as <app id>, which
// people leave without quotes, and not a redirection.
func (s *shell) placeholderAhead() bool {
	i := strings.IndexAny(s.text[s.at+1:], "<>\n'\"")
	return i > 0 && s.text[s.at+1+i] == '>' && s.text[s.at+1] != ' '
}

func (s *shell) toLineEnd() {
	if i := strings.IndexByte(s.text[s.at:], '\n'); i >= 0 {
		s.at += i
		return
	}
	s.at = len(s.text)
}

// end closes the command that was being read; one that only sets variables sets them.
func (s *shell) end() {
	words := s.now.words
	if len(words) > 0 && words[0] == "export" {
		words = words[1:]
	}
	for len(words) > 0 {
		name, value, ok := strings.Cut(words[0], "=")
		if !ok || !variableName(name) {
			break
		}
		if !strings.Contains(value, "${") {
			s.vars[name] = value
		}
		words = words[1:]
	}
	s.redirect = false
	if len(words) > 0 {
		s.commands = append(s.commands, command{words, s.now.input})
	}
	s.now = command{}
}

func variableName(name string) bool {
	for i := range len(name) {
		if !nameByte(name[i]) || name[i] == '$' || i == 0 && name[i] >= '0' && name[i] <= '9' {
			return false
		}
	}
	return name != ""
}

func (s *shell) take(word string) {
	if s.redirect {
		s.redirect = false
		return
	}
	s.now.words = append(s.now.words, word)
}

// here notes the end of a here-document, or takes the word of <<<.
func (s *shell) here() {
	s.at += len("<<")
	if s.at < len(s.text) && s.text[s.at] == '<' {
		s.at++
		s.blanks()
		s.now.input = s.word()
		return
	}
	if s.at < len(s.text) && s.text[s.at] == '-' {
		s.at++
	}
	s.blanks()
	from := s.at
	end := s.word()
	s.pending = append(s.pending, heredoc{end, strings.ContainsAny(s.text[from:s.at], `'"\`)})
}

func (s *shell) blanks() {
	for s.at < len(s.text) && (s.text[s.at] == ' ' || s.text[s.at] == '\t') {
		s.at++
	}
}

// documents reads the here-documents that were begun in the line before. They
// belong to its last command.
func (s *shell) documents() {
	for _, doc := range s.pending {
		var body strings.Builder
		for s.at < len(s.text) {
			from := s.at
			s.toLineEnd()
			line := s.text[from:s.at]
			s.at = min(s.at+1, len(s.text))
			if strings.TrimLeft(line, "\t") == doc.end {
				break
			}
			body.WriteString(line + "\n")
		}
		if n := len(s.commands); n > 0 {
			s.commands[n-1].input = s.expanded(body.String(), doc)
		}
	}
	s.pending = nil
}

// expanded returns the text of a here-document with variables put in.
func (s *shell) expanded(text string, doc heredoc) string {
	if doc.plain {
		return text
	}
	inner := &shell{text: text, vars: s.vars}
	var b strings.Builder
	for inner.at < len(text) {
		switch c := text[inner.at]; {
		case c == '\\' && inner.at+1 < len(text) && strings.IndexByte("$`\\\n", text[inner.at+1]) >= 0:
			inner.escaped(&b)
		case c == '$' || c == '`':
			b.WriteString(inner.expansion())
		default:
			inner.at++
			b.WriteByte(c)
		}
	}
	return b.String()
}

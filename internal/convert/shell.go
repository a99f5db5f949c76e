package convert

import (
	"strings"
)

// command is one simple command of a shell, with what <<WORD gives it to read.
type command struct {
	words []string
	input string   // of a here-document
	at    int      // where it begins
	uses  []string // the variables of the script that are put into it
	told  []Note   // of these
}

// shell takes a text apart as sh would, without running anything. A variable
// that the text itself sets once, whatever happens, has its value; all else that sh
// would put in is left as ${...}, which is a placeholder.
type shell struct {
	text     string
	at       int
	commands []command
	now      command
	vars     map[string]shellVar
	sets     map[string]*setting // how the text sets its variables
	scan     *settings           // that are looked for first; nil: they are known
	pending  []heredoc           // that begin at the next line
	redirect bool                // the next word is a file's name
	cmd      bool                // it is the shell of Windows: a $ and a # mean nothing
}

// shellVar is what a variable of the script holds, and the others that are in it.
type shellVar struct {
	value string
	uses  []string
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
	first := &shell{text: text, cmd: cmd, scan: &settings{of: map[string]*setting{}}}
	first.run()
	s := &shell{text: text, vars: map[string]shellVar{}, sets: first.scan.all(), cmd: cmd}
	s.run()
	for i, c := range s.commands {
		if _, is := afterCurl(c.words); is {
			s.commands[i].told = s.tell(c.uses)
		}
	}
	return s.commands
}

func (s *shell) run() {
	for s.at < len(s.text) {
		s.step()
	}
	s.end('\n')
}

// step takes the next word or operator.
func (s *shell) step() {
	c := s.text[s.at]
	switch {
	case c == ' ' || c == '\t':
		s.at++
	case c == '\n':
		s.at++
		s.end('\n')
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
		s.end(c)
	default:
		if len(s.now.words) == 0 {
			s.now.at = s.at
		}
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

// end closes the command that was being read, behind which a sign stands; one that only
// sets variables sets them.
func (s *shell) end(sign byte) {
	words := s.now.words
	if s.scan != nil {
		s.scan.take(s.now, sign)
	}
	if len(words) > 0 && words[0] == "export" {
		words = words[1:]
	}
	for len(words) > 0 {
		name, value, ok := strings.Cut(words[0], "=")
		if !ok || !variableName(name) {
			break
		}
		if s.sets[name].known() && len(value) <= MaxBytes && (!strings.Contains(value, "${") || strings.HasPrefix(strings.TrimSpace(value), "{")) {
			s.vars[name] = shellVar{value, s.now.uses}
		}
		words = words[1:]
	}
	s.redirect = false
	if len(words) > 0 {
		s.now.words = words
		s.commands = append(s.commands, s.now)
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
			last := &s.commands[n-1]
			text, uses := s.expanded(body.String(), doc)
			last.input, last.uses = text, append(last.uses, uses...)
		}
	}
	s.pending = nil
}

// expanded returns the text of a here-document with variables put in, and which.
func (s *shell) expanded(text string, doc heredoc) (out string, uses []string) {
	if doc.plain {
		return text, nil
	}
	inner := &shell{text: text, vars: s.vars, sets: s.sets}
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
	return b.String(), inner.now.uses
}

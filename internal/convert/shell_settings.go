package convert

import (
	"slices"
	"strings"
)

// setting says how a script sets one of its variables.
type setting struct {
	at     int  // where it is set, the last time
	times  int  // how often
	unsure bool // whether it is set, or to what, shows only when the script runs
}

// known reports whether the value that stands in the text is the one that it has.
func (s *setting) known() bool { return s != nil && s.times == 1 && !s.unsure }

// settings gathers how the variables of a script are set. It must be known for the whole
// text before any of them has a value: a line further on may set it again, in a loop.
type settings struct {
	of     map[string]*setting
	blocks int  // that are open: if, for, while, case, a function's
	parens int  // that are open: a subshell or arithmetic
	other  int  // where other text is run last, which may set any variable
	joined bool // the command before ends with && or ||, or is piped
}

// blockWords open or close a block, or stand before a command of one.
var blockWords = map[string]int{
	"if": 1, "while": 1, "until": 1, "{": 1, "fi": -1, "done": -1, "esac": -1, "}": -1,
	"then": 0, "else": 0, "elif": 0, "do": 0, "!": 0, "time": 0,
}

// setters are commands that set the variables which they name.
var setters = []string{"read", "local", "declare", "typeset", "readonly", "unset", "getopts", "mapfile", "readarray", "let"}

// take takes a command, and the sign behind it.
func (x *settings) take(c command, sign byte) {
	words := x.inBlock(c.words)
	sure := x.blocks == 0 && x.parens == 0 && !x.joined && sign != '&' && sign != '|'
	export := len(words) > 0 && words[0] == "export"
	if export {
		words = words[1:]
	}
	names := x.assignments(words)
	rest := words[len(names):]
	for i, name := range names {
		plain := strings.HasPrefix(words[i], name+"=")
		x.set(name, c.at, sure && plain && (export || len(rest) == 0))
	}
	x.command(rest, c.at)
	x.sign(sign, len(c.words) > 0)
}

// all returns the settings of the whole text.
func (x *settings) all() map[string]*setting {
	for _, s := range x.of {
		s.unsure = s.unsure || s.at < x.other
	}
	return x.of
}

// sign takes the sign behind a command, of which nothing may be left.
func (x *settings) sign(sign byte, behindCommand bool) {
	switch sign {
	case '&', '|':
		x.joined = true
	case '(':
		x.parens++
	case ')':
		x.parens = max(0, x.parens-1)
	default:
		x.joined = x.joined && !behindCommand && sign == '\n'
	}
}

// inBlock returns a command's words without those of the block that it is in.
func (x *settings) inBlock(words []string) []string {
	for len(words) > 0 {
		if words[0] == "for" || words[0] == "select" || words[0] == "case" {
			x.blocks++
			if len(words) > 1 && words[0] != "case" {
				x.set(words[1], 0, false)
			}
			return nil
		}
		if words[0] == "function" {
			words = words[min(2, len(words)):]
			continue
		}
		change, is := blockWords[words[0]]
		if !is {
			return words
		}
		x.blocks = max(0, x.blocks+change)
		words = words[1:]
	}
	return nil
}

// assignments returns the names that the first words of a command set.
func (x *settings) assignments(words []string) []string {
	var names []string
	for _, w := range words {
		name, _, ok := strings.Cut(w, "=")
		name, _, _ = strings.Cut(strings.TrimSuffix(name, "+"), "[")
		if !ok || !variableName(name) {
			break
		}
		names = append(names, name)
	}
	return names
}

// command takes what is no assignment: a command may set variables too.
func (x *settings) command(words []string, at int) {
	switch {
	case len(words) == 0:
	case words[0] == "source" || words[0] == "." || words[0] == "eval":
		x.other = at
	case x.parens > 1 || slices.Contains(setters, words[0]) || words[0] == "printf" && slices.Contains(words, "-v"):
		for _, w := range words {
			name, _, _ := strings.Cut(strings.Trim(w, "+-"), "=")
			x.set(name, at, false)
		}
	}
}

func (x *settings) set(name string, at int, sure bool) {
	s := x.of[name]
	if s == nil {
		s = &setting{}
		x.of[name] = s
	}
	s.times++
	s.unsure = s.unsure || !sure
	if at > 0 || s.at == 0 {
		s.at = at
	}
}

// use notes that variables are put into the command that is read.
func (s *shell) use(names []string) {
	for _, name := range names {
		if len(s.now.uses) < maxNotes && !slices.Contains(s.now.uses, name) {
			s.now.uses = append(s.now.uses, name)
		}
	}
}

// tell notes where the variables of a command were taken from, or why they were not.
func (s *shell) tell(uses []string) []Note {
	var told notes
	for _, name := range uses {
		set, line := s.sets[name], 0
		if set == nil {
			continue
		}
		line = 1 + strings.Count(s.text[:set.at], "\n")
		if set.known() {
			told.add(Changed, "", "$"+name+" was taken from line "+decimal(line)+" of the script")
			continue
		}
		told.add(Placeholder, "", "$"+name+" was not taken from the script, which sets it more than once or not always, as in line "+decimal(line))
	}
	return told.list
}

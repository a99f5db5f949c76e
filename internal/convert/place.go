package convert

import "strings"

// place reads the names, indexes and arrows behind a variable, up to a method that is
// called.
func (r *reader) place(names []any) (place []any, method string) {
	for len(names) < maxDepth {
		behind := r.at
		r.skipTo(true)
		if r.peek() == '\n' {
			if r.skip(); r.peek() != '.' || r.at+1 == len(r.text) || !nameByte(r.text[r.at+1]) {
				r.at = behind
				return names, ""
			}
		}
		switch {
		case r.peek() == '[':
			names = append(names, r.indexed())
		case r.take(".("): // what Go takes it for
			r.passOver(")")
		case r.member():
			name := r.name()
			if r.sees("!(") {
				r.at++
				name += "!"
			}
			if r.peek() == '(' {
				return names, name
			}
			names = append(names, name)
		default:
			r.at = behind
			return names, ""
		}
	}
	return names, ""
}

// member passes over what stands before the name of a member.
func (r *reader) member() bool {
	for _, sign := range []string{"?.", "!!.", "!.", "->", "."} {
		if n := r.at + len(sign); r.sees(sign) && n < len(r.text) && nameByte(r.text[n]) {
			r.at = n
			return true
		}
	}
	return false
}

// indexed reads what stands between brackets behind a value: a name, a number, or code.
func (r *reader) indexed() any {
	began := r.at
	v, err := r.brackets()
	if err != nil {
		r.at = began + 1
		return code("")
	}
	items, isList := v.([]any)
	switch {
	case isList && len(items) == 0:
		return nextItem{}
	case !isList || len(items) != 1:
		return code("")
	}
	return items[0]
}

// assigns passes over a sign that gives a value to what is before it.
func (r *reader) assigns() bool {
	if r.sees("==") || r.sees("=>") || r.sees("=~") || r.sees("::") {
		return false
	}
	return r.take(":=") || r.take("=")
}

// compounds reports whether a sign comes next that changes what is before it.
func (r *reader) compounds() bool {
	for _, sign := range []string{"+=", "-=", "*=", "||=", "&&=", "??=", "|=", ".=", "<<", "++", "--", "%="} {
		if r.sees(sign) {
			return true
		}
	}
	return false
}

// endsStatement reports whether a statement ends here.
func (r *reader) endsStatement() bool {
	r.skipTo(true)
	return r.at == len(r.text) || strings.IndexByte("\n;,)}", r.peek()) >= 0
}

// passStatement passes over the rest of a statement, or of its line.
func (r *reader) passStatement() {
	if i := strings.IndexAny(r.text[r.at:], "\n;"); i >= 0 {
		r.at += i
		return
	}
	r.at = len(r.text)
}

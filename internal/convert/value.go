package convert

import (
	"strconv"
	"strings"

	"sttwizard/agora"
)

// placeholderWords tell of a placeholder; a secret's is not repeated, in case it
// is none.
func placeholderWords(to, text string) string {
	if agora.IsSecret(to) {
		return "holds a placeholder, so it is left open"
	}
	return "holds the placeholder " + strconv.Quote(short(text)) + ", so it is left open"
}

// templateWords tell of a text of a program that has a variable in it.
func templateWords(to, text string) string {
	if agora.IsSecret(to) {
		return "has a variable in it, so it is left open"
	}
	return "stays open: " + inTicks(text) + " has a variable in it"
}

// openWords tell why a text is no value; they are empty where it is one.
func (t *taker) openWords(to, text string) string {
	switch {
	case t.program && isTemplate(text) && !agora.IsPlaceholder(text):
		return templateWords(to, text)
	case isPlaceholder(text):
		return placeholderWords(to, text)
	}
	return ""
}

// leaveOpen tells that a value at a path of the text is not taken, and notes that
// its field is open. A name is made for each start, so nobody has to give one.
func (t *taker) leaveOpen(to, path, words string) {
	t.told.add(Placeholder, path, words)
	if to != agora.PathName {
		t.open[to] = words
	}
}

// withoutPlaceholders returns a field's value without what is a placeholder or
// code, with a note for each; ok is false where nothing is left.
func (t *taker) withoutPlaceholders(to, path string, v any) (any, bool) {
	switch v := v.(type) {
	case code:
		t.leaveOpen(to, path, codeWords(to, v))
		return nil, false
	case changed:
		t.leaveOpen(to, path, v.words())
		return nil, false
	case string:
		if t.sayIn(to, path, v) {
			return nil, false
		}
	case []any:
		out := []any{}
		for i, item := range v {
			at := path + "[" + decimal(i) + "]"
			if t.whole(to, at, item) {
				out = append(out, item)
			} else if _, isObject := item.(object); isObject {
				t.told.add(Placeholder, at, "was left out whole, because a part of it is open")
			}
		}
		return out, len(out) > 0 || len(v) == 0
	case object:
		return v, t.whole(to, path, v)
	}
	return v, true
}

// whole reports whether an item of a list is without placeholders and code; one of
// them spoils all of it.
func (t *taker) whole(to, path string, v any) bool {
	ok := true
	switch v := v.(type) {
	case code:
		t.leaveOpen(to, path, codeWords(to, v))
		return false
	case changed:
		t.leaveOpen(to, path, v.words())
		return false
	case string:
		return !t.sayIn(to, path, v)
	case []any:
		for i, item := range v {
			ok = t.whole(to, path+"["+decimal(i)+"]", item) && ok
		}
	case object:
		for _, m := range v {
			ok = t.whole(to, join(path, m.name), m.value) && ok
		}
	}
	return ok
}

// words tell of a value that is changed further on.
func (c changed) words() string {
	return "stays open: the source changes it later, in line " + decimal(int(c)) + ", which was not read"
}

func (t *taker) sayIn(to, path, text string) bool {
	words := t.openWords(to, text)
	if words == "" {
		return false
	}
	t.leaveOpen(to, path, words)
	return true
}

// typed returns a field's value as the type that its kind has in JSON, where it is
// clear what is meant; changed says what was done, or is empty.
func typed(f agora.Field, v any) (out any, changed string) {
	switch f.Kind {
	case agora.Text:
		if n, ok := v.(number); ok {
			return string(n), "is a number and was taken as text, as Agora wants it"
		}
	case agora.Number:
		return typedNumber(v)
	case agora.Flag:
		if s, ok := v.(string); ok {
			switch strings.ToLower(strings.TrimSpace(s)) {
			case "true":
				return true, "is a text and was taken as true"
			case "false":
				return false, "is a text and was taken as false"
			}
		}
	case agora.List:
		return typedList(v, f.Path != agora.PathKeywords) // a keyword may hold a comma
	case agora.Pairs, agora.Speakers:
		return typedItems(v)
	}
	return v, ""
}

func typedNumber(v any) (any, string) {
	switch v := v.(type) {
	case number:
		if x, err := strconv.ParseFloat(string(v), 64); err == nil && x == float64(int64(x)) && strings.ContainsAny(string(v), ".eE") {
			return number(strconv.FormatInt(int64(x), 10)), "was taken as the whole number that it is"
		}
	case string:
		if n, err := strconv.Atoi(strings.TrimSpace(v)); err == nil {
			return number(strconv.Itoa(n)), "is a text and was taken as a number, as Agora wants it"
		}
	}
	return v, ""
}

// typedList returns a list of texts. One text is taken as the items between its
// commas, and so is every item where split is set.
func typedList(v any, split bool) (any, string) {
	items, isList := v.([]any)
	if !isList {
		items = []any{v}
	}
	out, changed := []any{}, ""
	for _, item := range items {
		if n, ok := item.(number); ok {
			item, changed = string(n), "holds numbers, which were taken as texts, as Agora wants them"
		}
		s, ok := item.(string)
		if !ok {
			return v, ""
		}
		parts := strings.Split(s, ",")
		if isList && !split {
			parts = []string{s}
		}
		if len(parts) > 1 {
			changed = "was taken as the items between its commas"
		}
		if strings.TrimSpace(s) != s {
			changed = "was taken without the spaces around its items"
		}
		for _, p := range parts {
			out = append(out, strings.TrimSpace(p))
		}
	}
	if !isList && changed == "" {
		changed = "is one text and was taken as a list of it"
	}
	return out, changed
}

// listNames are the members of a list's objects that are lists of texts; all
// others that are numbers in the text are texts at Agora.
var listNames = map[string]bool{"target": true, "languages": true}

// typedItems returns a list of objects, as translations are, with texts and lists
// where these belong.
func typedItems(v any) (any, string) {
	if o, ok := v.(object); ok {
		v = []any{o}
	}
	items, ok := v.([]any)
	if !ok {
		return v, ""
	}
	changed := ""
	out := make([]any, len(items))
	for i, item := range items {
		o, ok := item.(object)
		if !ok {
			return v, ""
		}
		made := object{}
		for _, m := range o {
			if n, ok := m.value.(number); ok {
				m.value, changed = string(n), "holds numbers, which were taken as texts, as Agora wants them"
			}
			if listNames[m.name] {
				list, why := typedList(m.value, true)
				if m.value = list; why != "" {
					changed = why
				}
			}
			made = append(made, m)
		}
		out[i] = made
	}
	return out, changed
}

package agora

import (
	"strconv"
	"strings"
)

// Set puts a value, given as text, at a path. Numbers are decimal, flags true or
// false (also yes, no, on, off), lists separated by commas, translations written
// as "en-US:fr-FR+de-DE,fr-FR:en-US". White space round list items is dropped.
// An empty text, and a list without items, unsets. The error is a FieldError with rule "unknown" for a path
// that the request does not have, or "type" for a text that is no such value;
// whether the value is legal is Validate's business.
func (r *Request) Set(path, value string) error {
	f, ok := FieldAt(path)
	if !ok {
		return FieldError{Path: path, Rule: "unknown", Text: "there is no such field in the request"}
	}
	if value == "" {
		f.set(r, nil)
		return nil
	}
	v, why := f.parse(value)
	if why != "" {
		return FieldError{Path: path, Rule: "type", Text: why}
	}
	f.set(r, v)
	return nil
}

// Get gives the value at a path as the text that Set takes, and whether it is
// set. Secrets are given in clear: the caller keeps them from screens and files.
func (r Request) Get(path string) (string, bool) {
	f, ok := FieldAt(path)
	if !ok {
		return "", false
	}
	v := f.get(&r)
	if v == nil {
		return "", false
	}
	return formatValue(v), true
}

// parse reads a text as the field's kind of value; why is empty when it is one.
func (f Field) parse(s string) (v any, why string) {
	switch f.Kind {
	case Number:
		n, err := strconv.Atoi(strings.TrimSpace(s))
		if err != nil {
			return nil, "must be a whole number, such as 30"
		}
		return n, ""
	case Flag:
		return parseFlag(s)
	case List:
		if items := SplitList(s); len(items) > 0 {
			return items, ""
		}
		return nil, ""
	case Pairs:
		return parsePairs(s)
	}
	if f.Secret {
		return Secret(s), ""
	}
	return s, ""
}

func parseFlag(s string) (any, string) {
	switch strings.ToLower(strings.TrimSpace(s)) {
	case "true", "yes", "on":
		return true, ""
	case "false", "no", "off":
		return false, ""
	}
	return nil, "must be true or false"
}

// SplitList reads the text form of a list: items separated by commas, white
// space round them dropped, empty items left out.
func SplitList(s string) []string {
	var out []string
	for item := range strings.SplitSeq(s, ",") {
		if item = strings.TrimSpace(item); item != "" {
			out = append(out, item)
		}
	}
	return out
}

// parsePairs reads "source:target+target,source:target". A source without
// targets is kept, so that the rule about targets can say what is missing.
func parsePairs(s string) (any, string) {
	var out []Translation
	for _, item := range SplitList(s) {
		source, targets, ok := strings.Cut(item, ":")
		if !ok || strings.TrimSpace(source) == "" {
			return nil, "must name a source and its targets, as en-US:fr-FR+de-DE"
		}
		t := Translation{Source: strings.TrimSpace(source)}
		for target := range strings.SplitSeq(targets, "+") {
			if target = strings.TrimSpace(target); target != "" {
				t.Target = append(t.Target, target)
			}
		}
		out = append(out, t)
	}
	if len(out) == 0 {
		return nil, ""
	}
	return out, ""
}

// FormatPairs writes translations in the text form that Request.Set takes.
func FormatPairs(pairs []Translation) string {
	items := make([]string, len(pairs))
	for i, p := range pairs {
		items[i] = p.Source + ":" + strings.Join(p.Target, "+")
	}
	return strings.Join(items, ",")
}

func formatValue(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case Secret:
		return v.Reveal()
	case int:
		return strconv.Itoa(v)
	case bool:
		return strconv.FormatBool(v)
	case []string:
		return strings.Join(v, ",")
	case []Translation:
		return FormatPairs(v)
	}
	return ""
}

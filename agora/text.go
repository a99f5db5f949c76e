package agora

import (
	"strconv"
	"strings"
)

// Set puts a value, given as text, at a path. Numbers are decimal, flags true or
// false (also yes, no, on, off), lists separated by commas, translations written
// as "en-US:fr-FR+de-DE,fr-FR:en-US", a folder as "captions/townhall", languages by uid as "101:en-US+fr-FR,102:de-DE",
// objects as JSON. White space round list items is dropped; a comma that belongs
// to an item has a backslash before it.
// An empty text, and a list without items, unsets. The error is a FieldError with
// rule "unknown" for a path that the request does not have, "type" for a text that is
// no such value, or "placeholder" where it is none because it only stands for one;
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
		return wrongType(path, value, why)
	}
	f.set(r, v)
	return nil
}

// Get returns the value at a path as the text that Set takes, and whether it is
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
	if folder, is := v.([]string); is && f.Path == PathFileNamePrefix {
		return JoinFolder(folder), true
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
		if items := f.Split(s); len(items) > 0 {
			return items, ""
		}
		return nil, ""
	case Pairs:
		return parsePairs(s)
	case Speakers:
		return parseSpeakers(s)
	case Object:
		return parseObject(s)
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
// space round them dropped, empty items left out. A backslash before a comma or
// another backslash makes it part of the item.
func SplitList(s string) []string {
	var out []string
	var item strings.Builder
	end := func() {
		if text := strings.TrimSpace(item.String()); text != "" {
			out = append(out, text)
		}
		item.Reset()
	}
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '\\' && i+1 < len(s) && (s[i+1] == ',' || s[i+1] == '\\'):
			i++
			item.WriteByte(s[i])
		case s[i] == ',':
			end()
		default:
			item.WriteByte(s[i])
		}
	}
	end()
	return out
}

// Split reads the text form of the field's list.
func (f Field) Split(s string) []string {
	if f.Path == PathFileNamePrefix {
		return SplitFolder(s)
	}
	return SplitList(s)
}

// SplitFolder reads the text form of a folder, "captions/townhall", whose parts may be
// separated by commas as well, as in any list.
func SplitFolder(s string) []string { return SplitList(strings.ReplaceAll(s, "/", ",")) }

// JoinFolder writes the parts of a folder in the text form that SplitFolder reads.
func JoinFolder(parts []string) string {
	escaped := make([]string, len(parts))
	for i, part := range parts {
		escaped[i] = JoinList([]string{part})
	}
	return strings.Join(escaped, "/")
}

// JoinList writes a list in the text form that SplitList reads.
func JoinList(items []string) string {
	escaped := make([]string, len(items))
	for i, item := range items {
		escaped[i] = strings.NewReplacer(`\`, `\\`, `,`, `\,`).Replace(item)
	}
	return strings.Join(escaped, ",")
}

// entry is one "key:item+item".
type entry struct {
	key   string
	items []string
}

// parseEntries reads "key:item+item,key:item". A key without items is kept, so
// that the rule about items can say what is missing.
func parseEntries(s string) (out []entry, ok bool) {
	for _, part := range SplitList(s) {
		key, items, found := strings.Cut(part, ":")
		e := entry{key: strings.TrimSpace(key)}
		if !found || e.key == "" {
			return nil, false
		}
		for item := range strings.SplitSeq(items, "+") {
			if item = strings.TrimSpace(item); item != "" {
				e.items = append(e.items, item)
			}
		}
		out = append(out, e)
	}
	return out, true
}

func translationsOf(entries []entry) []Translation {
	out := make([]Translation, len(entries))
	for i, e := range entries {
		out[i] = Translation{Source: e.key, Target: e.items}
	}
	return out
}

func speakersOf(entries []entry) []UIDLanguages {
	out := make([]UIDLanguages, len(entries))
	for i, e := range entries {
		out[i] = UIDLanguages{UID: e.key, Languages: e.items}
	}
	return out
}

// parsePairs reads "source:target+target,source:target".
func parsePairs(s string) (any, string) {
	entries, ok := parseEntries(s)
	if !ok {
		return nil, "must name a source and its targets, as en-US:fr-FR+de-DE"
	}
	if len(entries) == 0 {
		return nil, ""
	}
	return translationsOf(entries), ""
}

// parseSpeakers reads "uid:language+language,uid:language".
func parseSpeakers(s string) (any, string) {
	entries, ok := parseEntries(s)
	if !ok {
		return nil, "must name a uid and its languages, as 101:en-US+fr-FR"
	}
	if len(entries) == 0 {
		return nil, ""
	}
	return speakersOf(entries), ""
}

// parseObject reads JSON as compact JSON.
func parseObject(s string) (any, string) {
	v, err := readJSON([]byte(s))
	if err != nil {
		return nil, "must be JSON: " + err.Error()
	}
	return objectFromJSON(v)
}

// FormatSpeakers writes languages by uid in the text form that Request.Set takes.
func FormatSpeakers(speakers []UIDLanguages) string {
	items := make([]string, len(speakers))
	for i, s := range speakers {
		items[i] = s.UID + ":" + strings.Join(s.Languages, "+")
	}
	return strings.Join(items, ",")
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
		return JoinList(v)
	case []Translation:
		return FormatPairs(v)
	case []UIDLanguages:
		return FormatSpeakers(v)
	case JSONText:
		return string(v)
	}
	return ""
}

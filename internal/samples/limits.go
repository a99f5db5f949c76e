package samples

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"sttwizard/agora"
)

// atLimits returns the requests that stand at the limits of a rule about a range or a
// count, both included; of another rule none.
func atLimits(v agora.Version, rule agora.Rule) []Edge {
	var texts []string
	if r, ok := rule.Range(v); ok {
		texts = slices.Compact([]string{digits(r.Min), digits(r.Max)})
	}
	if c, ok := rule.Count(v); ok {
		texts = []string{listOf(rule.Path, c.Max)}
	}
	var out []Edge
	for _, text := range texts {
		out = append(out, Edge{rule.Path, rule.Path + "=" + words(text), beside(rule.Path, text)})
	}
	return out
}

// pastLimit returns what breaks a rule about a range or a count; of another rule nothing.
func pastLimit(v agora.Version, rule agora.Rule) []Setting {
	if r, ok := rule.Range(v); ok {
		return beside(rule.Path, digits(r.Max+1))
	}
	if c, ok := rule.Count(v); ok {
		return beside(rule.Path, listOf(rule.Path, c.Max+1))
	}
	return nil
}

// beside returns a value with what it needs to be sent and to be legal.
func beside(path, text string) []Setting {
	value := Setting{path, text}
	switch {
	case path == agora.PathCryptionMode:
		salt, _ := agora.FieldAt(agora.PathSalt)
		return []Setting{{agora.PathSecret, "pretend-secret"}, {agora.PathSalt, salt.Example}, value}
	case strings.HasPrefix(path, agora.PathCaption+"."):
		return Captions(value)
	case strings.HasPrefix(path, agora.PathTranslate+"."):
		return over([]Setting{{agora.PathTranslatedPairs, "en-US:fr-FR"}}, value)
	}
	return []Setting{value}
}

// listOf makes a list of so many items, as the field at a path takes them.
func listOf(path string, n int) string {
	field, _ := agora.FieldAt(path)
	switch {
	case path == agora.PathLanguages:
		return strings.Join(codes(n), ",")
	case field.Kind == agora.Speakers:
		return speakers(n, codes(1))
	case field.Kind == agora.Pairs:
		return pairs(codes(n), []string{"zz-US"})
	}
	return uids(n)
}

// words shortens a list to its length, so that it can stand in a test's name.
func words(text string) string {
	if n := len(agora.SplitList(text)); n > 1 {
		return fmt.Sprintf("%d items", n)
	}
	return text
}

// uids are so many uids.
func uids(n int) string {
	texts := make([]string, n)
	for i := range texts {
		texts[i] = strconv.Itoa(201 + i)
	}
	return strings.Join(texts, ",")
}

// codes are so many language codes, which need not be those of languages.
func codes(n int) []string {
	out := make([]string, n)
	for i := range out {
		out[i] = fmt.Sprintf("%c%c-US", 'b'+i/26, 'a'+i%26)
	}
	return out
}

func speakers(n int, codes []string) string {
	out := make([]string, n)
	for i := range out {
		out[i] = strconv.Itoa(201+i) + ":" + strings.Join(codes, "+")
	}
	return strings.Join(out, ",")
}

func pairs(sources, targets []string) string {
	out := make([]string, len(sources))
	for i, source := range sources {
		out[i] = source + ":" + strings.Join(targets, "+")
	}
	return strings.Join(out, ",")
}

func digits(n int64) string { return strconv.FormatInt(n, 10) }

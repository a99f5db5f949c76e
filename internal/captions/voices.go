package captions

import (
	"html"
	"regexp"
	"strings"
)

// said is what one voice says in a cue.
type said struct{ voice, text string }

var (
	voiceTag = regexp.MustCompile(`<v(?:\.[^\s>]*)?[ \t]+([^>]*)>`)
	anyTag   = regexp.MustCompile(`</?(?:[a-zA-Z][^<>]*|\d[\d:.]*)?>`)
)

// voices splits a cue at its voice tags; what stands before the first has no voice.
func voices(s string) []said {
	tags := voiceTag.FindAllStringSubmatchIndex(s, -1)
	if len(tags) == 0 {
		return []said{{"", untagged(s)}}
	}
	var out []said
	if before := untagged(s[:tags[0][0]]); strings.TrimSpace(before) != "" {
		out = append(out, said{"", before})
	}
	for i, tag := range tags {
		end := len(s)
		if i+1 < len(tags) {
			end = tags[i+1][0]
		}
		out = append(out, said{html.UnescapeString(s[tag[2]:tag[3]]), untagged(s[tag[1]:end])})
	}
	return out
}

// untagged takes the tags out of a text and the entities out of what is left.
func untagged(s string) string { return html.UnescapeString(anyTag.ReplaceAllString(s, "")) }

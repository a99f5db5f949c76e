package captions

import (
	"html"
	"strings"
)

// said is what one voice says in a cue.
type said struct{ voice, text string }

// voices splits a cue at its voice tags and drops all other tags; what stands before the
// first has no voice. It reads the text once, whatever stands in it.
func voices(s string) (out []said) {
	var now said
	var text strings.Builder
	end := func(next string) {
		now.text = html.UnescapeString(text.String())
		if now.voice != "" || strings.TrimSpace(now.text) != "" {
			out = append(out, now)
		}
		now = said{voice: html.UnescapeString(next)}
		text.Reset()
	}
	for {
		before, rest, found := strings.Cut(s, "<")
		text.WriteString(before)
		if !found {
			end("")
			return out
		}
		i := strings.IndexAny(rest, "<>")
		if i < 0 || rest[i] == '<' || !isTag(rest[:i]) {
			text.WriteByte('<')
			s = rest
			continue
		}
		if voice, ok := voiceOf(rest[:i]); ok {
			end(voice)
		}
		s = rest[i+1:]
	}
}

// isTag reports whether what stands between < and > is a tag of WebVTT: a name with
// anything behind it, a time, or nothing.
func isTag(inside string) bool {
	inside = strings.TrimPrefix(inside, "/")
	if inside == "" {
		return true
	}
	first := inside[0] | 0x20
	return first >= 'a' && first <= 'z' || strings.Trim(inside, "0123456789:.") == "" && first >= '0' && first <= '9'
}

// voiceOf returns whose voice a tag is, as "1" of v 1 and of v.loud 1.
func voiceOf(tag string) (voice string, ok bool) {
	rest, ok := strings.CutPrefix(tag, "v")
	if !ok || rest == "" || !strings.ContainsAny(rest[:1], ". \t") {
		return "", false
	}
	i := strings.IndexAny(rest, " \t")
	if i < 0 {
		return "", false
	}
	return strings.TrimSpace(rest[i:]), true
}

package explain

import (
	"slices"
	"strings"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
	"sttwizard/internal/words"
)

// Changed is one thing that a change of a running task changes, in words.
type Changed struct {
	Path     string // of the request
	What     string // such as "languages"
	From, To string // in words; the first may be several, or not known
	Again    bool   // an earlier change of it got no clear answer, so it is sent again
}

// Words returns it as a line, and why something is sent that the journal has already.
func (c Changed) Words() string {
	line := c.What + ": " + c.From + " → " + c.To
	switch {
	case c.Again:
		line += " (an earlier change of it got no clear answer, so it is sent)"
	case c.From == c.To:
		line += " (sent all the same: only this machine's notes say that it is so)"
	}
	return line
}

// changeWords are the paths of a change: what they are called, and what an unset
// one means.
var changeWords = map[string]struct{ what, unset string }{
	agora.PathLanguages:       {"languages", "none"},
	agora.PathUIDLanguages:    {"languages by speaker", "as everybody's"},
	agora.PathKeywords:        {"keywords", "none"},
	agora.PathSubscribeUIDs:   {"who is heard", "everybody"},
	agora.PathTranslatedPairs: {"translation", "off"},
}

// ChangeName returns what a path of a change is called; empty for one that can't be
// changed while a task runs.
func ChangeName(path string) string { return changeWords[path].what }

// Change says what a change of a running task changes, in the order of the document.
func Change(v agora.Version, c attempt.Change) []Changed {
	var out []Changed
	for _, path := range v.UpdatePaths() {
		called, told := changeWords[path]
		if !told { // translateConfig.enable: the languages say it
			continue
		}
		changed := slices.Contains(c.Update.Mask, path) ||
			path == agora.PathTranslatedPairs && slices.Contains(c.Update.Mask, agora.PathTranslateOn)
		if changed {
			out = append(out, Changed{Path: path, What: called.what, From: wasWords(c, path), To: valueWords(c.Now, path), Again: slices.Contains(c.Unsure, path)})
		}
	}
	return out
}

// wasWords says what a task has at a path before a change, as far as that is known: what the
// journal says, and what a change without an answer may have made of it.
func wasWords(c attempt.Change, path string) string {
	var out []string
	for i, r := range append([]agora.Request{c.Was}, c.Perhaps...) {
		told := valueWords(r, path)
		if text, _ := r.Get(path); i == 0 && text == "" && !c.Known {
			told = NotKnown
		}
		if !slices.Contains(out, told) {
			out = append(out, told)
		}
	}
	return strings.Join(out, " or ")
}

// valueWords says what a request has at a path of a change.
func valueWords(r agora.Request, path string) string {
	text, _ := r.Get(path)
	switch {
	case text == "", path == agora.PathSubscribeUIDs && text == agora.AllUIDs:
		return changeWords[path].unset
	case path == agora.PathTranslatedPairs:
		return strings.NewReplacer(":", " into ", "+", " and ", ",", ", ").Replace(text)
	case path == agora.PathUIDLanguages:
		return strings.NewReplacer(":", " speaks ", "+", " or ", ",", ", ").Replace(text)
	}
	return words.List(agora.SplitList(text)...)
}

// maskWords names the paths of a change.
func maskWords(mask []string) string {
	var out []string
	for _, path := range mask {
		name := ChangeName(path)
		if path == agora.PathTranslateOn {
			name = ChangeName(agora.PathTranslatedPairs)
		}
		if !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return strings.Join(out, ", ")
}

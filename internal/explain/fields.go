package explain

import (
	"cmp"
	"regexp"
	"strings"
	"sync"

	"sttwizard/agora"
)

// refusedBody looks for the field that a refusal of the request is about: the
// one that Agora names, else one that breaks a rule, else the storage keys,
// whose spelling Agora's own pages disagree about.
func (f *finding) refusedBody(message string) {
	r, p := f.context.Request, f.context.Project
	f.field = fieldNamed(message)
	f.spelling = r.Caption != nil && (f.field == "" || strings.HasPrefix(f.field, agora.PathCaption))
	switch {
	case f.spelling && (f.field == "" || isStorageKey(f.field)):
		f.field = cmp.Or(f.field, agora.PathAccessKey)
		f.likely = "the storage keys may have to be written " + spelled(otherSpelling(r, p)) +
			": Agora's own pages write them both ways"
		f.do = "send again with the other spelling of the storage keys, or correct the field that the raw answer names"
	case f.field != "":
		f.likely = f.context.label(f.field) + " has a value that Agora does not take" + f.rule()
		f.do = "correct " + f.context.label(f.field) + " and send again"
	default:
		f.broken(r, p)
	}
}

// rule adds what this program knows to be wrong with the field.
func (f *finding) rule() string {
	r, p := f.context.Request, f.context.Project
	for _, e := range append(r.Validate(p), r.Lint(p)...) {
		if e.Field() == f.field {
			return ": " + e.Text
		}
	}
	return ""
}

// broken takes a field that breaks a rule or may be refused.
func (f *finding) broken(r agora.Request, p agora.Project) {
	found := r.Validate(p)
	for _, w := range r.Lint(p) {
		if suspicious[w.Rule] {
			found = append(found, w)
		}
	}
	if len(found) == 0 {
		return
	}
	f.field = found[0].Field()
	f.likely = f.context.label(found[0].Path) + ": " + found[0].Text
	f.do = "correct " + f.context.label(f.field) + " and send again"
}

// suspicious are the warnings about what Agora may refuse, by rule; the others
// are about cost and comfort.
var suspicious = map[string]bool{"unpublished": true, "length": true, "ignored": true, "not-transcribed": true}

func isStorageKey(path string) bool {
	return path == agora.PathAccessKey || path == agora.PathSecretKey
}

// otherSpelling returns the spelling that the request was not sent with.
func otherSpelling(r agora.Request, p agora.Project) agora.KeySpelling {
	if strings.Contains(r.JSON(p, agora.Masked), `"accessKey"`) {
		return agora.CamelKeys.Other()
	}
	return agora.LowerKeys.Other()
}

func spelled(k agora.KeySpelling) string {
	if k == agora.CamelKeys {
		return "accessKey and secretKey"
	}
	return "accesskey and secretkey"
}

var (
	names     = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`[A-Za-z][A-Za-z0-9_.]*(\[[0-9]*\][A-Za-z0-9_.]*)*`) })
	positions = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`\[[0-9]*\]`) })
)

// otherNames are names that Agora uses for fields besides those of the request.
var otherNames = map[string]string{
	"cname":        agora.PathChannelName,
	"channel_name": agora.PathChannelName,
}

// fieldNamed returns the path of the field that a message of Agora's names, or
// nothing. A full path counts more than a last part, and the right case more
// than another.
func fieldNamed(message string) string {
	best, bestRank := "", 0
	for _, word := range names().FindAllString(message, -1) {
		word = strings.Trim(positions().ReplaceAllString(word, ""), ".")
		if path, rank := fieldFor(word); rank > bestRank {
			best, bestRank = path, rank
		}
	}
	return best
}

// fieldFor returns the field that a word may stand for, and how surely (0: none).
func fieldFor(word string) (path string, rank int) {
	for _, f := range agora.Fields() {
		last := f.Path[strings.LastIndex(f.Path, ".")+1:]
		found := 0
		switch {
		case f.Path == word && strings.Contains(word, "."):
			found = 5
		case strings.Contains(word, ".") && underPath(word, f.Path):
			found = 4
		case f.Path == word:
			found = 3
		case last == word:
			found = 2
		case strings.EqualFold(last, word):
			found = 1
		}
		if found > rank {
			path, rank = f.Path, found
		}
	}
	if other, ok := otherNames[strings.ToLower(word)]; ok && rank == 0 {
		return other, 1
	}
	return path, rank
}

// underPath reports whether a dotted word ends a path, begins under it or differs
// from it in case only.
func underPath(word, path string) bool {
	word, path = strings.ToLower(word), strings.ToLower(path)
	return word == path || strings.HasSuffix(path, "."+word) || strings.HasSuffix(word, "."+path) || strings.HasPrefix(word, path+".")
}

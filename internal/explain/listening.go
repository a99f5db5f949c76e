package explain

import (
	"slices"
	"strings"

	"sttwizard/agora"
	"sttwizard/internal/words"
)

// Listening says as half a sentence what a task of a request does: "listening to
// English, translating into Spanish and French"; empty where that is not known.
func Listening(r agora.Request) string {
	if len(r.Languages) == 0 {
		return ""
	}
	told := "listening to " + Languages(r.Languages)
	if r.Translate == nil {
		return told
	}
	var into []string
	for _, t := range r.Translate.Languages {
		for _, code := range t.Target {
			if !slices.Contains(into, code) {
				into = append(into, code)
			}
		}
	}
	if len(into) == 0 {
		return told
	}
	return told + ", translating into " + Languages(into)
}

// Languages names languages as people do: the region only where it is not the usual
// one, or where another one of the same language stands beside it.
func Languages(codes []string) string {
	bases := map[string]int{}
	for _, code := range codes {
		l, _ := agora.LanguageOf(code)
		bases[l.Base()]++
	}
	names := make([]string, len(codes))
	for i, code := range codes {
		names[i] = agora.LanguageName(code)
		if l, ok := agora.LanguageOf(code); ok && l.Likely && bases[l.Base()] == 1 {
			names[i], _, _ = strings.Cut(l.Name, " (")
		}
	}
	return words.And(names...)
}

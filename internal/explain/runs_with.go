package explain

import (
	"cmp"
	"fmt"
	"strings"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
	"sttwizard/internal/words"
)

// RunsWith returns what a task runs with as changes left it, each under its name: what is
// spoken, by whom else, words that are likely, into what it is translated, who is heard
// and how the channel is encrypted. Of long lists so many are named at most; 0: all.
func RunsWith(in attempt.Intent, r agora.Request, most int) [][2]string {
	var out [][2]string
	add := func(name, value string) {
		if value != "" {
			out = append(out, [2]string{name, value})
		}
	}
	add("spoken", cmp.Or(strings.Join(r.Languages, ", "), in.Languages))
	if len(r.UIDLanguages) > 0 && in.Version.Has(agora.PathUIDLanguages) {
		add("speakers", valueWords(r, agora.PathUIDLanguages))
	}
	if in.Version.Has(agora.PathKeywords) {
		add("keywords", firstOf(r.Keywords, most))
	}
	if pairs, _ := r.Get(agora.PathTranslatedPairs); pairs != "" {
		add("into", strings.NewReplacer(":", " → ", "+", " ", ",", ", ").Replace(pairs))
	}
	if heard := r.RTC.SubscribeAudioUIDs; len(heard) > 0 && heard[0] != agora.AllUIDs {
		add("heard", firstOf(heard, most))
	}
	if mode := r.RTC.CryptionMode; mode != nil {
		add("cipher", agora.CryptionModeName(*mode))
	}
	return out
}

// LeftOut says which secrets are not told where a request is shown, by their names; empty:
// there are none.
func LeftOut(names []string) string {
	if len(names) == 0 {
		return ""
	}
	return words.Count(len(names), "secret") + " left out: " + words.And(names...)
}

// firstOf lists the first ones of many.
func firstOf(list []string, most int) string {
	if n := len(list) - most; most > 0 && n > 1 {
		return fmt.Sprintf("%s and %d more", words.List(list[:most]...), n)
	}
	return words.List(list...)
}

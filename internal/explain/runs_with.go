package explain

import (
	"fmt"
	"slices"
	"strings"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
	"sttwizard/internal/words"
)

// NotKnown stands for a setting of a task that was started elsewhere and not changed here.
const NotKnown = "not known"

// unanswered says of a setting that it may be either of two.
const unanswered = ": a change of it has no answer"

// runFact is one thing that a task runs with.
type runFact struct {
	name, path string
	unset      string // what an unset one means; empty: it isn't told
	words      func(r agora.Request, most int) string
}

// runFacts are those that are told, in their order.
var runFacts = []runFact{
	{"spoken", agora.PathLanguages, "nothing", func(r agora.Request, _ int) string { return strings.Join(r.Languages, ", ") }},
	{"speakers", agora.PathUIDLanguages, "as everybody's", func(r agora.Request, _ int) string { return valueWords(r, agora.PathUIDLanguages) }},
	{"keywords", agora.PathKeywords, "none", func(r agora.Request, most int) string { return firstOf(r.Keywords, most) }},
	{"into", agora.PathTranslatedPairs, "not translated", func(r agora.Request, _ int) string {
		pairs, _ := r.Get(agora.PathTranslatedPairs)
		return strings.NewReplacer(":", " → ", "+", " ", ",", ", ").Replace(pairs)
	}},
	{"heard", agora.PathSubscribeUIDs, "everybody", func(r agora.Request, most int) string { return firstOf(r.RTC.SubscribeAudioUIDs, most) }},
	{"cipher", agora.PathCryptionMode, "none", func(r agora.Request, _ int) string { return agora.CryptionModeName(*r.RTC.CryptionMode) }},
}

// RunsWith returns what a task runs with as changes left it, each under its name: what is
// spoken, by whom else, words that are likely, into what it is translated, who is heard
// and how the channel is encrypted. What a change without an answer may have put in force
// stands beside what the journal says. Of long lists so many are named at most; 0: all.
func RunsWith(a *attempt.Attempt, most int) [][2]string {
	return runsWith(a.Settings(), a.Intent().Version, most)
}

func runsWith(s attempt.Settings, v agora.Version, most int) [][2]string {
	var out [][2]string
	for _, f := range runFacts {
		if told := f.told(s, most); told != "" && v.Has(f.path) {
			out = append(out, [2]string{f.name, told})
		}
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

// Spoken returns what a task transcribes as RunsWith tells it: "en-US, de-DE", "not known", or
// what it may be instead, too.
func Spoken(a *attempt.Attempt) string { return runFacts[0].told(a.Settings(), 0) }

// ChangeDoubt says what a task may run with of which nobody is sure: "whether its last change is
// in force is not known: spoken fr-FR or it-IT"; empty where all is sure.
func ChangeDoubt(a *attempt.Attempt) string {
	s, v := a.Settings(), a.Intent().Version
	var out []string
	for _, f := range runFacts {
		told := f.told(s, doubtNamed)
		if told, doubtful := strings.CutSuffix(told, unanswered); doubtful && v.Has(f.path) {
			out = append(out, f.name+" "+told)
		}
	}
	if len(out) == 0 || a.State().Final() {
		return ""
	}
	return "whether its last change is in force is not known: " + strings.Join(out, "; ")
}

// doubtNamed is how many of a long list are named in a sentence.
const doubtNamed = 3

// told says what a task runs with there; empty where that is usual, and not known of what
// was never changed.
func (f runFact) told(s attempt.Settings, most int) string {
	texts := s.Texts(f.path)
	if len(texts) == 1 && isUnset(f.path, texts[0]) {
		if f.path == agora.PathLanguages && !s.Known {
			return NotKnown
		}
		return ""
	}
	var out []string
	for i, r := range append([]agora.Request{s.Request}, s.Perhaps...) {
		told := f.unset
		switch text, _ := r.Get(f.path); {
		case !isUnset(f.path, text):
			told = f.words(r, most)
		case i == 0 && !s.Known:
			told = NotKnown
		}
		if !slices.Contains(out, told) {
			out = append(out, told)
		}
	}
	if len(out) == 1 {
		return out[0]
	}
	return strings.Join(out, " or ") + unanswered
}

// isUnset reports whether a path's text says no more than what is usual.
func isUnset(path, text string) bool {
	return text == "" || path == agora.PathSubscribeUIDs && text == agora.AllUIDs
}

// firstOf lists the first ones of many.
func firstOf(list []string, most int) string {
	if n := len(list) - most; most > 0 && n > 1 {
		return fmt.Sprintf("%s and %d more", words.List(list[:most]...), n)
	}
	return words.List(list...)
}

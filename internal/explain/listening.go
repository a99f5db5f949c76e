package explain

import (
	"slices"
	"strings"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
	"sttwizard/internal/words"
)

// Heard is some of the languages that are spoken, and into what they are translated.
type Heard struct{ From, Into []string }

// HeardOf says into what each of the spoken languages is translated, those together that
// have the same in common. A pair whose source nobody speaks is no translation.
func HeardOf(spoken []string, t *agora.TranslateConfig) []Heard {
	var out []Heard
	for _, code := range spoken {
		into := targetsOf(t, code)
		at := slices.IndexFunc(out, func(h Heard) bool { return slices.Equal(h.Into, into) })
		if at < 0 {
			at, out = len(out), append(out, Heard{Into: into})
		}
		out[at].From = append(out[at].From, code)
	}
	return out
}

func targetsOf(t *agora.TranslateConfig, source string) []string {
	if t == nil {
		return nil
	}
	for _, pair := range t.Languages {
		if pair.Source == source {
			return pair.Target
		}
	}
	return nil
}

// Listening says as half a sentence what a task of a request does: "listening to English,
// translating into Spanish and French"; empty where that is not known. Where not all that
// is spoken is translated into the same, each pair is named.
func Listening(v agora.Version, r agora.Request) string {
	if len(r.Languages) == 0 {
		return ""
	}
	told, spoken := "listening to "+Languages(r.Languages), r.Spoken(v)
	heard := HeardOf(spoken, r.Translate)
	var pairs []string
	for _, h := range heard {
		if len(h.Into) > 0 {
			pairs = append(pairs, words.And(languagesAmong(spoken, h.From)...)+" into "+Languages(h.Into))
		}
	}
	switch {
	case len(pairs) == 0:
		return told
	case len(heard) == 1:
		return told + ", translating into " + Languages(heard[0].Into)
	}
	return told + ", translating " + strings.Join(pairs, ", ")
}

// Listens says the same of the task of an attempt, with what a change without an answer may
// have made of it.
func Listens(a *attempt.Attempt) string { return listens(a.Intent().Version, a.Settings()) }

func listens(v agora.Version, s attempt.Settings) string {
	told := Listening(v, s.Request)
	for _, r := range s.Perhaps {
		if other := Listening(v, r); told != "" && !strings.Contains(told, other) {
			told += ", or " + other
		}
	}
	return told
}

// Languages names languages as people do: the region only where it is not the usual
// one, or where another one of the same language stands beside it.
func Languages(codes []string) string { return words.And(languagesAmong(codes, codes)...) }

// languagesAmong names languages so that they can be told from all that are named.
func languagesAmong(all, codes []string) []string {
	bases := map[string]int{}
	for _, code := range all {
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
	return names
}

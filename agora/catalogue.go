package agora

import (
	_ "embed"
	"slices"
	"strconv"
	"strings"
	"sync"
)

//go:embed data/languages.tsv
var languagesTSV string

//go:embed data/locales.tsv
var localesTSV string

//go:embed data/regions.tsv
var regionsTSV string

// Use is what a language can be used for.
type Use int

// The uses of a language.
const (
	Transcription Use = iota
	TranslationSource
	TranslationTarget
)

// Language is one language of Agora's catalogue.
type Language struct {
	Code string // such as "en-US"
	Name string // such as "English (United States)"

	English string // the language's name in English, such as "French"; CLDR's
	Own     string // its name in itself, such as "français"; empty where CLDR has none
	Likely  bool   // the locale that most of its speakers have, such as fr-FR; CLDR's

	published map[Version][3]bool
}

// Published reports whether Agora published the language for that version and
// use. One that is not may be newer, and may be refused.
func (l Language) Published(v Version, u Use) bool { return l.published[v][u] }

// Base returns the code of the language without script and region: "zh" of "zh-CN".
func (l Language) Base() string {
	base, _, _ := strings.Cut(l.Code, "-")
	return base
}

// Languages returns the catalogue, the codes published for that version and use
// first, those that can also be transcribed before the others, each part sorted
// by name.
func Languages(v Version, u Use) []Language {
	out := slices.Clone(languages())
	rank := func(l Language) int {
		switch {
		case l.Published(v, u) && l.Published(v, Transcription):
			return 0
		case l.Published(v, u):
			return 1
		}
		return 2
	}
	slices.SortStableFunc(out, func(a, b Language) int { return rank(a) - rank(b) })
	return out
}

// UsualLocales returns one locale of each language for that version and use: the one that
// most of its speakers have, or, where it is not published but others are, the first of
// those. The most spoken languages come first, the others in the order of [Languages].
func UsualLocales(v Version, u Use) []Language {
	all := Languages(v, u)
	best := map[string]Language{}
	better := func(l, than Language) bool {
		if p, q := l.Published(v, u), than.Published(v, u); p != q {
			return p
		}
		return l.Likely && !than.Likely
	}
	for _, l := range all {
		if now, known := best[l.Base()]; !known || better(l, now) {
			best[l.Base()] = l
		}
	}
	usual := slices.DeleteFunc(all, func(l Language) bool { return best[l.Base()].Code != l.Code })
	slices.SortStableFunc(usual, func(a, b Language) int { return a.Spread() - b.Spread() })
	return usual
}

// mostSpoken are the languages with the most speakers, those of whom it is a second
// language too, the most spoken one first.
var mostSpoken = []string{"en", "zh", "hi", "es", "ar", "fr", "bn", "pt", "ru", "id", "ur", "de", "ja"}

// Spread returns the place of the language among the most spoken ones, 0 for English; all
// others have the same one, behind those.
func (l Language) Spread() int {
	if at := slices.Index(mostSpoken, l.Base()); at >= 0 {
		return at
	}
	return len(mostSpoken)
}

// LanguageOf returns the language with that code, and whether the catalogue has it.
func LanguageOf(code string) (Language, bool) {
	all := languages()
	i := slices.IndexFunc(all, func(l Language) bool { return l.Code == code })
	if i < 0 {
		return Language{}, false
	}
	return all[i], true
}

// SpelledCode returns a code as the catalogue spells it, where somebody wrote it with other
// capitals, such as en-us; any other text without the spaces round it.
func SpelledCode(code string) string {
	code = strings.TrimSpace(code)
	for _, l := range languages() {
		if strings.EqualFold(l.Code, code) {
			return l.Code
		}
	}
	return code
}

// LanguageName returns the name of a code, or the code where it has none.
func LanguageName(code string) string {
	if l, ok := LanguageOf(code); ok {
		return l.Name
	}
	return code
}

var languages = sync.OnceValue(func() []Language {
	locales := map[string][]string{}
	for row := range tsvRows(localesTSV) {
		locales[row[0]] = row
	}
	var out []Language
	for row := range tsvRows(languagesTSV) {
		l := Language{Code: row[0], Name: row[1], published: map[Version][3]bool{}}
		if of := locales[l.Base()]; of != nil {
			l.English, l.Own, l.Likely = of[2], of[3], of[1] == l.Code
		}
		for i, v := range Versions() {
			at := 2 + 3*i
			l.published[v] = [3]bool{row[at] == "y", row[at+1] == "y", row[at+2] == "y"}
		}
		out = append(out, l)
	}
	return out
})

type regionTable struct {
	all     []Region
	vendors map[int]string
}

var regions = sync.OnceValue(func() regionTable {
	t := regionTable{vendors: map[int]string{}}
	for row := range tsvRows(regionsTSV) {
		vendor, err1 := strconv.Atoi(row[0])
		number, err2 := strconv.Atoi(row[2])
		if err1 != nil || err2 != nil {
			panic("agora: data/regions.tsv has a row without numbers: " + strings.Join(row, " "))
		}
		t.vendors[vendor] = row[1]
		t.all = append(t.all, Region{Vendor: vendor, Number: number, Name: row[3], Code: row[4], Place: row[5]})
	}
	return t
})

// tsvRows returns the rows of one of the data files, padded to 12 columns.
func tsvRows(data string) func(yield func([]string) bool) {
	return func(yield func([]string) bool) {
		for line := range strings.Lines(data) {
			line = strings.TrimRight(line, "\r\n")
			if line == "" || strings.HasPrefix(line, "#") {
				continue
			}
			row := strings.Split(line, "\t")
			for len(row) < 12 {
				row = append(row, "")
			}
			if !yield(row) {
				return
			}
		}
	}
}

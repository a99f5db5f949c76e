package form

import (
	"slices"
	"strings"

	"sttwizard/agora"
)

// The translations are one field of the request and as many questions as there
// are source languages. Here one question's part of the field is read and written.

// translations gives the draft's translations, as far as its text is readable.
func (d *Draft) translations() []agora.Translation {
	var r agora.Request
	if r.Set(agora.PathTranslatedPairs, d.Text(agora.PathTranslatedPairs)) != nil || r.Translate == nil {
		return nil
	}
	return r.Translate.Languages
}

// TranslationSources gives the languages whose targets are asked: those that are
// transcribed, then others that the draft already translates.
func (d *Draft) TranslationSources() []string {
	sources := slices.Clone(agora.SplitList(d.Text(agora.PathLanguages)))
	for _, t := range d.translations() {
		if !slices.Contains(sources, t.Source) {
			sources = append(sources, t.Source)
		}
	}
	return sources
}

// Targets gives the target languages of a source, separated by commas.
func (d *Draft) Targets(source string) string {
	for _, t := range d.translations() {
		if t.Source == source {
			return strings.Join(t.Target, ",")
		}
	}
	return ""
}

// SetTargets replaces the target languages of a source; none takes the source
// out of the translations.
func (d *Draft) SetTargets(source, targets string, from Source) {
	pairs := slices.Clone(d.translations())
	i := slices.IndexFunc(pairs, func(t agora.Translation) bool { return t.Source == source })
	list := agora.SplitList(targets)
	switch {
	case i >= 0 && len(list) == 0:
		pairs = slices.Delete(pairs, i, i+1)
	case i >= 0:
		pairs[i] = agora.Translation{Source: source, Target: list}
	case len(list) > 0:
		pairs = append(pairs, agora.Translation{Source: source, Target: list})
	}
	d.Set(agora.PathTranslatedPairs, agora.FormatPairs(pairs), from)
}

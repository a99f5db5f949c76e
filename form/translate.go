package form

import (
	"fmt"
	"slices"
	"strings"

	"sttwizard/agora"
)

// The translations are one field of the request and as many questions as there
// are source languages. Here one question's part of the field is read and written.

// translations returns the draft's translations, as far as its text is readable.
func (d *Draft) translations() []agora.Translation {
	var r agora.Request
	if r.Set(agora.PathTranslatedPairs, d.Text(agora.PathTranslatedPairs)) != nil || r.Translate == nil {
		return nil
	}
	return r.Translate.Languages
}

// TranslationSources returns the languages whose targets are asked: those that are
// transcribed, also of a single speaker, then others that the draft already translates.
func (d *Draft) TranslationSources() []string {
	r := agora.Request{Languages: agora.SplitList(d.Text(agora.PathLanguages))}
	_ = r.Set(agora.PathUIDLanguages, d.Text(agora.PathUIDLanguages)) // what can't be read is told there
	sources := r.Spoken(d.project.Version)
	for _, t := range d.translations() {
		if !slices.Contains(sources, t.Source) {
			sources = append(sources, t.Source)
		}
	}
	return sources
}

// Targets returns the target languages of a source, separated by commas; of a
// source that illegally stands there twice, those of both places.
func (d *Draft) Targets(source string) string {
	var targets []string
	for _, t := range d.translations() {
		if t.Source == source {
			targets = append(targets, t.Target...)
		}
	}
	return strings.Join(targets, ",")
}

// SetTargets replaces the target languages of a source, which then stands there
// once; none takes the source out of the translations.
func (d *Draft) SetTargets(source, targets string, from Source) {
	pairs := d.translations()
	is := func(t agora.Translation) bool { return t.Source == source }
	at := slices.IndexFunc(pairs, is)
	if at < 0 {
		at = len(pairs)
	}
	pairs = slices.DeleteFunc(pairs, is)
	if list := agora.SplitList(targets); len(list) > 0 {
		pairs = slices.Insert(pairs, at, agora.Translation{Source: source, Target: list})
	}
	d.Set(agora.PathTranslatedPairs, agora.FormatPairs(pairs), from)
}

// sourceAbout returns the source language whose question an error is about: that
// of its place, the one that stands there twice, or else the last one asked, so
// that a language without translations is passed over while another has some.
func (d *Draft) sourceAbout(e agora.FieldError) string {
	pairs := d.translations()
	for i, t := range pairs {
		if strings.HasPrefix(e.Path, fmt.Sprintf("%s[%d]", agora.PathTranslatedPairs, i)) {
			return t.Source
		}
		earlier := func(o agora.Translation) bool { return o.Source == t.Source }
		if e.Rule == "duplicate" && slices.ContainsFunc(pairs[:i], earlier) {
			return t.Source
		}
	}
	if sources := d.TranslationSources(); len(sources) > 0 {
		return sources[len(sources)-1]
	}
	return ""
}

package form

import (
	"io"
	"testing"

	"sttwizard/agora"
)

// found returns the option that a search puts first.
func found(options []Option, text string) Option {
	begin, within := NewIndex(options).Find(text)
	for _, i := range append(begin, within...) {
		return options[i]
	}
	return Option{}
}

func TestEveryLanguageIsFoundByItsNames(t *testing.T) {
	for _, v := range agora.Versions() {
		d := NewDraft(agora.Project{Version: v})
		for _, use := range []agora.Use{agora.Transcription, agora.TranslationSource, agora.TranslationTarget} {
			options := languageOptions(use)(d)
			for _, l := range agora.UsualLocales(v, use) {
				for _, name := range []string{l.English, l.Own} {
					if name == "" {
						continue
					}
					got, _ := agora.LanguageOf(found(options, name).Value)
					same := got.English == l.English && got.Published(v, use) == l.Published(v, use)
					if got.Code != l.Code && !same && l.Published(v, use) {
						t.Errorf("%s, use %d: %q takes %s, want %s", v, use, name, got.Code, l.Code)
					}
				}
			}
		}
	}
}

func TestTheUsualLocalesComeFirst(t *testing.T) {
	d := NewDraft(agora.Project{Version: agora.V7})
	options := languageOptions(agora.Transcription)(d)
	at := map[string]int{}
	for i, o := range options {
		at[o.Value] = i
	}
	for _, pair := range [][2]string{{"en-US", "en-GB"}, {"pt-BR", "pt-PT"}, {"zh-CN", "zh-HK"}, {"es-ES", "es-MX"}, {"fr-FR", "fr-CA"}} {
		if at[pair[0]] > at[pair[1]] {
			t.Errorf("%s stands behind %s", pair[0], pair[1])
		}
	}
	for text, want := range map[string]string{"francais": "fr-FR", "Português": "pt-BR", "deutsch": "de-DE", "日本語": "ja-JP", "中文": "zh-CN", "en": "en-US"} {
		if got := found(options, text); got.Value != want {
			t.Errorf("%q takes %s, want %s", text, got.Value, want)
		}
	}
}

func TestPlainModeTakesALanguageByItsName(t *testing.T) {
	for text, want := range map[string]string{"english": "en-US", "français": "fr-FR", "Deutsch, francais": "de-DE,fr-FR"} {
		d := NewDraft(agora.Project{Version: agora.V7})
		if err := (&script{lines: []string{text}}).plain().AskOnly(d, []string{agora.PathLanguages}); err != nil {
			t.Errorf("%q: %v", text, err)
		}
		if got := d.Text(agora.PathLanguages); got != want {
			t.Errorf("%q takes %s, want %s", text, got, want)
		}
	}
}

func TestPlainModeTakesEveryLanguageByItsNamesInEveryVersion(t *testing.T) {
	p := &Plain{Out: io.Discard}
	for _, v := range agora.Versions() {
		d := NewDraft(agora.Project{Version: v})
		d.SetUsed([]string{"en-GB", "fr-CA", "zh-HK", "de-AT"}, nil) // what was used last changes nothing
		options := languageOptions(agora.Transcription)(d)
		for _, l := range agora.UsualLocales(v, agora.Transcription) {
			for _, name := range []string{l.English, l.Own} {
				if name == "" || !l.Published(v, agora.Transcription) {
					continue
				}
				got, ok := p.choose(options, name)
				of, _ := agora.LanguageOf(got)
				if !ok || got != l.Code && (of.English != l.English || !of.Published(v, agora.Transcription)) {
					t.Errorf("%s: %q takes %q, want %s", v, name, got, l.Code)
				}
			}
		}
	}
}

func TestLanguagesUsedLastComeFirst(t *testing.T) {
	d := NewDraft(agora.Project{Version: agora.V7})
	q, _ := QuestionFor(d, agora.PathLanguages)
	all := len(q.Options(d))
	d.SetUsed([]string{"es-MX", "xx-XX", "en-GB"}, []string{"cs-CZ"})
	options := q.Options(d)
	if len(options) != all || options[0].Value != "es-MX" || options[1].Value != "en-GB" || !options[2].Usual {
		t.Errorf("%d of %d options, first %v", len(options), all, options[:3])
	}
	if got := languageOptions(agora.TranslationTarget)(d)[0].Value; got != "cs-CZ" {
		t.Errorf("translation begins with %s", got)
	}
	if got := q.Options(d.Clone())[0].Value; got != "es-MX" {
		t.Errorf("a copy begins with %s", got)
	}
	s := &script{lines: []string{"es-MX"}}
	if err := s.plain().AskOnly(d, []string{agora.PathLanguages}); err != nil {
		t.Fatal(err)
	}
	mustContain(t, "plain mode", s.out.String(), "Used last: es-MX Spanish (Mexico); en-GB English (United Kingdom).")
}

func TestTheMostSpokenOfTheLanguagesThatASearchFindsComesFirst(t *testing.T) {
	options := languageOptions(agora.Transcription)(NewDraft(agora.Project{Version: agora.V7}))
	for i, want := range []string{"en-US", "zh-CN", "hi-IN", "es-ES"} {
		if options[i].Value != want {
			t.Errorf("in place %d is %s, want %s", i, options[i].Value, want)
		}
	}
	for text, want := range map[string]string{"united k": "en-GB", "canada": "en-CA", "united": "en-US"} {
		if got := found(options, text); got.Value != want {
			t.Errorf("%q finds %s first, want %s", text, got.Value, want)
		}
	}
}

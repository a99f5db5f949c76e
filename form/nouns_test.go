package form

import (
	"strings"
	"testing"
)

// Subtitles are what is read; captions are said of nothing but their storage, and where
// Agora's own names have the word.
func TestOneNounForTheTextThatIsRead(t *testing.T) {
	texts := append([]string{}, stepTitles...)
	for _, request := range []map[string]string{full, fullOf7} {
		for _, q := range Questions(draftWith(t, request)) {
			texts = append(texts, q.Title, q.Help)
			if q.Fold != nil {
				texts = append(texts, q.Fold.Title, q.Fold.Help)
			}
		}
	}
	for _, text := range texts {
		rest := strings.NewReplacer("Caption storage", "", "captions/townhall", "", "recording captions", "").Replace(text)
		if strings.Contains(strings.ToLower(rest), "caption") {
			t.Errorf("%q speaks of captions: say subtitles, or caption storage", text)
		}
	}
}

package page

import (
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// A picture that is made of several, such as a family, is joined by characters that are
// left out on the screen, as terminals disagree on how wide it is. A field edits what is
// drawn, and remembers of which pictures it came: the answer has them whole.

// mostPictures bounds what a field remembers.
const mostPictures = 100

// firstPicture is the first character that may be one: a joined letter or digit is none.
const firstPicture = '\u2100'

// remember takes the pictures of a text that are drawn as their parts.
func (f *field) remember(text string) {
	if f.secret || !strings.ContainsAny(text, "\u200d\ufe0f") {
		return
	}
	for len(text) > 0 && len(f.pictures) < 2*mostPictures {
		whole, _ := ansi.FirstGraphemeCluster(text, ansi.GraphemeWidth)
		if whole == "" {
			return
		}
		text = text[len(whole):]
		whole = strings.TrimRight(whole, "\u200d") // it joins nothing there
		parts := strings.NewReplacer("\u200d", "", "\ufe0f", "").Replace(whole)
		if parts != whole && parts != "" && drawable(whole) == parts && !slices.Contains(f.pictures, whole) &&
			!strings.ContainsFunc(parts, func(r rune) bool { return r < firstPicture }) {
			f.pictures = append(f.pictures, parts, whole)
		}
	}
}

// whole returns a text that is drawn with the pictures that it came of.
func (f *field) whole(text string) string {
	if len(f.pictures) == 0 {
		return text
	}
	return strings.NewReplacer(f.pictures...).Replace(text)
}

// typedPicture returns how a picture that was typed at once is drawn.
func (f *field) typedPicture(text string) (drawn string, is bool) {
	f.remember(text)
	drawn = drawable(text)
	return drawn, drawn != "" && f.whole(drawn) == text
}

package presets

import (
	"regexp"
	"strings"
	"sync"
	"unicode"
)

// maxName is the longest name of a preset, in characters.
const maxName = 64

const extension = ".yaml"

// The name makes a file name on every system and never needs quotes in a shell.
var legalName = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[a-z0-9-]{1,64}$`) })

// A connection's name, as internal/connections has it. Nothing that could be
// a host, a path or a command fits.
var legalConnection = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[a-z0-9-]{1,32}$`) })

// CheckName returns nil for a name that a preset can have, else *BadNameError.
func CheckName(name string) error {
	if legalName().MatchString(name) {
		return nil
	}
	return &BadNameError{Name: name, Suggest: Slug(name)}
}

// foreign writes letters of Latin languages as a file name can hold them.
var foreign = strings.NewReplacer(
	"ä", "ae", "ö", "oe", "ü", "ue", "ß", "ss", "æ", "ae", "œ", "oe", "ø", "o", "å", "a",
	"à", "a", "á", "a", "â", "a", "ã", "a", "ç", "c", "è", "e", "é", "e", "ê", "e", "ë", "e",
	"ì", "i", "í", "i", "î", "i", "ï", "i", "ñ", "n", "ò", "o", "ó", "o", "ô", "o", "õ", "o",
	"ù", "u", "ú", "u", "û", "u", "ý", "y", "ÿ", "y", "&", " and ",
)

// Slug makes a legal name of a title, as "Weekly Town Hall!" gives
// "weekly-town-hall". It gives "preset" where nothing is left.
func Slug(title string) string {
	words := strings.FieldsFunc(foreign.Replace(strings.ToLower(title)), func(r rune) bool {
		return r > unicode.MaxASCII || !unicode.IsLower(r) && !unicode.IsDigit(r)
	})
	slug := strings.Join(words, "-")
	if len(slug) > maxName {
		slug = strings.TrimRight(slug[:maxName], "-")
	}
	if slug == "" {
		return "preset"
	}
	return slug
}

// Named returns the name and the title of a preset that somebody called by a name or by a
// title: "town-hall" is a name, of "My support call" one is made, and it is the title. What
// is neither, such as a path, stays the name that it can't be.
func Named(called string) (name, title string) {
	if CheckName(called) == nil || !isTitle(called) {
		return called, ""
	}
	return Slug(called), called
}

// isTitle reports whether a text that is no name reads like a title that one can be made
// of: words, and nothing of a path.
func isTitle(s string) bool {
	const between = " -_,;:!?&'’()+"
	made := false
	for _, r := range s {
		switch {
		case unicode.In(r, unicode.L, unicode.M, unicode.Nd):
			made = true
		case !strings.ContainsRune(between, r):
			return false
		}
	}
	return made && strings.TrimSpace(s) == s && Slug(s) != Slug("")
}

// unfit says which character of a text may not stand in a title or note: those
// that steer a terminal or turn the direction of what follows. It gives "" for
// a text that is fine.
func unfit(s string, lines bool) string {
	for _, r := range s {
		switch {
		case r == '\n' && lines:
		case unicode.IsControl(r):
			return "control characters"
		case r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069:
			return "characters that turn the direction of writing"
		case r == 0x2028 || r == 0x2029:
			return "line separators"
		}
	}
	return ""
}

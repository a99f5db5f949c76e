package form

import (
	"slices"
	"strconv"
	"strings"
	"sync"

	"sttwizard/agora"
	"sttwizard/internal/terminal"
)

// constant is for options that never change.
func constant(options ...Option) func(*Draft) []Option {
	return func(*Draft) []Option { return options }
}

// plain makes options whose labels are their values.
func plain(values []string) []Option {
	out := make([]Option, len(values))
	for i, v := range values {
		out[i] = Option{Value: v, Label: v}
	}
	return out
}

// without leaves out the option with that value.
func without(options []Option, value string) []Option {
	return slices.DeleteFunc(slices.Clone(options), func(o Option) bool { return o.Value == value })
}

// languageOptions returns the catalogue for a use: the usual locale of each language
// first, then the others, each part with the published codes first. A search also finds
// a language by its English name and by its own. Pages ask for it at many keys, so each
// version's is made once; it must not be changed.
func languageOptions(use agora.Use) func(*Draft) []Option {
	made := map[agora.Version]func() []Option{}
	for _, v := range agora.Versions() {
		made[v] = sync.OnceValue(func() []Option { return languagesFor(v, use) })
	}
	return func(d *Draft) []Option {
		if of, known := made[d.project.Version]; known {
			return d.usedFirst(use, of())
		}
		return languagesFor(d.project.Version, use)
	}
}

// usedLanguages are the languages that were used last, by use, and the options with
// those first as they were made last.
type usedLanguages struct {
	codes map[agora.Use][]string
	made  map[usedKey][]Option
}

type usedKey struct {
	version agora.Version
	use     agora.Use
}

// SetUsed says which languages were transcribed last, and into which was translated, the
// last ones first: they stand first among the options.
func (d *Draft) SetUsed(spoken, targets []string) {
	d.used = usedLanguages{
		codes: map[agora.Use][]string{agora.Transcription: spoken, agora.TranslationTarget: targets},
		made:  map[usedKey][]Option{},
	}
}

// usedFirst puts the languages that were used last before the others.
func (d *Draft) usedFirst(use agora.Use, options []Option) []Option {
	codes := d.used.codes[use]
	if len(codes) == 0 {
		return options
	}
	key := usedKey{d.project.Version, use}
	if made, ok := d.used.made[key]; ok {
		return made
	}
	var first []Option
	for _, code := range codes {
		if i := slices.IndexFunc(options, func(o Option) bool { return o.Value == code }); i >= 0 {
			o := options[i]
			o.Used = true
			if !strings.Contains(o.Note, "  ") {
				o.Note += "  used last"
			}
			first = append(first, o)
		}
	}
	rest := slices.DeleteFunc(slices.Clone(options), func(o Option) bool { return slices.Contains(codes, o.Value) })
	d.used.made[key] = append(first, rest...)
	return d.used.made[key]
}

func languagesFor(v agora.Version, use agora.Use) []Option {
	languages := agora.UsualLocales(v, use)
	usual := map[string]bool{}
	for _, l := range languages {
		usual[l.Code] = true
	}
	rest := slices.DeleteFunc(agora.Languages(v, use), func(l agora.Language) bool { return usual[l.Code] })
	out := make([]Option, 0, len(languages)+len(rest))
	for _, l := range append(languages, rest...) {
		published := l.Published(v, use)
		o := Option{Value: l.Code, Label: l.Name, Note: l.Code, Usual: usual[l.Code] && published, Newer: !published, spread: l.Spread()}
		for _, name := range []string{l.English, l.Own} {
			if name != "" {
				o.names = append(o.names, folded(name))
			}
		}
		out = append(out, o)
	}
	return out
}

func cryptionModes(d *Draft) []Option {
	limit := d.project.Version.Limits().CryptionMode
	out := []Option{{Label: "not chosen yet"}}
	for mode := int(limit.Min); mode <= int(limit.Max); mode++ {
		note := "mode " + strconv.Itoa(mode)
		if agora.UsesSalt(mode) {
			note += ", needs a salt"
		}
		out = append(out, Option{Value: strconv.Itoa(mode), Label: agora.CryptionModeName(mode), Note: note})
	}
	return out
}

func vendors(d *Draft) []Option {
	out := []Option{{Label: "not chosen yet"}}
	have := d.project.Version.Limits().Vendors
	for _, v := range have {
		out = append(out, Option{Value: strconv.Itoa(v), Label: agora.VendorName(v)})
	}
	text := d.Text(agora.PathVendor)
	if v, err := strconv.Atoi(text); err == nil && !slices.Contains(have, v) && agora.VendorName(v) != text {
		out = append(out, Option{Value: text, Label: agora.VendorName(v), Note: "not in " + string(d.project.Version)})
	}
	return out
}

// sseOptions are the ways in which a storage may encrypt.
func sseOptions(d *Draft) []Option {
	out := []Option{{Label: "as the bucket does"}}
	return append(out, plain(d.project.Version.Limits().SSE)...)
}

// regions returns the regions of the chosen storage, S3's while none is chosen; a
// vendor that takes none gets a 0.
func regions(d *Draft) []Option {
	vendor := agora.VendorS3
	if text := d.Text(agora.PathVendor); text != "" {
		vendor, _ = strconv.Atoi(text) // what is no number has no regions
	}
	if len(agora.Regions(vendor)) == 0 || agora.NeedsNoRegion(vendor) {
		return []Option{{Value: "0", Label: "0", Note: "the only value; Agora ignores it"}}
	}
	var out []Option
	for _, r := range agora.Regions(vendor) {
		number := strconv.Itoa(r.Number)
		out = append(out, Option{Value: number, Label: r.Label(), Note: strings.TrimSpace(number + "  " + r.Place), names: []string{folded(r.Place), folded(r.Name)}})
	}
	return out
}

func regionWords(d *Draft, text string) string {
	for _, o := range regions(d) {
		if o.Value == text && o.Label != text {
			return o.Label + " (" + text + ")"
		}
	}
	return text
}

// pairsInWords writes translations as "en-US → fr-FR, de-DE".
func pairsInWords(text string) string {
	var items []string
	for _, pair := range agora.SplitList(text) {
		source, targets, _ := strings.Cut(pair, ":")
		items = append(items, source+" → "+strings.ReplaceAll(targets, "+", ", "))
	}
	return strings.Join(items, "; ")
}

const unlistedNote = "not on the list"

// Unlisted makes an option of a value that is none, so that it is shown and not lost.
func Unlisted(value string) Option {
	return Option{Value: value, Label: drawable(value), Note: unlistedNote}
}

// drawable makes a text from a file or the environment safe to draw in a field.
func drawable(text string) string { return string(terminal.Safe(text, 0)) }

package form

import (
	"strconv"
	"strings"

	"sttwizard/agora"
)

// vendor returns the number of the chosen storage vendor, or 0 where none is.
func (d *Draft) vendor() int {
	n, err := strconv.Atoi(d.Text(agora.PathVendor))
	if err != nil {
		return 0
	}
	return n
}

// inVendorsWords puts a question in the words that the chosen storage has for it, its
// help too.
func inVendorsWords(d *Draft, q *Question) {
	common, terms := agora.TermsOf(0), agora.TermsOf(d.vendor())
	q.Title, _ = terms.At(q.Path)
	q.Help = strings.NewReplacer(
		"the access key", "the "+inSentence(terms.AccessKey),
		"the "+inSentence(common.Bucket), "the "+inSentence(terms.Bucket),
	).Replace(q.Help)
}

// inSentence writes a title as within a sentence; words that begin with several capitals,
// or hold some, stay.
func inSentence(title string) string {
	first, _, _ := strings.Cut(title, " ")
	if first[1:] != strings.ToLower(first[1:]) {
		return title
	}
	return strings.ToLower(title[:1]) + title[1:]
}

// NameOf names what is asked at a path in a sentence, in the words of the draft's
// storage and version: "secret access key". A path without a question is its own name.
func (d *Draft) NameOf(path string) string {
	if q, ok := QuestionFor(d, path); ok {
		return inSentence(q.Title)
	}
	return path
}

// severalRegions raises the question about the region where there is a choice, and where
// one was given that the storage does not take.
func severalRegions(d *Draft) bool {
	text := d.Text(agora.PathRegion)
	return d.On(Captions) && (!agora.NeedsNoRegion(d.vendor()) || text != "" && text != onlyRegion)
}

// onlyRegion is what a storage without regions takes.
const onlyRegion = "0"

// impliedRegion puts the only region into a request whose storage has no other.
func (d *Draft) impliedRegion(r *agora.Request) {
	if d.On(Captions) && agora.NeedsNoRegion(d.vendor()) && d.Text(agora.PathRegion) == "" {
		r.Set(agora.PathRegion, onlyRegion) // a number is never wrong for it
	}
}

// setVendor changes the storage. The region is one of the storage's own: it goes with
// the old one, and comes back with it.
func setVendor(d *Draft, text string, from Source) {
	old := d.Text(agora.PathVendor)
	if old == text {
		return
	}
	if region := d.answers[agora.PathRegion]; region.text != "" {
		d.regions[old] = region
		d.Set(agora.PathRegion, "", from)
	}
	d.Set(agora.PathVendor, text, from)
	if back, ok := d.regions[text]; ok {
		d.Set(agora.PathRegion, back.text, back.source)
	}
}

// withMode raises a question about encryption for the modes that need the answer, and
// wherever it is answered already.
func withMode(path string, needs func(mode int) bool) func(*Draft) bool {
	return func(d *Draft) bool {
		mode, err := strconv.Atoi(d.Text(agora.PathCryptionMode))
		return d.On(Encryption) && (err == nil && needs(mode) || d.Text(path) != "" || d.stored(path))
	}
}

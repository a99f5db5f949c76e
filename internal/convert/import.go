package convert

import (
	"slices"
	"strconv"

	"sttwizard/agora"
)

// Import is what a text came to.
type Import struct {
	// Values has the texts of the request by path, as agora's Request.Set takes
	// them; one that is no legal value of its field stands there as it was.
	Values map[string]string
	// Secrets has the secrets of the request by path. No other part of an Import
	// holds one of them.
	Secrets map[string]agora.Secret
	// Sections says of the optional parts that the text has whether they are on.
	Sections map[string]bool

	// Open has the fields of which a value was a placeholder or code, by path, and
	// why in words. What else the field had is among Values.
	Open map[string]string

	Version agora.Version // that the text looks like; empty: any
	Why     string        // what it looks so by, in words that go on after "because"
	AppID   string        // of the URL, 32 hexadecimal digits; empty: none
	BaseURL string        // of the URL, as agora.CheckBaseURL allows; empty: none
	// Key and CustomerSecret are the credentials of a command; the connection's
	// are used, so they serve to make a connection of it only.
	Key            string
	CustomerSecret agora.Secret

	Notes []Note // in the order of the text, as far as it matters
}

// Read reads a text of at most MaxBytes, or an export of at most MaxExport. The error is ErrEmpty, ErrNotText,
// ErrNoRequest, a *SyntaxError, a *DataError or an *ItemsError, or says that the text
// is too long; what is wrong with single fields is in the notes. Whether the values are
// legal is agora's business.
func Read(data []byte) (Import, error) { return ReadItem(data, "") }

// ReadItem reads the request of a text with several that has that name or number; an
// empty one stands for the only one.
func ReadItem(data []byte, item string) (Import, error) {
	text, err := plainText(data)
	if err != nil {
		return Import{}, err
	}
	all, err := find(text)
	if err != nil {
		return Import{}, err
	}
	f, err := choose(all, item)
	if err != nil {
		return Import{}, err
	}
	return f.imported()
}

// imported takes the body to the paths of the request.
func (f *found) imported() (Import, error) {
	told := notes{slices.Clone(f.notes.list)}
	t := newTaker(&told)
	t.program = f.program
	t.body(f.body)
	im := Import{Values: map[string]string{}, Secrets: map[string]agora.Secret{}, Sections: t.sections, Open: t.open,
		AppID: f.call.appID, BaseURL: f.call.baseURL, Key: f.call.key, CustomerSecret: f.call.Secret}
	if err := t.fill(&im); err != nil {
		return Import{}, err
	}
	im.Version, im.Why = t.guess(f.call)
	im.Notes = told.list
	return im, nil
}

// Fill returns every value to set, secrets revealed, in the order of the document,
// then the optional parts by their path as on or off: what a draft's Set takes.
func (im Import) Fill(set func(path, text string)) {
	for _, f := range agora.Fields() {
		if s, ok := im.Secrets[f.Path]; ok {
			set(f.Path, s.Reveal())
		} else if text, ok := im.Values[f.Path]; ok {
			set(f.Path, text)
		}
	}
	for _, path := range agora.Sections() {
		if on, ok := im.Sections[path]; ok {
			word := "off"
			if on {
				word = "on"
			}
			set(path, word)
		}
	}
}

// Request returns the request of all values that are legal texts of their fields.
func (im Import) Request() agora.Request {
	var r agora.Request
	im.Fill(func(path, text string) {
		_ = r.Set(path, text) // a section, or a text that is no value: the draft tells
	})
	return r
}

func decimal(n int) string { return strconv.Itoa(n) }

package form

import (
	"errors"

	"sttwizard/agora"
	"sttwizard/internal/convert"
)

// Import puts what was read from somebody's text into the draft. It returns an error
// for each secret that the text says is at a place that no text of somebody else may
// name. Another storage than the draft's starts without answers.
func (d *Draft) Import(im convert.Import) []agora.FieldError {
	var wrong []agora.FieldError
	im.Fill(func(path, text string) {
		if path == agora.PathVendor {
			d.startStorage(text, Imported)
		}
	})
	im.Fill(func(path, text string) {
		if e, ok := errors.AsType[agora.FieldError](d.Give(path, text, Imported)); ok {
			wrong = append(wrong, e)
		}
	})
	return wrong
}

// ImportOpen returns an error for each field that an import leaves open: where its
// value was a placeholder, and where a secret is only said to be asked for.
func ImportOpen(im convert.Import) []agora.FieldError {
	var out []agora.FieldError
	for _, f := range agora.Fields() {
		if why, ok := im.Open[f.Path]; ok {
			out = append(out, agora.FieldError{Path: f.Path, Rule: agora.RulePlaceholder, Text: why})
		}
	}
	return append(out, AskedFor(im.Request())...)
}

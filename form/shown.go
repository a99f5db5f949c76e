package form

import (
	"slices"

	"sttwizard/agora"
	"sttwizard/internal/secret"
)

// Shown returns the request as people look at it, or take it elsewhere, before it is
// sent: where a bot token, or the name of v7, is made only then, words stand in its
// place.
func (d *Draft) Shown() agora.Request {
	r := d.Request()
	if d.project.Version.Named() {
		r.Name = madeWhenSent
	}
	for _, path := range []string{agora.PathSubBotToken, agora.PathPubBotToken} {
		if d.Automatic(path) {
			r.Set(path, madeWhenSent) // a text is never wrong for it
		}
	}
	return r
}

// Show is what stands in place of a secret of Shown in a document: a mask with
// where it comes from, or the words for a token that is made when it is sent.
func (d *Draft) Show(path string, s agora.Secret) string {
	switch {
	case d.Automatic(path):
		return madeWhenSent
	case d.Ref(path).IsZero():
		return s.Masked()
	}
	return d.secretWords(path)
}

// Lines returns Shown as the lines of a document. A text that is no value of its field, as
// letters for a number, can't be sent and stands there as it was typed.
func (d *Draft) Lines() []agora.Line {
	_, errs := d.read()
	texts := map[string]string{}
	for _, e := range errs {
		texts[e.Path] = d.answers[e.Path].text
	}
	return d.Shown().LinesWith(d.project, d.Show, texts)
}

// Portable returns the request as a file that Load takes back on another day: in
// place of each secret the reference to it, or ask where nothing says where it is.
// What each start makes or draws anew is left out. The notes say of each such field
// what became of it. No secret is in either.
func (d *Draft) Portable() (agora.Request, []agora.FieldError) {
	r, had := d.Request().Sent(d.project.Version).WithoutSecrets()
	var notes []agora.FieldError
	note := func(path, text string) {
		notes = append(notes, agora.FieldError{Path: path, Rule: "left-out", Text: text})
	}
	for _, f := range agora.Fields() {
		ref := d.refs[f.Path].ref
		switch {
		case IsToken(f.Path) && d.Automatic(f.Path):
			note(f.Path, "is left out: "+madeWhenSent)
		case d.Automatic(f.Path):
			r.Set(f.Path, "")
			note(f.Path, "is left out: each start draws its own")
		case !ref.IsZero() && d.sends(f.Path):
			r.Set(f.Path, ref.String())
		case slices.Contains(had, f.Path):
			r.Set(f.Path, secret.Ask().String())
			note(f.Path, `is left out, as nothing says where it is: "ask" stands in its place, and who sends the file `+
				"is asked for it; put env:NAME or keyring:NAME there to say where it is")
		}
	}
	return r, notes
}

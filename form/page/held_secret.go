package page

import (
	"strings"

	"sttwizard/agora"
	"sttwizard/form"
)

// A secret that is there already is held while it has the focus: its line is empty and
// says so, typing replaces it, and an empty line stands for it again.

// hold empties the line of a focused secret, which stands for the secret from then on.
func (r *row) hold(d *form.Draft) {
	if r.q.Kind != form.Secret || r.text == "" {
		return
	}
	r.reveal(false)
	r.kept = r.text
	r.put("")
	r.field.invite(strings.Join(heldWords(d, r), r.between()))
}

// release puts a held secret back into its line, as it is shown without the focus.
func (f *field) release() {
	if !f.secret || f.kept == "" {
		return
	}
	text := f.text
	if text == "" {
		text = f.kept
	}
	f.kept = ""
	f.put(text)
}

// between stands between words about one thing.
func (f *field) between() string { return " " + f.styles.Marks.Between + " " }

// heldWords say of a secret that there is one, how long it is, and where it is from.
func heldWords(d *form.Draft, r *row) []string {
	text := r.text
	if text == "" {
		text = r.kept
	}
	return []string{"set", lengthOf(text), d.FromWords(r.q.Path)}
}

// isHeld reports whether the line stands for a secret that is there.
func (f *field) isHeld() bool { return f.secret && f.kept != "" && f.text == "" }

// drop empties a held secret for a key that deletes.
func (f *field) drop(k string) {
	switch k {
	case "backspace", "delete", "ctrl+u", "ctrl+w", "ctrl+k":
		f.known, f.kept = f.kept, ""
		f.invite("")
	}
}

// restore gives the question the answer that it had when the focus came.
func (r *row) restore(d *form.Draft) {
	if r.q.Kind == form.Secret {
		d.SetSecret(r.q.Path, agora.Secret(r.before.text), r.before.ref, r.before.source)
		return
	}
	r.q.Set(d, "", r.before.source) // what was typed meanwhile has another source
	r.q.Set(d, r.before.text, r.before.source)
}

// Reveal shows the focused secret, or hides it again.
func (p *Page) Reveal() {
	r := p.row()
	switch {
	case r.isHeld():
		r.release()
		r.reveal(true)
	case r.bare && r.text == r.before.text:
		r.hold(p.draft)
	default:
		r.reveal(!r.bare)
	}
}

package form

import (
	"maps"

	"sttwizard/agora"
)

// What became of a draft since it began: whether it was changed, and whether it was sent.

// Was returns the text that a path began with where it is another one now.
func (d *Draft) Was(path string) (string, bool) {
	old, ok := d.began[path]
	return old, ok && old != d.Text(path) && !agora.IsSecret(path)
}

// beginning returns the draft as it began, without secrets.
func (d *Draft) beginning() *Draft {
	then := NewDraft(d.project)
	then.origin, then.open = d.origin, d.open
	for path, text := range d.began {
		if !agora.IsSecret(path) {
			then.Set(path, text, Default)
		}
	}
	return then
}

// Changed reports whether the draft differs from what it began with, secrets left out.
func (d *Draft) Changed() bool {
	now := d.texts()
	then := NewDraft(d.project).texts() // a draft that did not begin with anything began empty
	maps.Copy(then, d.began)
	for _, f := range agora.Fields() {
		if f.Secret {
			delete(now, f.Path)
			delete(then, f.Path)
		}
	}
	return !maps.Equal(now, then)
}

// MarkSent notes that these answers are sent: they are kept as the last ones, not as
// unsent. The next change of an answer takes it back.
func (d *Draft) MarkSent() { d.sent = true }

// MarkUnsent takes that back: nothing was started with them.
func (d *Draft) MarkUnsent() { d.sent = false }

// Sent reports whether just these answers were sent: a task runs with them, or may.
func (d *Draft) Sent() bool { return d.sent }

// Reuse returns every answer one source, as when the last answers are used again.
func (d *Draft) Reuse(source Source) {
	for path, a := range d.answers {
		d.answers[path] = answer{a.text, source}
	}
	for path, k := range d.refs {
		d.refs[path] = kept{k.ref, source}
	}
	clear(d.shelves)
}

package form

import "sttwizard/agora"

// Shown gives the request as people look at it, or take it elsewhere, before it is
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

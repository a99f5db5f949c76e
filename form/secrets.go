package form

import (
	"slices"
	"strings"
	"time"

	"sttwizard/agora"
	"sttwizard/agora/token"
	"sttwizard/internal/clock"
	"sttwizard/internal/secret"
)

// A secret of the draft has a value, a reference that says where the value comes
// from, or both once it was found there. Files get the reference only.

// kept is where a secret comes from, and who said so.
type kept struct {
	ref    secret.Ref
	source Source
}

// SetSecret puts a secret at its path together with the reference that it comes
// from. The value may be empty: then it is known where the secret is, and it was
// not looked up yet. The reference may be zero, which is Set. A path of no secret
// is left alone.
func (d *Draft) SetSecret(path string, value agora.Secret, ref secret.Ref, source Source) {
	if !agora.IsSecret(path) {
		return
	}
	d.Set(path, value.Reveal(), source)
	delete(d.refs, path)
	if ref.IsZero() {
		return
	}
	d.refs[path] = kept{ref, source}
	if s := sectionOf(path); s != "" {
		d.on[s] = true
	}
}

// dropRef forgets where a secret came from, as another one is given. That it is
// asked for each time stays true.
func (d *Draft) dropRef(path string) {
	if !d.refs[path].ref.Asks() {
		delete(d.refs, path)
	}
}

// Ref says where the secret at a path comes from. It is zero where nobody said,
// and from when another value was given.
func (d *Draft) Ref(path string) secret.Ref { return d.refs[path].ref }

// Refs returns the references of all secrets that are in use, by path: what a preset
// saves. Those that the version lacks are among them.
func (d *Draft) Refs() map[string]secret.Ref {
	out := map[string]secret.Ref{}
	for path, k := range d.refs {
		if d.keeps(path) {
			out[path] = k.ref
		}
	}
	return out
}

// keeps reports whether what stands at a path is saved: its section is on.
func (d *Draft) keeps(path string) bool {
	s := sectionOf(path)
	return s == "" || d.on[s]
}

// sends reports whether what stands at a path is sent.
func (d *Draft) sends(path string) bool { return d.keeps(path) && d.Lacks(path) == "" }

// stored reports whether the secret at a path can be found without a person.
func (d *Draft) stored(path string) bool {
	ref := d.refs[path].ref
	return !ref.IsZero() && !ref.Asks()
}

// Unresolved returns the paths of the secrets that would be sent, of which it is
// known where they are and that were not found there yet, in the order of the
// document.
func (d *Draft) Unresolved() []string {
	var out []string
	for _, f := range agora.Fields() {
		if d.stored(f.Path) && d.answers[f.Path].text == "" && d.sends(f.Path) {
			out = append(out, f.Path)
		}
	}
	return out
}

// Wanted returns the secrets that Unresolved names, for whoever looks for them.
func (d *Draft) Wanted() []secret.Wanted {
	var out []secret.Wanted
	for _, path := range d.Unresolved() {
		out = append(out, secret.Wanted{Path: path, What: d.NameOf(path), Ref: d.refs[path].ref})
	}
	return out
}

// Found puts a secret that was found into the draft. Who said where it is stays its
// source.
func (d *Draft) Found(l secret.Looked) { d.SetSecret(l.Path, l.Value, l.Ref, d.Source(l.Path)) }

// unresolved makes an error of each secret that is not found yet, in place of
// the one that it is missing.
func (d *Draft) unresolved(errs []agora.FieldError) []agora.FieldError {
	for _, path := range d.Unresolved() {
		errs = append(slices.DeleteFunc(errs, func(e agora.FieldError) bool { return e.Path == path }), agora.FieldError{
			Path: path, Rule: "required", Text: "has not been found in " + d.refs[path].ref.Words() + "; type it here to go on without",
		})
	}
	return errs
}

// tokenClock is what the times of tokens are compared with.
type tokenClock struct {
	now   func() time.Time // nil: clock.Now
	until time.Time
}

func (c tokenClock) times() (now, until time.Time) {
	if c.now == nil {
		return clock.Now(), c.until
	}
	return c.now(), c.until
}

// Clock sets what the times of tokens are compared with: the time now, and the
// reminder of the task, zero where there is none.
func (d *Draft) Clock(now func() time.Time, until time.Time) { d.clock = tokenClock{now, until} }

// tokenProblems is what is wrong with bot tokens that were given.
func (d *Draft) tokenProblems(r agora.Request) []agora.FieldError {
	now, until := d.clock.times()
	return token.Problems(r, d.project, now, until)
}

// uidNeeded says which uid a bot with a token needs.
func (d *Draft) uidNeeded(uid string) string {
	t, err := token.Read(d.answers[bots[botOf(uid)].token].text)
	if _, known := agora.BotUID(t.UID); err == nil && known {
		return "is required: this bot's token is made for the uid " + t.UID
	}
	return "is required: a token is made for one uid, so type the one that this bot's token is made for"
}

// TokenWords says in lines what the bot token at a path is made for and how long
// it lives. There are none for other paths and for a text that is no token.
func (d *Draft) TokenWords(path string) []string {
	text := d.answers[path].text
	if text == "" || !IsToken(path) {
		return nil
	}
	t, err := token.Read(text)
	if err != nil {
		return nil
	}
	now, _ := d.clock.times()
	return t.Words(now)
}

// What stands where a secret is not in the draft.
const (
	madeWhenSent  = agora.MadeWhenSent
	askedEachTime = agora.AskedEachTime
)

// secretWords returns a secret as a person reads it: a mask with the fingerprint,
// and where it comes from.
func (d *Draft) secretWords(path string) string {
	mask, from := agora.Secret(d.answers[path].text).Masked(), "fingerprint"
	switch ref := d.refs[path].ref; {
	case ref.Asks():
		from = askedEachTime
	case !ref.IsZero() && mask == "":
		return place(ref) + ", not found yet"
	case !ref.IsZero():
		from = place(ref)
	}
	if mask == "" {
		return ""
	}
	return mask + " (" + from + ")"
}

// FromWords says where the secret at a path is from: "from the keyring", "typed".
func (d *Draft) FromWords(path string) string {
	if ref := d.refs[path].ref; !ref.IsZero() && !ref.Asks() {
		words, _, _ := strings.Cut(ref.Words(), " (")
		return "from " + words
	}
	switch source := d.Source(path); source {
	case Typed, Made:
		return string(source)
	case LastUsed:
		return "from the last answers"
	case Env:
		return "from the environment"
	default:
		return "from the " + string(source)
	}
}

// place says in two words where a secret is kept: "keyring acme-storage".
func place(ref secret.Ref) string { return ref.Form() + " " + ref.Name() }

// secrets returns the paths of the secrets that are set, or were when the draft
// was kept, in the order of the document.
func (d *Draft) secrets() []string {
	var out []string
	for _, f := range agora.Fields() {
		if f.Secret && (d.answers[f.Path].text != "" || d.had[f.Path]) {
			out = append(out, f.Path)
		}
	}
	return out
}

// Touched reports whether anything was typed since the draft began, secrets too.
func (d *Draft) Touched() bool {
	return d.Changed() || slices.ContainsFunc(d.secrets(), func(path string) bool { return d.Source(path) == Typed })
}

// Lost returns the paths of the secrets that the draft had when it was kept and
// has not now, nor knows where to find: files hold none, so they are to be asked
// for again.
func (d *Draft) Lost() []string {
	return slices.DeleteFunc(d.secrets(), func(path string) bool { return d.answers[path].text != "" || d.stored(path) })
}

// ForgetSecrets unsets every secret's value, as before a draft is written to a
// file. References stay, but for those of storages that are not chosen.
func (d *Draft) ForgetSecrets() {
	for _, f := range agora.Fields() {
		if f.Secret {
			delete(d.answers, f.Path)
		}
	}
	clear(d.shelves)
}

// referenceProblems finds secrets that say where a secret is instead of being one,
// as when env:NAME was typed into the field or stands in the variable.
func (d *Draft) referenceProblems(r agora.Request) []agora.FieldError {
	var out []agora.FieldError
	for _, f := range agora.Fields() {
		if !f.Secret {
			continue // writing a field as a text takes long where it is a list
		}
		if text, ok := r.Get(f.Path); ok && isReference(text) {
			out = append(out, agora.FieldError{Path: f.Path, Rule: agora.RulePlaceholder,
				Text: "says where a secret is instead of being it: put the secret itself here, or " + agora.WhereReferencesGo})
		}
	}
	return out
}

// isReference reports whether a text says where a secret is. A word alone, as ask,
// may be a secret.
func isReference(text string) bool {
	ref, err := secret.ParseRef(text)
	return err == nil && !ref.Asks()
}

// Give puts a text of a request's file at a path as Set does. For a secret it may
// say where that is, as env:NAME, or that it is asked for, as ask; the error is
// agora.FieldError, also for a place that no file may name.
func (d *Draft) Give(path, text string, source Source) error {
	ref, err := secret.ParseRef(text)
	if !agora.IsSecret(path) || err != nil {
		return d.Set(path, text, source)
	}
	if err := secret.CheckForeign(ref); err != nil {
		return agora.FieldError{Path: path, Rule: "secret", Text: err.Error()}
	}
	d.SetSecret(path, "", ref, source)
	return nil
}

// AskedFor returns an error for each secret of a request's file of which it says only
// that it is asked for, as Portable writes it where nothing says where the secret is.
func AskedFor(r agora.Request) []agora.FieldError {
	var out []agora.FieldError
	for _, f := range agora.Fields() {
		text, _ := r.Get(f.Path)
		if ref, err := secret.ParseRef(text); f.Secret && err == nil && ref.Asks() {
			out = append(out, agora.FieldError{Path: f.Path, Rule: "required",
				Text: "is a secret, and the request says no more than to ask for it"})
		}
	}
	return out
}

package form

import (
	"slices"

	"sttwizard/agora"
)

// Base is what the answers of a draft are compared with: another draft, such as the preset
// that they began with or those of an earlier task.
type Base struct {
	Name string // what it is, as behind "differs from": "preset gala", "last run of 28 Nov"

	then *Draft
	open map[string]bool // paths that it leaves open: an answer there differs from nothing
	asks bool            // what is asked for each time is compared too
	told bool            // it is known which secrets it has
}

// Difference is an answer that is sent otherwise than the base's. All texts are safe to draw.
type Difference struct {
	Path     string // of the request, or a section's name
	Title    string // as a person calls it
	Was, Now string // in words, never empty
	Secret   bool   // the words say no more than whether there is one, and whether it is another one

	WasText, NowText string // as --set takes them; empty: not set, or a secret

	key string // of the question
}

// Short tells it in little room, languages by their codes.
func (x Difference) Short() string {
	was, now := x.Was, x.Now
	if x.WasText != "" && x.NowText != "" && (x.Path == agora.PathLanguages || x.Path == agora.PathTranslatedPairs) {
		was, now = drawable(x.WasText), drawable(x.NowText)
	}
	return x.Title + " " + was + " → " + now
}

// BaseOf compares with a draft as it is, also in what it asks for each time.
func BaseOf(name string, then *Draft) *Base {
	return &Base{Name: name, then: then, asks: true, told: true}
}

// BaseOfPreset compares with a draft that a preset was opened into. What the preset leaves
// open, because it asks for it or because it has no value where one is needed, differs from
// nothing.
func BaseOfPreset(then *Draft) *Base {
	return &Base{Name: "preset " + drawable(then.origin), then: then, open: then.leavesOpen(), told: true}
}

// BaseOfAnother compares with a draft that another preset than the answers' own was opened
// into: an answer that it leaves open differs from that.
func BaseOfAnother(then *Draft) *Base {
	return &Base{Name: "preset " + drawable(then.origin), then: then, told: true}
}

// BaseOfRequest compares with a request that was sent, of which its secrets are known by
// their paths only.
func BaseOfRequest(name string, p agora.Project, r agora.Request, secrets []string) *Base {
	then := NewDraft(p)
	then.Load(r, Default) // what is no value of its field was not sent
	for _, path := range secrets {
		then.had[path] = true
		if sectionOf(path) == Encryption {
			then.on[Encryption] = true
		}
	}
	return &Base{Name: name, then: then, told: true}
}

// Began returns what the draft began with, of which no secret is known; nil: with nothing.
func (d *Draft) Began() *Base {
	if !slices.ContainsFunc(agora.Fields(), func(f agora.Field) bool { return d.began[f.Path] != "" }) {
		return nil
	}
	then := d.beginning()
	name := "how it began"
	switch {
	case d.origin != "":
		name = "preset " + drawable(d.origin)
	case d.from != "" && d.from != Typed: // which says nothing of when
		name = drawable(string(d.from))
	}
	return &Base{Name: name, then: then, open: then.leavesOpen()}
}

// LeaveOpen notes the paths that the preset asks for at each use.
func (d *Draft) LeaveOpen(paths []string) {
	for _, path := range paths {
		if d.open == nil {
			d.open = map[string]bool{}
		}
		d.open[path] = true
	}
}

// leavesOpen returns the paths that are asked for, and those that lack a value.
func (d *Draft) leavesOpen() map[string]bool {
	out := map[string]bool{}
	for path := range d.open {
		out[path] = true
	}
	for _, e := range d.Problems() {
		if e.Rule == "required" && !agora.IsSecret(e.Field()) { // a secret may be there and not found yet
			out[e.Field()] = true
		}
	}
	return out
}

// Differences returns what a draft sends otherwise than the base, in the order of the
// questions. A base that is nil differs from nothing.
func (b *Base) Differences(d *Draft) []Difference {
	if b == nil {
		return nil
	}
	var out []Difference
	for _, q := range b.questions(d) {
		if x, differs := b.differs(d, q); differs {
			out = append(out, x)
		}
	}
	return out
}

// questions are those that the draft or the base raises, in the order of the draft's.
func (b *Base) questions(d *Draft) []Question {
	out := Questions(d)
	for _, q := range Questions(b.then) {
		same := func(o Question) bool { return o.Key == q.Key }
		if !slices.ContainsFunc(out, same) && (q.Path != agora.PathTranslatedPairs || q.Key != q.Path) {
			out = append(out, q)
		}
	}
	place := func(q Question) int {
		return slices.IndexFunc(table, func(o Question) bool { return o.Path == q.Path })
	}
	slices.SortStableFunc(out, func(x, y Question) int { return place(x) - place(y) })
	return out
}

// differs returns how the answer to a question differs from the base's. It is the one place
// where that is decided.
func (b *Base) differs(d *Draft, q Question) (Difference, bool) {
	x := Difference{Path: q.Path, Title: q.Title, Secret: q.Kind == Secret, key: q.Key}
	switch {
	case b.open[q.Path]:
		return x, false
	case x.Secret:
		x.Was, x.Now = b.secrets(d, q.Path)
		return x, x.Was != x.Now
	}
	x.WasText, x.NowText = b.then.sentAt(q), d.sentAt(q)
	x.Was, x.Now = b.then.toldAt(q), d.toldAt(q)
	if x.WasText+x.NowText == "" && (x.Was == notSet || x.Now == notSet) {
		x.Was = x.Now // what nobody set holds as a default or not at all, with the section
	}
	if b.asks {
		x.Was, x.Now = b.then.askedToo(q, x.Was), d.askedToo(q, x.Now)
		return x, x.Was != x.Now
	}
	differs := x.Was != x.Now
	if differs {
		x.Was = b.then.askedToo(q, x.Was)
	}
	return x, differs
}

// sentAt returns the text that is sent for a question; empty: none is.
func (d *Draft) sentAt(q Question) string {
	switch {
	case isSection(q.Path):
		return d.Text(q.Path)
	case !d.sends(q.Path):
		return ""
	}
	return q.Get(d)
}

// toldAt returns it in words, or what holds instead. Numbers that are drawn for each start
// are no others because they were drawn anew.
func (d *Draft) toldAt(q Question) string {
	switch text := d.sentAt(q); {
	case text != "" && isSection(q.Path):
		return text
	case text != "":
		return drawable(q.Words(d))
	case !d.sends(q.Path):
		return notSet
	case d.Automatic(q.Path):
		return string(Automatic)
	}
	if initial := q.Initial(d); initial != "" {
		return initial + " (default)"
	}
	return notSet
}

// notSet is what differs from an answer that there is on one side only.
const notSet = "not set"

// askedToo adds to the words about an answer that it is asked for each time.
func (d *Draft) askedToo(q Question, told string) string {
	switch {
	case !d.open[q.Path]:
		return told
	case d.sentAt(q) == "":
		return askedEachTime
	}
	return told + ", " + askedEachTime
}

// secrets says of a secret whether each side has one, and whether they are the same, as far
// as that is known: the same words are no difference.
func (b *Base) secrets(d *Draft, path string) (was, now string) {
	was, now = b.then.secretAtAll(path), d.secretAtAll(path)
	switch {
	case !b.told:
		return now, now
	case was != now || was == notSet:
		return was, now
	case was == isSet && b.then.isAnother(d, path):
		return was, "another one"
	}
	return was, now
}

// isSet is what is told of a secret that there is.
const isSet = "a secret"

// secretAtAll says whether a secret is sent.
func (d *Draft) secretAtAll(path string) string {
	switch {
	case !d.sends(path):
		return notSet
	case d.Automatic(path):
		return isSet // a token is made when the task is sent
	case d.answers[path].text != "" || d.had[path] || !d.refs[path].ref.IsZero():
		return isSet
	}
	return notSet
}

// isAnother reports whether a secret is known to be another one than the draft's, by its
// value or by where it is.
func (d *Draft) isAnother(o *Draft, path string) bool {
	a, b := d.answers[path].text, o.answers[path].text
	x, y := d.refs[path].ref, o.refs[path].ref
	switch {
	case d.stored(path) && o.stored(path):
		return x != y
	case a != "" && b != "":
		return a != b
	}
	return false
}

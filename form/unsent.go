package form

import "sttwizard/agora"

// Unsent is an answer that is kept and not sent, because the draft's version has
// no place for it. All texts are safe to draw.
type Unsent struct {
	Path  string // of the request
	Title string // as a person calls it
	Value string // in words, secrets masked
	Why   string // such as "only v7 has it"
}

// ownName is why a name is not sent by a version that wants one.
const ownName = "each start gets a name of its own"

// titlesUnasked name fields about which there is no question.
var titlesUnasked = map[string]string{
	agora.PathName:        "Name of the task",
	agora.PathTranslateOn: "Translation on or off",
}

// Lacks says why the draft's version does not have the field at a path, in a few
// words; empty means that it has it.
func (d *Draft) Lacks(path string) string { return d.project.Version.Lacks(path) }

// NotSent returns the answers that are kept and not sent in the draft's version, in
// the order of the document; those of a section that is off are not among them.
// Another version may send them, see SetProject.
func (d *Draft) NotSent() []Unsent {
	var out []Unsent
	for _, f := range agora.Fields() {
		why := d.Lacks(f.Path)
		if f.Path == agora.PathName && d.project.Version.Named() {
			why = ownName
		}
		_, answered := d.answers[f.Path]
		_, stored := d.refs[f.Path]
		if why != "" && (answered || stored) && d.keeps(f.Path) {
			out = append(out, Unsent{f.Path, d.titleOf(f.Path), d.words(f), why})
		}
	}
	return out
}

func (d *Draft) titleOf(path string) string {
	if title, ok := titlesUnasked[path]; ok {
		return title
	}
	q, _ := QuestionFor(d, path)
	return q.Title
}

// words returns the answer at a field in words, also where nothing asks for it.
func (d *Draft) words(f agora.Field) string {
	q, ok := QuestionFor(d, f.Path)
	switch {
	case f.Secret && d.answers[f.Path].text == "" && d.refs[f.Path].ref.Asks():
		return askedEachTime
	case ok:
		return drawable(q.Words(d))
	}
	return drawable(d.answers[f.Path].text)
}

package form

import (
	"fmt"
	"slices"
	"strings"

	"sttwizard/agora"
)

// Kind is how a question is asked.
type Kind int

// The kinds of questions.
const (
	Text    Kind = iota // a line of text
	Secret              // a line that is not shown
	Number              // a whole number
	Choice              // one of a few, shown in full
	Pick                // one of many, with a filter
	Choices             // several of many, with a filter
	Toggle              // off or on
)

// Step is a page of the wizard.
type Step int

// The steps in their order; Review is a screen of its own, not a page.
const (
	StepChannel Step = iota
	StepLanguages
	StepEncryption
	StepCaptions
	StepTranslation
	StepReview
)

var stepTitles = []string{"Channel and bots", "Languages", "Encryption", "Caption storage", "Translation", "Review"}

// Title names the step.
func (s Step) Title() string { return stepTitles[s] }

// Steps returns the pages in their order, without the review.
func Steps() []Step {
	return []Step{StepChannel, StepLanguages, StepEncryption, StepCaptions, StepTranslation}
}

// Section returns the section that the step switches, or none.
func (s Step) Section() Section {
	switch s {
	case StepEncryption:
		return Encryption
	case StepCaptions:
		return Captions
	case StepTranslation:
		return Translation
	}
	return ""
}

// Option is one value that can be chosen.
type Option struct {
	Value string // as the draft holds it
	Label string // as a person reads it; unique in its question
	Note  string // a few dim words behind it
	Usual bool   // comes before others that a search finds as well
	Used  bool   // was used last
	Newer bool   // Agora's page does not name it yet: it may be refused

	spread int // its place among the most spoken languages, the most spoken first

	names []string // what a filter finds it by, besides value and label; folded
}

// Question is a row of the table: what is asked about one path, and how.
type Question struct {
	Key   string // unique; the path, or "path[source]" for the targets of a language
	Path  string // the path in the request, or a section's name
	Step  Step
	Title string
	Help  string
	About string // of the field as a whole, where the question is about a part of it; empty: Help says it
	Kind  Kind
	Long  bool  // a text that may be longer than a line, though it has no lines
	Fold  *Fold // the row that it stands folded in; nil: it is asked

	as      func(agora.Version, *Question)     // puts it as the version means it; nil: all versions mean the same
	told    func(*Draft, *Question)            // puts it in the words of other answers; nil: they change none
	hides   bool                               // is not even shown where the version lacks it
	hint    func(agora.Limits) string          // the rule in a few words
	initial func(agora.Limits) string          // what the API takes when nothing is sent, in words
	options func(*Draft) []Option              // for Choice, Pick and Choices
	limit   func(agora.Limits) int             // how many of Choices
	shown   func(*Draft) bool                  // nil: always
	make    func(*Draft) (string, error)       // what ctrl+g makes; nil: nothing
	makes   string                             // what it makes, as after "ctrl+g makes" and "make"
	get     func(*Draft) string                // nil: the text at the path
	set     func(*Draft, string, Source)       // nil: Draft.Set at the path
	words   func(d *Draft, text string) string // nil: from the options, or the text itself
}

// Get returns the question's text in the draft.
func (q Question) Get(d *Draft) string {
	if q.get != nil {
		return q.get(d)
	}
	return d.Text(q.Path)
}

// Set writes the question's text to the draft.
func (q Question) Set(d *Draft, text string, source Source) {
	if q.set != nil {
		q.set(d, text, source)
		return
	}
	d.Set(q.Path, text, source) // its errors are about unknown paths, which a question has not
}

// In returns the question as it is put in a version, which may mean something else
// by the same path.
func (q Question) In(v agora.Version) Question {
	if q.as != nil {
		q.as(v, &q)
	}
	return q
}

// of returns the question as it is put to a draft: in its version, in the words of its
// other answers.
func (q Question) of(d *Draft) Question {
	q = q.In(d.project.Version)
	if q.told != nil {
		q.told(d, &q)
	}
	return q
}

// Shown reports whether the question is raised, given the other answers and whatever
// the version. Questions in a fold count as shown.
func (q Question) Shown(d *Draft) bool { return q.shown == nil || q.shown(d) }

// Options returns what can be chosen, given the other answers.
func (q Question) Options(d *Draft) []Option {
	if q.options == nil {
		return nil
	}
	return q.options(d)
}

// Limit returns how many may be chosen: 1 for Choice and Pick.
func (q Question) Limit(d *Draft) int {
	if q.limit == nil {
		return 1
	}
	return q.limit(d.project.Version.Limits())
}

// Hint returns the rule in a few words, such as "5 to 28800 seconds, 60 if left empty".
func (q Question) Hint(d *Draft) string {
	limits := d.project.Version.Limits()
	hint := ""
	if q.hint != nil {
		hint = q.hint(limits)
	}
	switch initial := q.Initial(d); {
	case d.project.MakesTokens && IsToken(q.Path):
		hint = "empty: made when sent, with the connection's App Certificate"
	case d.Automatic(q.Path):
		hint = "empty: automatic, a fresh one for each start; else " + hint
	case initial != "" && q.Kind == Number:
		hint += fmt.Sprintf("; %s if left empty", initial)
	}
	return strings.TrimPrefix(hint, "; ")
}

// Initial says what holds when nothing is answered: what the API takes, such as
// "30 s", that a uid is automatic, that a token is made, or that a secret is asked
// for each time; empty when there is nothing or the field is required.
func (q Question) Initial(d *Draft) string {
	switch {
	case d.project.MakesTokens && IsToken(q.Path):
		return madeWhenSent
	case d.Automatic(q.Path):
		return string(Automatic)
	case d.Ref(q.Path).Asks():
		return askedEachTime
	}
	if q.initial == nil {
		return ""
	}
	return q.initial(d.project.Version.Limits())
}

// Invite returns what an empty line for the answer stands for, where that is a uid
// drawn for each start, a token that is made then, or a secret that is kept
// elsewhere; else nothing.
func (q Question) Invite(d *Draft) string {
	switch {
	case botOf(q.Path) < 0 && q.Kind != Secret:
		return ""
	case q.Get(d) == "" && d.stored(q.Path):
		return q.Words(d)
	}
	return q.Initial(d)
}

// CanMake reports whether a value can be made on the spot, and what it is in words.
func (q Question) CanMake() (string, bool) { return q.makes, q.make != nil }

// Make makes a value that fits the other answers. It fails only where the
// system's randomness does.
func (q Question) Make(d *Draft) (string, error) { return q.make(d) }

// Mine picks, of a draft's problems or warnings, those about this question: by
// path, and for the targets of a language by its place among the translations.
func (q Question) Mine(d *Draft, all []agora.FieldError) []agora.FieldError {
	var out []agora.FieldError
	for _, e := range all {
		if e.Field() == q.Path && q.owns(d, e) {
			out = append(out, e)
		}
	}
	return out
}

func (q Question) owns(d *Draft, e agora.FieldError) bool {
	if q.Path == agora.PathUIDLanguages && d.Lacks(q.Path) == "" {
		return d.ownsSpeaker(q.Key, e)
	}
	if q.Path != agora.PathTranslatedPairs || q.Key == q.Path {
		return true
	}
	return q.Key == targetsKey(d.sourceAbout(e))
}

// targetsKey is the key of the question about a source language's targets.
func targetsKey(source string) string {
	return fmt.Sprintf("%s[%s]", agora.PathTranslatedPairs, source)
}

// Words returns the answer as a person reads it: names for codes, a mask, the
// fingerprint and the source for secrets, empty when unset.
func (q Question) Words(d *Draft) string {
	text := q.Get(d)
	switch {
	case q.Kind == Secret:
		return d.secretWords(q.Path)
	case text == "":
		return ""
	case q.words != nil:
		return q.words(d, text)
	}
	return q.labels(d, text)
}

// labels replaces values by their options' labels.
func (q Question) labels(d *Draft, text string) string {
	options := q.Options(d)
	if options == nil {
		return text
	}
	values := []string{text}
	if q.Kind == Choices {
		values = agora.SplitList(text)
	}
	for i, v := range values {
		at := slices.IndexFunc(options, func(o Option) bool { return o.Value == v })
		if at >= 0 {
			values[i] = options[at].Label
		}
	}
	return strings.Join(values, ", ")
}

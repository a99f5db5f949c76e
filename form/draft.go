package form

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"sttwizard/agora"
)

// Source says where a value came from, in the words of the review.
type Source string

// The sources of values. A preset's is made by FromPreset.
const (
	Typed    Source = "typed"
	Made     Source = "made here"
	LastUsed Source = "last used"
	Flagged  Source = "flag"
	Env      Source = "env"
	File     Source = "request file"
	Imported Source = "import"
	Default  Source = "default"
	// Automatic is the source of a bot's uid that is drawn for each attempt, and of
	// a bot's token that is made when the request is sent.
	Automatic Source = "automatic"
)

// FromPreset is the source of a preset's values, and of those that it inherits from
// another one.
func FromPreset(name, inherited string) Source {
	if inherited == "" {
		return Source("preset " + name)
	}
	return Source("preset " + name + " ← " + inherited)
}

// Section is an optional part of the request that is switched on or off whole.
type Section string

// The sections. Captions and translation are named as the API's objects are.
const (
	Encryption  Section = "encryption"
	Captions    Section = agora.PathCaption
	Translation Section = agora.PathTranslate
)

// Sections returns the sections in the order of their steps.
func Sections() []Section { return []Section{Encryption, Captions, Translation} }

// isSection reports whether a path is that of a section.
func isSection(path string) bool { return slices.Contains(Sections(), Section(path)) }

// sectionOf returns the section that a path belongs to, or none.
func sectionOf(path string) Section {
	switch {
	case path == agora.PathCryptionMode || path == agora.PathSecret || path == agora.PathSalt:
		return Encryption
	case strings.HasPrefix(path, agora.PathCaption+"."):
		return Captions
	case strings.HasPrefix(path, agora.PathTranslate+"."):
		return Translation
	}
	return ""
}

type answer struct {
	text   string
	source Source
}

// Draft is a request being filled in: for each path the text as it was given,
// legal or not, and its source; and which sections are on. A section that is
// off keeps its answers and does not send them.
type Draft struct {
	project agora.Project
	answers map[string]answer
	on      map[Section]bool
	shelves map[string]shelf // what was answered about other storages, by vendor
	typed   typedSpeakers
	began   map[string]string // the texts that the draft began with, to show what was changed
	origin  string            // the preset that it began from, or ""
	from    Source            // where what it began with came from, where that was no preset
	sent    bool              // a task was started with just these answers
	used    usedLanguages
	had     map[string]bool    // the secrets that it had when it was kept, by path
	refs    map[string]kept    // where secrets come from, by path
	clock   tokenClock         // what tokens are compared with
	foreign map[signedFor]bool // whether tokens were signed with another App Certificate
	drawn   [len(bots)]string  // the uids that stand for automatic ones
	spent   bool               // an attempt has them
	open    map[string]bool    // the paths that the preset asks for at each use
	locks   map[string]bool    // the paths that the preset locks; false: somebody unlocked it
	dice    func(n int) int    // draws them; nil: the system does
	kept    agora.Version      // of the file that it was read from
}

// NewDraft returns an empty draft for a project.
func NewDraft(p agora.Project) *Draft {
	d := &Draft{
		project: p, answers: map[string]answer{}, on: map[Section]bool{}, shelves: map[string]shelf{},
		began: map[string]string{}, had: map[string]bool{}, refs: map[string]kept{},
	}
	d.draw()
	return d
}

// Project returns the project that the draft is checked against.
func (d *Draft) Project() agora.Project { return d.project }

// SetProject changes what the draft is checked against, the version too. No answer
// is lost: NotSent has those that the version lacks, Problems what breaks its rules.
func (d *Draft) SetProject(p agora.Project) { d.project, d.foreign = p, nil }

// Set puts a text at a path, or switches a section by its name with on or off.
// An empty text unsets. A text at a path inside a section switches it on. It
// refuses a path that does not exist (agora.FieldError, rule "unknown") and
// keeps every text, also one that is no legal value. Another text than a secret
// has drops its reference.
func (d *Draft) Set(path, text string, source Source) error {
	if isSection(path) {
		return d.setSection(Section(path), text)
	}
	if _, ok := agora.FieldAt(path); !ok {
		return new(agora.Request).Set(path, text)
	}
	if text == "" {
		d.dropRef(path)
		d.sent = d.sent && d.answers[path].text == ""
		delete(d.answers, path)
		return nil
	}
	text = Spelled(path, text)
	if old, ok := d.answers[path]; ok && old.text == text {
		return nil // an answer confirmed unchanged keeps its source
	}
	d.dropRef(path)
	d.answers[path], d.sent = answer{text, source}, false
	d.keepApart()
	if s := sectionOf(path); s != "" {
		d.on[s] = true
	}
	return nil
}

// Spelled writes a flag as the options of its question do, so that "yes" from a
// command line is found among them, a folder with slashes, and codes of languages as
// Agora does. All other texts stay as they were given.
func Spelled(path, text string) string {
	if path == agora.PathLanguages || path == agora.PathUIDLanguages || path == agora.PathTranslatedPairs {
		return spelledCodes(text)
	}
	if folder := agora.SplitFolder(text); path == agora.PathFileNamePrefix && len(folder) > 0 {
		return agora.JoinFolder(folder)
	}
	var r agora.Request
	if f, _ := agora.FieldAt(path); f.Kind != agora.Flag || r.Set(path, text) != nil {
		return text
	}
	same, _ := r.Get(path)
	return same
}

// spelledCodes spells each code in a list, or in one of the lists of an answer by speaker
// or by source.
func spelledCodes(text string) string {
	var b strings.Builder
	for text != "" {
		end := strings.IndexAny(text, ",:+")
		if end < 0 {
			return b.String() + spelledCode(text)
		}
		b.WriteString(spelledCode(text[:end]))
		b.WriteByte(text[end])
		text = text[end+1:]
	}
	return b.String()
}

// spelledCode spells a code; what is none keeps the spaces round it.
func spelledCode(text string) string {
	if code := agora.SpelledCode(text); code != strings.TrimSpace(text) || agora.LanguageName(code) != code {
		return code
	}
	return text
}

func (d *Draft) setSection(s Section, text string) error {
	before := d.on[s]
	switch strings.ToLower(text) {
	case "on", "true", "yes":
		d.on[s] = true
	case "off", "false", "no", "":
		d.on[s] = false
	default:
		return agora.FieldError{Path: string(s), Rule: "type", Text: "must be on or off"}
	}
	d.sent = d.sent && before == d.on[s]
	return nil
}

// Text returns the text at a path, empty when unset. For a section it is on or off.
func (d *Draft) Text(path string) string {
	if isSection(path) {
		if d.on[Section(path)] {
			return "on"
		}
		return "off"
	}
	return d.answers[path].text
}

// Source returns the source of the value at a path: when nothing is set, Automatic
// or Default.
func (d *Draft) Source(path string) Source {
	if a, ok := d.answers[path]; ok {
		return a.source
	}
	if k, ok := d.refs[path]; ok {
		return k.source
	}
	if d.Automatic(path) {
		return Automatic
	}
	return Default
}

// LeftOutBy reports whether a section leaves a field out, because it is switched off.
func (d *Draft) LeftOutBy(section, path string) bool {
	s := sectionOf(path)
	return s != "" && s == Section(section) && !d.on[s]
}

// On reports whether a section is switched on.
func (d *Draft) On(s Section) bool { return d.on[s] }

// Load takes over all values of a request's file as Give does, with one source;
// the errors are those of Give. Another storage than the draft's starts without answers.
func (d *Draft) Load(r agora.Request, source Source) []agora.FieldError {
	var errs []agora.FieldError
	vendor, _ := r.Get(agora.PathVendor)
	d.startStorage(vendor, source)
	for _, f := range agora.Fields() {
		text, ok := r.Get(f.Path)
		if !ok {
			continue
		}
		if e, wrong := errors.AsType[agora.FieldError](d.Give(f.Path, text, source)); wrong {
			errs = append(errs, e)
		}
	}
	if r.Caption != nil {
		d.on[Captions] = true
	}
	if r.Translate != nil {
		d.on[Translation] = true
	}
	return errs
}

// Begin takes the present answers as what the draft began with, so that Was can
// say what was changed since, and draws new automatic uids. The name is the
// preset's, or empty.
func (d *Draft) Begin(preset string) {
	d.origin = preset
	d.began, d.from = d.texts(), ""
	for _, a := range d.answers {
		d.from = max(d.from, a.source) // whichever; they have one, or it is no preset's
	}
	d.draw()
}

// texts returns the text at every path that has one, and of every section on or off.
func (d *Draft) texts() map[string]string {
	out := map[string]string{}
	for path, a := range d.answers {
		out[path] = a.text
	}
	for _, s := range Sections() {
		out[string(s)] = d.Text(string(s))
	}
	return out
}

// Origin names the preset that the draft began from, or nothing.
func (d *Draft) Origin() string { return d.origin }

// Empty reports whether nothing was answered at all.
func (d *Draft) Empty() bool { return len(d.answers)+len(d.refs) == 0 }

// Request returns the request as it would be sent: what is set and readable, of
// the sections that are on, with the uids that are automatic.
func (d *Draft) Request() agora.Request {
	r, _ := d.build()
	return r
}

// Answered returns the request without what is automatic: what a preset saves.
func (d *Draft) Answered() agora.Request {
	r, _ := d.read()
	return r
}

// build returns the request to be sent, and read's errors.
func (d *Draft) build() (agora.Request, []agora.FieldError) {
	r, errs := d.read()
	if d.project.Version.Named() {
		r.Name = "" // each start gets one of its own
	}
	d.fill(&r)
	d.impliedRegion(&r)
	return r, slices.DeleteFunc(errs, func(e agora.FieldError) bool { return d.Lacks(e.Path) != "" })
}

// read returns what is answered, and an error for each text that is no value of its field.
func (d *Draft) read() (agora.Request, []agora.FieldError) {
	var r agora.Request
	var errs []agora.FieldError
	if d.on[Captions] {
		r.Caption = &agora.CaptionConfig{}
	}
	if d.on[Translation] {
		r.Translate = &agora.TranslateConfig{}
	}
	for _, f := range agora.Fields() {
		a, ok := d.answers[f.Path]
		if s := sectionOf(f.Path); !ok || (s != "" && !d.on[s]) {
			continue
		}
		if err, bad := r.Set(f.Path, a.text).(agora.FieldError); bad {
			if f.Kind == agora.Pairs && err.Rule == "type" {
				err.Text += fmt.Sprintf("; %q does not", a.text) // no field shows this text
			}
			errs = append(errs, err)
		}
	}
	return r, errs
}

// Clone returns a copy that shares nothing.
func (d *Draft) Clone() *Draft {
	c := *d
	c.answers, c.on, c.began = maps.Clone(d.answers), maps.Clone(d.on), maps.Clone(d.began)
	c.SetUsed(d.used.codes[agora.Transcription], d.used.codes[agora.TranslationTarget])
	c.shelves = maps.Clone(d.shelves) // a shelf is never changed
	c.had, c.refs = maps.Clone(d.had), maps.Clone(d.refs)
	return &c
}

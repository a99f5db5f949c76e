package task

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"sttwizard/agora"
	"sttwizard/form"
	"sttwizard/form/page"
	"sttwizard/internal/attempt"
	"sttwizard/internal/explain"
	"sttwizard/internal/tasks"
	"sttwizard/internal/words"
	"sttwizard/ui/kit"
)

// changeHelp says how the lines of a change are filled in.
var changeHelp = map[string]string{
	agora.PathLanguages:       "Type to search: a language's name or its code.",
	agora.PathUIDLanguages:    "The uids of single speakers, with commas between them; what each speaks is chosen then. Empty for none",
	speaker:                   "Agora transcribes these of this speaker. Type to search: a language's name or its code.",
	agora.PathKeywords:        "Words that are often said, with commas between them; empty for none",
	agora.PathSubscribeUIDs:   "Uids with commas between them; empty for everybody",
	agora.PathTranslatedPairs: "Type to search. None chosen: it isn't translated.",
}

// Form asks for what the task shall run with from now on, line by line.
type Form struct {
	screen *Screen
	slots  []slot
}

// slot is a line of the form.
type slot struct {
	*page.Line
	path string
	nth  int     // of the spoken languages, of which it has the translation
	of   sources // those languages: everybody's, or those that only single speakers have
}

// sources are the languages of lines about translations, by what the line about a path has.
type sources func(has func(path string) string) []string

// askToChange asks for it, where the task can be changed.
func (s *Screen) askToChange() tea.Cmd {
	if err := s.world.Work().Attempt.Changeable(); err != nil {
		return s.chosen(Say{explain.Sentence(errors.New(words.Capital(err.Error())), ""), true})
	}
	s.Changed()
	return s.chosen(AskChange{newForm(s)})
}

// Intro stands above the lines.
func (f *Form) Intro() string {
	const intro = "What is not changed stays. Nothing is sent before you have looked at it."
	if f.screen.runsKnown {
		return intro
	}
	return "The task was started elsewhere, so what it runs with is known only as far as it was changed here. " + intro
}

// newForm makes the lines, filled with what the task runs with now.
func newForm(s *Screen) *Form {
	f := &Form{screen: s}
	for _, path := range f.paths() {
		text, _ := s.runs.Get(path)
		line := &page.Line{Label: words.Capital(explain.ChangeName(path)), Text: text, Help: changeHelp[path], Path: path}
		switch path {
		case agora.PathTranslatedPairs:
			f.translations()
			continue
		case agora.PathUIDLanguages:
			f.speakers(line)
			continue
		case agora.PathLanguages:
			line.Pick, line.Most = f.offered(path, nil)
		}
		f.slots = append(f.slots, slot{Line: line, path: path})
	}
	return f
}

// offered returns the languages that can be chosen for a path, and how many of them.
func (f *Form) offered(path string, spoken []string) ([]form.Option, int) {
	d := form.NewDraft(agora.Project{Version: f.attempt().Intent().Version})
	_ = d.Set(agora.PathLanguages, strings.Join(spoken, ","), form.Typed)
	_ = d.Set(string(form.Translation), "on", form.Typed)
	if path == agora.PathUIDLanguages {
		_ = d.Set(path, "1:en-US", form.Typed) // the languages of anybody
	}
	for _, q := range form.Questions(d) {
		if q.Path == path && (q.Kind == form.Pick || q.Kind == form.Choices) {
			return q.Options(d), q.Limit(d)
		}
	}
	return nil, 0
}

// translations adds a line for each language that may be spoken, by everybody or only by
// single speakers: into what it is translated.
func (f *Form) translations() {
	v, limits := f.attempt().Intent().Version, f.attempt().Intent().Version.Limits()
	f.translationsOf(f.spoken, f.screen.runs.Languages, limits.Languages.Max)
	if v.Has(agora.PathUIDLanguages) {
		begun := f.screen.runs.Spoken(v)[len(f.screen.runs.Languages):]
		f.translationsOf(f.ofSpeakers, begun, limits.TranslateSources.Max)
	}
}

// translationsOf adds those lines for so many languages, of which begun are there now.
func (f *Form) translationsOf(of sources, begun []string, most int) {
	for nth := range most {
		line := &page.Line{Help: changeHelp[agora.PathTranslatedPairs]}
		line.When = func() bool { return nth < len(of(f.has)) }
		line.Named = func() string { return "Translate " + explain.Languages(of(f.has)[nth:nth+1]) + " into" }
		if nth < len(begun) {
			line.Text = strings.Join(targetsOf(f.screen.runs, begun[nth]), ",")
			line.Label = "Translate " + begun[nth] + " into"
		}
		source := append(slices.Clone(begun), "en-US")[min(nth, len(begun))]
		line.Pick, line.Most = f.offered(agora.PathTranslatedPairs, []string{source})
		f.slots = append(f.slots, slot{line, agora.PathTranslatedPairs, nth, of})
	}
}

// targetsOf returns into what a request translates a language.
func targetsOf(r agora.Request, source string) []string {
	if r.Translate == nil {
		return nil
	}
	for _, t := range r.Translate.Languages {
		if t.Source == source {
			return t.Target
		}
	}
	return nil
}

// spoken returns the languages that are chosen, by what a line has.
func (f *Form) spoken(has func(path string) string) []string {
	return agora.SplitList(has(agora.PathLanguages))
}

// ofSpeakers returns the languages that only single speakers have.
func (f *Form) ofSpeakers(has func(path string) string) []string {
	r := agora.Request{Languages: f.spoken(has)}
	v := f.attempt().Intent().Version
	said := form.Spelled(agora.PathUIDLanguages, form.SpeakersCoded(v, has(agora.PathUIDLanguages)))
	_ = r.Set(agora.PathUIDLanguages, said) // what can't be read is told there
	return r.Spoken(v)[len(r.Languages):]
}

// has returns what the line about a path has now.
func (f *Form) has(path string) string {
	if path != agora.PathUIDLanguages {
		return f.slots[f.line(path)].Value()
	}
	v := make([]string, len(f.slots))
	for i, s := range f.slots {
		v[i] = s.Value()
	}
	return f.speakersText(v)
}

// line returns the place of the line about a path.
func (f *Form) line(path string) int {
	return slices.IndexFunc(f.slots, func(s slot) bool { return s.path == path })
}

// text returns what the lines say about a path.
func (f *Form) text(path string, v []string) string {
	switch path {
	case agora.PathTranslatedPairs:
	case agora.PathUIDLanguages:
		return f.speakersText(v)
	default:
		return v[f.line(path)]
	}
	var pairs []string
	for i, s := range f.slots {
		if s.path != path {
			continue
		}
		spoken := s.of(func(path string) string { return f.text(path, v) })
		if targets := agora.SplitList(v[i]); s.nth < len(spoken) && len(targets) > 0 {
			pairs = append(pairs, spoken[s.nth]+":"+strings.Join(targets, "+"))
		}
	}
	return strings.Join(pairs, ",")
}

// Lines returns the lines.
func (f *Form) Lines() []*page.Line {
	out := make([]*page.Line, len(f.slots))
	for i, s := range f.slots {
		out[i] = s.Line
	}
	return out
}

func (f *Form) attempt() *attempt.Attempt { return f.screen.world.Work().Attempt }

// paths returns what can be changed of the task, in the order of the document.
func (f *Form) paths() []string {
	all := f.attempt().Intent().Version.UpdatePaths()
	return slices.DeleteFunc(all, func(path string) bool { return explain.ChangeName(path) == "" })
}

// made makes a change of the lines.
func (f *Form) made(v []string) (attempt.Change, error) {
	return f.attempt().NewChange(func(r *agora.Request) error {
		for _, path := range f.paths() {
			was, _ := r.Get(path)
			text := form.Spelled(path, f.text(path, v))
			if slices.Equal(agora.SplitList(text), agora.SplitList(was)) {
				continue
			}
			if err := r.Set(path, text); err != nil {
				return err
			}
		}
		return nil
	})
}

// WrongAt returns what is wrong with a line.
func (f *Form) WrongAt(i int, v []string) error {
	c, err := f.made(v)
	path := f.slots[i].path
	if field, ok := errors.AsType[agora.FieldError](err); ok {
		if field.Field() == path {
			return errors.New(field.Text)
		}
		return nil
	}
	if err != nil {
		return err
	}
	problems := c.Update.Problems(tasks.ChangeProject(f.attempt()))
	if path == speaker {
		return f.wrongSpeaker(i, v, problems)
	}
	for _, e := range problems {
		ofOne := strings.Contains(e.Path, "].languages") && !strings.Contains(v[i], ":") // told at the speaker's line
		if e.Field() == path && (path != agora.PathUIDLanguages || !ofOne) {
			return errors.New(e.Text)
		}
	}
	return nil
}

// nothingChanges is said of a change that has nothing in it. Another machine may have changed
// the task, and nobody can ask Agora.
const nothingChanges = "nothing changes, as far as this machine knows; tasks update --set sends it anyway"

// Done shows what changes, from old to new, and asks.
func (f *Form) Done(v []string) tea.Cmd {
	s := f.screen
	c, err := f.made(v)
	if err != nil {
		return tea.Batch(s.chosen(Stay), s.chosen(Say{explain.Sentence(err, ""), true}))
	}
	if len(c.Update.Mask) == 0 {
		return tea.Batch(s.chosen(Stay), s.chosen(Say{Words: nothingChanges}))
	}
	in := f.attempt().Intent()
	q := kit.Question{
		Text: "Change the task in " + in.Channel + " while it runs?" + s.thisIsProduction(),
		Bad:  s.world.Production() != "",
	}
	for _, w := range explain.Change(in.Version, c) {
		q.More = append(q.More, w.Words())
	}
	for _, w := range c.Warnings(tasks.ChangeProject(f.attempt())) {
		q.More = append(q.More, "Look at it: "+explain.ChangeName(w.Field())+": "+w.Text)
	}
	q.Answers = []kit.Binding{
		s.key("y u", "change it", Change{c}).Held(),
		s.key("n e esc", "back to the lines", EditChange),
	}
	return s.chosen(Ask{Name: "Change?", Question: q})
}

// changeSentences say where a change is, or why there was none.
func (t moment) changeSentences() []string {
	switch {
	case t.ended():
	case t.Change.Sent:
		return []string{"The change is sent; waiting for Agora's answer."}
	case t.Change.Wanted:
		const told = "The change is sent in %s: Agora wants %s between the start and a change, and between two."
		return []string{fmt.Sprintf(told, t.until(t.Change.Due), words.Lasts(agora.UpdateGap))}
	case t.ChangeErr != nil:
		return []string{t.failure(t.ChangeErr, agora.OpUpdate)}
	case len(t.unsure) > 0:
		return []string{"Whether the last change is in force is not known: u sends what is not certain once more."}
	}
	return nil
}

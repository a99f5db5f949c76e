package task

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"sttwizard/agora"
	"sttwizard/form/page"
	"sttwizard/internal/attempt"
	"sttwizard/internal/explain"
	"sttwizard/internal/tasks"
	"sttwizard/internal/terminal"
	"sttwizard/internal/words"
	"sttwizard/ui/kit"
)

// changeHelp says how the lines of a change are typed.
var changeHelp = map[string]string{
	agora.PathLanguages:       "Codes with commas between them, such as en-US, de-DE",
	agora.PathUIDLanguages:    "Of single speakers, by uid: 101:de-DE, 102:fr-FR+en-US; empty for none",
	agora.PathKeywords:        "Words that are often said, with commas between them; empty for none",
	agora.PathSubscribeUIDs:   "Uids with commas between them; empty for everybody",
	agora.PathTranslatedPairs: "From one language into several, such as en-US:fr-FR+de-DE; empty for none",
}

// Form asks for what the task shall run with from now on, line by line.
type Form struct{ screen *Screen }

// askToChange asks for it, where the task can be changed.
func (s *Screen) askToChange() tea.Cmd {
	if err := s.world.Work().Attempt.Changeable(); err != nil {
		return s.chosen(Say{explain.Sentence(errors.New(words.Capital(err.Error())), ""), true})
	}
	s.Changed()
	return s.chosen(AskChange{&Form{s}})
}

// Intro stands above the lines.
func (f *Form) Intro() string {
	const intro = "What is not changed stays. Nothing is sent before you have looked at it."
	if f.screen.runsKnown {
		return intro
	}
	return "The task was started elsewhere, so what it runs with is known only as far as it was changed here. " + intro
}

// Lines returns the lines, filled with what the task runs with now.
func (f *Form) Lines() []*page.Line {
	var out []*page.Line
	for _, path := range f.paths() {
		text, _ := f.screen.runs.Get(path)
		label := words.Capital(explain.ChangeName(path))
		out = append(out, &page.Line{Label: label, Text: text, Help: changeHelp[path]})
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
		for i, path := range f.paths() {
			was, _ := r.Get(path)
			if slices.Equal(agora.SplitList(v[i]), agora.SplitList(was)) {
				continue
			}
			if err := r.Set(path, v[i]); err != nil {
				return err
			}
		}
		return nil
	})
}

// WrongAt returns what is wrong with a line.
func (f *Form) WrongAt(i int, v []string) error {
	c, err := f.made(v)
	path := f.paths()[i]
	if field, ok := errors.AsType[agora.FieldError](err); ok {
		if field.Field() == path {
			return errors.New(field.Text)
		}
		return nil
	}
	if err != nil {
		return err
	}
	for _, e := range c.Update.Problems(tasks.ChangeProject(f.attempt())) {
		if e.Field() == path {
			return errors.New(e.Text)
		}
	}
	return nil
}

// Done shows what changes, from old to new, and asks.
func (f *Form) Done(v []string) tea.Cmd {
	s := f.screen
	c, err := f.made(v)
	if err != nil {
		return tea.Batch(s.chosen(Stay), s.chosen(Say{explain.Sentence(err, ""), true}))
	}
	if len(c.Update.Mask) == 0 {
		return tea.Batch(s.chosen(Stay), s.chosen(Say{Words: "nothing changes: the task runs with that already"}))
	}
	in := f.attempt().Intent()
	q := kit.Question{
		Text: "Change the task in " + in.Channel + " while it runs?" + s.thisIsProduction(),
		Bad:  s.world.Production() != "",
	}
	for _, w := range explain.Change(in.Version, c) {
		line := fmt.Sprintf("%s: %s → %s", w.What, w.From, w.To)
		if w.Again {
			line += " (an earlier change of it got no clear answer; it is sent again)"
		}
		q.More = append(q.More, line)
	}
	q.Answers = []kit.Binding{
		s.key("y u", "change it", Change{c}).Held(),
		s.key("e", "edit", EditChange),
		s.key("n esc", "leave it as it is", Stay),
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

// runsWith are facts about what the task runs with as changes left it.
func (t moment) runsWith() [][2]string {
	var out [][2]string
	if spoken := cmp.Or(strings.Join(t.runs.Languages, ", "), t.Attempt.Intent().Languages); spoken != "" {
		out = append(out, [2]string{"spoken", spoken})
	}
	if pairs, _ := t.runs.Get(agora.PathTranslatedPairs); pairs != "" {
		pairs = strings.NewReplacer(":", " → ", "+", " ", ",", ", ").Replace(pairs)
		out = append(out, [2]string{"into", string(terminal.Safe(pairs, 0))})
	}
	if heard := t.runs.RTC.SubscribeAudioUIDs; len(heard) > 0 && heard[0] != agora.AllUIDs {
		out = append(out, [2]string{"heard", strings.Join(heard, ", ")})
	}
	return out
}

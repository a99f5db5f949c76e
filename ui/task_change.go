package ui

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
	"sttwizard/internal/explain"
	usecases "sttwizard/internal/tasks"
	"sttwizard/internal/terminal"
	"sttwizard/internal/words"
)

// changing is a change of the running task, from its review to Agora's answer.
type changing struct {
	change attempt.Change
	due    time.Time // when Agora takes it
	sent   bool
}

// changeHelp says how the lines of a change are typed.
var changeHelp = map[string]string{
	agora.PathLanguages:       "Codes with commas between them, such as en-US, de-DE",
	agora.PathUIDLanguages:    "Of single speakers, by uid: 101:de-DE, 102:fr-FR+en-US; empty for none",
	agora.PathKeywords:        "Words that are often said, with commas between them; empty for none",
	agora.PathSubscribeUIDs:   "Uids with commas between them; empty for everybody",
	agora.PathTranslatedPairs: "From one language into several, such as en-US:fr-FR+de-DE; empty for none",
}

// readRuns notes what the task runs with, as the journal has it now.
func (t *task) readRuns() { t.runs, t.runsKnown, t.unsure = t.attempt.Runs() }

// changePaths returns what can be changed of the task, in the order of the document.
func (t *task) changePaths() []string {
	return slices.DeleteFunc(t.attempt.Intent().Version.UpdatePaths(), func(path string) bool { return explain.ChangeName(path) == "" })
}

// askToChange asks for what the task shall run with from now on.
func (t *task) askToChange(m *Model) tea.Cmd {
	if err := t.attempt.Changeable(); err != nil {
		m.say("", errText(words.Capital(err.Error())))
		return nil
	}
	t.readRuns()
	var fields []*entryField
	for _, path := range t.changePaths() {
		text, _ := t.runs.Get(path)
		fields = append(fields, &entryField{Label: words.Capital(explain.ChangeName(path)), Text: text, Help: changeHelp[path]})
	}
	e := newEntry(m, "Change the task", "look at it", fields, nil, t.wrongChange)
	e.intro = "What is not changed stays. Nothing is sent before you have looked at it."
	if !t.runsKnown {
		e.intro = "The task was started elsewhere, so what it runs with is known only as far as it was changed here. " + e.intro
	}
	e.done = func(v []string) tea.Cmd { return t.reviewChange(m, v) }
	return m.ask(e)
}

// changeOf makes a change of the lines.
func (t *task) changeOf(v []string) (attempt.Change, error) {
	return t.attempt.NewChange(func(r *agora.Request) error {
		for i, path := range t.changePaths() {
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

// wrongChange returns what is wrong with a line.
func (t *task) wrongChange(i int, v []string) error {
	c, err := t.changeOf(v)
	path := t.changePaths()[i]
	if field, ok := errors.AsType[agora.FieldError](err); ok {
		if field.Field() == path {
			return errText(field.Text)
		}
		return nil
	}
	if err != nil {
		return err
	}
	for _, e := range c.Update.Problems(usecases.ChangeProject(t.attempt)) {
		if e.Field() == path {
			return errText(e.Text)
		}
	}
	return nil
}

// reviewChange shows what changes, from old to new, and asks.
func (t *task) reviewChange(m *Model, v []string) tea.Cmd {
	c, err := t.changeOf(v)
	if err != nil {
		m.close()
		m.say("", err)
		return nil
	}
	if len(c.Update.Mask) == 0 {
		m.close()
		m.say("nothing changes: the task runs with that already", nil)
		return nil
	}
	in := t.attempt.Intent()
	q := &question{name: "Change?", text: "Change the task in " + in.Channel + " while it runs?"}
	if m.onProduction(t.attempt) {
		q.bad = true
		q.text += " This is " + productionMark + ", connection " + t.by().Name + "."
	}
	for _, w := range explain.Change(in.Version, c) {
		line := fmt.Sprintf("%s: %s → %s", w.What, w.From, w.To)
		if w.Again {
			line += " (an earlier change of it got no clear answer; it is sent again)"
		}
		q.more = append(q.more, line)
	}
	entry := m.over
	q.answers = []binding{
		key("y u", "change it", func() tea.Cmd { m.close(); return t.sendChange(m, c) }).Held(),
		key("e", "edit", func() tea.Cmd { m.close(); return m.ask(entry) }),
		key("n esc", "leave it as it is", m.close),
	}
	return m.ask(q)
}

// sendChange sends the change as soon as Agora takes one.
func (t *task) sendChange(m *Model, c attempt.Change) tea.Cmd {
	return m.back.change(m, t.work, c)
}

// changeSentences say where a change is, or why there was none.
func (t *task) changeSentences(m *Model) []string {
	switch {
	case t.ended():
	case t.changing != nil && t.changing.sent:
		return []string{"The change is sent; waiting for Agora's answer."}
	case t.changing != nil:
		return []string{fmt.Sprintf("The change is sent in %s: Agora wants %s between the start and a change, and between two.", words.Left(t.changing.due.Sub(m.now())), words.Lasts(agora.UpdateGap))}
	case t.changeErr != nil:
		e := t.explained(m, t.changeErr, agora.OpUpdate)
		return []string{e.What + " " + words.Capital(e.Do) + "."}
	case len(t.unsure) > 0:
		return []string{"Whether the last change is in force is not known: u sends what is not certain once more."}
	}
	return nil
}

// runsWith are facts about what the task runs with as changes left it.
func (t *task) runsWith() [][2]string {
	spoken := strings.Join(t.runs.Languages, ", ")
	if spoken == "" {
		spoken = t.attempt.Intent().Languages
	}
	out := [][2]string{{"spoken", cmp.Or(spoken, "–")}}
	if pairs, _ := t.runs.Get(agora.PathTranslatedPairs); pairs != "" {
		out = append(out, [2]string{"into", string(terminal.Safe(strings.NewReplacer(":", " → ", "+", " ", ",", ", ").Replace(pairs), 0))})
	}
	if heard := t.runs.RTC.SubscribeAudioUIDs; len(heard) > 0 && heard[0] != agora.AllUIDs {
		out = append(out, [2]string{"heard", strings.Join(heard, ", ")})
	}
	return out
}

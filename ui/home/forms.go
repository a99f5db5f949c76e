package home

import (
	"errors"
	"fmt"

	tea "charm.land/bubbletea/v2"

	"sttwizard/form/page"
	"sttwizard/presets"
	"sttwizard/ui/kit"
)

// Form is what is to be filled in before something is done with a preset.
type Form struct {
	Name   string
	Verb   string // what enter does after the last line
	Lines  []*page.Line
	Wrong  func(line int, values []string) error // what is wrong with a line; nil: nothing
	Filled func(values []string) Outcome
}

// askToDelete asks before a preset's file is taken away.
func (s *Screen) askToDelete(name string) tea.Cmd {
	return s.chosen(Ask{Name: "Delete preset", Question: kit.Question{
		Text: fmt.Sprintf("Delete the preset %s? Its file is kept as a backup in the state directory.", name),
		Answers: []kit.Binding{
			kit.Key("y", "delete", func() tea.Cmd { return s.chosen(Change{What: Delete, Name: name}) }).Held(),
			s.way("n esc", "keep", Nothing),
		},
	}})
}

func (s *Screen) rename(name string) tea.Cmd {
	return s.chosen(Fill{nameForm("Rename preset", "rename", "New name", name, Change{What: Rename, Name: name})})
}

func (s *Screen) duplicate(name string) tea.Cmd {
	change := Change{What: Duplicate, Name: name}
	return s.chosen(Fill{nameForm("Duplicate preset", "duplicate", "Name of the copy", name+"-copy", change)})
}

// nameForm asks for the other name of a change.
func nameForm(title, verb, label, name string, change Change) Form {
	return Form{
		Name: title, Verb: verb,
		Lines: []*page.Line{{Label: label, Text: name, Help: "a-z, 0-9 and -, at most 64"}},
		Wrong: func(_ int, values []string) error { return presets.CheckName(values[0]) },
		Filled: func(values []string) Outcome {
			change.To = values[0]
			return change
		},
	}
}

// importFile asks for a preset's file from elsewhere, to be copied among the presets.
func (s *Screen) importFile() tea.Cmd {
	return s.chosen(Fill{Form{
		Name: "Import a preset", Verb: "import",
		Lines: []*page.Line{
			{Label: "File", Help: "The path of a preset's file, such as ~/Downloads/town-hall.yaml"},
			{Label: "Name", Help: "The name it gets here; empty: the file's own"},
		},
		Wrong: func(line int, values []string) error {
			switch {
			case line == 0 && values[0] == "":
				return errors.New("type the path of the file")
			case line == 1 && values[1] != "":
				return presets.CheckName(values[1])
			}
			return nil
		},
		Filled: func(values []string) Outcome { return Change{What: Import, Name: values[0], To: values[1]} },
	}})
}

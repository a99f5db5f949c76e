package presets

import (
	"errors"
	"fmt"
	"os/exec"
	"strings"
)

// EditEnd says what became of a text after its editor.
type EditEnd int

// The ends of an edit. After EditUnchanged and EditSaved the copy is gone.
const (
	EditUnchanged EditEnd = iota // it is as it was
	EditByHand                   // likewise and right, but not as sttwizard last wrote it: Finish keeps it so, Drop leaves it
	EditWrong                    // it is not right, so it was not saved
	EditSaved                    // it is the preset now
	EditLeft                     // something came between
)

// What is said at an end, beside the text of an error.
const (
	NothingChanged = "nothing was changed"
	ThrownAway     = NothingChanged + "; the text is thrown away"
	NotRight       = "the text is not right, so the preset was not saved"
)

// EndedEdit is an edit after its editor.
type EndedEdit struct {
	What  EditEnd
	Wrong []Mistake // of EditWrong
	Notes []Mistake // of EditSaved: what there is to note of the text
	New   bool      // of EditSaved: there was no such preset
	Err   error     // of EditLeft; *EditorError where the editor itself failed
	Kept  string    // where the text is kept; empty: there is nothing in it
}

// EditorError is an editor that failed or could not be started.
type EditorError struct{ Err error }

// Error says which of both.
func (e *EditorError) Error() string {
	if exit, ok := errors.AsType[*exec.ExitError](e.Err); ok {
		return "the editor failed (" + exit.Error() + "), so nothing was saved"
	}
	return "the editor can't be started: " + e.Err.Error()
}

// Unwrap returns what the system said.
func (e *EditorError) Unwrap() error { return e.Err }

// After takes the steps after the editor, which ended with an error or without: what is
// right becomes the preset, what is not changed is dropped, and all else is kept aside.
func (e *Editing) After(ran error) EndedEdit {
	if ran != nil {
		return e.LeftBy(ran)
	}
	changed, err := e.Changed()
	if err != nil {
		return e.LeftBy(err)
	}
	if changed {
		return e.Finish()
	}
	if wrong, _, err := e.Check(); e.Edited && err == nil && len(wrong) == 0 {
		return EndedEdit{What: EditByHand}
	}
	if err := e.Drop(); err != nil {
		return e.LeftBy(err)
	}
	return EndedEdit{What: EditUnchanged}
}

// Finish saves the text if it is right.
func (e *Editing) Finish() EndedEdit {
	wrong, notes, err := e.Check()
	switch {
	case err != nil:
		return e.LeftBy(err)
	case len(wrong) > 0:
		return EndedEdit{What: EditWrong, Wrong: wrong, Kept: e.Path()}
	}
	if err := e.Save(); err != nil {
		return e.LeftBy(err)
	}
	return EndedEdit{What: EditSaved, Notes: notes, New: e.New}
}

// LeftBy ends an edit that something came between. The text is kept, if there is anything
// in it.
func (e *Editing) LeftBy(err error) EndedEdit {
	_, failed := errors.AsType[*exec.ExitError](err)
	_, missing := errors.AsType[*exec.Error](err)
	if failed || missing {
		err = &EditorError{err}
	}
	end := EndedEdit{What: EditLeft, Err: err, Kept: e.Path()}
	if changed, unread := e.Changed(); unread == nil && !changed {
		if dropped := e.Drop(); dropped != nil {
			return EndedEdit{What: EditLeft, Err: dropped, Kept: e.Path()}
		}
		end.Kept = ""
	}
	return end
}

// Next says what to do after an edit whose text was not saved; goesOn says by what one goes
// on with a text that is kept.
func (d EndedEdit) Next(goesOn string) string {
	if d.Kept == "" {
		return "set VISUAL or EDITOR to an editor that works; " + NothingChanged
	}
	return "the text is kept: " + d.Kept + "; " + goesOn
}

// Saved is the word for a text that is the preset now.
func (d EndedEdit) Saved() string {
	if d.New {
		return "made"
	}
	return "saved"
}

// Words says in which line of a file a mistake is, and what it is: as FILE:3: ..., or
// without a name as line 3: ...
func (m Mistake) Words(file string) string {
	text := strings.TrimPrefix(m.Path+": "+m.Text, ": ")
	switch {
	case file == "" && m.Line > 0:
		return fmt.Sprintf("line %d: %s", m.Line, text)
	case file == "":
		return text
	case m.Line > 0:
		return fmt.Sprintf("%s:%d: %s", file, m.Line, text)
	}
	return file + ": " + text
}

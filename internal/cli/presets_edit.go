package cli

import (
	"context"
	"errors"
	"io"
	"os"
	"os/exec"
	"strings"

	"github.com/spf13/cobra"

	"sttwizard/internal/editor"
	"sttwizard/internal/explain"
	"sttwizard/internal/session"
	"sttwizard/internal/terminal"
	"sttwizard/presets"
)

const presetsEditLong = `Open a preset's file in your editor: the one of $VISUAL, else of $EDITOR, with
arguments where it wants some (code --wait), else on a terminal the system's.
Comments stay.

The editor has a copy. When it ends the text is checked as presets check does:
what is wrong is told with its lines, and you are asked whether to edit again, to
keep the text aside, or to throw it away. Only what is right becomes the preset;
what it was before is kept as a backup. Where nobody can be asked, a wrong text is
kept aside, its path is told and the exit code is 2. A text that is kept aside, or
was left by a crash, is offered the next time on a terminal; elsewhere it stays where
it is. One edit of a preset at a time: a second one is refused before it touches
anything.

A preset that somebody else changes meanwhile is not overwritten. One that does not
exist is made, with --new or when you say so.

Exit codes: 0 saved, or nothing was changed; 1 the editor failed, 2 wrong use, or
the text is not saved.`

func (a *app) presetsEditCommand() *cobra.Command {
	var fresh bool
	cmd := a.command(&cobra.Command{Use: "edit NAME [flags]", Short: "Edit a preset as a text, and check it", Long: presetsEditLong,
		Example: "  sttwizard presets edit town-hall\n  EDITOR='code --wait' sttwizard presets edit gala --new",
		Args:    exactly(1), ValidArgsFunction: a.completePresets})
	cmd.RunE = a.withSession(func(ctx context.Context, s *session.Session, args []string) error {
		if isPresetFile(args[0]) {
			return wrongUse("open a file with your editor; sttwizard presets check "+args[0]+" checks it", "presets edit takes the name of a preset")
		}
		argv, err := editor.Choose(a.env.Getenv, exec.LookPath, a.system())
		if err != nil {
			return refused(kindUsage, "export EDITOR=nano, for example", err)
		}
		e, err := a.beginEdit(ctx, s, args[0], fresh)
		if err != nil {
			return err
		}
		defer e.Close()
		return a.editPreset(ctx, e, argv)
	})
	cmd.Flags().BoolVar(&fresh, "new", false, "make a preset that does not exist yet")
	a.doneFlag(cmd)
	return cmd
}

// beginEdit makes the copy to be edited, of a preset or of a new one.
func (a *app) beginEdit(ctx context.Context, s *session.Session, name string, fresh bool) (*presets.Editing, error) {
	e, err := s.Presets.Edit(name, fresh)
	if gone, ok := errors.AsType[*presets.NotFoundError](err); ok {
		if !a.env.CanAsk {
			return nil, refused(kindUsage, "add --new to make it", gone)
		}
		yes, err := a.yes(ctx, gone.Error()+". Make a new one?")
		switch {
		case err != nil:
			return nil, err
		case !yes:
			return nil, refused(kindUsage, "see sttwizard presets list", gone)
		}
		return a.beginEdit(ctx, s, name, true)
	}
	if is[*presets.ExistsError](err) {
		return nil, refused(kindUsage, "leave --new out to edit it", err)
	}
	if err != nil {
		return nil, err
	}
	if err := a.leftEdit(ctx, e); err != nil {
		e.Close()
		return nil, err
	}
	return e, nil
}

// leftEdit asks whether to go on with a text that an earlier edit left. Where nobody can be
// asked it stays where it is, and another copy is edited.
func (a *app) leftEdit(ctx context.Context, e *presets.Editing) error {
	if e.Left.IsZero() {
		return nil
	}
	if !a.env.CanAsk {
		a.say("note: a text of %s that was not saved is kept: %s", e.Name, e.Path())
		return e.Beside()
	}
	question := "A text of " + e.Name + " of " + clock(e.Left) + " was not saved. Go on with it?"
	if e.Stale {
		question = "A text of " + e.Name + " of " + clock(e.Left) + " was not saved, and the preset was changed since. Go on with that text, which takes the place of the change?"
	}
	yes, err := a.yes(ctx, question)
	switch {
	case err != nil:
		return err
	case yes:
		return e.GoOn()
	}
	kept, err := e.Afresh()
	if err == nil {
		a.say("note: a text of %s that was not saved is kept: %s", e.Name, kept)
	}
	return err
}

// goesOn says what goes on with a text that is kept.
func (a *app) goesOn(e *presets.Editing) string {
	if !a.env.CanAsk {
		return "on a terminal sttwizard presets edit " + e.Name + " goes on with it"
	}
	return "sttwizard presets edit " + e.Name + " goes on with it"
}

// editPreset runs the editor until the text is saved, kept aside or thrown away.
func (a *app) editPreset(ctx context.Context, e *presets.Editing, argv []string) error {
	for {
		ran := a.runEditor(editor.Command(argv, e.Path()))
		if ran == nil {
			ran = ctx.Err() // Ctrl+C reached the editor too
		}
		end := e.After(ran)
		if end.What == presets.EditByHand {
			var err error
			if end, err = a.acceptByHand(ctx, e); err != nil {
				return err
			}
		}
		if end.What != presets.EditWrong {
			return a.tellEdit(e, end)
		}
		for _, m := range mistakesOf(end.Wrong, e.Path()) {
			a.say("%s", m.words(checkText))
		}
		again, err := a.afterMistakes(ctx, e, end)
		if !again || err != nil {
			return err
		}
	}
}

// runEditor runs the editor on the terminal, and waits for it whatever Ctrl+C says: that is
// the editor's key. A signal that ends this program does not wait.
func (a *app) runEditor(cmd *exec.Cmd) error {
	if in, ok := a.env.In.(*os.File); ok {
		cmd.Stdin = in
	}
	if told, ok := a.env.Err.(*os.File); ok {
		cmd.Stdout, cmd.Stderr = told, told
	}
	if out, ok := a.out.w.(*os.File); ok && terminal.IsTerminal(out) { // else it is for what reads it
		cmd.Stdout = out
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	select {
	case err := <-ended:
		return err
	case <-a.leaving.hard.Done():
		return a.leaving.hard.Err()
	}
}

// acceptByHand asks whether a text that was edited by hand, and that a person has looked at
// now, counts as saved from then on.
func (a *app) acceptByHand(ctx context.Context, e *presets.Editing) (presets.EndedEdit, error) {
	if !a.env.CanAsk {
		return presets.EndedEdit{What: presets.EditUnchanged}, e.Drop()
	}
	yes, err := a.yes(ctx, "It was edited by hand or damaged since it was saved. Keep it as it is, and say so no more?")
	switch {
	case err != nil:
		return e.LeftBy(err), nil
	case yes:
		return e.Finish(), nil
	}
	return presets.EndedEdit{What: presets.EditUnchanged}, e.Drop()
}

// tellEdit tells what became of a text, and what there is to note of it.
func (a *app) tellEdit(e *presets.Editing, end presets.EndedEdit) error {
	a.about = about{e.Name, e.File()}
	switch end.What {
	case presets.EditSaved:
		for _, m := range notesOf(end.Notes, e.File()) {
			a.say("%s", m.words(checkText))
		}
		a.tellDone("%s: %s", end.Saved(), e.File())
		return nil
	case presets.EditUnchanged:
		a.tellDone(presets.NothingChanged)
		return nil
	}
	if is[*presets.MeanwhileError](end.Err) {
		return refused(kindFile, "sttwizard presets diff "+e.Name+" "+e.Path()+" compares them; "+a.goesOn(e), end.Err)
	}
	f := failureOf(end.Err, explain.Context{})
	f.next = end.Next(a.goesOn(e))
	return f
}

// afterMistakes asks what to do with a text that is not right; again: edit it. Nothing is
// lost where no one answers.
func (a *app) afterMistakes(ctx context.Context, e *presets.Editing, end presets.EndedEdit) (again bool, err error) {
	kept := &failure{code: exitWrong, kind: kindInvalid, what: presets.NotRight, next: end.Next(a.goesOn(e))}
	if !a.env.CanAsk {
		return false, kept
	}
	for {
		answer, err := a.prompt(ctx, "Edit again, keep the text aside, or throw it away? (edit, keep or throw) [keep]")
		switch {
		case err == io.EOF:
			return false, kept
		case err != nil:
			return false, a.tellEdit(e, e.LeftBy(err))
		}
		switch word := strings.ToLower(answer); {
		case word == "":
			return false, kept
		case strings.HasPrefix("edit again", word):
			return true, nil
		case strings.HasPrefix("keep it aside", word):
			return false, kept
		case strings.HasPrefix("throw it away", word) && len(word) >= len("throw"): // a slip loses nothing
			a.about = about{e.Name, e.File()}
			a.tellDone(presets.ThrownAway)
			return false, e.Drop()
		}
		a.say("Type edit, keep or throw.")
	}
}

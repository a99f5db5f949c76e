package cli

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"sttwizard/internal/files"
	"sttwizard/internal/session"
	"sttwizard/internal/words"
	"sttwizard/presets"
)

const presetsCheckLong = `Check presets, files or names of this home's, or without any all that are here:
each mistake with its line. Nothing is looked up, changed or sent. What is
missing is no mistake, since it may be asked for. Where a preset names no version,
what no version takes that has the field is a mistake, and what only some take is
noted; so are languages that Agora did not publish, and what is set although a
preset that is extended locks it. A file that can't be read is a mistake of its
own, and the others are checked all the same.

--format github prints them as annotations, which a run on GitHub shows beside
the lines of a change.

Exit codes: 0 nothing is wrong, though there may be notes, 2 something is.

With --json:
  [{"file","line","path","rule","text","note"}]
where line is 0 for what is about the whole file.`

// How mistakes are told, as --format takes it.
const (
	checkText   = "text"
	checkGitHub = "github"
)

// mistakeJSON is a mistake in a preset's file.
type mistakeJSON struct {
	File string `json:"file"` // the file
	Line int    `json:"line"` // the line, counted from 1; 0: it is about the whole file
	Path string `json:"path"` // the field, or `""`: the file can't be read as a preset
	Rule string `json:"rule"` // the rule's name, as in [QUESTIONS.md](QUESTIONS.md), or `""`
	Text string `json:"text"` // what is wrong
	Note bool   `json:"note"` // nothing is wrong: only some versions take it, or Agora did not publish the language
}

func (a *app) presetsCheckCommand() *cobra.Command {
	format := checkText
	cmd := a.command(&cobra.Command{Use: "check [FILE...] [flags]", Short: "Check presets, each mistake with its line", Long: presetsCheckLong,
		Example: "  sttwizard presets check\n  sttwizard presets check ./presets/*.yaml --format github",
		Args:    cobra.ArbitraryArgs, ValidArgsFunction: a.completePresets})
	cmd.RunE = a.withSession(func(_ context.Context, s *session.Session, args []string) error {
		if format != checkText && format != checkGitHub {
			return wrongUse("for example --format github", "--format takes %s or %s", checkText, checkGitHub)
		}
		return a.checkPresets(s, args, format)
	})
	cmd.Flags().StringVar(&format, "format", format, "tell mistakes as `text or github`")
	a.complete(cmd, "format", cobra.FixedCompletions([]cobra.Completion{checkText, checkGitHub}, noFiles))
	a.jsonFlag(cmd, []mistakeJSON{})
	return cmd
}

func (a *app) checkPresets(s *session.Session, names []string, format string) error {
	paths, err := presetFiles(s, names)
	if err != nil {
		return err
	}
	found := []mistakeJSON{}
	for _, path := range paths {
		found = append(found, mistakesIn(path)...)
	}
	wrong := slices.ContainsFunc(found, func(m mistakeJSON) bool { return !m.Note })
	if wrong {
		a.code = exitWrong
	}
	switch {
	case a.json:
		return a.printJSON(found)
	case !wrong:
		a.say("nothing is wrong in %s", words.Count(len(paths), "preset"))
	}
	for _, m := range found {
		a.tell("%s", m.words(format))
	}
	return nil
}

// presetFiles returns the files of presets: those that are named, or all of this home.
func presetFiles(s *session.Session, names []string) ([]string, error) {
	var paths []string
	for _, name := range names {
		if isPresetFile(name) {
			paths = append(paths, name)
			continue
		}
		path, err := s.Presets.Path(name)
		if err != nil {
			return nil, err
		}
		paths = append(paths, path)
	}
	if len(names) > 0 {
		return paths, nil
	}
	entries, err := s.Presets.List()
	for _, e := range entries {
		paths = append(paths, e.Path)
	}
	return paths, err
}

// mistakesIn returns what is wrong in a preset's file, also that it can't be read, and
// what there is to note.
func mistakesIn(path string) []mistakeJSON {
	data, err := files.Read(path, presets.MaxBytes)
	if err != nil {
		return []mistakeJSON{{File: path, Text: err.Error()}}
	}
	mistakes, notes := presets.Check(data, path)
	return append(mistakesOf(mistakes, path), notesOf(notes, path)...)
}

// mistakesOf tells the mistakes of a file.
func mistakesOf(found []presets.Mistake, path string) []mistakeJSON {
	var out []mistakeJSON
	for _, m := range found {
		out = append(out, mistakeJSON{File: path, Line: m.Line, Path: m.Path, Rule: m.Rule, Text: m.Text})
	}
	return out
}

// notesOf tells what there is to note of it.
func notesOf(found []presets.Mistake, path string) []mistakeJSON {
	out := mistakesOf(found, path)
	for i := range out {
		out[i].Note = true
	}
	return out
}

// words tell a mistake in a line: for people and editors, or as GitHub reads it.
func (m mistakeJSON) words(format string) string {
	text, level := presets.Mistake{Path: m.Path, Text: m.Text}.Words(""), "error"
	if m.Note {
		level = "notice"
	}
	if format == checkGitHub {
		place := "file=" + property.Replace(m.File)
		if m.Line > 0 {
			place += fmt.Sprintf(",line=%d", m.Line)
		}
		return "::" + level + " " + place + "::" + message.Replace(text)
	}
	if m.Note {
		text = "note: " + text
	}
	return presets.Mistake{Line: m.Line, Text: text}.Words(m.File)
}

// What has a meaning in the commands that GitHub reads from the output.
var (
	message  = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	property = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)

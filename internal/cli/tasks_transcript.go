package cli

import (
	"bytes"
	"context"
	"errors"
	"strings"

	"github.com/spf13/cobra"

	"sttwizard/internal/captions"
	"sttwizard/internal/explain"
	"sttwizard/internal/session"
	"sttwizard/internal/tasks"
)

const tasksTranscriptLong = `Write what was said in a task as one file: .vtt (WebVTT), .srt (SubRip) or .txt. All
slices are read from the storage and put in order, with times that go on from the
first word; what is stored twice is in it once. --names gives speakers their names
in place of their uids. A file that is there is replaced with --force only; -o -
writes text to the output.` + captionKeysHelp + `

Exit codes: 0 written, 1 nothing could be read, 2 wrong use, the file is there, or a
key is missing.`

type transcriptFlags struct {
	captionFlags
	output, names string
	force         bool
}

func (a *app) tasksTranscriptCommand() *cobra.Command {
	var f transcriptFlags
	cmd := a.command(&cobra.Command{
		Use: "transcript ID [flags]", Short: "Write what was said in a task as one file", Long: tasksTranscriptLong,
		Example: "  sttwizard tasks transcript 9f3c -o gala.srt --names 327116469=Ada,1274918203=Bob", Args: exactly(1), ValidArgsFunction: a.completeTasks(every),
	})
	cmd.RunE = a.withSession(func(ctx context.Context, s *session.Session, args []string) error {
		names, err := f.read()
		if err == nil && f.output == "-" && a.json {
			err = wrongUse("name a file with -o, or leave --json out", "the transcript and --json can't both go to the output")
		}
		if err != nil {
			return err
		}
		at, err := a.find(s, args[0])
		if err != nil {
			return err
		}
		if _, err := tasks.CaptionsOf(at); err != nil {
			return captionsFailure(err)
		}
		keys, err := a.captionKeys(ctx, s, at, f.captionFlags)
		if err != nil {
			return err
		}
		t, err := s.Tasks.Transcript(ctx, at, tasks.TranscriptOptions{Keys: keys, Language: f.language})
		if err != nil {
			return captionsFailure(err)
		}
		return a.writeTranscript(t, names, f)
	})
	cmd.Flags().StringVarP(&f.output, "output", "o", "", "write to the `FILE`, which ends with .vtt, .srt or .txt, or - for the output")
	cmd.Flags().StringVar(&f.names, "names", "", "the speakers' names, as `UID=NAME,...`")
	cmd.Flags().BoolVar(&f.force, "force", false, "replace a file that is there")
	a.addCaptionFlags(cmd, &f.captionFlags)
	a.doneFlag(cmd)
	return cmd
}

// read reads the flags, before anything is asked for.
func (f transcriptFlags) read() (captions.Names, error) {
	names := captions.Names{}
	for pair := range strings.SplitSeq(f.names, ",") {
		uid, name, ok := strings.Cut(pair, "=")
		if uid = strings.TrimSpace(uid); pair != "" && (!ok || uid == "") {
			return nil, wrongUse("for example --names 327116469=Ada,1274918203=Bob", "--names must be UID=NAME, between commas")
		}
		names[uid] = name
	}
	switch f.output {
	case "":
		return nil, wrongUse("for example -o gala.srt", "the file is missing: -o FILE")
	case "-":
		return names, nil
	}
	if _, ok := captions.FormOf(f.output); !ok {
		return nil, wrongUse("for example -o gala.srt", "the file's name must end with .vtt, .srt or .txt")
	}
	return names, fileRefused(tasks.FreeFor(f.output, f.force))
}

// fileRefused is why a transcript's file is not written; nil where it is.
func fileRefused(err error) error {
	there, is := errors.AsType[*tasks.ThereError](err)
	switch {
	case err == nil:
		return nil
	case is:
		return &failure{code: exitWrong, kind: kindFile, what: there.Error(), next: "name another file, or add --force to replace it"}
	}
	return refused(kindFile, "name a file that can be written", err)
}

// writeTranscript writes to the file or the output, and tells what was not right.
func (a *app) writeTranscript(t captions.Transcript, names captions.Names, f transcriptFlags) error {
	if trouble := explain.CaptionTrouble(t.Trouble); trouble != "" {
		a.say("note: %s", trouble)
	}
	if f.output == "-" {
		return a.tellTranscript(t, names)
	}
	if err := tasks.SaveTranscript(f.output, t, names, f.force); err != nil {
		return fileRefused(err)
	}
	a.about = about{path: f.output}
	a.tellDone("%s", explain.TranscriptWritten(f.output, t))
	return nil
}

// tellTranscript writes to the output, as text.
func (a *app) tellTranscript(t captions.Transcript, names captions.Names) error {
	var text bytes.Buffer
	if err := t.Write(&text, captions.Text, names); err != nil {
		return err
	}
	for l := range strings.Lines(text.String()) {
		a.tell("%s", strings.TrimSuffix(l, "\n"))
	}
	return nil
}

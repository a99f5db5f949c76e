package tasks

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"

	"sttwizard/internal/attempt"
	"sttwizard/internal/captions"
	"sttwizard/internal/files"
	"sttwizard/internal/words"
)

// NoLanguageError is a language that a task's captions don't have.
type NoLanguageError struct {
	Language string
	Have     []string
}

// Error names those that they have.
func (e *NoLanguageError) Error() string {
	return fmt.Sprintf("the task has no captions in %q: it has %s", e.Language, words.List(e.Have...))
}

// TranscriptOptions is what a transcript is made of.
type TranscriptOptions struct {
	Keys     StorageKeys
	Language string                       // empty: as it was spoken
	Files    func() (CaptionFiles, error) // nil: the storage
}

// Transcript reads all that was said in the task of an attempt. The plain copy and that of
// the language that alone is spoken are the same, so either will do. The errors are
// *captions.UnseenError, *NoLanguageError, captions.ErrNothing, and those of the storage,
// with which what was read before them is returned.
func (t *Tasks) Transcript(ctx context.Context, a *attempt.Attempt, o TranscriptOptions) (captions.Transcript, error) {
	c, err := CaptionsOf(a)
	if err != nil {
		return captions.Transcript{}, err
	}
	copied, ok := c.CopyOf(o.Language)
	if !ok {
		return captions.Transcript{}, &NoLanguageError{o.Language, c.Languages()}
	}
	open := o.Files
	if open == nil {
		open = func() (CaptionFiles, error) { return t.openCaptions(ctx, a, c.Place, o.Keys) }
	}
	files, err := open()
	if err != nil {
		return captions.Transcript{}, err
	}
	defer files.Close()
	list, err := c.Task.Playlist(ctx, files, copied, captions.Usual)
	if errors.Is(err, captions.ErrNothing) && copied == "" && c.Plain() != "" {
		list, err = c.Task.Playlist(ctx, files, c.Plain(), captions.Usual)
	}
	if err != nil {
		return captions.Transcript{}, err
	}
	return captions.Collect(ctx, list, c.Slice, c.Task.Getter(files), captions.Usual)
}

// ThereError is a file that a transcript would replace, which nobody said yes to.
type ThereError struct{ Path string }

// Error names the file.
func (e *ThereError) Error() string { return e.Path + " is there already" }

// FreeFor returns nil where a transcript may be written to a path: nothing is there, or a
// file that may be replaced. The errors are *ThereError and *files.NotFileError; what else
// is wrong shows when it is written.
func FreeFor(path string, replace bool) error {
	switch info, err := os.Lstat(path); {
	case err != nil:
		return nil
	case info.IsDir():
		return &files.NotFileError{Path: path, What: "a directory"}
	case !replace:
		return &ThereError{path}
	}
	return nil
}

// SaveTranscript writes a transcript as a whole file, in the form that its name says and
// with the speakers' names. A file that is there is replaced where that was said. The
// errors are those of FreeFor, of captions.Transcript.Write and of files.Write.
func SaveTranscript(path string, t captions.Transcript, names captions.Names, replace bool) error {
	if err := FreeFor(path, replace); err != nil {
		return err
	}
	form, _ := captions.FormOf(path)
	var text bytes.Buffer
	if err := t.Write(&text, form, names); err != nil {
		return err
	}
	return files.Write(path, text.Bytes(), files.WriteOptions{})
}

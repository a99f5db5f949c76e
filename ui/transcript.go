package ui

import (
	"context"
	"os"
	"path/filepath"
	"time"

	tea "charm.land/bubbletea/v2"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
	"sttwizard/internal/captions"
	"sttwizard/internal/explain"
	usecases "sttwizard/internal/tasks"
)

// transcriptLimit is how long it may take to read all that was said.
const transcriptLimit = 5 * time.Minute

// askForStorageKeys asks for the keys of a task's storage, and goes on with them. They are
// kept for this run, and nowhere else.
func (m *Model) askForStorageKeys(w *work, then func(usecases.Ask) tea.Cmd) tea.Cmd {
	fields := []*entryField{
		{Label: "Access key", Secret: true, Help: "Of the storage " + w.attempt.Intent().Captions + ", with which the task was started or others that may read there."},
		{Label: "Secret key", Secret: true, Help: "It stays in memory and is forgotten when sttwizard ends."},
	}
	check := func(i int, values []string) error {
		if values[i] == "" {
			return errText("type or paste it")
		}
		return nil
	}
	return m.ask(newEntry(m, "See captions", "look", fields, func(values []string) tea.Cmd {
		m.close()
		return then(func(_ context.Context, what string) (agora.Secret, error) {
			if what == usecases.StorageAccessKey {
				return agora.Secret(values[0]), nil
			}
			return agora.Secret(values[1]), nil
		})
	}, check))
}

// askForTranscript asks for the file that a transcript is written to. Its keys are those of
// the captions that are seen, or are asked for first.
func (m *Model) askForTranscript(w *work) tea.Cmd {
	if w.lacksKeys() {
		return m.askForStorageKeys(w, func(ask usecases.Ask) tea.Cmd {
			return together(m.lookAtCaptions(w, ask), m.askForTranscriptFile(w, ask))
		})
	}
	return m.askForTranscriptFile(w, nil)
}

func (m *Model) askForTranscriptFile(w *work, ask usecases.Ask) tea.Cmd {
	in := w.attempt.Intent()
	name := in.Channel + "-" + w.attempt.SentAt().In(m.now().Location()).Format("0102-1504") + ".vtt"
	e := newEntry(m, "Transcript", "write it", []*entryField{{
		Label: "To which file?", Kept: filepath.Base(filepath.Clean("/" + name)),
		Help: "It ends with .vtt (WebVTT), .srt (SubRip) or .txt. A file that is there is not replaced.",
	}}, nil, func(_ int, v []string) error {
		if _, ok := captions.FormOf(v[0]); !ok {
			return errText("the name must end with .vtt, .srt or .txt")
		}
		if _, err := os.Lstat(homePath(v[0], m.s.Getenv("HOME"))); err == nil {
			return errText("that file is there already: name another one")
		}
		return nil
	})
	e.done = func(v []string) tea.Cmd {
		m.close()
		m.say("reading what was said", nil)
		return m.writeTranscript(w.attempt, homePath(v[0], m.s.Getenv("HOME")), ask)
	}
	return m.ask(e)
}

// writeTranscript reads all that was said in a task, and writes it.
func (m *Model) writeTranscript(a *attempt.Attempt, path string, ask usecases.Ask) tea.Cmd {
	ctx, s := m.ctx, m.s
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(ctx, transcriptLimit)
		defer cancel()
		keys, err := s.Tasks.StorageKeys(ctx, a, usecases.KeyOptions{Ask: ask})
		if err != nil {
			return saidMsg{err: err}
		}
		t, err := s.Tasks.Transcript(ctx, a, usecases.TranscriptOptions{Keys: keys})
		if err != nil {
			return saidMsg{err: err}
		}
		if err := usecases.SaveTranscript(path, t, nil); err != nil {
			return saidMsg{err: err}
		}
		told := explain.TranscriptWritten(path, t)
		if trouble := explain.CaptionTrouble(t.Trouble); trouble != "" {
			told += "; " + trouble
		}
		return saidMsg{words: told}
	}
}

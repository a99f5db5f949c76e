package ui

import (
	"context"
	"errors"
	"path/filepath"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
	"sttwizard/internal/captions"
	"sttwizard/internal/explain"
	"sttwizard/internal/files"
	"sttwizard/internal/secret"
	"sttwizard/internal/session"
	"sttwizard/internal/storage"
	usecases "sttwizard/internal/tasks"
	"sttwizard/internal/words"
)

// transcriptLimit is how long it may take to read all that was said.
const transcriptLimit = 5 * time.Minute

// askForStorageKeys asks for the keys of a task's storage, and goes on with them. They are
// kept for this run, and nowhere else. What is what they are for, why says what those before
// could not do; or nothing.
func (m *Model) askForStorageKeys(a *attempt.Attempt, what, why string, then func(usecases.Ask) tea.Cmd) tea.Cmd {
	fields := []*entryField{
		{Label: "Access key", Secret: true, Help: "Of the storage " + a.Intent().Captions + ", with which the task was started or others that may read there."},
		{Label: "Secret key", Secret: true, Help: "It stays in memory and is forgotten when sttwizard ends. Where it is does too: env:NAME, keyring:NAME or age:NAME."},
	}
	check := func(i int, values []string) error {
		if values[i] == "" {
			return errText("type or paste it")
		}
		return nil
	}
	s := m.s
	e := newEntry(m, what, "go on", fields, func(values []string) tea.Cmd {
		m.close()
		return then(func(ctx context.Context, what string) (agora.Secret, error) {
			typed := values[1]
			if what == usecases.StorageAccessKey {
				typed = values[0]
			}
			return typedOrReferred(ctx, s, typed, what)
		})
	}, check)
	e.intro = why
	return m.ask(e)
}

// typedOrReferred returns a secret that was typed, or the one that what was typed leads to:
// keys that are kept on this machine already need not be copied.
func typedOrReferred(ctx context.Context, s *session.Session, typed, what string) (agora.Secret, error) {
	ref, err := secret.ParseRef(typed)
	if err != nil || ref.Asks() {
		return agora.Secret(typed), nil
	}
	value, _, err := s.Resolve(ctx, ref, what, nil)
	return value, err
}

// askForTranscript asks for the file that a transcript is written to. Its keys are those of
// the captions that are seen, or are asked for first. Where it is known that there is nothing
// to write it says so instead, and looks again; of a task that has ended, whose last files may
// have come since then, above the file.
func (m *Model) askForTranscript(w *work) tea.Cmd {
	none, never := w.noTranscript(m.now())
	switch {
	case w.lacksKeys() && !never:
		return m.askForStorageKeys(w.attempt, "Transcript", w.whyUnseen(), func(ask usecases.Ask) tea.Cmd {
			return together(m.lookAtCaptions(w, ask), m.askForTranscriptFile(w, ask, ""))
		})
	case never:
		m.say("", errText(none))
		return nil
	case none != "" && w.attempt.State().MayBill():
		m.say("", errText(none))
		if w.arrivals.looking {
			return nil
		}
		return m.lookAtCaptions(w, nil)
	}
	return m.askForTranscriptFile(w, nil, none)
}

// noTranscript says why there is nothing to write a transcript of, as far as that is known
// without asking; and whether that stays so.
func (w *work) noTranscript(now time.Time) (told string, never bool) {
	c, err := w.arrivals, w.arrivals.blind
	if _, unseen := usecases.CaptionsOf(w.attempt); unseen != nil {
		err = unseen
	}
	_, never = errors.AsType[*captions.UnseenError](err)
	return explain.NoTranscript(c.report, err, now, explain.Context{Label: w.labels()}), never
}

func (m *Model) askForTranscriptFile(w *work, ask usecases.Ask, intro string) tea.Cmd {
	in := w.attempt.Intent()
	name := in.Channel + "-" + w.attempt.SentAt().In(m.now().Location()).Format("0102-1504") + ".vtt"
	e := newEntry(m, "Transcript", "write it", []*entryField{{
		Label: "To which file?", Kept: filepath.Base(filepath.Clean("/" + name)),
		Help: "It ends with .vtt (WebVTT), .srt (SubRip) or .txt. A file that is there is replaced only after a yes.",
	}}, nil, func(_ int, v []string) error {
		if _, ok := captions.FormOf(v[0]); !ok {
			return errText("the name must end with .vtt, .srt or .txt")
		}
		return nil
	})
	e.intro = intro
	e.done = func(v []string) tea.Cmd {
		return m.writeTranscript(transcriptMsg{of: e, attempt: w.attempt, ask: ask, path: homePath(v[0], m.s.Getenv("HOME"))})
	}
	e.hears = func(msg tea.Msg) tea.Cmd {
		if written, ok := msg.(transcriptMsg); ok && written.of == e {
			return m.transcriptWritten(written)
		}
		return nil
	}
	return m.ask(e)
}

// transcriptMsg: a transcript was written to a file, or not.
type transcriptMsg struct {
	of      *entry // where the file was named
	attempt *attempt.Attempt
	ask     usecases.Ask // for the storage's keys; nil: nobody is asked
	path    string
	replace bool // a file that is there

	told string
	err  error
}

// writeTranscript reads all that was said in a task, and writes it. The lines stay until
// it is done; whoever leaves them is told later.
func (m *Model) writeTranscript(msg transcriptMsg) tea.Cmd {
	ctx, s := m.ctx, m.s
	msg.of.busy, msg.of.wrong = "reading what was said", nil
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(ctx, transcriptLimit)
		defer cancel()
		msg.told, msg.err = readInto(ctx, s, msg)
		return msg
	}
}

// readInto reads a transcript into a file, and says in words what is in it.
func readInto(ctx context.Context, s *session.Session, msg transcriptMsg) (told string, err error) {
	if err := usecases.FreeFor(msg.path, msg.replace); err != nil {
		return "", err
	}
	keys, err := s.Tasks.StorageKeys(ctx, msg.attempt, usecases.KeyOptions{Ask: msg.ask, Anew: msg.ask != nil})
	if err != nil {
		return "", err
	}
	t, err := s.Tasks.Transcript(ctx, msg.attempt, usecases.TranscriptOptions{Keys: keys})
	if err == nil {
		err = usecases.SaveTranscript(msg.path, t, nil, msg.replace)
	}
	if err != nil {
		return "", err
	}
	told = explain.TranscriptWritten(msg.path, t)
	if trouble := explain.CaptionTrouble(t.Trouble); trouble != "" {
		told += "; " + trouble
	}
	return told, nil
}

// transcriptWritten closes the lines when a transcript is written. A file that is there is
// asked about; after another failure another one can be named.
func (m *Model) transcriptWritten(msg transcriptMsg) tea.Cmd {
	e := msg.of
	e.busy = ""
	there, isThere := errors.AsType[*usecases.ThereError](msg.err)
	switch {
	case lackKeys(msg.err):
		return m.askForStorageKeys(msg.attempt, "Transcript", whyKeys(msg.err), func(ask usecases.Ask) tea.Cmd {
			msg.ask = ask
			m.ask(e)
			return m.writeTranscript(msg)
		})
	case isThere:
		msg.replace = true
		return m.ask(&question{
			name: "Replace file", text: there.Error() + ". Replace it with the transcript?",
			answers: []binding{
				key("y", "replace", func() tea.Cmd { m.ask(e); return m.writeTranscript(msg) }).Held(),
				key("o n esc", "another name", func() tea.Cmd { e.focus(0); return m.ask(e) }),
			},
		})
	case msg.err != nil:
		e.wrong = errText(transcriptFailure(msg.err))
		return nil
	}
	m.close()
	m.say(msg.told, nil)
	return nil
}

// lackKeys reports whether a failure is one for want of keys that can be typed.
func lackKeys(err error) bool {
	_, lacks := errors.AsType[*secret.MissingError](err)
	_, refused := errors.AsType[*storage.Error](err)
	return lacks || refused && storage.Explain(err).OfKeys()
}

// whyKeys says in short why keys are asked for.
func whyKeys(err error) string {
	if missing, ok := errors.AsType[*secret.MissingError](err); ok {
		return words.Sentence("the " + missing.What + " is missing: " + missing.Tried)
	}
	return transcriptFailure(err)
}

// transcriptBehind says what became of a transcript whose lines were left meanwhile.
func (m *Model) transcriptBehind(msg transcriptMsg) {
	switch {
	case m.over == screen(msg.of):
	case msg.err != nil:
		m.say("", errText("The transcript was not written. "+transcriptFailure(msg.err)))
	default:
		m.say(msg.told, nil)
	}
}

// transcriptFailure says why a transcript was not written, and what to do.
func transcriptFailure(err error) string {
	what, do, told := explain.CaptionsUnread(err, explain.Context{})
	_, isThere := errors.AsType[*usecases.ThereError](err)
	switch {
	case told:
		return words.Sentence(strings.TrimSuffix(what, ".")) + " " + words.Sentence(do)
	case isThere, files.Told(err):
		return words.Sentence(err.Error()) + " Name another file."
	}
	return sentence(err)
}

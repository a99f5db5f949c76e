package explain

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"sttwizard/agora"
	caption "sttwizard/internal/captions"
	"sttwizard/internal/captions/arriving"
	"sttwizard/internal/secret"
	"sttwizard/internal/storage"
	"sttwizard/internal/words"
)

// CaptionsUnseen is said before a task is started that stores no captions.
const CaptionsUnseen = "no captions are stored, so nobody here can see whether they come"

// CaptionWords say how the captions of a task stand, at three lengths.
type CaptionWords struct {
	Word      string       // for a list, at most WidestStanding columns where somebody should look: "captions quiet"
	Line      string       // half a sentence: "captions arriving, the last 38 s ago"
	Sentences []string     // for the task: what is known, what it may mean, what to do
	Health    words.Health // words.Alarm alone is proved
}

// The words for a list, by the states of docs/CAPTIONS.md.
const (
	captionsWait    = "captions waiting"
	captionsNone    = "no captions yet" // waiting, in doubt
	captionsCome    = "captions arriving"
	captionsQuiet   = "captions quiet"
	captionsStopped = "captions stopped"
	languageStopped = "language stopped" // those of some languages go on
	languageLacks   = "language lacking" // arriving, in doubt: one never came
	captionsOver    = "captions over"
	captionsNever   = "no captions seen" // over, and none came
	captionsUnseen  = "captions unseen"
)

// WidestCaptions is how wide the widest word is below a heading.
const WidestCaptions = len("none seen")

// headed are words that don't begin with the heading.
var headed = map[string]string{captionsNone: "none yet", languageStopped: "in part", languageLacks: "in part", captionsNever: "none seen"}

// Other reports whether captions stand otherwise now, so that it is told anew.
func (w CaptionWords) Other(now CaptionWords) bool {
	return now.Word != w.Word || now.Health != w.Health
}

// Headed returns the words for below a heading that says what they are about.
func (w CaptionWords) Headed() CaptionWords {
	const heading = "captions "
	w.Line = strings.TrimPrefix(w.Line, heading)
	if word, ok := headed[w.Word]; ok {
		w.Word = word
	}
	w.Word = strings.TrimPrefix(w.Word, heading)
	return w
}

// Captions puts a report into words; err is why the last look did not go well. Of the
// context it needs how those who read call fields.
func Captions(r arriving.Report, err error, now time.Time, c Context) CaptionWords {
	w := CaptionWords{Health: words.Look}
	seen := sightOf(r, err, now)
	var more []string
	switch r.State {
	case arriving.Waiting:
		w.Word, w.Line, more = waiting(r, now)
		if !r.Doubt {
			w.Health = words.Busy
		}
	case arriving.Arriving:
		w.Word, w.Line = captionsCome, "captions arriving, the last "+seen.came(r.Last)
		if w.Health = words.Well; r.Doubt {
			w.Word, w.Health = languageLacks, words.Look
			w.Line = "captions arriving, none in " + copies(r.Lacking) + " yet"
			more = []string{"Either Agora stores no files of its own for that, or the translation does not work."}
		}
	case arriving.Quiet:
		w.Word = captionsQuiet
		w.Line, more = quiet(r, seen)
	case arriving.Stopped:
		w.Word, w.Health = captionsStopped, words.Alarm
		if r.Why == arriving.LanguageStopped {
			w.Word = languageStopped
		}
		w.Line, more = stopped(r, seen)
	case arriving.Over:
		w.Word, w.Health = captionsOver, words.Over
		switch {
		case !r.Last.IsZero():
			w.Line = "the last file of captions came at " + words.Clock(now, r.Last)
		case r.Why == arriving.NoLook:
			w.Word, w.Line, more = captionsUnseen, CantSee(r, err, c), toSee(err, c)
		default:
			w.Word, w.Line = captionsNever, "no captions were seen"
		}
	default:
		w.Word, w.Line = captionsUnseen, CantSee(r, err, c)
		more = append([]string{"Whether captions come is not known; the task runs all the same."}, toSee(err, c)...)
		if none, ok := errors.AsType[*caption.UnseenError](err); r.Why == arriving.NotStored || ok && (none.Why == caption.NotStored || none.Why == caption.Pretend) {
			w.Health = words.Over
		}
	}
	if seen.blind && r.State != arriving.CantTell && r.State != arriving.Over {
		w.Line += "; no look went well since " + words.Clock(now, r.Looked)
		more = append(more, words.Sentence(CantSee(r, err, c)))
	}
	if !r.Mended.IsZero() && r.State != arriving.Over {
		more = append([]string{"The storage refused to be written to before, and took a file at " + words.Clock(now, r.Mended) + ": captions come again if Agora tries again."}, more...)
	}
	w.Sentences = append([]string{words.Sentence(w.Line)}, more...)
	return w
}

// toSee says what would help to see captions, as sentences.
func toSee(err error, c Context) []string {
	do := CantSeeDo(err, c)
	if do == "" {
		return nil
	}
	return []string{words.Sentence("To see them, " + do)}
}

func waiting(r arriving.Report, now time.Time) (word, line string, more []string) {
	switch r.Why {
	case arriving.NeverCame:
		return captionsNone, "no captions yet: nobody has spoken, or Agora can't write there",
			[]string{"Files come while somebody speaks, with the microphone open. If somebody does, check the storage and the encryption of the request."}
	case arriving.FirstLate:
		return captionsWait, "the first captions are " + lasted(now.Sub(r.Due)) + " late", nil
	}
	line = "the first captions are due"
	switch left := r.Due.Sub(now); {
	case left >= 2*time.Minute:
		line += " in " + words.Lasts(left)
	case left > 0:
		line += " in " + words.Left(left)
	}
	return captionsWait, line, nil
}

func quiet(r arriving.Report, seen captionSight) (line string, more []string) {
	switch {
	case r.Why == arriving.NobodyThere:
		return "no captions: no host is in the channel", nil
	case r.Why == arriving.NoWords:
		return "captions have no words now: nobody speaks, or all are muted", nil
	case r.Doubt:
		line = "no new captions " + seen.since(r.Last) + ": nobody speaks, or Agora writes no more"
		more = []string{"That is no proof of a fault. If somebody speaks with the microphone open, look whether captions are shown in the channel."}
	default:
		line = "no new captions " + seen.since(r.Last)
	}
	if r.Host == arriving.HostThere {
		more = append([]string{HostWords(r.Host)}, more...)
	}
	return line, more
}

func stopped(r arriving.Report, seen captionSight) (line string, more []string) {
	start := "Captions of the time until it is mended are lost. A new task beside this one, or after it, writes again."
	switch r.Why {
	case arriving.LanguageStopped:
		return "captions in " + copies(r.Lacking) + " stopped, while others go on",
			[]string{"Nothing comes in " + copies(r.Lacking) + " though there are words to write: silence does not explain it.", start}
	case arriving.WriteRefused:
		return "captions stopped: the storage refused to be written to at " + words.Clock(seen.now, r.Refused),
			[]string{"It refused the very keys that the task was started with. Mend the bucket's rights, or start a new task with other keys."}
	}
	before := "files without words came before"
	if r.Earlier {
		before = "at earlier events files came there also while nobody spoke"
	}
	line = "captions stopped: none " + seen.since(r.Last) + ", and silence does not explain it"
	if r.Last.IsZero() {
		line = "captions never came, and silence does not explain it"
	}
	return line, []string{"A host is in the channel, and " + before + ": now none come at all.", start}
}

// captionSight is how times are told of what was seen: how long ago, as of now, for the
// headline and for each language; where the last look failed, when it was.
type captionSight struct {
	now   time.Time
	blind bool
}

func sightOf(r arriving.Report, err error, now time.Time) captionSight {
	return captionSight{now, err != nil && !r.Looked.IsZero()}
}

// came says when a file came: "38 s ago", or "at 20:04:22".
func (s captionSight) came(at time.Time) string {
	if s.blind {
		return "at " + words.Clock(s.now, at)
	}
	return lasted(s.now.Sub(at)) + " ago"
}

// since says since when none came: "for 38 s", or "since 20:04:22".
func (s captionSight) since(at time.Time) string {
	if s.blind {
		return "since " + words.Clock(s.now, at)
	}
	return "for " + lasted(s.now.Sub(at))
}

// HostWords say who is in a task's channel, as a sentence; empty: that is not known.
func HostWords(h arriving.Host) string {
	switch h {
	case arriving.HostThere:
		return "A host is in the channel; whether the microphone is open can't be seen."
	case arriving.HostAbsent:
		return "No host is in the channel now: nobody can be heard."
	}
	return ""
}

// CantSee says why captions can't be seen, as half a sentence.
func CantSee(r arriving.Report, err error, c Context) string {
	if none, ok := errors.AsType[*caption.UnseenError](err); ok {
		return none.Error()
	}
	if r.Why == arriving.NotStored {
		return CaptionsUnseen
	}
	if missing, ok := errors.AsType[*secret.MissingError](err); ok {
		return "captions can't be seen: the " + missing.What + " is not here"
	}
	if f := storage.Explain(err); !f.OK() {
		return "captions can't be seen: " + half(Storage(f, c).What)
	}
	return "captions can't be seen"
}

// half makes half a sentence of one that begins with an article.
func half(sentence string) string {
	sentence = strings.TrimSuffix(sentence, ".")
	for _, article := range []string{"The ", "There ", "This ", "No "} {
		if strings.HasPrefix(sentence, article) {
			return strings.ToLower(sentence[:1]) + sentence[1:]
		}
	}
	return sentence
}

// CaptionsUnread says why the captions of a task could not be read, as a sentence or half of
// one, and what to do. Told is false for an error of another kind.
func CaptionsUnread(err error, c Context) (what, do string, told bool) {
	if none, ok := errors.AsType[*caption.UnseenError](err); ok {
		return none.Error(), "see what the task was started with", true
	}
	if errors.Is(err, caption.ErrNothing) {
		return "no captions of it are in the storage", "ask again later, or another language: files come while people speak", true
	}
	if _, ok := errors.AsType[*storage.Error](err); ok {
		w := Storage(storage.Explain(err), c)
		return w.What, w.Do, true
	}
	return "", "", false
}

// CantSeeDo says what would help to see captions, as half a sentence; or nothing.
func CantSeeDo(err error, c Context) string {
	if missing, ok := errors.AsType[*secret.MissingError](err); ok {
		return missing.Do
	}
	return Storage(storage.Explain(err), c).Do
}

// CaptionLanguages says how each copy stands, as "German (Germany): the last 38 s ago", by
// the clock of Captions; nothing where no look went well, as then none is known. The copy of
// the language that alone is spoken, plain, is the same as the plain copy: it is named where
// both don't stand alike. Plain is empty where several are spoken.
func CaptionLanguages(r arriving.Report, err error, plain string, now time.Time) []string {
	if r.Looked.IsZero() {
		return nil
	}
	seen := sightOf(r, err, now)
	var out []string
	for _, l := range r.Languages {
		if plain != "" && l.Code == plain && slices.ContainsFunc(r.Languages, func(o arriving.Language) bool { return o.Code == "" && o.State == l.State && o.Late == l.Late }) {
			continue
		}
		last := "none yet"
		switch {
		case !l.Last.IsZero():
			last = "the last " + seen.came(l.Last)
		case seen.blind:
			last = "none seen"
		}
		switch {
		case l.State == arriving.Stopped:
			last = "stopped, " + last
		case l.Late:
			last = "late, " + last
		}
		out = append(out, fmt.Sprintf("%s: %s", CopyName(l.Code), last))
	}
	return out
}

// CopyName names a copy of the captions.
func CopyName(code string) string {
	if code == "" {
		return "as spoken"
	}
	return agora.LanguageName(code)
}

func copies(codes []string) string {
	names := make([]string, len(codes))
	for i, code := range codes {
		names[i] = CopyName(code)
	}
	return words.And(names...)
}

func lasted(d time.Duration) string { return words.Lasts(max(d, 0)) }

// TranscriptWritten says what a transcript in a file is made of.
func TranscriptWritten(path string, t caption.Transcript) string {
	return "written to " + path + ": " + words.Count(len(t.Cues), "sentence") + " of " + words.Count(t.Slices, "file")
}

// CaptionTrouble says what was not as it should be in stored captions; nothing where all
// was.
func CaptionTrouble(t caption.Trouble) string {
	var out []string
	for _, c := range []struct {
		n     int
		thing string
		what  string
	}{
		{t.Missing, "file", "is named and not there"}, {t.NoVTT, "file", "is no whole WebVTT"}, {t.Encoding, "file", "is no UTF-8"},
		{t.Elsewhere, "name", "leads elsewhere and was not read"}, {t.BadCue, "sentence", "has no time that can be"}, {t.Cut, "text", "was too long and is cut"},
	} {
		if c.n == 1 {
			out = append(out, "1 "+c.thing+" "+c.what)
		} else if c.n > 1 {
			what := strings.NewReplacer("is ", "are ", "has ", "have ", "leads ", "lead ", "was ", "were ").Replace(c.what)
			out = append(out, words.Count(c.n, c.thing)+" "+what)
		}
	}
	return strings.Join(out, "; ")
}

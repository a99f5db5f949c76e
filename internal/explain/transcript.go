package explain

import (
	"errors"
	"time"

	caption "sttwizard/internal/captions"
	"sttwizard/internal/captions/arriving"
	"sttwizard/internal/words"
)

// NoTranscript says of a task with nothing to write a transcript of why that is so, and
// what to do, as sentences; empty where there may be something. The report is of the last
// look, err why that did not go well.
func NoTranscript(r arriving.Report, err error, now time.Time, c Context) string {
	none, unseen := errors.AsType[*caption.UnseenError](err)
	why, do := "", ""
	switch {
	case unseen:
		why, do = none.Error(), transcriptDo[none.Why]
	case r.Why == arriving.NotStored:
		why, do = CaptionsUnseen, transcriptDo[caption.NotStored]
	case !r.Last.IsZero():
		return ""
	case err != nil:
		why, do = CantSee(r, err, c), CantSeeDo(err, c)
	case r.Looked.IsZero():
		return "" // nobody has looked
	default:
		why = "no captions are in the storage as of " + lasted(now.Sub(r.Looked)) + " ago"
		do = "ask again when somebody has spoken for a while: files come then"
		if r.State == arriving.Waiting && r.Why == "" && r.Due.After(now) {
			do = "ask again later: the first file is due in " + words.Left(r.Due.Sub(now))
		}
	}
	told := "No transcript yet: " + why + "."
	if unseen {
		told = "No transcript: " + why + "."
	}
	if do != "" {
		told += " " + words.Sentence(do)
	}
	return told
}

// transcriptDo says what to do for want of captions that can be seen.
var transcriptDo = map[caption.Unseen]string{
	caption.NotStored: "start the next one with caption storage",
	caption.NotKnown:  "who started it can write the transcript",
	caption.NoTask:    "r finds its id out",
	caption.Pretend:   "the sandbox stores them where STTWIZARD_STORAGE_URL says",
}

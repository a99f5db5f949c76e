package tasks

import (
	"context"
	"time"

	"sttwizard/internal/captions/arriving"
	"sttwizard/internal/storage"
)

// writes is what is known of whether the storage may be written to with the very keys that
// Agora has. Times are those of the storage's clock.
type writes struct {
	asked   bool      // in this doubt, and it did not refuse, so that it is not asked again
	refused time.Time // when it was seen last that it refuses; zero: it was not, or it is mended
	mended  time.Time // when it was seen to take files again
}

// doubtful reports whether a refusal of the storage would explain what is seen, and can be
// found out: with the very keys that Agora has. One that was seen is looked at anew by each
// look, as it may be mended.
func (w *CaptionWatch) doubtful(looked bool) bool {
	switch r := w.report; {
	case r.State == arriving.Over:
		return false
	case r.State == arriving.Arriving && r.Why == "" && w.err == nil:
		w.writes = writes{} // files come: what was refused before explains nothing any more
		return false
	case !w.o.Keys.Own:
		return false
	case r.Why == arriving.WriteRefused, wrongKeys(w.err):
		return looked
	default:
		return r.Doubt && r.Why != arriving.LanguageLacks && !w.writes.asked
	}
}

// wrongKeys reports whether a storage refused keys for what they are, not for what they
// may not do: a key that may only write is enough for Agora.
func wrongKeys(err error) bool {
	cause := storage.Explain(err).Cause
	return cause == storage.KeyRefused || cause == storage.SecretWrong
}

// probe asks the storage whether it may be written to.
func (w *CaptionWatch) probe(ctx context.Context) {
	files, ok := w.files.(interface {
		Probe(context.Context) storage.Probed
	})
	if !ok {
		return
	}
	p := files.Probe(ctx)
	switch was := w.writes.refused; {
	case ctx.Err() != nil: // nobody waited for it, and it says nothing
	case p.Write.OK():
		w.writes = writes{asked: true}
		if !was.IsZero() {
			w.writes.mended = w.now()
		}
	case !p.Write.OnlyHere():
		w.writes = writes{refused: w.now()}
	default:
		w.writes.asked = true // it can't be found out from here
	}
}

package preflight

import (
	"context"
	"errors"
	"slices"
	"strings"

	"sttwizard/agora"
	"sttwizard/internal/storage"
)

// storage writes a small object where captions are to be, and takes it away again. It is
// not waited for longer than for anything else; what is under way ends by itself.
func (in Input) storage(ctx context.Context) []Row {
	place, wanted := storage.PlaceOf(in.Request)
	if !wanted {
		return []Row{{Check: Storage, Verdict: Off, Why: NotWanted}}
	}
	for _, path := range []string{agora.PathAccessKey, agora.PathSecretKey} {
		if err, untold := in.untold(path); untold {
			return []Row{{Check: Storage, Verdict: Grey, Why: Secret, Mend: MendField, Field: path, Err: err}}
		}
	}
	if i := slices.IndexFunc(in.Problems, ofCaptions); i >= 0 {
		return []Row{{Check: Storage, Verdict: Grey, Why: Unasked, Mend: MendField, Field: in.Problems[i].Field()}}
	}
	done := make(chan Row, 1)
	go func() { done <- in.probed(ctx, place, storage.KeysOf(in.Request)) }()
	select {
	case row := <-done:
		return []Row{row}
	case <-ctx.Done():
		return []Row{{Check: Storage, Verdict: Amber, Why: Slow}}
	}
}

// ofCaptions reports whether a broken rule is one about the captions' storage.
func ofCaptions(e agora.FieldError) bool { return strings.HasPrefix(e.Field(), agora.PathCaption+".") }

// probed judges what a probe found. Agora needs to write and nothing else; a refusal that
// may be of this machine alone is no reason to say that Agora can't.
func (in Input) probed(ctx context.Context, place storage.Place, keys storage.Keys) Row {
	p, err := in.Probe(ctx, place, keys)
	if errors.Is(err, ErrPretend) {
		return Row{Check: Storage, Verdict: Off, Why: Pretend, Place: place}
	}
	if err != nil {
		p = storage.Probed{Write: storage.Explain(err)}
	}
	row := Row{Check: Storage, Verdict: Green, Why: InPlace, Place: place, Probed: p}
	switch {
	case !p.Write.OK():
		row.Verdict, row.Why, row.Mend = Red, CantWrite, MendField
		if p.Write.OnlyHere() {
			row.Verdict = Amber
		}
	case !p.CanLook():
		row.Verdict, row.Why, row.Mend = Amber, CantLook, MendOutside
	}
	return row
}

// ErrPretend is what Input.Probe gives for a storage that a pretend Agora does not write to.
var ErrPretend = errors.New("a pretend Agora stores captions on this machine only")

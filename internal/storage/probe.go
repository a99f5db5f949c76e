package storage

import (
	"context"
	"errors"
	"sync"
)

// ProbeName is the name of the object that a probe writes. It is the same each time, so
// that one object stays where a key may not take it away, and not one for each probe.
const ProbeName = "sttwizardcheck"

// Probed is what a probe found, step by step. Agora needs Write and nothing else.
type Probed struct {
	Write, Read, List, Remove Finding
	Key                       string // of the object that was written, or tried to
}

// CanLook reports whether captions can be seen with these keys.
func (p Probed) CanLook() bool { return p.Write.OK() && p.Read.OK() && p.List.OK() }

// Stays reports whether the object may still be there.
func (p Probed) Stays() bool { return !p.Remove.OK() && p.Remove.Cause != NotTried }

// Probe writes a small object of a fixed name in the place's folder, reads it, lists the
// folder and takes the object away again. It takes twice the limit of a call at most, and
// also takes the object away when ctx has ended: by then it may be there.
func (r *Reader) Probe(ctx context.Context) Probed {
	skipped := Finding{Cause: NotTried, Place: r.shown()}
	p := Probed{Key: r.place.Folder() + ProbeName, Read: skipped, List: skipped, Remove: skipped}
	limited, stop := context.WithTimeout(ctx, r.limit)
	defer stop()
	if p.Write = Explain(r.Put(limited, p.Key, []byte(ProbeName))); p.Write.OK() {
		r.probeReading(limited, &p)
	}
	if p.Write.OK() || p.Write.unsure() {
		p.Remove = Explain(r.Remove(context.WithoutCancel(ctx), p.Key))
	}
	return p
}

func (r *Reader) probeReading(ctx context.Context, p *Probed) {
	var both sync.WaitGroup
	both.Go(func() {
		data, err := r.Read(ctx, p.Key, 0, int64(len(ProbeName)))
		if err == nil && string(data) != ProbeName {
			err = r.failure(ctx, &call{}, errNoStorage) // what takes everything keeps nothing
		}
		p.Read = Explain(err)
	})
	both.Go(func() {
		_, err := r.List(ctx, r.place.Folder(), "", 1)
		if !errors.Is(err, ErrMany) {
			p.List = Explain(err)
			return
		}
		p.List = Finding{}
	})
	both.Wait()
}

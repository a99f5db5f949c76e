package storage

import (
	"context"
	"errors"
	"io"
)

// growth is by how much an object may have grown since the last look for one request to
// be enough.
const growth = 64 << 10

// Look asks whether an object is still the one with an ETag, and returns its last bytes,
// at most tail of them, where it is not; an empty ETag is that of no object. It is one
// request where nothing changed and usually where something did, three at most.
//
// It is a GET: the refusal of a HEAD has no words, so that a wrong key, a missing right, a
// wrong region and a missing bucket would look alike.
func (r *Reader) Look(ctx context.Context, key, etag string, tail int64) (Seen, error) {
	var seen Seen
	err := r.do(ctx, 4, func(ctx context.Context) error {
		if tail <= 0 || tail > ReadLimit-growth {
			return errTooBig
		}
		var err error
		seen, err = r.look(ctx, key, etag, tail)
		return err
	})
	if err != nil {
		return Seen{}, err
	}
	if seen.Changed {
		r.remember(key, seen.Size)
	}
	return seen, nil
}

func (r *Reader) look(ctx context.Context, key, etag string, tail int64) (Seen, error) {
	seen, whole, err := r.end(ctx, key, etag, r.guess(key, tail), tail)
	if errors.Is(err, errBeyond) { // empty, shorter than it was, or a server that has no end of what is shorter
		seen, whole, err = r.end(ctx, key, etag, span{n: tail + growth}, tail)
	}
	if err == nil && !whole {
		seen, whole, err = r.end(ctx, key, "", span{from: seen.Size - tail, n: tail + growth}, tail)
	}
	switch {
	case errors.Is(err, errSame) && etag != "":
		return Seen{Object: Object{Key: key, ETag: etag}}, nil
	case errors.Is(err, errSame):
		return Seen{}, errNoStorage // no object is the same as none
	case errors.Is(err, errBeyond):
		return Seen{Object: Object{Key: key}, Changed: true}, nil
	case err == nil && !whole: // it knows no ranges, or grows faster than it is read
		return Seen{}, errTooBig
	}
	return seen, err
}

// guess returns the part that holds the end, for one request.
func (r *Reader) guess(key string, tail int64) span {
	if r.back.tails() {
		return span{n: tail, last: true}
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	return span{from: max(0, r.sizes[key]-tail), n: tail + growth}
}

// remember keeps the size of an object for the next guess. There are a few of them, one to
// a playlist; whoever looks at more guesses worse.
func (r *Reader) remember(key string, size int64) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.sizes) > pageSize {
		clear(r.sizes)
	}
	r.sizes[key] = size
}

// end reads a part and returns its last bytes, and whether they are those of the object.
func (r *Reader) end(ctx context.Context, key, etag string, s span, tail int64) (Seen, bool, error) {
	p, err := r.back.get(ctx, key, etag, s)
	if err != nil {
		return Seen{}, false, err
	}
	defer p.body.Close()
	data, err := io.ReadAll(io.LimitReader(p.body, s.n))
	if err != nil {
		return Seen{}, false, err
	}
	if p.Size < 0 { // not told
		p.Size = p.from + int64(len(data))
	}
	seen := Seen{Object: p.Object, Changed: true, Tail: data[max(0, int64(len(data))-tail):]}
	return seen, p.from+int64(len(data)) >= p.Size, nil
}

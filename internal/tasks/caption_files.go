package tasks

import (
	"context"
	"errors"

	"sttwizard/internal/captions"
	"sttwizard/internal/storage"
)

// captionFiles are the files of a storage as captions are read from them.
type captionFiles struct{ *storage.Reader }

// CaptionFilesOf returns a storage as captions are read from it.
func CaptionFilesOf(r *storage.Reader) CaptionFiles { return captionFiles{r} }

// page is how much is listed by one call, each of which has its own limit of time.
const page = 1000

// List lists files, a page at a time.
func (f captionFiles) List(ctx context.Context, prefix, after string, max int) ([]captions.Object, error) {
	var out []captions.Object
	for len(out) < max {
		found, err := f.Reader.List(ctx, prefix, after, min(page, max-len(out)))
		for _, o := range found {
			out = append(out, captions.Object(o))
		}
		if !errors.Is(err, storage.ErrMany) || len(found) == 0 {
			return out, missing(err)
		}
		after = found[len(found)-1].Key
	}
	return out, nil
}

// Look looks at the end of a file.
func (f captionFiles) Look(ctx context.Context, key, etag string, n int64) (captions.Tail, error) {
	seen, err := f.Reader.Look(ctx, key, etag, n)
	return captions.Tail{Object: captions.Object(seen.Object), Text: seen.Tail, Changed: seen.Changed}, missing(err)
}

// Read reads a part of a file.
func (f captionFiles) Read(ctx context.Context, key string, from, n int64) ([]byte, error) {
	text, err := f.Reader.Read(ctx, key, from, n)
	return text, missing(err)
}

// missing is an error as captions have it.
func missing(err error) error {
	switch {
	case errors.Is(err, storage.ErrMany):
		return nil
	case storage.Explain(err).Cause == storage.NoObject:
		return captions.ErrMissing
	}
	return err
}

package filestore

import (
	"context"
	"path/filepath"
	"strings"

	"github.com/fsnotify/fsnotify"

	"sttwizard/internal/files"
	"sttwizard/internal/store"
)

// Watch tells of writes to the directory, this process's own among them. It asks the
// operating system, which tells nothing of a directory on a network.
func (s *Store) Watch(ctx context.Context) (<-chan store.Change, error) {
	if err := files.MakeDir(s.dir); err != nil {
		return nil, &store.Error{Kind: store.ErrUnavailable, Err: err}
	}
	w, err := fsnotify.NewWatcher()
	if err == nil {
		err = w.Add(s.dir)
	}
	if err != nil {
		return nil, &store.Error{Kind: store.ErrUnavailable, Err: err}
	}
	out := make(chan store.Change, 1)
	out <- store.Change{}
	ctx, cancel := context.WithCancel(ctx)
	context.AfterFunc(s.alive, cancel)
	go tell(ctx, w, out)
	return out, nil
}

// tell makes changes of what the operating system says until ctx ends.
func tell(ctx context.Context, w *fsnotify.Watcher, out chan<- store.Change) {
	defer close(out)
	defer w.Close()
	for {
		var c store.Change
		select {
		case <-ctx.Done():
			return
		case e := <-w.Events:
			id, is := strings.CutSuffix(filepath.Base(e.Name), suffix)
			if !is || strings.HasPrefix(id, ".") || !e.Has(fsnotify.Create|fsnotify.Write|fsnotify.Rename|fsnotify.Remove) {
				continue
			}
			c.ID = id
		case <-w.Errors: // something was missed
		}
		select {
		case <-ctx.Done():
			return
		case out <- c:
		}
	}
}

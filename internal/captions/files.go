package captions

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"
	"time"
)

// Object is a file in the storage.
type Object struct {
	Key      string
	Size     int64
	ETag     string
	Modified time.Time // when it was stored, by the storage's clock
}

// Tail is the end of a file.
type Tail struct {
	Object
	Text    []byte
	Changed bool // else it is as it was when the ETag was told, and there is no text
}

// Files is what captions are read from: a storage. What is not there is ErrMissing.
type Files interface {
	// List returns at most max files whose keys begin with the prefix and come after a
	// key (empty: from the first), in the order of their keys.
	List(ctx context.Context, prefix, after string, max int) ([]Object, error)
	// Look returns the last n bytes of a file unless it still has the ETag.
	Look(ctx context.Context, key, etag string, n int64) (Tail, error)
	// Read returns n bytes of a file at most.
	Read(ctx context.Context, key string, from, n int64) ([]byte, error)
}

const (
	// firstPage is how many files are listed to find a playlist: it comes before the
	// slices of its copy.
	firstPage = 100
	// maxList and maxSlice are how much of one file is read at most: a playlist of 72 hours in
	// slices of 5 s has 4 MB, and eight slices are read at once.
	maxList  = 16 << 20
	maxSlice = 4 << 20
	// maxLists is how many playlists one copy has at most: servers that took over have more.
	maxLists = 20
)

// names lists the files of a copy from a key on: playlists and slices, on demand those of
// servers that took over too.
func (t Task) names(ctx context.Context, files Files, language, after string, max int, backups bool) (lists, parts []Object, err error) {
	all, err := files.List(ctx, t.Prefix(language), after, max)
	prefixes := []string{t.BackupPrefix()}
	if language != "" {
		prefixes = append(prefixes, t.Key(language+"_bak"))
	}
	for _, prefix := range prefixes {
		if err != nil || !backups {
			break
		}
		var more []Object
		more, err = files.List(ctx, prefix, "", firstPage)
		all = append(all, more...)
	}
	for _, o := range all {
		switch f, ok := t.File(o.Key); {
		case !ok || f.Language != language:
		case f.Playlist:
			lists = append(lists, o)
		default:
			parts = append(parts, o)
		}
	}
	return lists, parts, err
}

// base returns the name of a file of the task, which lies beside the others.
func (t Task) base(key string) string { return key[strings.LastIndexByte(key, '/')+1:] }

// ErrNothing is a task of which no captions are stored in a language.
var ErrNothing = errors.New("no captions are stored")

// Playlist reads all that is known of the slices of a copy: its playlists, and what is
// stored behind the last slice that they name. Where no playlist is there, the slices
// are listed themselves. The error is ErrNothing where there are none, or that of Files.
func (t Task) Playlist(ctx context.Context, files Files, language string, lim Limits) (Playlist, error) {
	lists, _, err := t.names(ctx, files, language, "", firstPage, true)
	if err != nil {
		return Playlist{}, err
	}
	var read []Playlist
	last := ""
	for _, o := range lists[:min(len(lists), maxLists)] {
		text, err := files.Read(ctx, o.Key, 0, maxList)
		if errors.Is(err, ErrMissing) {
			continue
		}
		if err != nil {
			return Playlist{}, err
		}
		list, err := ReadPlaylist(text, t.Folder, lim)
		if err != nil {
			list.Trouble.Elsewhere++
		}
		read = append(read, list)
		for _, e := range list.Entries {
			last = max(last, t.Key(e.Name))
		}
	}
	if !strings.HasPrefix(last, t.Prefix(language)) {
		last = ""
	}
	_, parts, err := t.names(ctx, files, language, last, lim.Slices, last == "")
	if err != nil {
		return Playlist{}, err
	}
	out := t.only(language, Merge(append(read, listed(t, parts))...))
	if len(out.Entries) == 0 {
		return out, ErrNothing
	}
	return out, nil
}

// only leaves out of a playlist what belongs to other copies of the task, as long as the
// wanted one has slices of its own in it: the plain playlist may name all of them, and a
// translation is not what was said.
func (t Task) only(language string, list Playlist) Playlist {
	of := func(e Entry) (File, bool) { return t.File(t.Key(e.Name)) }
	if !slices.ContainsFunc(list.Entries, func(e Entry) bool { f, ok := of(e); return ok && f.Language == language }) {
		return list
	}
	list.Entries = slices.DeleteFunc(list.Entries, func(e Entry) bool { f, ok := of(e); return ok && f.Language != language })
	return list
}

// listed makes a playlist of slices that were listed.
func listed(t Task, parts []Object) (out Playlist) {
	parts = slices.SortedStableFunc(slices.Values(parts), func(a, b Object) int { return cmp.Compare(a.Key, b.Key) })
	for _, o := range parts {
		name := t.base(o.Key)
		if plain(name, "") == name {
			out.Entries = append(out.Entries, Entry{Name: name, At: NameTime(name)})
		}
	}
	return out
}

// Getter reads the task's slices.
func (t Task) Getter(files Files) Getter {
	return func(ctx context.Context, name string) ([]byte, error) {
		return files.Read(ctx, t.Key(name), 0, maxSlice)
	}
}

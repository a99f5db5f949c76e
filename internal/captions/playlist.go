package captions

import (
	"errors"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Entry is one slice that a playlist names.
type Entry struct {
	Name   string        // a plain name, beside the playlist
	Length time.Duration // as #EXTINF says; 0 where it does not
	At     time.Time     // when it begins, by its name or a tag; zero where neither says it
	Break  bool          // a discontinuity stands before it
}

// Playlist is a playlist that was read, or its tail.
type Playlist struct {
	Entries []Entry
	Ended   bool // #EXT-X-ENDLIST stands there
	Trouble Trouble
}

// ErrNotPlaylist is a file that is no playlist.
var ErrNotPlaylist = errors.New("this is no playlist")

// ReadPlaylist reads a playlist of a folder, which is empty for the bucket itself.
func ReadPlaylist(text []byte, folder []string, lim Limits) (Playlist, error) {
	r := newPlaylistReader(folder, lim)
	for line := range lines(decode(text, &r.list.Trouble), lim.Line, &r.list.Trouble) {
		if !r.read(strings.TrimSpace(line)) {
			break
		}
	}
	if !r.is {
		return r.list, ErrNotPlaylist
	}
	return r.list, nil
}

// ReadTail reads the end of a playlist. Its first line may be half a line and is not
// looked at.
func ReadTail(text []byte, folder []string, lim Limits) Playlist {
	r := newPlaylistReader(folder, lim)
	first := true
	for line := range lines(decode(text, &r.list.Trouble), lim.Line, &r.list.Trouble) {
		if !first && !r.read(strings.TrimSpace(line)) {
			break
		}
		first = false
	}
	return r.list
}

// playlistReader reads a playlist line by line.
type playlistReader struct {
	list   Playlist
	folder string
	lim    Limits
	seen   map[string]bool
	is     bool      // it is a playlist: its first line says so, or it names slices
	next   Entry     // what the tags say of the slice that follows
	clock  time.Time // when the slice before ends; zero where that is not known
}

func newPlaylistReader(folder []string, lim Limits) *playlistReader {
	return &playlistReader{folder: path.Join(folder...), lim: lim, seen: map[string]bool{}}
}

// read reads a line; false: no more is wanted.
func (r *playlistReader) read(line string) bool {
	switch {
	case line == "":
	case strings.HasPrefix(line, "#"):
		name, value, _ := strings.Cut(line[1:], ":")
		r.tag(name, value)
	default:
		return r.entry(line)
	}
	return true
}

func (r *playlistReader) tag(name, value string) {
	switch name {
	case "EXTM3U":
		r.is = true
	case "EXTINF":
		r.next.Length = seconds(value)
	case "EXT-X-DISCONTINUITY":
		r.next.Break = true
	case "EXT-X-PROGRAM-DATE-TIME":
		if t, err := time.Parse(time.RFC3339Nano, strings.TrimSpace(value)); err == nil {
			r.next.At = t.UTC()
		}
	case "EXT-X-AGORA-TRACK-EVENT":
		for pair := range strings.SplitSeq(value, ",") {
			if at, ok := strings.CutPrefix(pair, "TIME="); ok && r.next.At.IsZero() {
				r.next.At = digits(strings.TrimSpace(at))
			}
		}
	case "EXT-X-ENDLIST":
		r.list.Ended = true
	}
}

// seconds reads the number of #EXTINF; Agora's Cloud Recording writes no comma behind it.
func seconds(value string) time.Duration {
	value, _, _ = strings.Cut(value, ",")
	f, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
	if err != nil || !(f > 0 && f <= longest.Seconds()) {
		return 0
	}
	return time.Duration(f * float64(time.Second)).Round(time.Millisecond)
}

// entry reads the name of a slice.
func (r *playlistReader) entry(line string) bool {
	e := r.next
	r.next = Entry{}
	e.Name = plain(line, r.folder)
	switch {
	case e.Name == "":
		r.list.Trouble.Elsewhere++
		return true
	case r.seen[e.Name]:
		r.list.Trouble.Twice++
		return true
	case len(r.list.Entries) >= r.lim.Slices:
		r.list.Trouble.Cut++
		return false
	}
	r.is, r.seen[e.Name] = true, true
	if named := NameTime(e.Name); !named.IsZero() {
		e.At = named
	} else if e.At.IsZero() && !e.Break {
		e.At = r.clock
	}
	r.clock = time.Time{}
	if !e.At.IsZero() && e.Length > 0 {
		r.clock = e.At.Add(e.Length)
	}
	r.list.Entries = append(r.list.Entries, e)
	return true
}

// Merge makes one playlist of several of one copy: that of the task, and those of
// servers that took over. Each slice is in it once, in the order of their times where
// all have one.
func Merge(lists ...Playlist) Playlist {
	var out Playlist
	seen, timed := map[string]bool{}, true
	for _, l := range lists {
		out.Trouble.Add(l.Trouble)
		out.Ended = out.Ended || l.Ended
		for _, e := range l.Entries {
			if seen[e.Name] {
				continue
			}
			seen[e.Name] = true
			timed = timed && !e.At.IsZero()
			out.Entries = append(out.Entries, e)
		}
	}
	if timed && len(lists) > 1 {
		slices.SortStableFunc(out.Entries, func(a, b Entry) int { return a.At.Compare(b.At) })
	}
	return out
}

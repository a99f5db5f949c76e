package captions

import (
	"net/url"
	"path"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode/utf8"
)

const (
	playlistEnd = ".m3u8"
	sliceEnd    = ".vtt"
)

// Task names the files of one task: by its id, and never by its channel, whose name
// is not always written as it is.
type Task struct {
	Folder    []string // parts of captionConfig.storage.fileNamePrefix
	ID        string   // the task's; in v7 the agent's
	Languages []string // the copies that are looked for beside the plain one
}

// usable is an id of Agora's; anything else would name other files.
var usable = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[A-Za-z0-9_-]{4,128}$`) })

// Known reports whether the task's files can be found: its id must be like Agora's.
func (t Task) Known() bool { return usable().MatchString(t.ID) }

// Key returns the key of a file beside the others.
func (t Task) Key(name string) string { return path.Join(append(t.folder(), name)...) }

func (t Task) folder() []string { return append([]string{}, t.Folder...) }

// Prefix returns what the keys of a copy begin with; empty is the plain one. It has
// the playlist first, since a dot comes before the slices' underscore.
func (t Task) Prefix(language string) string {
	if language != "" {
		language += "_"
	}
	return t.Key(language + t.ID + "_")
}

// BackupPrefix returns what the keys of a copy begin with that a server wrote which
// took over from one that died; all tasks of the folder have them.
func (t Task) BackupPrefix() string { return t.Key("bak") }

// File is what a key says.
type File struct {
	Key      string
	Language string // of the copy; empty is the plain one
	Playlist bool   // else it is a slice
	Backup   bool   // written by a server that took over
}

var (
	backupPart   = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^bak\d{1,3}_`) })
	languagePart = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`^([a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|\d{3}))?)_`)
	})
)

// File reads the key of a file; false for what is none of the task's.
func (t Task) File(key string) (File, bool) {
	f := File{Key: key}
	rest, below := key, ""
	if len(t.Folder) > 0 {
		below = path.Join(t.Folder...) + "/"
	}
	rest, ok := strings.CutPrefix(rest, below)
	if !ok || strings.Contains(rest, "/") || !t.Known() {
		return f, false
	}
	rest = f.backup(rest)
	if !strings.HasPrefix(rest, t.ID+"_") {
		part := languagePart().FindStringSubmatch(rest)
		if part == nil {
			return f, false
		}
		f.Language = part[1]
		rest = f.backup(rest[len(part[0]):])
	}
	f.Playlist = strings.HasSuffix(rest, playlistEnd)
	return f, strings.HasPrefix(rest, t.ID+"_") && (f.Playlist || strings.HasSuffix(rest, sliceEnd))
}

func (f *File) backup(rest string) string {
	part := backupPart().FindString(rest)
	f.Backup = f.Backup || part != ""
	return rest[len(part):]
}

// plain returns the name of a slice that may be fetched beside a playlist; empty for
// everything else. A playlist that repeats its own folder means the name behind it.
func plain(line, folder string) string {
	name := strings.TrimPrefix(strings.TrimSpace(line), "./")
	if folder != "" {
		name = strings.TrimPrefix(strings.TrimPrefix(name, "/"), folder+"/")
	}
	if unescaped, err := url.PathUnescape(name); err == nil {
		name = unescaped
	}
	small := strings.ToLower(name)
	switch {
	case len(name) > 512, !utf8.ValidString(name), strings.ContainsAny(name, `/\`), strings.HasPrefix(name, "."), clean(name) != name:
		return ""
	case !strings.HasSuffix(small, sliceEnd), strings.Contains(small, ".tmp"):
		return ""
	}
	return name
}

// NameTime reads the time in a slice's name, in UTC: the last part of it that is 17
// digits (yyyymmddhhmmssmmm, as Agora's Cloud Recording has it), 13 (milliseconds since
// 1970) or 10 (seconds). It is zero where there is none.
func NameTime(name string) time.Time {
	base := strings.TrimSuffix(path.Base(name), path.Ext(name))
	parts := strings.FieldsFunc(base, func(r rune) bool { return r == '_' || r == '-' || r == '.' })
	for i := len(parts) - 1; i >= 0; i-- {
		if t := digits(parts[i]); !t.IsZero() {
			return t
		}
	}
	return time.Time{}
}

// digits reads a time that is written in digits alone.
func digits(s string) time.Time {
	var t time.Time
	n, err := strconv.ParseInt(s, 10, 64)
	switch {
	case err != nil:
	case len(s) == 17:
		t, err = time.Parse("20060102150405.000", s[:14]+"."+s[14:])
	case len(s) == 13:
		t = time.UnixMilli(n).UTC()
	case len(s) == 10:
		t = time.Unix(n, 0).UTC()
	}
	if err != nil || t.Year() < 2018 || t.Year() > 2200 {
		return time.Time{}
	}
	return t
}

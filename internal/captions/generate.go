package captions

import (
	"fmt"
	"strings"
	"time"
)

// Upload is a file at the moment at which it is stored.
type Upload struct {
	At   time.Time
	Key  string
	Body []byte
}

// afterSlice is how long after a slice the playlist that names it is stored.
const afterSlice = 300 * time.Millisecond

// Due returns how many slices are stored completely by then.
func (s Script) Due(now time.Time) int {
	if s.Slice <= 0 {
		return 0
	}
	return max(0, int((now.Sub(s.Begin)-s.late()-afterSlice)/s.Slice))
}

// Uploads returns the files of the slices from one number up to before another, each
// followed by the playlist that names it.
func (s Script) Uploads(from, to int) []Upload {
	var out []Upload
	for n := from; n < to; n++ {
		at := s.begin(n + 1).Add(s.late())
		for _, language := range s.copies() {
			if !s.stored(n, language) {
				continue
			}
			out = append(out,
				Upload{at, s.key(language, s.stampOf(n)+sliceEnd), s.slice(n, language)},
				Upload{at.Add(afterSlice), s.key(language, playlistEnd), s.playlist(n, language)})
		}
	}
	return out
}

// copies are the languages of the copies; empty is the plain one.
func (s Script) copies() []string { return append([]string{""}, s.Task.Languages...) }

func (s Script) spoken() string {
	if len(s.Task.Languages) == 0 {
		return ""
	}
	return s.Task.Languages[0]
}

// stored reports whether the slice of that number is stored in a copy.
func (s Script) stored(n int, language string) bool {
	return s.Mode.writes(n, language, s.spoken()) && !s.Lost[n] && (!s.OnlyWords || len(s.Said(n)) > 0)
}

// key returns the key of a file; rest is what stands behind the channel's name.
func (s Script) key(language, rest string) string {
	if language != "" {
		language += "_"
	}
	return s.Task.Key(language + s.Task.ID + "_" + s.Channel + rest)
}

// stampOf is the time in the name of a slice.
func (s Script) stampOf(n int) string {
	begin := s.begin(n).UTC()
	if s.Millis {
		return fmt.Sprintf("_%d", begin.UnixMilli())
	}
	return "_" + strings.Replace(begin.Format("20060102150405.000"), ".", "", 1)
}

func (s Script) eol() string {
	if s.LF {
		return "\n"
	}
	return "\r\n"
}

// slice writes a slice.
func (s Script) slice(n int, language string) []byte {
	var b strings.Builder
	b.WriteString(header + s.eol())
	if s.Clock == Mapped {
		fmt.Fprintf(&b, "X-TIMESTAMP-MAP=MPEGTS:%d,LOCAL:00:00:00.000%s", (time.Duration(n)*s.Slice).Milliseconds()*90, s.eol())
	}
	b.WriteString(s.eol())
	for i, w := range s.Said(n) {
		if s.Numbered {
			fmt.Fprintf(&b, "%d%s", i+1, s.eol())
		}
		at := s.inClock(n, w.At)
		fmt.Fprintf(&b, "%s --> %s%s%s%s%s", stamp(at, "."), stamp(at+w.Long, "."), s.eol(), s.voiced(w, language), s.eol(), s.eol())
	}
	return []byte(b.String())
}

// voiced is a sentence in a language as a cue has it.
func (s Script) voiced(w Sentence, language string) string {
	text := escaped.Replace(w.In(language, s.spoken()))
	if s.Open {
		return "<v " + w.Speaker + ">" + text
	}
	return "<v " + w.Speaker + ">" + text + "</v>"
}

// In returns the sentence in a language: pretend translations name theirs.
func (w Sentence) In(language, spoken string) string {
	if language == "" || language == spoken {
		return w.Text
	}
	return "[" + language + "] " + w.Text
}

// inClock returns a time as the script's clock tells it in a slice.
func (s Script) inClock(n int, at time.Time) time.Duration {
	switch at = at.UTC(); s.Clock {
	case PerTask:
		return at.Sub(s.Begin)
	case OfDay:
		return at.Sub(at.Truncate(day))
	case Epoch:
		return time.Duration(at.UnixMilli()) * time.Millisecond
	}
	return at.Sub(s.begin(n))
}

// playlist writes the playlist of a copy up to a slice.
func (s Script) playlist(n int, language string) []byte {
	var b strings.Builder
	for _, line := range []string{"#EXTM3U", "#EXT-X-VERSION:3", "#EXT-X-MEDIA-SEQUENCE:0", "#EXT-X-ALLOW-CACHE:YES",
		fmt.Sprintf("#EXT-X-TARGETDURATION:%d", int(s.Slice.Seconds())+1)} {
		b.WriteString(line + s.eol())
	}
	comma := ""
	if s.Comma {
		comma = ","
	}
	name := strings.TrimPrefix(s.key(language, ""), s.Task.Key("")+"/")
	for i := range n + 1 {
		if s.stored(i, language) {
			fmt.Fprintf(&b, "#EXTINF:%.6f%s%s%s%s%s%s", s.Slice.Seconds(), comma, s.eol(), name, s.stampOf(i), sliceEnd, s.eol())
		}
	}
	return []byte(b.String())
}

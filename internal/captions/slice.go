package captions

import (
	"bytes"
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Cue is one thing said.
type Cue struct {
	Start, End time.Duration // as the slice has them; of a transcript: since its first word
	At         time.Time     // when it was said; zero where nothing says it
	Speaker    string        // the text of the voice tag, which is the uid with Agora
	Text       string        // one line, without tags and control characters
	Slice      string        // the name of the slice; empty where that is read by itself
}

// Slice is a slice that was read.
type Slice struct {
	Cues    []Cue
	Mapped  bool          // X-TIMESTAMP-MAP stands there
	Shift   time.Duration // what it adds to the times
	Trouble Trouble
}

// Read reports whether the slice was WebVTT throughout, so that no cue in it means
// that nothing was said.
func (s Slice) Read() bool { return s.Trouble == Trouble{} }

// Newest returns the last n cues of a slice in the order of their times.
func (s Slice) Newest(n int) []Cue {
	sorted := slices.SortedStableFunc(slices.Values(s.Cues), func(a, b Cue) int { return cmp.Compare(a.Start, b.Start) })
	return sorted[max(0, len(sorted)-n):]
}

const header = "WEBVTT"

// ReadSlice reads a slice, whatever it is. One that was cut off at its beginning still
// gives its cues.
func ReadSlice(text []byte, lim Limits) Slice {
	r := sliceReader{lim: lim, head: true}
	if noText(text) {
		r.slice.Trouble.NoVTT++
		return r.slice
	}
	text = decode(text, &r.slice.Trouble)
	if !bytes.HasPrefix(text, []byte(header)) {
		r.slice.Trouble.NoVTT++
	}
	for line := range lines(text, lim.Line, &r.slice.Trouble) {
		if !r.read(line) {
			break
		}
	}
	r.flush()
	return r.slice
}

// noText reports whether a file is no text: there are zeros in its beginning, and it
// is neither WebVTT nor UTF-16.
func noText(text []byte) bool {
	for _, mark := range [][]byte{[]byte(header), markLittle, markBig} {
		if bytes.HasPrefix(text, mark) {
			return false
		}
	}
	return bytes.IndexByte(text[:min(len(text), 512)], 0) >= 0
}

// sliceReader reads a slice line by line.
type sliceReader struct {
	slice Slice
	lim   Limits
	head  bool // no empty line and no cue came yet
	cue   *Cue // the one that is being read
	body  []string
	size  int
}

// read reads a line; false: no more is wanted. What stands outside of cues is the
// header, a note, a style or the number of a cue, and counts for nothing.
func (r *sliceReader) read(line string) bool {
	switch {
	case strings.TrimSpace(line) == "":
		r.flush()
		r.head = false
	case strings.Contains(line, "-->"):
		r.flush()
		r.head = false
		return r.begin(line)
	case r.cue != nil && r.size <= 2*r.lim.Text:
		r.size += len(line)
		r.body = append(r.body, line)
	case r.head:
		if value, ok := strings.CutPrefix(line, "X-TIMESTAMP-MAP="); ok {
			r.mapped(value)
		}
	}
	return true
}

// begin begins a cue with the line of its times.
func (r *sliceReader) begin(line string) bool {
	if len(r.slice.Cues) >= r.lim.Cues {
		r.slice.Trouble.Cut++
		return false
	}
	start, end, ok := times(line)
	if !ok {
		r.slice.Trouble.BadCue++
		return true
	}
	r.cue = &Cue{Start: start, End: end}
	return true
}

// flush ends the cue that was read, one for each voice in it.
func (r *sliceReader) flush() {
	if r.cue == nil {
		return
	}
	for _, said := range voices(strings.Join(r.body, "\n")) {
		text := clean(said.text)
		if text == "" {
			continue
		}
		if len(text) > r.lim.Text {
			r.slice.Trouble.Cut++
		}
		c := *r.cue
		c.Speaker, c.Text = cut(clean(said.voice), r.lim.Speaker), cut(text, r.lim.Text)
		r.slice.Cues = append(r.slice.Cues, c)
	}
	r.cue, r.body, r.size = nil, nil, 0
}

// mapped reads X-TIMESTAMP-MAP, whose MPEGTS counts in 90,000ths of a second.
// https://datatracker.ietf.org/doc/html/rfc8216#section-3.5
func (r *sliceReader) mapped(value string) {
	var local, mpeg time.Duration
	for pair := range strings.SplitSeq(value, ",") {
		if text, ok := strings.CutPrefix(pair, "MPEGTS:"); ok {
			ticks, err := strconv.ParseInt(strings.TrimSpace(text), 10, 64)
			if err != nil || ticks < 0 || ticks >= 1<<53 {
				return
			}
			mpeg, r.slice.Mapped = time.Duration(ticks/90)*time.Millisecond, true
		}
		if text, ok := strings.CutPrefix(pair, "LOCAL:"); ok {
			local, _ = timestamp(text)
		}
	}
	r.slice.Shift = mpeg - local
}

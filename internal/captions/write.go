package captions

import (
	"bufio"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"time"
)

// Form is how a transcript is written.
type Form string

// The forms, as the names of their files end.
const (
	VTT  Form = "vtt"
	SRT  Form = "srt"
	Text Form = "txt"
)

// Forms returns all forms.
func Forms() []Form { return []Form{VTT, SRT, Text} }

// FormOf returns the form that the name of a file says.
func FormOf(path string) (Form, bool) {
	end := Form(strings.ToLower(strings.TrimPrefix(filepath.Ext(path), ".")))
	for _, f := range Forms() {
		if f == end {
			return f, true
		}
	}
	return "", false
}

// Names are the names of speakers by their uids.
type Names map[string]string

// Of returns the name of a speaker, or what the slice says where there is none.
func (n Names) Of(speaker string) string {
	if name := clean(n[speaker]); name != "" {
		return name
	}
	return speaker
}

// Write writes the transcript. WebVTT and text have LF, SubRip has CRLF, as its
// players expect.
func (t Transcript) Write(w io.Writer, form Form, names Names) error {
	write, ok := writers[form]
	if !ok {
		return fmt.Errorf("a transcript can't be written as %q", form)
	}
	out := bufio.NewWriter(w)
	if form == VTT {
		fmt.Fprintf(out, "%s\n\n", header)
	}
	for i, c := range t.Cues {
		c.End = max(c.End, c.Start+time.Millisecond)
		write(out, i+1, c, names.Of(c.Speaker))
	}
	return out.Flush()
}

// writers write a cue by the form.
var writers = map[Form]func(w io.Writer, n int, c Cue, who string){
	VTT: func(w io.Writer, _ int, c Cue, who string) {
		text := escaped.Replace(c.Text)
		if who != "" {
			text = "<v " + escaped.Replace(who) + ">" + text + "</v>"
		}
		fmt.Fprintf(w, "%s --> %s\n%s\n\n", stamp(c.Start, "."), stamp(c.End, "."), text)
	},
	SRT: func(w io.Writer, n int, c Cue, who string) {
		text := strings.ReplaceAll(spoken(c, who), "-->", "→")
		fmt.Fprintf(w, "%d\r\n%s --> %s\r\n%s\r\n\r\n", n, stamp(c.Start, ","), stamp(c.End, ","), text)
	},
	Text: func(w io.Writer, _ int, c Cue, who string) {
		at := stamp(c.Start, ".")[:len("00:00:00")]
		if !c.At.IsZero() {
			at = c.At.UTC().Format(time.TimeOnly)
		}
		fmt.Fprintf(w, "%s  %s\n", at, spoken(c, who))
	},
}

var escaped = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

// spoken is a cue with who said it.
func spoken(c Cue, who string) string {
	if who == "" {
		return c.Text
	}
	return who + ": " + c.Text
}

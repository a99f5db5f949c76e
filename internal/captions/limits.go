package captions

import "time"

// Limits keep what is read bounded in memory and time.
type Limits struct {
	Line    int // bytes of a line that are kept
	Text    int // bytes of a cue's text that are kept
	Speaker int // bytes of a speaker's name that are kept
	Cues    int // cues of one slice
	Slices  int // slices of one playlist
	All     int // bytes of text of a whole transcript
}

// Usual fits every task that Agora allows: 72 hours in slices of 5 s are 51,840.
var Usual = Limits{Line: 64 << 10, Text: 4 << 10, Speaker: 64, Cues: 20_000, Slices: 60_000, All: 64 << 20}

// longest is the longest slice that is believed: Agora's is 8 hours.
const longest = 16 * time.Hour

// Trouble counts what was not as it should be, for one line to a person.
type Trouble struct {
	Elsewhere int // names that are no plain names of slices: addresses, paths, other files
	Twice     int // names or cues that came again
	Missing   int // slices that the playlist names and the storage does not have
	NoVTT     int // slices that are no WebVTT
	BadCue    int // cues without times that can be
	Cut       int // lines, texts, cues or slices beyond a limit
	Encoding  int // files with bytes that are no UTF-8
}

// Add adds what was counted elsewhere.
func (t *Trouble) Add(o Trouble) {
	t.Elsewhere += o.Elsewhere
	t.Twice += o.Twice
	t.Missing += o.Missing
	t.NoVTT += o.NoVTT
	t.BadCue += o.BadCue
	t.Cut += o.Cut
	t.Encoding += o.Encoding
}

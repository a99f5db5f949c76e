package captions

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"time"
)

// Script is pretend speech: what the sandbox stores of a task. Slices are a function
// of the script and their number alone, so nobody has to remember what was written.
type Script struct {
	Task     Task   // its languages are those of the copies, the spoken one first
	Channel  string // for the names of the files
	Speakers []string
	Begin    time.Time
	Slice    time.Duration
	Mode     Mode
	Clock    Clock // of the times in the slices; empty: PerSlice
	Seed     uint64
	Lost     map[int]bool // the slices that the storage did not take: no playlist names them

	// What is not known of Agora's files, and what others write.
	OnlyWords bool // no file for a slice without words
	LF        bool // Agora writes CRLF
	Comma     bool // behind the number of #EXTINF
	Open      bool // voice tags without their ends
	Numbered  bool // a number before each cue
	Millis    bool // {ts} in milliseconds since 1970, not as 17 digits
}

// Mode is how a script's captions go wrong.
type Mode string

// The modes of pretend captions. Slices are counted from the first.
const (
	ModeFine        Mode = "fine"         // somebody speaks all the time
	ModeQuiet       Mode = "quiet"        // now and then nobody speaks: the 3rd to 5th of every ten slices have no words
	ModeLate        Mode = "late"         // each file comes one slice late
	ModeStop        Mode = "stop-after-3" // nothing comes after that many slices; any number may stand there
	ModeOneLanguage Mode = "one-language" // after three slices the copies of all languages but the first come no more
	ModeDenied      Mode = "denied"       // nothing can be written
)

const stopAfter = "stop-after-"

// ModeInfo describes a mode for people.
type ModeInfo struct {
	Mode Mode
	What string
}

// Modes returns all modes, the usual one first.
func Modes() []ModeInfo {
	return []ModeInfo{
		{ModeFine, "somebody speaks all the time"},
		{ModeQuiet, "three of every ten slices have no words"},
		{ModeLate, "each file comes one slice late"},
		{ModeStop, "nothing comes after three slices, or any other number"},
		{ModeOneLanguage, "after three slices all languages but the first come no more"},
		{ModeDenied, "the storage takes nothing"},
	}
}

// ParseMode reads a mode; empty is the usual one.
func ParseMode(text string) (Mode, error) {
	m := Mode(text)
	if m == "" {
		return ModeFine, nil
	}
	if after, ok := strings.CutPrefix(text, stopAfter); ok {
		if n, ok := number(after); ok && n > 0 {
			return m, nil
		}
	}
	if slices.ContainsFunc(Modes(), func(i ModeInfo) bool { return i.Mode == m }) {
		return m, nil
	}
	names := make([]string, len(Modes()))
	for i, known := range Modes() {
		names[i] = string(known.Mode)
	}
	return "", fmt.Errorf("captions can be %s", strings.Join(names, ", "))
}

// writes reports whether the slice of that number comes in a copy.
func (m Mode) writes(n int, language string, spoken string) bool {
	if after, ok := strings.CutPrefix(string(m), stopAfter); ok {
		limit, _ := number(after)
		return int64(n) < limit
	}
	switch m {
	case ModeDenied:
		return false
	case ModeOneLanguage:
		return n < 3 || language == "" || language == spoken
	}
	return true
}

// silent reports whether nobody speaks in the slice of that number.
func (m Mode) silent(n int) bool { return m == ModeQuiet && n%10 >= 2 && n%10 <= 4 }

// late is how long after its end a slice is stored.
func (s Script) late() time.Duration {
	if s.Mode == ModeLate {
		return s.Slice
	}
	return min(2*time.Second, s.Slice/4)
}

// Sentence is what somebody says in a script.
type Sentence struct {
	At      time.Time
	Long    time.Duration
	Speaker string
	Text    string
}

var speech = []string{
	"Good evening and welcome to the town hall.", "Let me hand over to the finance team.", "Thank you. Last quarter we grew by 12 %.",
	"That is R&D <and> nothing else.", "Can everybody see the slides?", "Yes, we can.", "Any questions so far?",
	"We will come back to that later.", "The answer is: it depends.", "Für alle, die später dazukommen: wir beginnen gleich.",
	"下一张，谢谢。", "شكرا جزيلا",
}

// Said returns what is said in the slice of that number.
func (s Script) Said(n int) []Sentence {
	if s.Mode.silent(n) || len(s.Speakers) == 0 {
		return nil
	}
	r := rand.New(rand.NewPCG(s.Seed, uint64(n)))
	var out []Sentence
	for at := time.Duration(r.IntN(900)) * time.Millisecond; ; {
		long := time.Duration(1200+r.IntN(4000)) * time.Millisecond
		if at+long > s.Slice {
			return out
		}
		text := fmt.Sprintf("%s (%d.%d)", speech[r.IntN(len(speech))], n+1, len(out)+1)
		out = append(out, Sentence{s.begin(n).Add(at), long, s.Speakers[r.IntN(len(s.Speakers))], text})
		at += long + time.Duration(200+r.IntN(2500))*time.Millisecond
	}
}

func (s Script) begin(n int) time.Time { return s.Begin.Add(time.Duration(n) * s.Slice) }

package form

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"sttwizard/agora"
	"sttwizard/internal/words"
)

// Fold is a row in which settings stand together that most tasks leave alone: it says in
// words what holds, and opens to ask its questions.
type Fold struct {
	Title string // unique in its step
	Help  string
	words func(*Draft, settings) string
}

// The folds of the steps.
var (
	foldBots = &Fold{
		Title: "Bots", words: botsInWords,
		Help: "What joins the channel to listen and to write. Numbers and tokens are needed only where the app or the project expects certain ones.",
	}
	foldHeard = &Fold{
		Title: "Who is heard", words: heardInWords,
		Help: "Everybody in the channel, or some of them by their uids.",
	}
	foldEnds = &Fold{
		Title: "Ends", words: endsInWords,
		Help: "When the task ends by itself once nobody is there. Until then it costs money.",
	}
	foldDelivery = &Fold{
		Title: "Delivery", words: deliveryInWords,
		Help: "How the subtitles are packed, and which of Agora's services brings them to the app.",
	}
	foldSpeakers = &Fold{
		Title: "By speaker", words: speakersFold,
		Help: "Languages of speakers whose languages are known.",
	}
	foldKeywords = &Fold{
		Title: "Keywords", words: orElse(agora.PathKeywords, "none"),
		Help: "Words that are likely to be said and hard to guess, such as names.",
	}
	foldSlice = &Fold{
		Title: "A file every", words: orInitial,
		Help: "How long a subtitle file goes on before the next one begins.",
	}
	foldStorage = &Fold{
		Title: "More of the storage", words: titlesSet,
		Help: "What the storage may be told besides. Most tasks need none of it.",
	}
	foldInterval = &Fold{
		Title: "At least every", words: orInitial,
		Help: "How long a translation may wait while somebody goes on speaking.",
	}
)

// settings are the questions of a fold, as a draft raises them.
type settings []Question

// of picks the fold's questions.
func (f *Fold) of(asked []Question) settings {
	var out settings
	for _, q := range asked {
		if q.Fold == f {
			out = append(out, q)
		}
	}
	return out
}

// Words says what the fold's settings amount to, given the questions that the draft
// raises on its step. The result is safe to draw.
func (f *Fold) Words(d *Draft, asked []Question) string { return drawable(f.words(d, f.of(asked))) }

// Key is the fold's among the keys of questions.
func (f *Fold) Key() string { return "fold " + f.Title }

// IsSet reports whether one of the fold's settings, of those that are asked, is other
// than what Agora takes.
func (f *Fold) IsSet(d *Draft, asked []Question) bool {
	return slices.ContainsFunc(f.of(asked), func(q Question) bool { return q.Get(d) != "" || d.stored(q.Path) })
}

// of returns the answer about a path in words; empty where nothing is answered, or
// nothing is asked.
func (s settings) of(d *Draft, path string) string {
	for _, q := range s {
		if q.Path == path {
			return q.Words(d)
		}
	}
	return ""
}

// orElse is the answer in words, or what holds without one.
func orElse(path, nothing string) func(*Draft, settings) string {
	return func(d *Draft, s settings) string { return cmp.Or(s.of(d, path), nothing) }
}

// orInitial is the answer to the only question in words, or what Agora takes without one.
func orInitial(d *Draft, s settings) string {
	if len(s) == 0 {
		return ""
	}
	return cmp.Or(s[0].Words(d), s[0].Initial(d))
}

// botsInWords says which uids the bots have and how they get into the channel.
func botsInWords(d *Draft, s settings) string {
	var uids []string
	made, given := 0, 0
	for _, b := range bots {
		if !slices.Contains(d.project.Version.Bots(), b.uid) {
			continue
		}
		uids = append(uids, cmp.Or(s.of(d, b.uid), string(Automatic)))
		switch {
		case d.Automatic(b.token):
			made++
		case !d.tokenless(b.token):
			given++
		}
	}
	out := uids[0]
	if len(uids) > 1 && uids[0] != uids[1] {
		out = uids[0] + " listens, " + uids[1] + " writes"
	}
	switch tokens := words.Count(made+given, "token"); {
	case made+given == 0:
		return out + ", no token"
	case given == 0:
		return out + ", " + tokens + " " + madeWhenSent
	default:
		return out + ", " + tokens + " set"
	}
}

func heardInWords(d *Draft, s settings) string {
	if only := s.of(d, agora.PathSubscribeUIDs); only != "" && only != agora.AllUIDs {
		return "only " + only
	}
	if but := s.of(d, agora.PathUnSubscribeUIDs); but != "" {
		return "all but " + but
	}
	return "everybody"
}

func endsInWords(d *Draft, _ settings) string {
	text := cmp.Or(d.Text(agora.PathMaxIdleTime), strconv.FormatInt(d.project.Version.Limits().MaxIdleTime.Default, 10))
	seconds, err := strconv.ParseInt(text, 10, 64)
	if err != nil || seconds <= 0 {
		return idleWords(d, text)
	}
	return words.Lasts(time.Duration(seconds)*time.Second) + " after the last host left"
}

func deliveryInWords(d *Draft, s settings) string {
	format := cmp.Or(s.of(d, agora.PathJSONProtocol), "Protobuf")
	if over := s.of(d, agora.PathTransferMode); over != "" {
		return format + " over " + strings.ReplaceAll(over, ", ", " and ")
	}
	if d.Lacks(agora.PathTransferMode) != "" {
		return format // there is one way
	}
	return format + ", the way that Agora chooses"
}

// titlesSet names the settings that are other than what Agora takes.
func titlesSet(d *Draft, s settings) string {
	var set []string
	for _, q := range s {
		if q.Get(d) != "" {
			set = append(set, q.Title)
		}
	}
	return cmp.Or(strings.Join(set, ", "), "nothing set")
}

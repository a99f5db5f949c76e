package form

import (
	"fmt"
	"slices"
	"strings"

	"sttwizard/agora"
)

// The languages of single speakers are one field of the request, "101:en-US+fr-FR,102:de-DE",
// and several questions: one about the uids of those speakers, and one for each about what
// is spoken, with the list that all languages are chosen from.

// spokenOptions are the languages that can be transcribed, made once for each version.
var spokenOptions = languageOptions(agora.Transcription)

// typedSpeakers is what is known while the uids of speakers are typed.
type typedSpeakers struct {
	had  []agora.UIDLanguages // whose languages were known before
	text string               // what was made of the uids last
	on   bool                 // they still are typed
}

// speakers returns the speakers of the draft; those whose languages are still to be given
// have none.
func (d *Draft) speakers() []agora.UIDLanguages {
	return speakersIn(d.Text(agora.PathUIDLanguages))
}

// speakersIn reads such a text as far as it can be read; a uid that stands there twice is
// one speaker's.
func speakersIn(text string) []agora.UIDLanguages {
	var out []agora.UIDLanguages
	for _, item := range agora.SplitList(text) {
		uid, spoken, _ := strings.Cut(item, ":")
		uid = strings.TrimSpace(uid)
		if uid == "" {
			continue
		}
		var codes []string
		for _, code := range strings.Split(spoken, "+") {
			if code = strings.TrimSpace(code); code != "" {
				codes = append(codes, code)
			}
		}
		out = append(out, agora.UIDLanguages{UID: uid, Languages: codes})
	}
	return out
}

// speakerUIDs returns the uids of the speakers, separated by commas.
func speakerUIDs(d *Draft) string {
	var uids []string
	for _, s := range d.speakers() {
		uids = append(uids, s.UID)
	}
	return strings.Join(uids, ",")
}

// setSpeakers takes the uids of the speakers, letter by letter as they are typed. Who had
// languages before somebody began to type has them again; of as many as there were then, a
// new one has those of the one at its place, whose uid was put right. A text with
// languages, as files write it, is taken whole.
func setSpeakers(d *Draft, text string, from Source) {
	if strings.Contains(text, ":") {
		d.Set(agora.PathUIDLanguages, text, from)
		return
	}
	if !d.typed.on || d.Text(agora.PathUIDLanguages) != d.typed.text {
		d.typed.had, d.typed.on = d.speakers(), true
	}
	had := d.typed.had
	now := speakersIn(text)
	for i, s := range now {
		at := placeOf(had, s.UID)
		if at < 0 && len(had) == len(now) && placeOf(now, had[i].UID) < 0 {
			at = i
		}
		if at >= 0 {
			now[i].Languages = had[at].Languages
		}
	}
	d.Set(agora.PathUIDLanguages, agora.FormatSpeakers(now), from)
	d.typed.text = d.Text(agora.PathUIDLanguages)
}

// BeginTyping says that what is typed from now on changes the answers as they are now, and is
// not more of what was typed before.
func (d *Draft) BeginTyping() { d.typed.on = false }

// placeOf returns the place of the speaker with a uid; -1 where there is none.
func placeOf(all []agora.UIDLanguages, uid string) int {
	return slices.IndexFunc(all, func(s agora.UIDLanguages) bool { return s.UID == uid })
}

// speakersTidied takes a text with languages apart, as files write it: the uids stay, and
// each speaker gets the languages, which may be called by their names.
func (d *Draft) speakersTidied(q Question, text string) Tidied {
	all := d.coded(speakersIn(text))
	var uids, told []string
	for _, s := range all {
		uids = append(uids, s.UID)
		if len(s.Languages) > 0 {
			told = append(told, s.UID+" speaks "+strings.Join(s.Languages, ", "))
		}
	}
	return Tidied{
		Text: strings.Join(uids, ","), More: map[string]string{q.Path: agora.FormatSpeakers(all)}, Told: strings.Join(told, "; "),
	}
}

// coded puts the codes of languages in place of their names.
func (d *Draft) coded(all []agora.UIDLanguages) []agora.UIDLanguages {
	options := spokenOptions(d)
	index := NewIndex(options)
	for _, s := range all {
		for i, name := range s.Languages {
			if o, ok, _ := index.Named(options, name); ok {
				s.Languages[i] = o.Value
			}
		}
	}
	return all
}

// SpeakersCoded returns a text about speakers with the codes that a version has for the
// languages that it calls by their names, "101:german" as "101:de-DE"; another text as it is.
func SpeakersCoded(v agora.Version, text string) string {
	all := speakersIn(text)
	coded := true
	for _, s := range all {
		if len(s.Languages) == 0 {
			return text
		}
		coded = coded && !slices.ContainsFunc(s.Languages, func(code string) bool { return agora.LanguageName(code) == code })
	}
	if coded {
		return text
	}
	return agora.FormatSpeakers(NewDraft(agora.Project{Version: v}).coded(all))
}

// speakerQuestions makes, of the one row about speakers, the question about their uids and
// one for each of them.
func speakerQuestions(d *Draft, row Question) []Question {
	if d.Lacks(row.Path) != "" {
		return []Question{row}
	}
	uids := row
	uids.get, uids.set, uids.words = speakerUIDs, setSpeakers, listed
	uids.About, uids.Help = row.Help, "Speakers whose languages are known: their uids, separated by commas. What each of them speaks is asked then; "+
		"everybody else speaks the languages above."
	out := []Question{uids}
	all := d.speakers()
	for i, s := range all {
		if placeOf(all, s.UID) < i {
			continue // a uid twice, which is wrong with the uids
		}
		q := Question{
			Key: speakerKey(s.UID), Path: row.Path, Step: row.Step, Kind: Choices, Fold: row.Fold,
			Title: drawable(s.UID) + " speaks", Help: "Agora transcribes these of this speaker.",
			options: spokenOptions,
			limit:   func(l agora.Limits) int { return l.UIDLanguagesEach.Max },
			get:     func(d *Draft) string { return strings.Join(d.spokenBy(s.UID), ",") },
			set:     func(d *Draft, text string, from Source) { d.setSpokenBy(s.UID, text, from) },
		}
		out = append(out, q)
	}
	return out
}

// speakerKey is the key of the question about the languages of one speaker.
func speakerKey(uid string) string { return fmt.Sprintf("%s[%s]", agora.PathUIDLanguages, uid) }

// spokenBy returns the languages of the speaker with a uid.
func (d *Draft) spokenBy(uid string) []string {
	all := d.speakers()
	if at := placeOf(all, uid); at >= 0 {
		return all[at].Languages
	}
	return nil
}

// setSpokenBy replaces the languages of the speaker with a uid.
func (d *Draft) setSpokenBy(uid, text string, from Source) {
	all := d.speakers()
	if at := placeOf(all, uid); at >= 0 {
		all[at].Languages = agora.SplitList(text)
	}
	d.Set(agora.PathUIDLanguages, agora.FormatSpeakers(all), from)
}

// ownsSpeaker reports whether an error about speakers is about the question with a key: that
// of the languages of one, else that of their uids.
func (d *Draft) ownsSpeaker(key string, e agora.FieldError) bool {
	for i, s := range d.speakers() {
		if strings.HasPrefix(e.Path, fmt.Sprintf("%s[%d].languages", agora.PathUIDLanguages, i)) {
			return key == speakerKey(s.UID)
		}
	}
	return key == agora.PathUIDLanguages
}

// speakersFold says what every speaker speaks whose languages are known.
func speakersFold(d *Draft, s settings) string {
	if len(s) == 0 || d.Text(agora.PathUIDLanguages) == "" {
		return "the same for everybody"
	}
	return speakersInWords(d, d.Text(agora.PathUIDLanguages))
}

package task

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"sttwizard/agora"
	"sttwizard/form"
	"sttwizard/form/page"
)

// speaker is the path of a line about what one speaker speaks.
const speaker = "speaker"

// speakers adds the line for the uids of the speakers whose languages are known, and one for
// each with the list that all languages are chosen from. Who is known now keeps a line of
// their own, whatever is typed before; those who come new have lines in their order.
func (f *Form) speakers(uids *page.Line) {
	var had []string
	for _, s := range f.screen.runs.UIDLanguages {
		had = append(had, s.UID)
	}
	uids.Text = strings.Join(had, ",")
	f.slots = append(f.slots, slot{Line: uids, path: agora.PathUIDLanguages})
	for nth := range len(had) + f.attempt().Intent().Version.Limits().UIDLanguages.Max {
		line := &page.Line{Help: changeHelp[speaker]}
		if nth < len(had) {
			line.Text, line.Label = strings.Join(f.screen.runs.UIDLanguages[nth].Languages, ","), had[nth]+" speaks"
		}
		line.When = func() bool { return f.speaker(nth, uids.Value()) != "" }
		line.Named = func() string { return f.speaker(nth, uids.Value()) + " speaks" }
		line.Pick, line.Most = f.offered(agora.PathUIDLanguages, nil)
		f.slots = append(f.slots, slot{Line: line, path: speaker, nth: nth})
	}
}

// speaker returns whose languages a line is about, by what is typed as uids; empty: nobody's,
// or all stands in that text already.
func (f *Form) speaker(nth int, typed string) string {
	if strings.Contains(typed, ":") {
		return ""
	}
	isHad := func(uid string) bool {
		return slices.ContainsFunc(f.screen.runs.UIDLanguages, func(s agora.UIDLanguages) bool { return s.UID == uid })
	}
	uids, had := agora.SplitList(typed), f.screen.runs.UIDLanguages
	if nth < len(had) {
		if slices.Contains(uids, had[nth].UID) {
			return had[nth].UID
		}
		return ""
	}
	uids = slices.DeleteFunc(uids, func(uid string) bool { return isHad(uid) || strings.Trim(uid, "0123456789") != "" })
	if nth -= len(had); nth < len(uids) {
		return uids[nth]
	}
	return ""
}

// speakersText returns what the lines say of speakers, as files write it.
func (f *Form) speakersText(v []string) string {
	typed := v[f.line(agora.PathUIDLanguages)]
	if strings.Contains(typed, ":") {
		return form.SpeakersCoded(f.attempt().Intent().Version, typed)
	}
	var all []agora.UIDLanguages
	for _, uid := range agora.SplitList(typed) {
		s := agora.UIDLanguages{UID: uid}
		for i, line := range f.slots {
			if line.path == speaker && f.speaker(line.nth, typed) == uid {
				s.Languages = agora.SplitList(v[i])
			}
		}
		all = append(all, s)
	}
	return agora.FormatSpeakers(all)
}

// wrongSpeaker returns what is wrong with the line about one speaker, by the errors about all.
func (f *Form) wrongSpeaker(i int, v []string, errs []agora.FieldError) error {
	typed := v[f.line(agora.PathUIDLanguages)]
	at := slices.Index(agora.SplitList(typed), f.speaker(f.slots[i].nth, typed))
	for _, e := range errs {
		if at >= 0 && strings.HasPrefix(e.Path, fmt.Sprintf("%s[%d].languages", agora.PathUIDLanguages, at)) {
			return errors.New(e.Text)
		}
	}
	return nil
}

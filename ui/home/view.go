package home

import (
	"fmt"
	"strings"

	"charm.land/lipgloss/v2"

	"sttwizard/agora"
	"sttwizard/form"
	"sttwizard/internal/explain"
	"sttwizard/internal/terminal"
	"sttwizard/internal/words"
	"sttwizard/presets"
	"sttwizard/ui/kit"
)

// detailFrom is the width from which the chosen preset stands beside the list.
const detailFrom = 88

// View draws the news, the presets, and what is in the chosen one.
func (s *Screen) View(st *kit.Styles, width, height int) string {
	lines := []string{""}
	lines = append(lines, s.news(st, width)...)
	if len(lines) > 1 {
		lines = append(lines, "")
	}
	room := height - len(lines)
	switch {
	case !s.world.Loaded():
		lines = append(lines, "   "+st.Dim.Render("reading the presets"))
	case len(s.entries) == 0:
		lines = append(lines, s.welcome(st, width)...)
	case width >= detailFrom:
		list, detail := s.list(st, 50, room), s.detail(st, width-52, room)
		columns := kit.Beside(room, kit.Column{Text: list, Width: 52}, kit.Column{Text: detail})
		return strings.Join(lines, "\n") + "\n" + columns
	default:
		listHeight := room
		if room > 14 {
			listHeight = room - 7
		}
		lines = append(lines, strings.Split(s.list(st, width, listHeight), "\n")...)
		if listHeight < room {
			for len(lines) < height-6 {
				lines = append(lines, "")
			}
			lines = append(lines, strings.Split(s.detail(st, width, 6), "\n")...)
		}
	}
	return strings.Join(lines, "\n")
}

// welcome is what stands there before there is any preset.
func (s *Screen) welcome(st *kit.Styles, width int) []string {
	keys := [][2]string{{"n", "new task: answer a few questions, review, send"}}
	if !s.world.Connected() {
		keys = append(keys, [2]string{"s", "try it first in the sandbox: nothing is real, " + explain.SandboxBills})
	}
	if s.world.HasOwn() {
		keys = append(keys, [2]string{"c", "choose, test or add a connection"})
	} else {
		keys = append(keys, [2]string{"a", "connect to Agora: App ID, customer key and customer secret, once"})
	}
	const presets = "Answers saved as a preset (ctrl+s) are listed here: one key to use them again."
	ways := kit.Facts{Rows: keys, Names: 3, Width: width, Wrap: true, Keys: true}.Draw(st)
	out := []string{kit.Margin + st.Title.Render("Start a speech-to-text task"), "", ways, ""}
	return append(out, kit.Paragraph(st.Dim, presets, min(width-6, 80), 3)...)
}

// list draws the presets.
func (s *Screen) list(st *kit.Styles, width, height int) string {
	shown := s.shown()
	head := " " + st.Title.Render("Presets")
	if s.filter.Words() != "" {
		by := string(terminal.Safe(s.filter.Words(), 20))
		head += st.Dim.Render(fmt.Sprintf("  with %q: %d of %d", by, len(shown), len(s.entries)))
	}
	lines := make([]string, 0, len(shown))
	first := max(0, min(s.at-(height-1)/2, len(shown)-(height-1)))
	for i := first; i < min(len(shown), first+height-1); i++ {
		row := s.row(st, shown[i], i == s.at, width)
		lines = append(lines, st.Spots.Row(row, width, i == s.at, func() { s.at = i }))
	}
	if len(shown) == 0 {
		lines = append(lines, "   "+st.Dim.Render("none has that; esc shows all"))
	}
	return head + "\n" + strings.Join(lines, "\n")
}

// The columns of the list of presets.
const (
	nameColumn     = 20
	languageColumn = 16
)

func (s *Screen) row(st *kit.Styles, e presets.Entry, here bool, width int) string {
	lead, look := st.Lead(here)
	if e.Err != nil {
		return lead + kit.Row(kit.Text(st.Marks.Error, st.Error, 2), kit.Text(e.Name, look, nameColumn-2),
			kit.Text(reason(e.Err), st.Dim, max(8, width-nameColumn-4)))
	}
	when := ""
	if !e.LastUsed.At.IsZero() {
		when = strings.TrimSuffix(words.Ago(s.world.Now(), e.LastUsed.At), " ago")
	}
	return lead + kit.Row(kit.Text(e.Name, look, nameColumn),
		kit.Text(languageWords(e.Preset, st.Marks.Arrow), st.Dim, languageColumn),
		kit.Text(when, st.Dim, max(1, width-nameColumn-languageColumn-len(kit.Margin))))
}

// languageWords writes what a preset transcribes and translates: "en → es fr".
func languageWords(p presets.Preset, arrow string) string {
	r, _ := p.Request()
	words := strings.Join(primaryTags(r.Languages), " ")
	if r.Translate == nil {
		return words
	}
	var targets []string
	for _, t := range r.Translate.Languages {
		targets = append(targets, primaryTags(t.Target)...)
	}
	if len(targets) == 0 {
		return words
	}
	return words + " " + arrow + " " + strings.Join(targets, " ")
}

// primaryTags shortens "en-US" to "en".
func primaryTags(codes []string) []string {
	out := make([]string, len(codes))
	for i, c := range codes {
		out[i], _, _ = strings.Cut(c, "-")
	}
	return out
}

// reason shortens an error about a file to what is wrong in it.
func reason(err error) string {
	if e, ok := err.(*presets.FileError); ok {
		return e.Err.Error()
	}
	return err.Error()
}

// detail draws what is in the chosen preset.
func (s *Screen) detail(st *kit.Styles, width, height int) string {
	e := s.selected()
	if e == nil {
		return ""
	}
	lines := []string{" " + st.Title.Render(string(terminal.Safe(e.Name, width-2)))}
	add := func(look lipgloss.Style, text string, most int) {
		lines = append(lines, kit.Marked(look, "", " ", kit.Lines(text, width-3, most))...)
	}
	if e.Err != nil {
		add(st.Error, reason(e.Err), 6)
		lines = append(lines, "")
		add(st.Dim, "The file is left as it is. Repair it with an editor: "+e.Path, 4)
		return strings.Join(lines, "\n")
	}
	add(st.Text, e.Preset.Title, 2)
	if height > 8 {
		add(st.Dim, e.Preset.Note, 3)
		lines = append(lines, "")
	}
	facts := kit.Facts{Rows: s.facts(*e), Names: 13, Width: width, Margin: 1}
	return strings.Join(append(lines, facts.Draw(st)), "\n")
}

// facts are the lines of a preset's detail: what it sets, and what it asks.
func (s *Screen) facts(e presets.Entry) [][2]string {
	var out [][2]string
	d := s.world.Answers(e.Preset)
	for _, path := range shownPaths {
		if told := pathWords(d, path); told != "" {
			out = append(out, [2]string{shortNames[path], told})
		}
	}
	if d.On(form.Encryption) {
		out = append(out, [2]string{"encryption", pathWords(d, agora.PathCryptionMode)})
	}
	if n := len(e.Preset.Secrets); n > 0 {
		out = append(out, [2]string{"secrets", fmt.Sprintf("%d in %s", n, s.world.Places(e.Preset.Secrets))})
	}
	if len(e.Preset.Ask) > 0 {
		out = append(out, [2]string{"asks", askWords(d, e.Preset.Ask)})
	}
	if !e.LastUsed.At.IsZero() {
		told := words.Ago(s.world.Now(), e.LastUsed.At)
		if e.LastUsed.Result != "" {
			told += ", " + e.LastUsed.Result
		}
		if e.LastUsed.Duration > 0 {
			told += " after " + words.Lasts(e.LastUsed.Duration)
		}
		out = append(out, [2]string{"last used", told})
	}
	return out
}

// shownPaths are the answers that the detail has, shortNames what it calls them.
var shownPaths = []string{agora.PathChannelName, agora.PathLanguages, agora.PathTranslatedPairs, agora.PathBucket}

var shortNames = map[string]string{
	agora.PathChannelName: "channel", agora.PathLanguages: "languages",
	agora.PathTranslatedPairs: "translation", agora.PathBucket: "captions",
}

// pathWords returns a draft's answer at a path in words.
func pathWords(d *form.Draft, path string) string {
	for _, q := range form.Table() {
		if q.Path == path {
			return q.Words(d)
		}
	}
	return ""
}

func askWords(d *form.Draft, paths []string) string {
	var words []string
	for _, path := range paths {
		if q, ok := form.QuestionFor(d, path); ok {
			words = append(words, strings.ToLower(q.Title[:1])+q.Title[1:])
		}
	}
	return strings.Join(words, ", ")
}

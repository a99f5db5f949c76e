package page

import (
	"maps"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"sttwizard/agora"
	"sttwizard/form"
	"sttwizard/internal/samples"
	"sttwizard/internal/words"
)

// unnamed are the smallest legal answers of a draft: both uids are automatic.
var unnamed = with(legal, agora.PathSubBotUID, "", agora.PathPubBotUID, "")

var (
	v5 = agora.Project{Version: agora.V5}
	v6 = agora.Project{Version: agora.V6}
	v7 = agora.Project{Version: agora.V7}
)

// legal are the answers of the smallest legal request, full those for every field.
var (
	legal = answers(samples.Legal())
	full  = answers(samples.Full(agora.V5))
)

func answers(settings []samples.Setting) map[string]string {
	out := map[string]string{}
	for _, s := range settings {
		out[s.Path] = s.Text
	}
	return out
}

// draftWith returns a draft with answers, as typed; sections are switched last.
func draftWith(t testing.TB, answers map[string]string) *form.Draft {
	t.Helper()
	d := form.NewDraft(v5)
	paths := slices.SortedFunc(maps.Keys(answers), func(a, b string) int { return strings.Count(b, ".") - strings.Count(a, ".") })
	for _, path := range paths {
		if err := d.Set(path, answers[path], form.Typed); err != nil {
			t.Fatal(err)
		}
	}
	return d
}

// with returns answers with changes over them, as path, text, path, text.
func with(answers map[string]string, changes ...string) map[string]string {
	out := map[string]string{}
	for path, text := range answers {
		out[path] = text
	}
	for i := 0; i < len(changes); i += 2 {
		out[changes[i]] = changes[i+1]
	}
	return out
}

// testStyles have no colours, so that what a page draws can be read.
func testStyles() *Styles { return stylesWith(words.FineMarks) }

func stylesWith(marks words.Marks) *Styles {
	none := lipgloss.NewStyle()
	s := Styles{Title: none, Here: none, Text: none, Dim: none, Chosen: none, Error: none, Warning: none, Marks: marks, Flat: true}
	s.Huh = ThemeOf(s, none.Reverse(true), none.Bold(true).Padding(0, 1))
	return &s
}

func pageOf(d *form.Draft, step form.Step) *Page {
	p := New(d, step, testStyles())
	p.Resize(80, 40)
	return p
}

// pageAt returns the page of a question, with the focus on it.
func pageAt(t testing.TB, d *form.Draft, path string) *Page {
	t.Helper()
	q, ok := form.QuestionFor(d, path)
	if !ok {
		t.Fatalf("no question about %s", path)
	}
	p := pageOf(d, q.Step)
	if !p.Focus(path) {
		t.Fatalf("the page has no question about %s", path)
	}
	return p
}

var codes = map[string]rune{
	"up": tea.KeyUp, "down": tea.KeyDown, "left": tea.KeyLeft, "right": tea.KeyRight, "home": tea.KeyHome, "end": tea.KeyEnd,
	"pgup": tea.KeyPgUp, "pgdown": tea.KeyPgDown, "space": tea.KeySpace, "backspace": tea.KeyBackspace, "delete": tea.KeyDelete,
	"enter": tea.KeyEnter, "esc": tea.KeyEscape,
}

// press makes the message of a key by its name, or of a letter.
func press(name string) tea.KeyPressMsg {
	if letter, ok := strings.CutPrefix(name, "ctrl+"); ok {
		return tea.KeyPressMsg{Code: rune(letter[0]), Mod: tea.ModCtrl}
	}
	if code, ok := codes[name]; ok {
		m := tea.KeyPressMsg{Code: code}
		if name == "space" {
			m.Text = " "
		}
		return m
	}
	return tea.KeyPressMsg{Code: []rune(name)[0], Text: name}
}

// do hands keys to a page: enter to Enter, all others to Update.
func do(p *Page, names ...string) (last Move) {
	for _, name := range names {
		if name == "enter" {
			last = p.Enter()
		} else {
			p.Update(press(name))
		}
	}
	return last
}

// typed hands a text to the page, letter by letter.
func typed(p *Page, text string) {
	for _, r := range text {
		name := string(r)
		if r == ' ' {
			name = "space"
		}
		p.Update(press(name))
	}
}

// empty deletes what the focused field holds.
func empty(p *Page) { do(p, "end", "ctrl+u") }

// seen returns what the page draws, without styles.
func seen(p *Page) string { return ansi.Strip(p.View()) }

// flat returns what the page draws as one line of words.
func flat(p *Page) string { return strings.Join(strings.Fields(seen(p)), " ") }

func mustContain(t *testing.T, what, text string, wants ...string) {
	t.Helper()
	for _, want := range wants {
		if !strings.Contains(text, want) {
			t.Errorf("%s does not hold %q:\n%s", what, want, text)
		}
	}
}

func mustNotContain(t *testing.T, what, text string, unwanted ...string) {
	t.Helper()
	for _, u := range unwanted {
		if strings.Contains(text, u) {
			t.Errorf("%s holds %q:\n%s", what, u, text)
		}
	}
}

// unfolded opens all folds of a page.
func unfolded(p *Page) *Page {
	for _, q := range p.ofStep() {
		if q.Fold != nil {
			*p.opening(q.Fold) = true
		}
	}
	p.build()
	return p
}

package page

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"sttwizard/agora"
	"sttwizard/form"
	"sttwizard/internal/samples"
	"sttwizard/internal/screen"
	"sttwizard/internal/words"
)

// everywhere returns a draft with a text in every field that takes one.
func everywhere(text string) *form.Draft {
	d := form.NewDraft(v5)
	for _, f := range agora.Fields() {
		switch f.Kind {
		case agora.List:
			d.Set(f.Path, "en-US,"+strings.ReplaceAll(text, ",", ";"), form.FromPreset("weekly", ""))
		case agora.Pairs:
			safe := strings.NewReplacer(",", ";", ":", ";", "+", ";").Replace(text)
			d.Set(f.Path, fmt.Sprintf("en-US:%s+fr-FR,%s:fr-FR", safe, safe), form.FromPreset("weekly", ""))
		default:
			d.Set(f.Path, text, form.FromPreset("weekly", ""))
		}
	}
	return d
}

// steers reports whether a drawn line, without its styles, still steers a terminal.
func steers(line string) bool {
	for _, r := range ansi.Strip(line) {
		if r == utf8.RuneError {
			continue
		}
		if unicode.IsControl(r) || unicode.In(r, unicode.Cf, unicode.Co, unicode.Cs, unicode.Zl, unicode.Zp) {
			return true
		}
	}
	return false
}

// foreign counts escapes that the styles of the test do not draw.
func foreign(line string) bool {
	for rest := line; ; {
		_, after, found := strings.Cut(rest, "\x1b")
		if !found {
			return strings.ContainsAny(line, "\x07\x08\r\x00\x7f\u009b") || !utf8.ValidString(line)
		}
		end := strings.IndexByte(after, 'm')
		if !strings.HasPrefix(after, "[") || end < 0 || strings.Trim(after[1:end], "0123456789;:") != "" {
			return true
		}
		rest = after[end:]
	}
}

// walkViews draws a page at a size with the focus on each question in turn.
func walkViews(p *Page, width, height int, check func(focused form.Question, lines []string)) {
	p.Resize(width, height)
	for i := range p.rows {
		p.focus(i)
		check(p.Focused(), strings.Split(p.View(), "\n"))
	}
}

func drafts() map[string]*form.Draft {
	out := map[string]*form.Draft{"empty": form.NewDraft(v5), "long": everywhere(strings.Repeat("wide-", 60))}
	for _, s := range form.Sections() {
		out["empty"].Set(string(s), "on", form.Typed)
	}
	d := form.NewDraft(v5)
	for path, text := range full {
		d.Set(path, text, form.Typed)
	}
	out["full"] = d
	out["long, of v7"] = everywhere(strings.Repeat("wide-", 60))
	out["long, of v7"].SetProject(v7)
	return out
}

func TestAPageNeverExceedsItsRoom(t *testing.T) {
	widths := screen.Few(t, []int{24, 25, 40, 33, 61, 62, 79, 120})
	heights := []int{3, 4, 6, 8, 10, 16, 40}
	for name, d := range drafts() {
		for _, step := range form.Steps() {
			p := New(d, step, testStyles())
			unfolded(p)
			p.Redraw(testStyles())
			p.ShowErrors()
			for _, width := range widths {
				for _, height := range heights {
					walkViews(p, width, height, func(q form.Question, lines []string) {
						where := fmt.Sprintf("%s, %s, at %s, %dx%d", name, step.Title(), q.Key, width, height)
						if len(lines) > height {
							t.Errorf("%s: %d lines", where, len(lines))
						}
						for _, line := range lines {
							if ansi.StringWidth(line) > width {
								t.Errorf("%s: %d columns in %q", where, ansi.StringWidth(line), ansi.Strip(line))
							}
						}
						text := ansi.Strip(strings.Join(lines, "\n"))
						if mark := words.FineMarks.Cursor; (q.Kind == form.Choice || len(q.Options(d)) > 0) && !strings.Contains(text, mark) {
							t.Errorf("%s: the cursor of the list is not seen:\n%s", where, text)
						}
						if m := words.FineMarks; !strings.ContainsAny(text, m.Bar+m.Cursor+m.Error) {
							t.Errorf("%s: the focused question is not seen:\n%s", where, text)
						}
						if t.Failed() {
							t.FailNow()
						}
					})
				}
			}
		}
	}
}

func TestAListKeepsItsCursorInViewWhileItMoves(t *testing.T) {
	for _, height := range []int{3, 4, 8, 16} {
		for _, path := range []string{agora.PathLanguages, agora.PathCryptionMode, agora.PathRegion, agora.PathTranslatedPairs} {
			p := pageAt(t, draftWith(t, full), path)
			p.Resize(40, height)
			for i := range 40 {
				do(p, "down")
				if !strings.Contains(seen(p), words.FineMarks.Cursor) {
					t.Fatalf("%s, %d lines: the cursor is gone after %d downs:\n%s", path, height, i+1, seen(p))
				}
			}
		}
	}
}

// typedLines returns the lines of what is being typed, without their bars.
func typedLines(p *Page) string {
	var out []string
	for _, line := range strings.Split(seen(p), "\n") {
		if text, typed := strings.CutPrefix(line, words.FineMarks.Bar); typed {
			out = append(out, text)
		}
	}
	return strings.Join(out, "\n")
}

func TestALongTextShowsItsCursorAtEveryWidth(t *testing.T) {
	d := draftWith(t, map[string]string{agora.PathChannelName: strings.Repeat("abcdefgh", 20)})
	p := pageOf(d, form.StepChannel)
	do(p, "home")
	for _, width := range []int{120, 24, 61, 62, 33} {
		p.Resize(width, 12)
		if !strings.Contains(p.View(), "\x1b[7") || strings.Contains(typedLines(p), words.FineMarks.More) {
			t.Errorf("%d columns: no cursor, or the text is cut:\n%s", width, seen(p))
		}
	}
}

func TestHostileTextIsDrawnAsText(t *testing.T) {
	hostile := samples.Hostile()
	for _, name := range screen.Few(t, slices.Sorted(maps.Keys(hostile))) {
		payload := hostile[name]
		d := everywhere(payload)
		for i, step := range append(form.Steps(), form.StepLanguages, form.StepCaptions) {
			if i == len(form.Steps()) {
				d.SetProject(v7) // these two have questions that v5 lacks
			}
			p := New(d, step, testStyles())
			p.ShowErrors()
			for _, size := range [][2]int{{24, 8}, {61, 16}, {100, 40}} {
				walkViews(p, size[0], size[1], func(q form.Question, lines []string) {
					p.Reveal()
					for _, line := range append(lines, strings.Split(p.View(), "\n")...) {
						if steers(line) || foreign(line) || ansi.StringWidth(line) > size[0] {
							t.Errorf("%s, at %s, %dx%d: %q", name, q.Key, size[0], size[1], line)
						}
					}
				})
			}
		}
		for _, f := range agora.Fields() {
			if f.Kind == agora.Text && d.Text(f.Path) != payload {
				t.Errorf("%s: drawing changed %s", name, f.Path)
			}
		}
	}
}

func TestHelpNeedsRoom(t *testing.T) {
	p := pageOf(form.NewDraft(v5), form.StepChannel)
	mustContain(t, "a tall page", seen(p), "Spell it", "1 to 64 characters")
	p.Resize(80, 8)
	mustNotContain(t, "a low page", seen(p), "Spell it")
	mustContain(t, "a low page", seen(p), "1 to 64 characters")
}

func TestMarksOfASCIIStayASCII(t *testing.T) {
	s := stylesWith(words.PlainMarks)
	for _, step := range form.Steps() {
		p := New(draftWith(t, full), step, s)
		p.ShowErrors()
		walkViews(p, 62, 16, func(q form.Question, lines []string) {
			for _, line := range lines {
				if strings.ContainsAny(line, "▸✗✓❯→·–") {
					t.Errorf("at %s: %q", q.Key, line)
				}
			}
		})
	}
}

func TestALongTextIsSeenInSeveralLinesWhileItIsTyped(t *testing.T) {
	d := draftWith(t, legal)
	d.SetProject(v7)
	p := pageAt(t, d, agora.PathKeywords)
	words := "Agora,Ladislav,subtitles,town-hall,transcription,translation,encryption,captions,recording,presence"
	typed(p, words[:40])
	p.Update(tea.PasteMsg{Content: words[40:] + "\r\n"})
	if got := d.Text(agora.PathKeywords); got != words {
		t.Errorf("typed is %q", got)
	}
	if !strings.Contains(strings.Join(strings.Fields(typedLines(p)), ""), words) {
		t.Errorf("not all of it is seen:\n%s", seen(p))
	}
	do(p, "ctrl+m", "up")
	if p.Focused().Path == agora.PathKeywords || d.Text(agora.PathKeywords) != words {
		t.Errorf("up stays at %s, with %q", p.Focused().Key, d.Text(agora.PathKeywords))
	}
}

func BenchmarkLetterInALongText(b *testing.B) {
	d := draftWith(b, legal)
	d.SetProject(v7)
	d.Set(agora.PathKeywords, strings.Repeat("keyword,", 200)+"end", form.Typed)
	benchKeys(b, pageAt(b, d, agora.PathKeywords), "a", "backspace")
}

// What is said of an answer is never squeezed into a narrow column beside the titles.
func TestHelpIsNotSqueezedBesideTheTitles(t *testing.T) {
	d := draftWith(t, unnamed)
	for _, section := range []form.Section{form.Encryption, form.Captions} {
		d.Set(string(section), "on", form.Typed)
	}
	for width, want := range map[int]string{
		53: "\n    Switch on only if the app encrypts the channel.", 90: "  Switch on only if the app encrypts the channel.",
	} {
		p := New(d, form.StepEncryption, testStyles())
		p.Resize(width, 20)
		mustContain(t, fmt.Sprint(width, " columns"), seen(p), want)
	}
	p := New(d, form.StepCaptions, testStyles())
	p.Resize(53, 24)
	p.ShowErrors()
	mustContain(t, "what is missing", seen(p), "\n    ○ Region is required: choose one")
}

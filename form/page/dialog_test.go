package page

import (
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"sttwizard/agora"
	"sttwizard/internal/samples"
)

// places are choices whose help says what they are.
func places(values ...string) []Choice {
	out := make([]Choice, len(values))
	for i, v := range values {
		out[i] = Choice{Value: v, Words: "the " + v, Help: "Kept in the " + v + "."}
	}
	return out
}

// secretDialog asks for a name, a place, and for the secret itself where the place
// takes one.
func secretDialog() *Dialog {
	place := &Line{Label: "Place", Choices: func() []Choice { return places("keyring", "file", "variable") }}
	value := &Line{Label: "Secret", Secret: true, When: func() bool { return place.Value() != "variable" }}
	name := &Line{Label: "Variable", Kept: "ACME_SECRET", When: func() bool { return place.Value() == "variable" }}
	return NewDialog(testStyles(), &Line{Label: "Name", Text: "acme"}, place, value, name)
}

// pressIn hands keys to a dialog: enter goes on, as its owner lets it.
func pressIn(d *Dialog, names ...string) {
	for _, name := range names {
		switch name {
		case "enter", "tab":
			d.Focus(d.Beside(1))
		case "back":
			d.Focus(d.Beside(-1))
		default:
			d.Update(press(name))
		}
	}
}

func typeIn(d *Dialog, text string) {
	for _, r := range text {
		d.Update(tea.KeyPressMsg{Code: r, Text: string(r)})
	}
}

func drawnDialog(d *Dialog, width int) string {
	lines, _ := d.View(Said{}, width)
	return ansi.Strip(strings.Join(lines, "\n"))
}

func TestKeysTypedAheadReachTheLineTheyWereMeantFor(t *testing.T) {
	d := secretDialog()
	typeIn(d, "-2")
	pressIn(d, "enter", "right", "enter")
	typeIn(d, "s3cret")
	pressIn(d, "back", "space", "enter")
	typeIn(d, "MINE")
	if got, want := d.Values(), []string{"acme-2", "variable", "s3cret", "MINE"}; !slices.Equal(got, want) {
		t.Errorf("the lines are %q, want %q", got, want)
	}
	if d.At() != 3 || d.Beside(1) != 3 || d.Beside(-1) != 1 {
		t.Errorf("at %d, beside it %d and %d", d.At(), d.Beside(-1), d.Beside(1))
	}
}

func TestALineThatIsNotThereIsPassedAndNotDrawn(t *testing.T) {
	d := secretDialog()
	pressIn(d, "enter")
	mustContain(t, "the dialog", drawnDialog(d, 60), "Place", "❯ (●) the keyring", "Kept in the keyring.", "Secret")
	mustNotContain(t, "the dialog", drawnDialog(d, 60), "Variable")
	pressIn(d, "left") // round the end
	mustContain(t, "the dialog", drawnDialog(d, 60), "❯ (●) the variable", "Variable", "ACME_SECRET")
	mustNotContain(t, "the dialog", drawnDialog(d, 60), "Secret\n")
	pressIn(d, "enter")
	mustContain(t, "the dialog", drawnDialog(d, 60), "Variable\n ┃", "Enter keeps it")
	if d.Value(3) != "ACME_SECRET" || d.Typed() {
		t.Errorf("it stands for %q, typed %v", d.Value(3), d.Typed())
	}
	pressIn(d, "backspace")
	if d.Value(3) != "ACME_SECRE" || !d.Typed() {
		t.Errorf("it stands for %q, typed %v", d.Value(3), d.Typed())
	}
}

func TestAChoiceThatGoesAndComesBackIsChosenAgain(t *testing.T) {
	all := places("keyring", "file")
	line := &Line{Label: "Place", Text: "file", Choices: func() []Choice { return all }}
	d := NewDialog(testStyles(), line)
	mustContain(t, "the dialog", drawnDialog(d, 60), "❯ (●) the file")
	all = places("keyring", "variable")
	if mustContain(t, "without it", drawnDialog(d, 60), "❯ (●) the keyring"); d.Value(0) != "keyring" {
		t.Errorf("without it the line stands for %q", d.Value(0))
	}
	all = places("variable", "keyring", "file")
	if mustContain(t, "with it", drawnDialog(d, 60), "❯ (●) the file"); d.Value(0) != "file" {
		t.Errorf("with it again the line stands for %q", d.Value(0))
	}
	pressIn(d, "space")
	if d.Value(0) != "variable" {
		t.Errorf("space went to %q", d.Value(0))
	}
}

func TestWhatIsPastedIntoALineOfADialogIsCleaned(t *testing.T) {
	one, words := &Line{Label: "Secret", Secret: true}, &Line{Label: "Passphrase", Secret: true, Spaced: true}
	d := NewDialog(testStyles(), one, words)
	d.Update(tea.PasteMsg{Content: "\r\n abcdef \u200b\r\nsecret/key\n"})
	mustContain(t, "the dialog", drawnDialog(d, 80), "! Only the first of 2 lines is taken.")
	pressIn(d, "tab")
	mustNotContain(t, "the dialog after a key", drawnDialog(d, 80), "the first of")
	d.Update(tea.PasteMsg{Content: " four words of mine\n"})
	if got := d.Values(); got[0] != "abcdef" || got[1] != "four words of mine" {
		t.Errorf("pasted is %q", got)
	}
	mustNotContain(t, "the dialog", drawnDialog(d, 80), "four", "abcdef")
	d.Reveal()
	mustContain(t, "the revealed line", drawnDialog(d, 80), "four words of mine")
	pressIn(d, "back", "tab")
	mustNotContain(t, "the line that was come back to", drawnDialog(d, 80), "four")
	words.Clear()
	if d.Value(1) != "" {
		t.Errorf("emptied is %q", d.Value(1))
	}
}

func TestALineThatNobodyTouchedKeepsWhatCanNotBeDrawn(t *testing.T) {
	const title = "👩\u200d👧 می\u200cخواهم\nand a second line"
	d := NewDialog(testStyles(), &Line{Label: "Title", Text: title}, &Line{Label: "Note", Long: true, Text: title})
	if got := d.Values(); got[0] != title || got[1] != title {
		t.Errorf("untouched they are %+q", got)
	}
	typeIn(d, "!")
	if got := d.Value(0); got != "👩\u200d👧 می\u200cخواهم and a second line!" {
		t.Errorf("typed into, it is %+q", got)
	}
}

// TestAPictureOfSeveralStaysWhole pastes and types a family, which is drawn as its people.
func TestAPictureOfSeveralStaysWhole(t *testing.T) {
	const family, heart = "👨\u200d👩\u200d👧", "❤\ufe0f\u200d🔥"
	d := NewDialog(testStyles(), &Line{Label: "Title"}, &Line{Label: "Kept", Kept: family})
	d.Update(tea.PasteMsg{Content: "Town " + family + " and " + heart + "\u200d hall"})
	if got := d.Value(0); got != "Town "+family+" and "+heart+" hall" {
		t.Errorf("pasted it is %+q", got)
	}
	mustContain(t, "the dialog", drawnDialog(d, 60), "Town 👨👩👧 and ❤🔥 hall")
	d.Update(tea.KeyPressMsg{Code: tea.KeyExtended, Text: "👩\u200d🚒"})
	d.Update(tea.KeyPressMsg{Code: tea.KeyExtended, Text: "a\u200db"})
	if got := d.Value(0); got != "Town "+family+" and "+heart+" hall👩\u200d🚒" {
		t.Errorf("typed it is %+q", got)
	}
	if got := d.Value(1); got != family {
		t.Errorf("what is kept is %+q", got)
	}
	pressIn(d, "backspace")
	if got := d.Value(0); got != "Town "+family+" and "+heart+" hall👩" {
		t.Errorf("with a part taken away it is %+q", got)
	}
}

func TestPersianIsTypedWithItsJoiners(t *testing.T) {
	d := NewDialog(testStyles(), &Line{Label: "Title"})
	typeIn(d, "\u200cمی\u200cخواهم a\u200cb")
	if got := d.Value(0); got != "می\u200cخواهم ab" || strings.Contains(drawnDialog(d, 60), "\uFFFD") {
		t.Errorf("it is %+q in\n%s", got, drawnDialog(d, 60))
	}
}

func TestADialogNeverExceedsItsWidthAndDrawsHostileTextAsText(t *testing.T) {
	for name, payload := range samples.Hostile() {
		d := NewDialog(testStyles(), &Line{Label: "Name", Text: payload}, &Line{Label: "Kept", Kept: payload, Help: "Help."},
			&Line{Label: "Place", Choices: func() []Choice { return []Choice{{Value: payload, Words: payload}, {Value: "b", Words: "b"}} }})
		for at := range 3 {
			d.Focus(at)
			for _, width := range []int{30, 60, 100} {
				lines, _ := d.View(Said{Intro: payload, Wrong: payload, Busy: payload}, width)
				for _, line := range lines {
					if steers(line) || foreign(line) || ansi.StringWidth(line) > width {
						t.Errorf("%s, line %d, %d columns: %q", name, at, width, line)
					}
				}
			}
		}
	}
}

func BenchmarkKeyInADialog(b *testing.B) {
	for name, keys := range map[string][]string{"letter": {"a", "backspace"}, "choice": {"right", "left"}} {
		b.Run(name, func(b *testing.B) {
			d := secretDialog()
			if name == "choice" {
				pressIn(d, "enter")
			}
			for i := 0; b.Loop(); i++ {
				d.Update(press(keys[i%2]))
				d.View(Said{Intro: "What it is about."}, 100)
			}
		})
	}
}

func TestALongLineIsSeenWhileItIsTyped(t *testing.T) {
	text := "What the preset is for, who made it, and whom to ask before it is changed or sent."
	d := NewDialog(testStyles(), &Line{Label: "Name"}, &Line{Label: "Note", Long: true})
	pressIn(d, "tab")
	typeIn(d, text[:20])
	d.Update(tea.PasteMsg{Content: text[20:] + "\n"})
	if d.Value(1) != text {
		t.Errorf("typed is %q", d.Value(1))
	}
	if got := strings.Join(strings.Fields(strings.ReplaceAll(drawnDialog(d, 60), "┃", "")), " "); !strings.Contains(got, text) {
		t.Errorf("not all of it is seen:\n%s", drawnDialog(d, 60))
	}
}

func TestLinesPastedIntoADialogAboutAListAreItems(t *testing.T) {
	d := NewDialog(testStyles(), &Line{Label: "Keywords", Path: agora.PathKeywords, Long: true, Text: "old"}, &Line{Label: "Name"})
	d.Update(tea.PasteMsg{Content: "one\ntwo two\n"})
	d.Focus(1)
	d.Update(tea.PasteMsg{Content: "one\ntwo"})
	if got := d.Values(); got[0] != "old,one,two two" || got[1] != "one" {
		t.Errorf("got %q", got)
	}
}

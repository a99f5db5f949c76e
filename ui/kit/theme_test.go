package kit

import (
	"image/color"
	"math"
	"testing"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"
)

// luminance and contrast are those of WCAG 2.
func luminance(c color.Color) float64 {
	r, g, b, _ := c.RGBA()
	linear := func(v uint32) float64 {
		x := float64(v) / 0xffff
		if x <= 0.04045 {
			return x / 12.92
		}
		return math.Pow((x+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(r) + 0.7152*linear(g) + 0.0722*linear(b)
}

func contrast(a, b color.Color) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

func TestContrastIsAsWCAGHasIt(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want float64
	}{{"#ffffff", "#000000", 21}, {"#777777", "#ffffff", 4.48}, {"#abcdef", "#abcdef", 1}} {
		if got := contrast(lipgloss.Color(c.a), lipgloss.Color(c.b)); math.Abs(got-c.want) > 0.01 {
			t.Errorf("%s on %s: %.2f, want %.2f", c.a, c.b, got, c.want)
		}
	}
}

// grounds are the backgrounds in use that are hardest to write on: black and the
// lighter of the dark ones, white and the darker of the light ones.
var grounds = map[bool][]string{
	true:  {"#14171c", "#000000", "#282c34"},
	false: {"#fdfdfc", "#ffffff", "#f3f1ea"},
}

func TestWhatIsReadCanBeRead(t *testing.T) {
	for _, dark := range []bool{true, false} {
		p := Look{Dark: dark}.palette()
		read := map[string]color.Color{
			"text": p.text, "quiet": p.quiet, "accent": p.accent, "good": p.good, "attention": p.attention, "danger": p.danger,
			"JSON key": p.jsonKey, "JSON string": p.jsonString, "JSON number": p.jsonNumber, "JSON punctuation": p.jsonPunct,
		}
		check := func(what string, c, ground color.Color, least float64) {
			if got := contrast(c, ground); got < least {
				t.Errorf("dark %v: %s has a contrast of %.2f, less than %.1f", dark, what, got, least)
			}
		}
		for _, hex := range grounds[dark] {
			for role, c := range read {
				check(role+" on "+hex, c, lipgloss.Color(hex), 4.5)
			}
			check("border on "+hex, p.border, lipgloss.Color(hex), 3)
		}
		for _, role := range []string{"text", "quiet", "accent", "good", "attention", "danger"} {
			check(role+" on a field", read[role], p.field, 4.5)
		}
		for _, role := range []string{"text", "quiet"} {
			check(role+" on a chip", read[role], p.chip, 4.5)
		}
		check("a button", p.onAccent, p.accent, 4.5)
		check("PRODUCTION", p.danger, p.dangerField, 4.5)
		check("SANDBOX", p.good, p.goodField, 4.5)
	}
}

// What differs by a surface where there are colours differs by something else where
// there are few or none: keys from what they do, a button from its neighbour, what is
// typed from what isn't, and text from what explains it.
func TestLooksDifferWithoutColours(t *testing.T) {
	for _, colors := range []Colors{SixteenColors, NoColors} {
		for _, dark := range []bool{true, false} {
			s := NewStyles(Look{Dark: dark, Colors: colors})
			for what, pair := range map[string][2]lipgloss.Style{
				"a key from its words": {s.Key, s.Dim}, "help from values": {s.Dim, s.Text}, "buttons": {s.Button, s.ButtonOff},
				"a field": {s.Field, s.Text}, "the row in focus": {s.Here, s.Text}, "what was found": {s.Match, s.Text},
			} {
				a, b := plain(pair[0]), plain(pair[1])
				if a == b {
					t.Errorf("with %d colours nothing tells %s", colors, what)
				}
			}
			for what, style := range map[string]lipgloss.Style{"field": s.Field, "row": s.Row, "chip": s.Chip, "button": s.Button} {
				if _, none := style.GetBackground().(lipgloss.NoColor); !none {
					t.Errorf("with %d colours a %s has a surface", colors, what)
				}
			}
		}
	}
}

// plain is what is left of a look without its colours.
func plain(s lipgloss.Style) string {
	return s.UnsetForeground().UnsetBackground().Render("x")
}

func TestTheTerminalsColoursAreKnown(t *testing.T) {
	for profile, want := range map[colorprofile.Profile]Colors{
		colorprofile.Unknown: ManyColors, colorprofile.TrueColor: ManyColors, colorprofile.ANSI256: ManyColors,
		colorprofile.ANSI: SixteenColors, colorprofile.ASCII: NoColors, colorprofile.NoTTY: NoColors,
	} {
		if got := ColorsOf(profile); got != want {
			t.Errorf("%v: %d, want %d", profile, got, want)
		}
	}
}

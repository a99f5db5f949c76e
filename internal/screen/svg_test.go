package screen_test

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"sttwizard/internal/screen"
)

// draw returns the picture of a terminal that was written text.
func draw(t *testing.T, o screen.Options, text string) string {
	t.Helper()
	term := screen.NewTerminal(o, nil)
	defer term.Close()
	fmt.Fprint(term, "\x1b[?25l"+text)
	return term.SVG(screen.SVGOptions{Title: `"a" < b & c`})
}

// small is a terminal in which little stands.
var small = screen.Options{Width: 30, Height: 3}

func TestAPictureIsXMLWithTheTextInIt(t *testing.T) {
	svg := draw(t, small, "if a<b && c>d \x1b[1mbold\x1b[m é 日本 ✓")
	d := xml.NewDecoder(strings.NewReader(svg))
	var text strings.Builder
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatalf("%v in\n%s", err, svg)
		}
		if c, ok := token.(xml.CharData); ok {
			text.Write(c)
		}
	}
	for _, want := range []string{`"a" < b & c`, "if a<b && c>d", "bold", "日", "本", "✓"} {
		if !strings.Contains(text.String(), want) {
			t.Errorf("%q is not in the picture:\n%s", want, svg)
		}
	}
}

func TestWhatAPictureSays(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		want string
	}{
		"a run of one style is one text":         {"one two three", `<text x="0" y="15" textLength="117">one two three</text>`},
		"two blanks part a run":                  {"one  two", `<text x="45" y="15" textLength="27">two</text>`},
		"blanks in front move the text":          {"    x", `<text x="36" y="15">x</text>`},
		"another style starts another text":      {"one\x1b[1mtwo", `<text class="a" x="27" y="15" textLength="27">two</text>`},
		"bold is a class":                        {"\x1b[1mtwo", ".a{fill:#d5d9e0;font-weight:700}"},
		"italic and struck out":                  {"\x1b[3;9mtwo", ".a{fill:#d5d9e0;font-style:italic;text-decoration:line-through}"},
		"a colour by value":                      {"\x1b[38;2;1;2;3mx", ".a{fill:#010203}"},
		"a colour by name":                       {"\x1b[31mx", ".a{fill:#e5707a}"},
		"a colour by number, of the named":       {"\x1b[38;5;9mx", ".a{fill:#f08d95}"},
		"a colour by number":                     {"\x1b[38;5;196mx", ".a{fill:#ff0000}"},
		"faint is nearer to the background":      {"\x1b[2mx", ".a{fill:#878b91}"},
		"a background":                           {" \x1b[48;2;1;2;3m ab ", `<path fill="#010203" d="M9 0h36v20h-36z"/>`},
		"reverse swaps the colours":              {"\x1b[7mab", `<path fill="#d5d9e0" d="M0 0h18v20h-18z"/>`},
		"reversed text has the background's":     {"\x1b[7mab", ".a{fill:#14171c}"},
		"an underline goes under blanks as well": {"\x1b[4ma b", `<path fill="#d5d9e0" d="M0 17h27v1h-27z"/>`},
		"a wide character takes two cells":       {"日x", `<text x="18" y="15">x</text>`},
		"a wide character's whole background":    {"\x1b[48;2;1;2;3m日", `d="M0 0h18v20h-18z"`},
		"a mark from elsewhere stands alone":     {"✓ ok", `<text x="18" y="15" textLength="18">ok</text>`},
		"a rule is one line":                     {"─────", `d="M0 10.5H45"`},
		"lines of a box meet":                    {"┌┐\n└┘", `d="M4.5 10.5V20M13.5 10.5V20M4.5 10.5H13.5M4.5 20V30.5M13.5 20V30.5M4.5 30.5H13.5"`},
		"a heavy line is heavier":                {"━", `stroke-width="2" stroke-linecap="square" d="M0 10.5H9"`},
		"round corners meet lines":               {"╭─", `d="M4.5 20v-5q0-4.5 4.5-4.5M9 10.5H18"`},
		"a block is a shape":                     {"▌", `d="M0 0h4.5v20h-4.5z"`},
		"the cursor is a reversed cell":          {"\x1b[?25hab\x1b[1;1H", `<path fill="#d5d9e0" d="M0 0h9v20h-9z"/>`},
	} {
		t.Run(name, func(t *testing.T) {
			if svg := draw(t, small, c.text); !strings.Contains(svg, c.want) {
				t.Errorf("want %s in\n%s", c.want, svg)
			}
		})
	}
}

func TestHiddenThingsAreNotDrawn(t *testing.T) {
	if svg := draw(t, small, "\x1b[8mhidden"); strings.Contains(svg, "hidden") {
		t.Errorf("concealed text is in\n%s", svg)
	}
	if svg := draw(t, small, ""); strings.Contains(svg, "<text ") || strings.Contains(svg, "<path") {
		t.Errorf("an empty screen has something in\n%s", svg)
	}
}

func TestAPictureHasItsTerminalsBackground(t *testing.T) {
	if svg := draw(t, small, "x"); !strings.Contains(svg, `<rect x=".5" y=".5" width="297" height="87" rx="7" fill="#14171c"`) {
		t.Errorf("dark:\n%s", svg)
	}
	light := small
	light.Light = true
	if svg := draw(t, light, "\x1b[31mx"); !strings.Contains(svg, `fill="#fdfdfc"`) || !strings.Contains(svg, ".a{fill:#b3202c}") {
		t.Errorf("light:\n%s", svg)
	}
}

func TestAFullScreenIsASmallFileAndAlwaysTheSame(t *testing.T) {
	var b strings.Builder
	for y := range 40 {
		if y > 0 {
			b.WriteString("\r\n")
		}
		for x := range 8 {
			fmt.Fprintf(&b, "\x1b[38;5;%dmlabel %d\x1b[m  \x1b[1mab\x1b[m │ ", 20+x*5, y)
		}
	}
	o := screen.Options{Width: 140, Height: 40}
	first := draw(t, o, b.String())
	if len(first) > 60_000 {
		t.Errorf("%d bytes for a picture with 640 runs", len(first))
	}
	if draw(t, o, b.String()) != first {
		t.Error("the same screen gave another picture")
	}
}

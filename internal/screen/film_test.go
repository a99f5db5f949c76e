package screen_test

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"sttwizard/internal/screen"
)

// film shoots texts, each for a second.
func film(t *testing.T, texts ...string) *screen.Film {
	t.Helper()
	f := screen.NewFilm(small)
	for _, text := range texts {
		term := screen.NewTerminal(small, nil)
		fmt.Fprint(term, "\x1b[?25l"+text)
		f.Shoot(term, time.Second)
		term.Close()
	}
	return f
}

func TestAFilmShowsEachPictureAtItsTime(t *testing.T) {
	const two = "\x1b[1mtwo\x1b[m\r\nsame"
	svg := film(t, "one\r\nsame", two, two, "\r\nsame").SVG(screen.SVGOptions{Title: "a film"}, 1)
	for _, want := range []string{
		"<title>a film</title>",
		".film{animation:film 4s step-end infinite}",
		"@keyframes film{0.000%{transform:translateY(0px)}25.000%{transform:translateY(-60px)}75.000%{",
		"75.000%{transform:translateY(-120px)}}",
		"@media (prefers-reduced-motion:reduce){.film{animation:none;transform:translateY(-60px)}}",
		`<use href="#l1" y="0"/>`, `<use href="#l2" y="20"/>`, `<use href="#l3" y="60"/>`,
		`<use href="#l2" y="80"/>`, `<use href="#l2" y="140"/>`,
		".a{fill:#d5d9e0;font-weight:700}",
	} {
		if !strings.Contains(svg, want) {
			t.Errorf("want %s in\n%s", want, svg)
		}
	}
	if n := strings.Count(svg, ">same</text>"); n != 1 {
		t.Errorf("a line that stands in all pictures is drawn %d times", n)
	}
	for d := xml.NewDecoder(strings.NewReader(svg)); ; {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatalf("%v in\n%s", err, svg)
		}
	}
}

func TestAPictureThatShowsTheSameIsNoneOfItsOwn(t *testing.T) {
	if f := film(t, "one", "one", "two", "one"); f.Shots() != 3 {
		t.Errorf("%d pictures", f.Shots())
	}
}

package terminal

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// payloads is what a hostile server, preset or environment could send.
var payloads = map[string]string{
	"OSC 52 sets the clipboard":       "a\x1b]52;c;cm0gLXJmIH4=\x07b",
	"OSC 0 sets the title":            "a\x1b]0;owned\x1b\\b",
	"OSC 8 hides a link":              "\x1b]8;;https://evil.example\x1b\\Agora\x1b]8;;\x1b\\",
	"CSI 2J clears the screen":        "a\x1b[2J\x1b[3Jb",
	"CSI moves the cursor":            "a\x1b[1;1H\x1b[5A\x1b[sb",
	"DCS asks the terminal":           "a\x1bP$q\"p\x1b\\\x1bP+q544e\x1b\\b",
	"APC draws a picture":             "a\x1b_Gf=100;AAAA\x1b\\b",
	"SOS and PM are swallowed":        "a\x1bXtext\x1b\\\x1b^text\x1b\\b",
	"bidi turns the order":            "a\u202egpj.exe\u202c\u2066b\u2069\u200f\u061cc",
	"C1 as UTF-8":                     "a\u009b2J\u009d52;c;AAAA\u009c\u0090q\u0085b",
	"C1 as raw bytes":                 "a\x9b2J\x9d0;t\x9cb",
	"backspaces and CR overprint":     "rm -rf /\b\b\b\b\b\b\b\becho ok\rdone\x7f\x00\x07\x0b\x0c",
	"zero width and tags":             "pay\u200bpal\u200d\ufeff\u2060\u00ad\U000E0041\U000E0042\U000E007F\u180e",
	"separators of lines":             "a\u2028b\u2029c\u0085d",
	"broken UTF-8 and surrogates":     "a\xff\xc0\x80\xed\xa0\x80\xf8b",
	"private use and unassigned":      "a\ue000\U000F0000\U0010FFFD\u0378\uffffb",
	"a flood of variation selectors":  "a" + strings.Repeat("\ufe0f\U000E0100", 500),
	"a flood of marks":                "Z" + strings.Repeat("\u0300\u0489\u20dd", 500),
	"letters that nobody sees":        "a\u3164\uffa0\u115f\u1160\u034f\u17b4b",
	"a flood of letters in one":       strings.Repeat("\u1100", 300) + strings.Repeat("\u1161", 300),
	"resets and shifts of characters": "a\x1bc\x0e\x0f\x1b(0b",
}

// steering counts what must never reach a terminal. A joiner is harmless between the
// letters that it is for.
func steering(s string) int {
	n, before := 0, rune(0)
	for len(s) > 0 {
		r, size := utf8.DecodeRuneInString(s)
		after, _ := utf8.DecodeRuneInString(s[size:])
		harmless := (r == '\u200c' || r == '\u200d') && joins(before, after)
		before = r
		if harmless {
			s = s[size:]
			continue
		}
		if (r == utf8.RuneError && size == 1) || !unicode.IsGraphic(r) || unicode.Is(unicode.Variation_Selector, r) ||
			unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co, unicode.Cs, unicode.Zl, unicode.Zp, unicode.Bidi_Control) {
			n++
		}
		s = s[size:]
	}
	return n
}

func TestNoPayloadReachesTheTerminal(t *testing.T) {
	for name, payload := range payloads {
		if steering(payload) == 0 && !strings.Contains(name, "flood") && !strings.Contains(name, "letters") {
			t.Errorf("%s: the payload is harmless, so the test says nothing", name)
		}
		for _, max := range []int{0, 1, 2, 5, 20, 80} {
			got := string(Safe(payload, max))
			if n := steering(got); n != 0 {
				t.Errorf("%s, at most %d: %d dangerous characters in %q", name, max, n, got)
			}
			if max > 0 && (ansi.StringWidth(got) > max || ansi.StringWidthWc(got) > max) {
				t.Errorf("%s: %d columns, at most %d are allowed", name, ansi.StringWidth(got), max)
			}
		}
		for _, line := range SafeLines(payload, 7, 3) {
			if n := steering(string(line)); n != 0 || line.Width() > 7 {
				t.Errorf("%s: line %q", name, line)
			}
		}
	}
}

func TestWhatWasHiddenBecomesVisible(t *testing.T) {
	for name, c := range map[string]struct{ in, want string }{
		"plain text stays":                    {"Event 42: größe 音声 ñ", "Event 42: größe 音声 ñ"},
		"line feeds and tabs become spaces":   {"a\nb\tc\r\nd", "a b c d"},
		"a lone carriage return is shown":     {"a\rb", "a\uFFFDb"},
		"an escape sequence is shown as text": {"\x1b[2J", "\uFFFD[2J"},
		"a turned order is shown":             {"a\u202eb", "a\uFFFDb"},
		"a raw C1 byte is shown":              {"a\x9bb", "a\uFFFDb"},
		"zero width is shown":                 {"pay\u200bpal", "pay\uFFFDpal"},
		"four marks stay, the fifth goes":     {"e\u0301\u0302\u0303\u0304\u0305x", "e\u0301\u0302\u0303\u0304x"},
		"a mark without a character":          {"\u0301a", "\uFFFDa"},
		"a mark after a space":                {"a \u0301b", "a \uFFFDb"},
		"a heart keeps, its style goes":       {"❤\ufe0f!", "❤!"},
		"a style alone is shown":              {"\ufe0fa", "\uFFFDa"},
		"odd spaces become spaces":            {"a\u00a0b\u3000c\u2003d", "a b c d"},
		"Thai and Hindi stay":                 {"น้ำ हिन्दी", "น้ำ हिन्दी"},
		"a flag stays":                        {"🇩🇪", "🇩🇪"},
		"Persian keeps its letters apart":     {"می\u200cخواهم", "می\u200cخواهم"},
		"Hindi joins its letters":             {"क्\u200dष", "क्\u200dष"},
		"two joiners hide":                    {"می\u200c\u200cخ", "می\uFFFD\uFFFDخ"},
		"a joiner between Latin letters":      {"pay\u200cpal", "pay\uFFFDpal"},
		"a joiner at the beginning":           {"\u200cخ", "\uFFFDخ"},
		"a joiner at the end":                 {"می\u200c", "می\uFFFD"},
		"a family is its people":              {"👩\u200d👧!", "👩👧!"},
		"a style before a joiner":             {"❤\ufe0f\u200d🔥", "❤🔥"},
		"a joiner after a picture":            {"👩\u200da", "👩\uFFFDa"},
		"nothing stays nothing":               {"", ""},
	} {
		if got := Safe(c.in, 0); string(got) != c.want {
			t.Errorf("%s: got %+q, want %+q", name, got, c.want)
		}
	}
}

func TestLongTextEndsInAnEllipsis(t *testing.T) {
	for name, c := range map[string]struct {
		in   string
		max  int
		want string
	}{
		"it fits exactly":                  {"abcde", 5, "abcde"},
		"one too many":                     {"abcdef", 5, "abcd…"},
		"one column":                       {"abc", 1, "…"},
		"wide characters are not cut":      {"音声音声", 6, "音声…"},
		"no joiner is left at the end":     {"می\u200cخواهم", 3, "می…"},
		"a wide one does not fit at all":   {"音", 1, "…"},
		"marks stay with their character":  {"e\u0301e\u0301e\u0301", 2, "e\u0301…"},
		"no limit":                         {strings.Repeat("x", 500), 0, strings.Repeat("x", 500)},
		"a negative limit is none":         {"abc", -1, "abc"},
		"the escapes count as they appear": {"\x1b[31mred", 4, "\uFFFD[3…"},
	} {
		if got := Safe(c.in, c.max); string(got) != c.want {
			t.Errorf("%s: got %+q, want %+q", name, got, c.want)
		}
	}
}

func TestRawAnswersKeepTheirLines(t *testing.T) {
	for name, c := range map[string]struct {
		in           string
		width, lines int
		want         []Shown
	}{
		"nothing":                            {"", 10, 10, nil},
		"lines of both systems":              {"a\r\nb\n\nc\n", 10, 10, []Shown{"a", "b", "", "c"}},
		"tabs indent":                        {"{\n\t\"a\": 1\n}", 20, 10, []Shown{"{", "    \"a\": 1", "}"}},
		"wide lines are broken":              {"abcdefg", 3, 10, []Shown{"abc", "def", "g"}},
		"lines break between words":          {"one two three", 8, 10, []Shown{"one two", "three"}},
		"a long word breaks itself":          {"a abcdefgh b", 4, 10, []Shown{"a", "abcd", "efgh", "b"}},
		"indentation is kept":                {"    abc def", 8, 10, []Shown{"    abc", "def"}},
		"a word breaks before a wide one":    {"0 00音声", 4, 10, []Shown{"0", "00音", "声"}},
		"a word's beginning may stand alone": {"0 000\U0001f3fd", 4, 10, []Shown{"0", "00", "0\U0001f3fd"}},
		"wide characters stay whole":         {"a音声", 3, 10, []Shown{"a音", "声"}},
		"what can't fit is shown":            {"音", 1, 10, []Shown{"\uFFFD"}},
		"too many lines end":                 {"a\nb\nc\nd", 10, 3, []Shown{"a", "b", "…"}},
		"just enough lines":                  {"a\nb\nc\n", 10, 3, []Shown{"a", "b", "c"}},
		"too many by breaking":               {"abcdef", 2, 2, []Shown{"ab", "…"}},
		"no limits":                          {"abcdef\ng", 0, 0, []Shown{"abcdef", "g"}},
		"a hostile line":                     {"a\x1b[2J\n\u202eb", 0, 0, []Shown{"a\uFFFD[2J", "\uFFFDb"}},
		"other separators don't break":       {"a\u2028b\rc", 0, 0, []Shown{"a\uFFFDb\uFFFDc"}},
	} {
		got := SafeLines(c.in, c.width, c.lines)
		if len(got) != len(c.want) {
			t.Errorf("%s: got %q, want %q", name, got, c.want)
			continue
		}
		for i := range got {
			if got[i] != c.want[i] {
				t.Errorf("%s: line %d is %q, want %q", name, i+1, got[i], c.want[i])
			}
		}
	}
}

// FuzzSafe checks the gate's promise for any text: nothing that steers, no
// pile of marks, never too wide however a terminal measures, and a second
// pass changes nothing.
func FuzzSafe(f *testing.F) {
	for _, payload := range payloads {
		f.Add(payload, 20)
	}
	f.Add("plain", 3)
	f.Add("می\u200cخواهم क्\u200dष", 4)
	f.Add("e\u0301\ufe0f\u0301 \u0301", 2)
	f.Add("👩‍👩‍👧 👍🏽 🇩🇪🇩", 4)
	f.Fuzz(func(t *testing.T, s string, max int) {
		max %= 200
		got := string(Safe(s, max))
		if steering(got) != 0 {
			t.Fatalf("%+q still steers", got)
		}
		if max > 0 && (ansi.StringWidth(got) > max || ansi.StringWidthWc(got) > max || width(got) > max) {
			t.Fatalf("%+q takes more than %d columns", got, max)
		}
		if again := string(Safe(got, max)); again != got {
			t.Fatalf("a second pass makes %+q of %+q", again, got)
		}
		marks := 0
		for _, r := range got {
			if marks++; !unicode.Is(unicode.M, r) {
				marks = 0
			}
			if marks > maxMarks {
				t.Fatalf("%+q piles up marks", got)
			}
		}
		if lines := SafeLines(s, max, 5); len(lines) > 5 {
			t.Fatalf("%d lines", len(lines))
		}
		for _, line := range SafeLines(s, max, 5) {
			if steering(string(line)) != 0 || (max > 0 && line.Width() > max) {
				t.Fatalf("line %+q, at most %d", line, max)
			}
		}
	})
}

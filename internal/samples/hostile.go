package samples

import (
	"encoding/json"
	"fmt"
	"strings"
	"unicode"
)

// Payloads returns 13 texts that a server, a file or the environment could send to
// take over the terminal or to mislead whoever reads.
func Payloads() []string {
	return []string{
		"a\x1b]52;c;cm0gLXJmIH4=\x07b",
		"a\x1b]0;owned\x1b\\b",
		"\x1b]8;;https://evil.example\x1b\\Agora\x1b]8;;\x1b\\",
		"a\x1b[2J\x1b[3Jb",
		"a\x1b[1;1H\x1b[5A\x1b[sb",
		"a\x1bP$q\"p\x1b\\\x1bP+q544e\x1b\\b",
		"a\x1b_Gf=100;AAAA\x1b\\b\x1bXtext\x1b\\\x1b^text\x1b\\",
		"a\u202egpj.exe\u202c\u2066b\u2069\u200f\u061cc",
		"a\u009b2J\u009d52;c;AAAA\u009c\u0090q\u0085b",
		"rm -rf /\b\b\b\b\b\b\b\becho ok\rdone\x7f\x07\x0b\x0c",
		"pay\u200bpal\u200d\ufeff\u2060\u00ad\U000E0041\U000E007F\u180e",
		"a\u2028b\u2029c\u0085d\x1bc\x0e\x0f\x1b(0b",
		"Z" + strings.Repeat("\u0300\u0489\u20dd", 60) + "a" + strings.Repeat("\ufe0f", 60),
	}
}

// Quoted writes a text as YAML and JSON both read it.
func Quoted(text string) string {
	data, err := json.Marshal(text)
	if err != nil {
		panic(err) // a string always marshals
	}
	return strings.NewReplacer("\u2028", `\u2028`, "\u2029", `\u2029`).Replace(string(data))
}

// mostMarks is how many characters may be stacked on one.
const mostMarks = 4

// Steering says what in printed lines steers a terminal, hides or changes the order
// of the text; empty where nothing does. Line feeds and tabs may stand in lines.
func Steering(text string) string {
	marks := 0
	for _, r := range text {
		switch {
		case r == '\n' || r == '\t':
			marks = 0
		case !unicode.IsGraphic(r) && r != '\uFFFD', unicode.Is(unicode.Other_Default_Ignorable_Code_Point, r), unicode.Is(unicode.Variation_Selector, r):
			return fmt.Sprintf("%U", r)
		case unicode.Is(unicode.M, r):
			if marks++; marks > mostMarks {
				return fmt.Sprintf("%d marks on one character", marks)
			}
		default:
			marks = 0
		}
	}
	return ""
}

package ui

import (
	"strings"
)

// hostile is what a server, a preset or the environment could send to take over
// the terminal or to mislead whoever reads.
var hostile = []string{
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

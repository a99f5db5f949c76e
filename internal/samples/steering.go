package samples

import "strings"

// Hostile returns what a file or a server could hold to steer a terminal, by what it
// would do.
func Hostile() map[string]string {
	return map[string]string{
		"OSC 52 sets the clipboard":   "a\x1b]52;c;cm0gLXJmIH4=\x07b",
		"OSC 0 sets the title":        "a\x1b]0;owned\x1b\\b",
		"OSC 8 hides a link":          "\x1b]8;;https://evil.example\x1b\\Agora\x1b]8;;\x1b\\",
		"CSI clears the screen":       "a\x1b[2J\x1b[3Jb",
		"CSI moves the cursor":        "a\x1b[1;1H\x1b[5Ab",
		"DCS asks the terminal":       "a\x1bP$q\"p\x1b\\b",
		"APC draws a picture":         "a\x1b_Gf=100;AAAA\x1b\\b",
		"bidi turns the order":        "a\u202egpj.exe\u202c\u2066b\u2069",
		"C1 as text":                  "a\u009b2J\u009d52;c;AAAA\u009cb",
		"C1 as bytes":                 "a\x9b2J\x9d0;t\x9cb",
		"backspaces overprint":        "rm -rf /\b\b\b\b\becho ok\rdone\x7f\x00\x07",
		"zero width and tags":         "pay\u200bpal\ufeff\u2060\U000E0041b",
		"broken text and a new line":  "a\xff\xc0\x80\n\n\nb\u2028c\td",
		"a flood of marks":            "Z" + strings.Repeat("\u0300", 500),
		"wide letters, many of them ": strings.Repeat("音声", 200),
	}
}

package kit

import (
	"strings"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// asciiSigns are the signs of the screens and what stands for each where only
// ASCII is wanted, one column both.
var asciiSigns = map[rune]string{
	'…': "~", '·': "-", '–': "-", '─': "-", '▌': "|", '•': "*", '→': ">", '←': "<", '↑': "^", '↓': "v",
	'█': "#", '░': ".", // of bars
	'⠋': "|", '⠙': "/", '⠹': "-", '⠸': "\\", '⠼': "|", '⠴': "/", '⠦': "-", '⠧': "\\", '⠇': "|", '⠏': "/", // that move
	'▸': ">", '❯': ">", '✓': "+", '✗': "x", '●': "*", '○': "o", '┃': "|", '›': ">", '▾': "v", '×': "x",
	'↺': "@", '│': "|", '┬': "-", '┴': "-", '╭': "+", '╮': "+", '╰': "+", '╯': "+",
}

// ToASCII puts ASCII in place of all other characters of a drawn screen: its own
// signs get one that is alike, letters of foreign texts a question mark, since a
// terminal that wants this can't draw them. Columns stay where they are.
func ToASCII(drawn string) string {
	var b strings.Builder
	b.Grow(len(drawn))
	for len(drawn) > 0 {
		if drawn[0] < utf8.RuneSelf {
			b.WriteByte(drawn[0])
			drawn = drawn[1:]
			continue
		}
		cluster, columns := ansi.FirstGraphemeCluster(drawn, ansi.GraphemeWidth)
		r, size := utf8.DecodeRuneInString(cluster)
		if sign, ok := asciiSigns[r]; ok && size == len(cluster) {
			b.WriteString(sign)
		} else {
			b.WriteString(strings.Repeat("?", columns))
		}
		drawn = drawn[len(cluster):]
	}
	return b.String()
}

package cli

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
	"unicode"
	"unicode/utf16"

	"sttwizard/internal/terminal"
)

// say writes one line for a person: progress, questions, notes. They go to the
// error output, and in plain mode to the output. What a command is asked for
// goes to the output, by tell.
func (a *app) say(format string, args ...any) {
	for _, text := range terminal.Hanging(safe(fmt.Sprintf(format, args...)), a.wide) {
		line(a.talk, "%s", text)
	}
}

// tell writes one line for a person to the output, or with --json, where that is not
// theirs, to the error output.
func (a *app) tell(format string, args ...any) {
	if a.json {
		line(a.env.Err, format, args...)
		return
	}
	line(a.env.Out, format, args...)
}

// line is the one way from text to a person. Whatever was put into it, from a
// file, the network or an argument, can't steer the terminal.
func line(w io.Writer, format string, args ...any) {
	fmt.Fprintln(w, safe(fmt.Sprintf(format, args...)))
}

func safe(s string) string { return string(terminal.Safe(s, 0)) }

// table writes rows in columns. A cell is safe text; an empty one is a dash.
func (a *app) table(head []string, rows [][]string) {
	w := tabwriter.NewWriter(a.env.Out, 0, 0, 3, ' ', 0)
	for _, row := range append([][]string{head}, rows...) {
		cells := make([]string, len(row))
		for i, cell := range row {
			if cells[i] = safe(cell); cell == "" {
				cells[i] = "-"
			}
		}
		fmt.Fprintln(w, strings.Join(cells, "\t"))
	}
	w.Flush()
}

// escaped writes as \u what a terminal might take for a command or draw in
// another order. In JSON such characters stand in texts only.
func escaped(s string) string {
	var b strings.Builder
	for _, r := range s {
		switch {
		case r == '\n' || r >= ' ' && r <= '~' || visible(r):
			b.WriteRune(r)
		case r > 0xffff:
			high, low := utf16.EncodeRune(r)
			fmt.Fprintf(&b, `\u%04x\u%04x`, high, low)
		default:
			fmt.Fprintf(&b, `\u%04x`, r)
		}
	}
	return b.String()
}

func visible(r rune) bool {
	return r > '~' && unicode.IsGraphic(r) && !unicode.Is(unicode.M, r) &&
		!unicode.Is(unicode.Other_Default_Ignorable_Code_Point, r) && !unicode.Is(unicode.Variation_Selector, r)
}

package terminal

import "github.com/charmbracelet/x/ansi"

// LoadWidths builds the table of how wide signs are, which is otherwise built when
// the first sign beyond ASCII is drawn and holds that picture up for 2 ms.
func LoadWidths() { ansi.StringWidthWc("…") }

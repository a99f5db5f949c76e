package screen

// The bytes that terminals send for keys without a character of their own.
// Join them with text to a burst: Send("demo" + Enter + Tab).
const (
	Enter     = "\r"
	Tab       = "\t"
	ShiftTab  = "\x1b[Z"
	Space     = " "
	Backspace = "\x7f"
	Esc       = "\x1b" // only at the end of a burst, see the package's text
	Up        = "\x1b[A"
	Down      = "\x1b[B"
	Right     = "\x1b[C"
	Left      = "\x1b[D"
	Home      = "\x1b[H"
	End       = "\x1b[F"
	Insert    = "\x1b[2~"
	Delete    = "\x1b[3~"
	PageUp    = "\x1b[5~"
	PageDown  = "\x1b[6~"
	F1        = "\x1bOP"

	CtrlA = "\x01"
	CtrlC = "\x03"
	CtrlD = "\x04"
	CtrlE = "\x05"
	CtrlG = "\x07"
	CtrlK = "\x0b"
	CtrlL = "\x0c"
	CtrlN = "\x0e"
	CtrlO = "\x0f"
	CtrlP = "\x10"
	CtrlR = "\x12"
	CtrlS = "\x13"
	CtrlT = "\x14"
	CtrlU = "\x15"
	CtrlV = "\x16"
	CtrlW = "\x17"
	CtrlX = "\x18"
	CtrlZ = "\x1a"
)

const (
	pasteStart = "\x1b[200~"
	pasteEnd   = "\x1b[201~"
)

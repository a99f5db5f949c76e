// Package terminal is what stands between sttwizard and the terminal: the gate
// that makes foreign text safe to draw, what the terminal can do, reading a
// secret without showing it, and where copied text goes.
//
// Words: foreign text is everything from the network, a file or the
// environment. Shown is text that has passed the gate. A mode is either the
// screen or the plain, line-by-line one.
//
//	mode := terminal.Detect(os.Stdin, os.Stdout, os.Getenv)
//	if mode.Kind == terminal.Plain {
//		fmt.Println(mode.Why)
//	}
//	fmt.Println(terminal.Safe(answer.Message, 60))
//
// It must not know what is drawn: no screens, no styles, no Bubble Tea.
package terminal

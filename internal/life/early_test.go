//go:build unix

package life

import "testing"

// TestKeysTypedBeforeTheProgramAreTaken types while the terminal is nobody's yet, which
// makes line feeds of enters, as it does while the program is being built or loaded.
func TestKeysTypedBeforeTheProgramAreTaken(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	c := open(t)
	c.send("ntown-hall\ren-US\r")
	c.wait("the terminal to have them", func() bool { return flat(c.drawn.Text()) == "ntown-hall en-US" }) // it echoes
	c.run(w.command())
	c.see("Review", "town-hall", "English (United States)", "ready to send")
	c.send("\x03")
	<-c.ended
	if n := w.tasks(); n > 0 {
		t.Errorf("%d tasks were started", n)
	}
	c.mark()
	c.restored()
}

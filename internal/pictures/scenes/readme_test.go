package scenes

import (
	"testing"
	"time"

	"sttwizard/agora/sandbox"
)

// TestTheFirstTaskOfTheReadme does what its section says, key by key.
func TestTheFirstTaskOfTheReadme(t *testing.T) {
	w, err := newWorld(sandbox.ModeOK)
	if err != nil {
		t.Fatal(err)
	}
	defer w.close()
	s, err := (scene{width: 80, height: 24, connection: "sandbox"}).open(w)
	if err != nil {
		t.Fatal(err)
	}
	defer s.close()
	s.see("SANDBOX")
	s.press("n")
	s.write("demo")
	s.press("enter", "ctrl+g", "enter", "enter")
	s.press("ctrl+g", "enter", "enter", "enter")
	s.see("Spoken in the channel")
	s.write("en-us")
	s.press("enter", "enter")
	s.see("Encryption")
	s.press("enter", "enter", "enter")
	s.see("ready to send")
	s.pass(time.Second)
	s.press("s")
	s.pass(10 * time.Second)
	s.see("IN_PROGRESS")
	s.press("ctrl+s", "enter", "enter", "enter")
	s.see("saved as preset demo")
	s.press("x")
	s.pass(time.Second)
	s.press("y")
	s.see("ENDED")
	s.press("esc")
	s.see("Presets", "demo")
	s.press("enter", "enter")
	s.pass(time.Second)
	s.press("s")
	s.pass(10 * time.Second)
	s.see("IN_PROGRESS")
	if s.err != nil {
		t.Error(s.err)
	}
}

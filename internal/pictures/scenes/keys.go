package scenes

import (
	"strings"

	tea "charm.land/bubbletea/v2"
)

// codes are the keys that have a name instead of a letter.
var codes = map[string]rune{
	"enter": tea.KeyEnter, "tab": tea.KeyTab, "esc": tea.KeyEscape, "space": tea.KeySpace,
	"backspace": tea.KeyBackspace, "up": tea.KeyUp, "down": tea.KeyDown, "left": tea.KeyLeft,
	"right": tea.KeyRight, "home": tea.KeyHome, "end": tea.KeyEnd,
	"pgup": tea.KeyPgUp, "pgdown": tea.KeyPgDown, "f1": tea.KeyF1,
}

var mods = map[string]tea.KeyMod{"ctrl": tea.ModCtrl, "alt": tea.ModAlt, "shift": tea.ModShift}

// keyNamed gives the key of a name such as "enter", "ctrl+r" or "x".
func keyNamed(name string) (tea.KeyPressMsg, bool) {
	var key tea.KeyPressMsg
	for {
		mod, rest, ok := strings.Cut(name, "+")
		if !ok || mods[mod] == 0 {
			break
		}
		key.Mod |= mods[mod]
		name = rest
	}
	if code, ok := codes[name]; ok {
		key.Code = code
		if name == "space" {
			key.Text = " "
		}
		return key, true
	}
	letters := []rune(name)
	if len(letters) != 1 {
		return key, false
	}
	key.Code = letters[0]
	if key.Mod == 0 {
		key.Text = name
	}
	return key, true
}

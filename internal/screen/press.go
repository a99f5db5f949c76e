package screen

import (
	"strings"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
)

// keyCodes are the keys that have a name instead of a letter.
var keyCodes = map[string]rune{
	"enter": tea.KeyEnter, "tab": tea.KeyTab, "esc": tea.KeyEscape, "space": tea.KeySpace, "backspace": tea.KeyBackspace,
	"delete": tea.KeyDelete, "insert": tea.KeyInsert, "up": tea.KeyUp, "down": tea.KeyDown, "left": tea.KeyLeft,
	"right": tea.KeyRight, "home": tea.KeyHome, "end": tea.KeyEnd, "pgup": tea.KeyPgUp, "pgdown": tea.KeyPgDown, "f1": tea.KeyF1,
}

var keyMods = map[string]tea.KeyMod{"ctrl": tea.ModCtrl, "alt": tea.ModAlt, "shift": tea.ModShift}

// Key returns the message of a key by the name that Bubble Tea has for it, such as
// "enter", "ctrl+r" or "x". It reports false where there is no such key.
func Key(name string) (key tea.KeyPressMsg, ok bool) {
	rest := name
	for {
		mod, after, found := strings.Cut(rest, "+")
		if !found || keyMods[mod] == 0 {
			break
		}
		key.Mod |= keyMods[mod]
		rest = after
	}
	switch letter, size := utf8.DecodeRuneInString(rest); {
	case keyCodes[rest] != 0:
		key.Code = keyCodes[rest]
	case size == 0 || size < len(rest):
		return key, false
	default:
		key.Code = letter
	}
	if key.Mod == 0 && keyCodes[rest] == 0 {
		key.Text = rest
	}
	if name == "space" {
		key.Text = " "
	}
	return key, key.String() == name
}

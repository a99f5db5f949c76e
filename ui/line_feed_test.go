package ui

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"sttwizard/agora"
	term "sttwizard/internal/screen"
)

// lineFed is a text as a terminal hands it on that was not the program's yet.
func lineFed(keys string) string { return strings.ReplaceAll(keys, term.Enter, "\n") }

func TestAnEnterThatCameAsALineFeedIsTaken(t *testing.T) {
	t.Parallel()
	r := start(t, rigOptions{})
	r.see("new task")
	r.keys(lineFed(minimal), "Review", "town-hall", "ready to send")
	r.mustText(agora.PathChannelName, "town-hall", agora.PathSubBotUID, "47091", agora.PathPubBotUID, "88222", agora.PathLanguages, "en-US")
	r.keys("\n\n", "Review") // the keys that start are held, as after a return
	r.settled()
	if n := r.wire.Calls("start"); n != 0 {
		t.Errorf("%d starts", n)
	}
}

func TestReturnAndLineFeedAreOneEnter(t *testing.T) {
	t.Parallel()
	d := newDesk(t, rigOptions{})
	press := func(keys ...rune) {
		for _, k := range keys {
			switch k {
			case '\r':
				d.m.Update(tea.KeyPressMsg{Code: tea.KeyEnter})
			case '\n':
				d.m.Update(tea.KeyPressMsg{Code: 'j', Mod: tea.ModCtrl})
			default:
				d.m.Update(tea.KeyPressMsg{Code: k, Text: string(k)})
			}
		}
	}
	press('n', 'h', '\r', '\n') // the list of languages has the focus, where a second enter would take one
	d.must("Languages", "type to search")
	press('\n')
	d.must("Review", "ready to send")
	for _, back := range []tea.Msg{resumedMsg{}, editEndedMsg{}} {
		d.m.pressedAs(tea.KeyPressMsg{Code: tea.KeyEnter})
		d.m.pressedAs(back)
		if k, is := d.m.pressedAs(tea.KeyPressMsg{Code: 'j', Mod: tea.ModCtrl}).(tea.KeyPressMsg); !is || k.String() != "enter" {
			t.Errorf("after %T an early enter is %v", back, k)
		}
	}
}

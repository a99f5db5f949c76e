package ui

import (
	"testing"

	term "sttwizard/internal/screen"
)

// A text that lacks a variable is not asked for itself: the variable is.
func TestAPresetsVariableIsAskedForBeforeItIsUsed(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	write(t, home, "config/presets/event.yaml", "schema: 2\nvars: {room: }\nrequest:\n  languages: [en-US]\n"+
		"  rtcConfig: {channelName: \"event-{room}-{date}\", subBotUid: 47091, pubBotUid: 88222}\n")
	r := start(t, rigOptions{home: home, screen: term.Options{Width: 110, Height: 30}})
	r.see("❯ event")
	r.keys(term.Enter, "Variables of event", "room", "rtcConfig.channelName: event-{room}-{date}")
	r.keys("77"+term.Enter, "event-77-2")
}

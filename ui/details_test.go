package ui

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"sttwizard/agora"
)

func TestTheDetailsOfATaskHaveSpeakersAndKeywords(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	const more = "request:\n  uidLanguagesConfig: [{uid: \"101\", languages: [de-DE]}]\n  keywords: [Agora, SDK]\n"
	write(t, home, "config/presets/ready.yaml", strings.Replace(readyFor("demo"), "request:\n", more, 1))
	d := newDesk(t, rigOptions{home: home, api: agora.V7})
	d.tell(tea.WindowSizeMsg{Width: 100, Height: 40})
	d.press("enter")
	d.must("Start transcription")
	d.calm()
	d.press("s")
	want := []string{"speakers", "101 speaks de-DE", "keywords", "Agora, SDK"}
	d.must(want...)
	d.press("esc")
	d.toTasks()
	d.press("d")
	d.must(want...)
}

package ui

import (
	"fmt"
	"net/http"
	"testing"

	tea "charm.land/bubbletea/v2"

	term "sttwizard/internal/screen"
)

// Channels and ids come from journals, statuses from the network.
func TestHostileTasksReachNoTerminal(t *testing.T) {
	t.Parallel()
	for i, payload := range term.Few(t, hostile) {
		t.Run(fmt.Sprintf("payload %d", i), func(t *testing.T) {
			q := quoted(payload)
			url := badAgora(t, map[string]func(http.ResponseWriter){
				"acquire": answering(200, `{"createTs":1,"instanceId":"i","tokenName":"t"}`),
				"start":   answering(200, `{"taskId":"t-1","createTs":1,"status":`+q+`}`),
				"query":   answering(200, `{"taskId":"t-1","createTs":1,"status":`+q+`}`),
				"stop":    answering(500, `{"message":`+q+`}`), "presence": answering(400, `{"message":`+q+`}`),
			})
			d := watched(t, rigOptions{real: true, url: url, env: realEnv})
			startedAt(t, d.session, "environment", url, payload)
			c := d.m.conn
			c.Name, c.BaseURL = payload, url
			begun(t, d.session, c, payload)
			spoil(t, begun(t, d.session, c, payload))
			d.toTasks()
			d.everywhere()
			d.press("d")
			d.everywhere()
			d.press("esc", "X")
			d.everywhere()
			d.calm()
			d.press("y")
			d.everywhere()
			for range 40 {
				d.ringOne()
			}
			d.everywhere()
			d.press("down", "d")
			d.everywhere()
			d.press("esc", "end", "d")
			d.everywhere()
			d.press("esc", "/")
			d.tell(tea.PasteMsg{Content: payload})
			d.everywhere()
			d.press("esc", "p")
			d.tell(tea.PasteMsg{Content: payload})
			d.press("tab")
			d.tell(tea.PasteMsg{Content: payload})
			d.press("tab", "x", "tab", "enter")
			d.everywhere()
		})
	}
}

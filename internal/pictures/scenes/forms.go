package scenes

import (
	"fmt"
	"time"

	"sttwizard/agora/sandbox"
	"sttwizard/ui/kit"
)

// forms are the sizes at which screens are looked at, and what terminals make of them.
var (
	sizes = [][2]int{{120, 40}, {80, 24}, {60, 20}, {40, 12}}
	looks = []struct {
		name   string
		change func(*scene)
	}{
		{"dark", func(sc *scene) { sc.light = false }},
		{"light", func(sc *scene) { sc.light = true }},
		{"plain", func(sc *scene) { sc.light, sc.colors = false, kit.NoColors }},
		{"ascii", func(sc *scene) { sc.light, sc.ascii = false, true }},
	}
)

// besides are screens that no document shows: dialogs, and what is seldom seen.
var besides = []scene{
	{name: "preflight-refused", connection: "production", mode: sandbox.ModeDenied, before: atOnce, story: after(prepared, "f")},
	{name: "preflight-beside", connection: "sandbox", before: atOnce, story: after(running, "n", "f")},
	{name: "stop", connection: "sandbox", before: busy, story: after(running, "x")},
	{name: "leave", connection: "sandbox", before: busy, story: after(running, "q")},
	{name: "save", connection: "production", before: busy, story: after(review, "ctrl+s")},
	{name: "start-production", connection: "production", before: busy, story: after(review, "s")},
	{name: "second", connection: "sandbox", before: busy, story: after(running, "n", "s")},
	{name: "delete", connection: "sandbox", before: busy, story: after(toPreset, "d")},
	{name: "stop-all", connection: "sandbox", before: busier, story: after(atTasks, "X")},
	{name: "details", connection: "sandbox", before: busier, story: after(atTasks, "d")},
	{name: "checklist", connection: "sandbox", before: busy, story: after(running, "w")},
	{name: "request", connection: "sandbox", before: busy, story: after(prepared, "v")},
	{name: "connection-new", connection: "production", before: busy, story: after(atConnections, "a")},
	{name: "connection-remove", connection: "production", before: busy, story: after(atConnections, "x")},
	{name: "paste", connection: "sandbox", before: busy, story: after(atHome, "p")},
	{name: "take-up", connection: "sandbox", before: busier, story: after(atTasks, "p")},
	{name: "captions", connection: "sandbox", story: func(s *stage) { s.press("n", "alt+4", "space") }},
	{name: "encryption", connection: "sandbox", story: func(s *stage) { s.press("n", "alt+3", "space") }},
	{name: "translation", connection: "sandbox", story: func(s *stage) { toLanguages(s); s.write("en"); s.press("enter", "alt+5", "space") }},
	{name: "review-wrong", connection: "sandbox", story: func(s *stage) { s.press("n", "ctrl+r") }},
	{name: "stopping", connection: "sandbox", before: busy, story: func(s *stage) {
		running(s)
		s.press("x")
		s.pass(time.Second)
		s.press("y")
		s.pass(time.Minute)
	}},
}

// after returns a story that goes on with keys, each on a screen that has been looked at.
func after(story func(*stage), keys ...string) func(*stage) {
	return func(s *stage) {
		story(s)
		for _, key := range keys {
			s.pass(time.Second)
			s.press(key)
		}
	}
}

// inAllForms returns scenes at each size and with each look. Their stories are told on a
// large screen, where all is to be seen that they look for, and the window changes then.
func inAllForms(scenes []scene) (out []scene) {
	for _, sc := range scenes {
		if sc.film {
			continue
		}
		told := sc.story
		for _, size := range sizes {
			for _, look := range looks {
				form := sc
				look.change(&form)
				form.name = fmt.Sprintf("%s-%dx%d-%s", sc.name, size[0], size[1], look.name)
				form.width, form.height = 120, 40
				form.story = func(s *stage) { told(s); s.resize(size[0], size[1]) }
				out = append(out, form)
			}
		}
	}
	return out
}

package home

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"sttwizard/internal/explain"
	"sttwizard/ui/kit"
)

// isEmpty reports whether there is nothing yet of what home lists but ways to begin.
func (s *Screen) isEmpty() bool {
	return s.world.Loaded() && len(s.entries) == 0 && s.world.Last() == nil
}

// firstWays returns the ways to begin where nothing is kept.
func (s *Screen) firstWays() []row {
	way := func(id, verb, name, words, what string, do func() tea.Cmd) row {
		return row{id: id, verb: verb, name: name, words: words, what: what, do: do}
	}
	chosen := func(w Way) func() tea.Cmd { return func() tea.Cmd { return s.chosen(w) } }
	const questions = "A few questions, then the exact request to look at. Nothing is sent before that."
	first := way(newID, "new task", "New task", "a few questions, then the exact request", questions, s.newTask)
	if try := "pretended, " + explain.SandboxBills; s.world.InSandbox() {
		first.name, first.words = "New task in the sandbox", try
	} else if !s.world.Connected() {
		first = way(newID, "new task", "New task in the sandbox", try, questions, chosen(TryOut))
	}
	out := []row{first}
	if !s.world.HasOwn() {
		const keys = "App ID, customer key, secret"
		out = append(out, way("connect", "connect", "Connect to Agora", keys, keys+", once.", chosen(Connect)))
	}
	const paste = "JSON or curl, from anywhere"
	return append(out, way("paste", "paste", "Paste a request", paste, "A request as JSON or curl, put right and told.", chosen(Paste)))
}

const (
	welcomeWidth = 72
	welcomeName  = 25
)

// welcome draws what stands there before there is any preset: what this is, and the
// ways to begin.
func (s *Screen) welcome(st *kit.Styles, rows []row, width, height int) []string {
	at := s.index(rows)
	p := &picture{s: s, st: st, rows: rows, at: at, width: min(width, welcomeWidth)}
	const what = "A few questions, then the exact request. Agora transcribes, sttwizard watches until it has ended."
	out := []string{kit.Margin + "  " + st.Title.Render("Transcribe a live event")}
	out = append(out, kit.Marked(st.Dim, "", kit.Margin+"  ", kit.Lines(what, p.width-8, 3))...)
	roomy := height >= len(out)+2*len(rows)+4
	if roomy || height >= len(out)+len(rows)+1 {
		out = append(out, "")
	}
	for i, r := range rows {
		if roomy {
			out = append(out, "")
		}
		l := p.line(i == at)
		l.mark(r.mark, st.Chosen)
		name := min(welcomeName, p.width-leadWidth-1)
		l.name(r.name, name)
		l.cell(r.words, st.Dim, p.width-leadWidth-name-1)
		out = append(out, p.clickable(i, p.width, l.end(p.width)))
	}
	if roomy && p.width == welcomeWidth {
		out = append(out, "", "", kit.Margin+"  "+wayThrough(st))
	}
	if left := (width - p.width) / 2; left > 0 {
		for i, l := range out {
			out[i] = strings.Repeat(" ", left) + l
		}
	}
	above := make([]string, max(0, (height-len(out))/3))
	return append(above, out...)
}

// wayThrough draws what is done with a task from its first question to its end.
func wayThrough(st *kit.Styles) string {
	steps := []string{"answer questions", "look it over", "start", "watch"}
	for i, step := range steps {
		steps[i] = st.Dim.Render(st.Marks.Needed + " " + step)
	}
	return strings.Join(steps, st.Rule.Render(" ──── "))
}

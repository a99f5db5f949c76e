package kit

import (
	"fmt"
	"strings"
	"testing"

	"charm.land/bubbles/v2/list"
	btable "charm.land/bubbles/v2/table"
	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"
	"charm.land/lipgloss/v2/table"
	"github.com/charmbracelet/x/ansi"
)

func TestCellsStandInTheirColumns(t *testing.T) {
	s := NewStyles(Look{Dark: true})
	got := ansi.Strip(Row(Text("town-hall", s.Text, 6), Text("東京", s.Dim, 6), Text("\x1b]52;c;x\a", s.Dim, 20)))
	if want := "town… 東京  "; !strings.HasPrefix(got, want) || strings.ContainsAny(got, "\x1b\a") {
		t.Errorf("the row is %q", got)
	}
	if lead, _ := s.Lead(true); ansi.Strip(lead) != " ❯ " {
		t.Errorf("the chosen row begins with %q", lead)
	}
}

func TestFactsAreCutOrGoOnBelow(t *testing.T) {
	s := NewStyles(Look{Dark: true})
	facts := [][2]string{{"task", "1NT29X11"}, {"bots", "one listens, the other one writes"}}
	for wrap, want := range map[bool]string{
		false: "   task     1NT29X11\n   bots     one listens, the ot…",
		true:  "   task     1NT29X11\n   bots     one listens, the\n            other one writes",
	} {
		if got := ansi.Strip((Facts{Rows: facts, Names: 9, Width: 33, Wrap: wrap}).Draw(&s)); trimmed(got) != want {
			t.Errorf("wrapped %v they are\n%s\nwant\n%s", wrap, got, want)
		}
	}
	if got := (Facts{Names: 9, Width: 30}).Draw(&s); got != "" {
		t.Errorf("no facts are %q", got)
	}
}

// trimmed takes the spaces at the ends of lines away.
func trimmed(text string) string {
	var out []string
	for l := range strings.SplitSeq(text, "\n") {
		out = append(out, strings.TrimRight(l, " "))
	}
	return strings.Join(out, "\n")
}

// The rest is why lists are made of rows.

// item is a preset as bubbles/list wants it.
type item string

func (i item) FilterValue() string { return string(i) }

// TestAListOfBubblesFiltersTooLate types a filter and takes the row, in one write,
// as fast typists and pastes do: bubbles/list filters in a command, so that enter
// comes before what it is meant for. When it does no more, lists can be its own.
func TestAListOfBubblesFiltersTooLate(t *testing.T) {
	l := list.New([]list.Item{item("board"), item("town-hall")}, list.NewDefaultDelegate(), 60, 20)
	var cmds []tea.Cmd
	typed := []tea.KeyPressMsg{{Code: '/', Text: "/"}, {Code: 't', Text: "t"}, {Code: 'o', Text: "o"}, {Code: tea.KeyEnter}}
	for _, k := range typed {
		var cmd tea.Cmd
		l, cmd = l.Update(k)
		cmds = append(cmds, cmd)
	}
	if chosen := l.SelectedItem(); chosen == item("town-hall") {
		t.Errorf("after %d commands that did not run it has filtered: use it, and take this test away", len(cmds))
	}
}

// A window of 120x40 with six columns, drawn in three ways.
const (
	benchRows    = 36
	benchColumns = 6
	benchWidth   = 20
)

func BenchmarkRows(b *testing.B) {
	s := NewStyles(Look{Dark: true})
	for b.Loop() {
		for i := range benchRows {
			cells := make([]Cell, benchColumns)
			for j := range cells {
				cells[j] = Text(fmt.Sprint("some cell ", i, j), s.Text, benchWidth)
			}
			Row(cells...)
		}
	}
}

func BenchmarkTable(b *testing.B) {
	s := NewStyles(Look{Dark: true})
	for b.Loop() {
		t := table.New().Wrap(false).BorderTop(false).BorderBottom(false).BorderLeft(false).BorderRight(false).BorderColumn(false)
		t.StyleFunc(func(int, int) lipgloss.Style { return s.Text.Width(benchWidth) })
		for i := range benchRows {
			row := make([]string, benchColumns)
			for j := range row {
				row[j] = fmt.Sprint("some cell ", i, j)
			}
			t.Row(row...)
		}
		_ = t.String()
	}
}

func BenchmarkTableOfBubbles(b *testing.B) {
	columns, rows := make([]btable.Column, benchColumns), make([]btable.Row, 2000)
	for j := range columns {
		columns[j].Width = benchWidth
	}
	for i := range rows {
		for j := range benchColumns {
			rows[i] = append(rows[i], fmt.Sprint("some cell ", i, j))
		}
	}
	size := []btable.Option{btable.WithHeight(benchRows), btable.WithWidth(120)}
	t := btable.New(append(size, btable.WithColumns(columns), btable.WithRows(rows))...)
	for b.Loop() {
		t.MoveDown(1)
		t.View()
		t.MoveUp(1)
	}
}

func BenchmarkFacts(b *testing.B) {
	s := NewStyles(Look{Dark: true})
	var facts [][2]string
	for i := range 8 {
		facts = append(facts, [2]string{fmt.Sprint("name ", i), "some words about it"})
	}
	for b.Loop() {
		Facts{Rows: facts, Names: 13, Width: 60}.Draw(&s)
	}
}

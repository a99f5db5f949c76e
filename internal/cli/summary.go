package cli

import (
	"fmt"
	"time"

	"sttwizard/form"
	"sttwizard/internal/connections"
	"sttwizard/internal/explain"
	"sttwizard/internal/session"
)

// summary returns the review in lines: what would be sent, where to and where it
// came from, with what is wrong at its place.
func (a *app) summary(d *form.Draft, c connections.Connection, now time.Time) []string {
	lines := []string{fmt.Sprintf("Connection: %s, %s, %s", c.Name, c.Version, session.Where(c))}
	if note := endOfLife(c, now); note != "" {
		lines = append(lines, "  note: "+note)
	}
	if !c.Sandbox {
		lines = append(lines, "Costs: "+explain.HourlyMore(a.prices(), d.Request(), c.Version))
	}
	number := 0
	for _, g := range form.Review(d) {
		if g.Off {
			off := g.Step.Title() + ": off"
			if g.Step == form.StepCaptions {
				off += "; " + explain.CaptionsUnseen
			}
			lines = append(lines, off)
			continue
		}
		if len(g.Rows) == 0 {
			continue
		}
		lines = append(lines, g.Step.Title())
		for _, row := range g.Rows {
			number++
			lines = append(lines, rowLines(number, row)...)
		}
	}
	return append(lines, unsentLines(d)...)
}

// unsentLines lists the answers that are kept and not sent.
func unsentLines(d *form.Draft) []string {
	unsent := d.NotSent()
	if len(unsent) == 0 {
		return nil
	}
	lines := []string{"Kept, not sent by " + string(d.Project().Version)}
	for _, u := range unsent {
		lines = append(lines, fmt.Sprintf("  %s: %s (%s)", u.Title, u.Value, u.Why))
	}
	return lines
}

func rowLines(number int, row form.ReviewRow) []string {
	value := row.Value
	if value == "" {
		value = "(empty)"
	}
	text := fmt.Sprintf("  %d. %s: %s", number, row.Question.Title, value)
	if row.Source != form.Default {
		text += " [" + string(row.Source) + "]"
	}
	if row.Was != "" {
		text += ", was " + row.Was
	}
	lines := []string{text}
	for _, e := range row.Errors {
		lines = append(lines, "     wrong: "+e.Text)
	}
	for _, w := range row.Warnings {
		lines = append(lines, "     note: "+w.Text)
	}
	return lines
}

// reviewRow returns the row with that number in the summary.
func reviewRow(d *form.Draft, number int) (form.ReviewRow, bool) {
	for _, g := range form.Review(d) {
		if number <= len(g.Rows) && number > 0 {
			return g.Rows[number-1], true
		}
		number -= len(g.Rows)
	}
	return form.ReviewRow{}, false
}

// endOfLife says that the connection's version is past the end that Agora stated.
func endOfLife(c connections.Connection, now time.Time) string {
	if c.Sandbox {
		return ""
	}
	return explain.EndOfLife(c.Version, now)
}

// ago writes how long ago something was.
func ago(now, then time.Time) string {
	d := now.Sub(then)
	switch {
	case d < time.Minute:
		return "< 1 min"
	case d < time.Hour:
		return fmt.Sprintf("%d min", int(d.Minutes()))
	case d < 48*time.Hour:
		return fmt.Sprintf("%d h %02d min", int(d.Hours()), int(d.Minutes())%60)
	}
	return fmt.Sprintf("%d days", int(d.Hours()/24))
}

package cli

import (
	"cmp"
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"sttwizard/internal/attempt"
	"sttwizard/internal/explain"
	"sttwizard/internal/session"
	"sttwizard/internal/tasks"
)

const tasksLogLong = `List who did what and when, oldest first: every start, answer, question that
changed something, stop and end, of all tasks that the journal still has (30 days
on one machine; what a team's journal is told to keep). Agora is not asked.

--since takes a length of time (8h), a day (2006-01-02) or a time of day (16:30, the
last such one).

With --json:
  {"entries":[{"at","who","host","login","channel","taskId","attempt","event","what",
    "why","requestId"}],"unreadable":[{"attempt","reason"}]}`

func (a *app) tasksLogCommand() *cobra.Command {
	var channel string
	var since sinceFlag
	cmd := a.command(&cobra.Command{
		Use: "log [flags]", Short: "List who did what and when", Long: tasksLogLong,
		Example: "  sttwizard tasks log --since 12h\n  sttwizard tasks log --channel town-hall --since 2006-01-02 --json",
	})
	cmd.RunE = a.withSession(func(_ context.Context, s *session.Session, _ []string) error {
		return a.logTasks(s, channel, since.from(s.Now()))
	})
	cmd.Flags().StringVar(&channel, "channel", "", "list what happened in a `CHANNEL` only")
	cmd.Flags().Var(&since, "since", "list what happened since `WHEN` only")
	a.complete(cmd, "channel", a.completeChannels)
	a.jsonFlag(cmd, logJSON{})
	return cmd
}

// logJSON is what tasks log gives.
type logJSON struct {
	Entries    []entryJSON      `json:"entries"`
	Unreadable []unreadableJSON `json:"unreadable"`
}

type entryJSON struct {
	At        time.Time     `json:"at"`        // when it happened, by the clock of who wrote it
	Who       string        `json:"who"`       // who did it, or whose program saw it
	Host      string        `json:"host"`      // on which machine
	Login     string        `json:"login"`     // as whom that program had logged in to the team's journal
	Channel   string        `json:"channel"`   // the channel
	TaskID    string        `json:"taskId"`    // the task's id, as it is known now
	Attempt   string        `json:"attempt"`   // the name of the record
	Event     attempt.Event `json:"event"`     // a word for scripts
	What      string        `json:"what"`      // the same in words
	Why       string        `json:"why"`       // a short word for the reason
	RequestID string        `json:"requestId"` // Agora's id of the call
}

func (a *app) logTasks(s *session.Session, channel string, since time.Time) error {
	entries, unreadable, err := s.Tasks.Log(channel, since)
	if err != nil {
		return err
	}
	out := logJSON{[]entryJSON{}, unreadableOf(unreadable)}
	for _, e := range entries {
		in, r := e.Attempt.Intent(), e.Record
		out.Entries = append(out.Entries, entryJSON{
			At: r.At, Who: r.Who, Host: r.Host, Login: r.Login, Channel: in.Channel, TaskID: e.Attempt.Task().ID, Attempt: e.Attempt.ID(),
			Event: r.Event, What: explain.Record(in.Version, r), Why: r.Why, RequestID: r.Request,
		})
	}
	if a.json {
		return a.printJSON(out)
	}
	a.tellLog(out, entries)
	a.tellUnreadable(out.Unreadable)
	return nil
}

func (a *app) tellLog(l logJSON, entries []tasks.Entry) {
	if len(entries) == 0 {
		a.tell("nothing happened in that time")
		return
	}
	var rows [][]string
	for i, e := range l.Entries {
		rows = append(rows, []string{clock(e.At), explain.Person(e.Who, e.Host), e.Channel, idOf(entries[i].Attempt), e.What})
	}
	a.table([]string{"WHEN", "WHO", "CHANNEL", "TASK", "WHAT"}, rows)
}

// sinceFlag is a time in the past, as it was typed.
type sinceFlag string

func (f *sinceFlag) String() string { return "" }
func (f *sinceFlag) Type() string   { return "WHEN" }

func (f *sinceFlag) Set(text string) error {
	if _, ok := since(text, time.Unix(0, 0)); !ok {
		return fmt.Errorf("must be a length of time such as 8h, a day such as 2006-01-02, or a time of day such as 16:30")
	}
	*f = sinceFlag(text)
	return nil
}

// from returns the time that is meant; zero where none was typed.
func (f *sinceFlag) from(now time.Time) time.Time {
	t, _ := since(cmp.Or(string(*f), "0001-01-01"), now.Local())
	return t
}

// since reads a time in the past.
func since(text string, now time.Time) (time.Time, bool) {
	text = strings.TrimSpace(text)
	if span, err := time.ParseDuration(text); err == nil && span > 0 {
		return now.Add(-span), true
	}
	if day, err := time.ParseInLocation(time.DateOnly, text, now.Location()); err == nil {
		return day, true
	}
	clock, err := time.Parse("15:04", text)
	if err != nil {
		return time.Time{}, false
	}
	year, month, date := now.Date()
	at := time.Date(year, month, date, clock.Hour(), clock.Minute(), 0, 0, now.Location())
	if at.After(now) {
		at = time.Date(year, month, date-1, clock.Hour(), clock.Minute(), 0, 0, now.Location())
	}
	return at, true
}

package cli

import (
	"context"
	"slices"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"sttwizard/internal/attempt"
	"sttwizard/internal/explain"
	"sttwizard/internal/session"
)

const tasksShowLong = `Show all that is known of a task: its ids, its state, the time line from this
machine's notes, and what can be done, with the commands. Agora is not asked.
The builder token is not shown. It is named by its task id, by its attempt, or
by the first four or more characters of either.

With --json the keys of tasks list, and
  {"meaning","appId","instanceId","subBotUid","pubBotUid","maxIdleTime","preset",
   "languages","captions","host","sends","how","damage","file",
   "records":[{"at","event","what","why","requestId"}],
   "next":[{"action","what","command"}]}`

func (a *app) tasksShowCommand() *cobra.Command {
	cmd := a.command(&cobra.Command{
		Use: "show ID [flags]", Short: "Show all that is known of a task", Long: tasksShowLong,
		Example: "  sttwizard tasks show 9f3c", Args: exactly(1), ValidArgsFunction: a.completeTasks(every),
	})
	cmd.RunE = a.withSession(func(_ context.Context, s *session.Session, args []string) error {
		at, err := a.find(s, args[0])
		if err != nil {
			return err
		}
		return a.showTask(at, s.Now())
	})
	a.jsonFlag(cmd, shownJSON{})
	return cmd
}

type recordJSON struct {
	At        time.Time     `json:"at"`        // when something happened
	Event     attempt.Event `json:"event"`     // a word for scripts
	What      string        `json:"what"`      // the same in words
	Why       string        `json:"why"`       // a short word for the reason
	RequestID string        `json:"requestId"` // Agora's id of the call
	Who       string        `json:"who"`       // whose program wrote it down
	Host      string        `json:"host"`      // on which machine
}

// shownJSON is an attempt as tasks show gives it.
type shownJSON struct {
	*taskJSON
	Meaning     string `json:"meaning"`     // the state in words
	AppID       string `json:"appId"`       // the App ID
	InstanceID  string `json:"instanceId"`  // the id that it was prepared under
	SubBotUID   string `json:"subBotUid"`   // the subscribing bot
	PubBotUID   string `json:"pubBotUid"`   // the publishing bot
	MaxIdleTime int    `json:"maxIdleTime"` // seconds; 0: Agora's own
	Preset      string `json:"preset"`      // the preset it was made from
	// the languages that it runs with; `""`: not known, or not for sure, see `runsWith`
	Languages string       `json:"languages"`
	Captions  string       `json:"captions"` // where captions are stored
	Sends     int          `json:"sends"`    // how many start requests were sent
	How       attempt.How  `json:"how"`      // how it ended, see `tasks stop`
	Damage    string       `json:"damage"`   // what is wrong with the record
	File      string       `json:"file"`     // the record's file
	Records   []recordJSON `json:"records"`
	Next      []command    `json:"next"`
}

func (a *app) shownTask(at *attempt.Attempt, now time.Time) *shownJSON {
	in := at.Intent()
	s := &shownJSON{
		taskJSON: a.row(at, now), Meaning: at.Meaning(),
		AppID: in.AppID, InstanceID: in.InstanceID, SubBotUID: in.SubBotUID, PubBotUID: in.PubBotUID, MaxIdleTime: in.MaxIdleTime,
		Preset: in.Preset, Languages: sureLanguages(at), Captions: in.Captions,
		Sends: at.Sends(), How: at.How(), Damage: at.Damage(), File: at.Where(), Next: commandsFor(at, now),
	}
	for _, r := range at.Records() {
		s.Records = append(s.Records, recordJSON{r.At, r.Event, explain.Record(in.Version, r), r.Why, r.Request, r.Who, r.Host})
	}
	return s
}

func (a *app) showTask(at *attempt.Attempt, now time.Time) error {
	s := a.shownTask(at, now)
	if a.json {
		return a.printJSON(s)
	}
	idle := "Agora's own"
	if at.Intent().NeverIdle {
		idle = "none: it never ends by itself for want of people"
	} else if s.MaxIdleTime > 0 {
		idle = spell(time.Duration(s.MaxIdleTime) * time.Second)
	}
	for _, fact := range slices.Concat([][2]string{
		{"channel", s.Channel}, {"state", s.stateWords()}, {"task", s.TaskID}, {"attempt", s.Attempt},
		{"ran", s.ranWords(now)}, {"ended", endedWords(s.taskJSON, now)},
		{"needs", s.needWords(now)}, {"reminder", s.reminderWords(now)}, {"ends at latest", nearly(now, at)},
		{"started by", explain.Person(s.Who, s.Host)}, {"connection", explain.Via(at.Intent())}, {"App ID", s.AppID}, {"instance id", s.InstanceID},
		{"bots", explain.Bots(at.Intent())}, {"idle time", idle},
		{"preset", s.Preset},
	}, explain.RunsWith(at, 0), [][2]string{
		{"storage", s.Captions}, {"cost", explain.SpentMore(a.prices(), at, now)}, {"damaged", s.Damage}, {"start requests", strconv.Itoa(s.Sends)},
	}) {
		if fact[1] != "" {
			a.tell("%-15s %s", fact[0], fact[1])
		}
	}
	a.tell("")
	for _, r := range s.Records {
		text := r.What
		if r.RequestID != "" {
			text += " (request id " + r.RequestID + ")"
		}
		a.tell("%s  %s", clock(r.At), text)
	}
	if len(s.Next) > 0 {
		a.tell("")
		a.tell("What can be done:")
	}
	for _, c := range s.Next {
		a.tell("  %s:", c.What)
		a.tell("    %s", c.Command)
	}
	return nil
}

// endedWords says when an attempt ended that is over.
func endedWords(t *taskJSON, now time.Time) string {
	if !t.State.Final() {
		return ""
	}
	return t.endWords(now)
}

// nearly says when a task has ended in any case, where that is known.
func nearly(now time.Time, at *attempt.Attempt) string {
	if !at.State().MayBill() || at.LatestEnd().IsZero() {
		return ""
	}
	return clockNear(now, at.LatestEnd())
}

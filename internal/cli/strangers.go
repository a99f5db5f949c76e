package cli

import (
	"context"
	"strings"
	"time"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
	"sttwizard/internal/connections"
	"sttwizard/internal/explain"
	"sttwizard/internal/session"
)

// strangerJSON is a task that runs and that no attempt of this machine knows.
type strangerJSON struct {
	TaskID     string       `json:"taskId"`
	Status     agora.Status `json:"status"`
	CreatedAt  string       `json:"createdAt"`
	AppID      string       `json:"appId"`
	Connection string       `json:"connection"`
	Channel    string       `json:"channel"` // that was asked for; Agora's list tells none
	MayBe      []string     `json:"mayBe"`   // the attempts whose task it may be
}

// unaskedJSON is a connection whose App ID could not be asked.
type unaskedJSON struct {
	Connection string `json:"connection"`
	Problem    string `json:"problem"`
}

// strangers asks, by each connection of v7, for tasks of its App ID that no attempt
// of this machine knows. Nobody is asked for a secret for it.
func (a *app) strangers(ctx context.Context, s *session.Session, found *callers, channel string) ([]strangerJSON, []unaskedJSON) {
	strangers, unasked, asked := []strangerJSON{}, []unaskedJSON{}, map[string]bool{}
	for _, c := range a.listable(s, found) {
		place := strings.ToLower(c.AppID) + " " + c.Address()
		if asked[place] || ctx.Err() != nil {
			continue
		}
		asked[place] = true
		list, err := a.strangersOf(ctx, s, c, channel)
		if err != nil {
			unasked = append(unasked, unaskedJSON{c.Name, failureOf(err, explain.Context{Op: agora.OpList, Connection: c.Name, Project: s.Project(c)}).what})
			continue
		}
		var mayBe []string
		for _, at := range list.MayBe {
			mayBe = append(mayBe, at.ID())
		}
		for _, t := range list.Tasks {
			strangers = append(strangers, strangerJSON{t.ID, t.Status, stamp(t.CreatedAt), c.AppID, c.Name, channel, append([]string{}, mayBe...)})
		}
	}
	return strangers, unasked
}

func (a *app) strangersOf(ctx context.Context, s *session.Session, c connections.Connection, channel string) (attempt.Strangers, error) {
	client, err := s.Client(ctx, c, nil)
	if err != nil {
		return attempt.Strangers{}, err
	}
	return s.Journal.Strangers(ctx, s.Tasks.Paced(client), c.AppID, channel)
}

// listable gives the connections of v7 by which tasks can be listed: the one that
// was named, or else those of the attempts and all others that ask for no secret.
func (a *app) listable(s *session.Session, found *callers) []connections.Connection {
	var out []connections.Connection
	add := func(c connections.Connection, used bool) {
		if c.Version.Named() && len(c.Validate()) == 0 && (used || !session.Asks(c)) {
			out = append(out, c)
		}
	}
	for _, by := range found.known {
		if by.err == nil {
			add(by.connection, true)
		}
	}
	if a.flags.connection != "" || a.flags.sandbox != "" {
		if c, err := s.Choose(a.flags.connection); err == nil {
			if c.Sandbox { // it speaks v7 at all times
				c.Version = agora.V7
			}
			add(c, false)
		}
		return out
	}
	choices, _ := s.Choices() // a file that can't be read is told of where it is used
	for _, c := range choices {
		if !c.Sandbox {
			add(c, false)
		}
	}
	return out
}

// tellStrangers lists what this machine did not start. It claims nothing of it.
func (a *app) tellStrangers(strangers []strangerJSON, unasked []unaskedJSON) {
	var rows [][]string
	for _, x := range strangers {
		began := ""
		if at, err := time.Parse(time.RFC3339, x.CreatedAt); err == nil {
			began = ago(a.env.Now(), at)
		}
		note := ""
		if len(x.MayBe) > 0 {
			note = "may be that of attempt " + strings.Join(x.MayBe, " or ")
		}
		rows = append(rows, []string{x.TaskID, x.Channel, x.Connection, string(x.Status), began, note})
	}
	if len(rows) > 0 {
		a.tell("")
		a.tell("Agora also runs tasks of these App IDs that no attempt of this machine knows. Another machine")
		a.tell("may have started them: nothing was done about them, and they count for nothing here.")
		a.table([]string{"TASK", "CHANNEL", "CONNECTION", "STATUS", "FOR", "NOTE"}, rows)
		if strangers[0].Channel == "" {
			a.say("Agora's list tells no channels; --channel NAME asks for one. To list and stop one here: sttwizard tasks take-up --help")
		}
	}
	for _, x := range unasked {
		a.say("not asked for tasks that this machine does not know: %s: %s", x.Connection, strings.TrimSuffix(x.Problem, "."))
	}
}

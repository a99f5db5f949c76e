package cli

import (
	"context"
	"slices"
	"strings"
	"time"

	"sttwizard/agora"
	"sttwizard/internal/connections"
	"sttwizard/internal/explain"
	"sttwizard/internal/session"
	"sttwizard/internal/tasks"
)

// strangerJSON is a task that runs and that no attempt of this machine knows.
type strangerJSON struct {
	TaskID     string       `json:"taskId"`     // a task of v7 that runs and that no attempt of this machine knows
	Status     agora.Status `json:"status"`     // Agora's word
	CreatedAt  string       `json:"createdAt"`  // when Agora made it (RFC 3339), or `""`
	AppID      string       `json:"appId"`      // its App ID
	Connection string       `json:"connection"` // the connection by which it was listed
	Channel    string       `json:"channel"`    // the channel of `--channel`; Agora's list tells none
	MayBe      []string     `json:"mayBe"`      // attempts of unknown outcome that may have started it
	Next       string       `json:"next"`       // the command that takes it up, so that it is listed, watched and stopped here
}

// unaskedJSON is an attempt that was not asked for, or a connection whose App ID was not.
type unaskedJSON struct {
	// an attempt that may cost money and that another sttwizard has; `""`: it is about a connection
	Attempt    string `json:"attempt"`
	Connection string `json:"connection"` // its connection; without an attempt: one of v7 whose tasks could not be listed
	Problem    string `json:"problem"`    // why not
}

// strangers asks, by each connection of v7, for tasks of its App ID that no attempt
// of this machine knows. Nobody is asked for a secret for it.
func (a *app) strangers(
	ctx context.Context, s *session.Session, found *tasks.Callers, channel string,
) ([]strangerJSON, []unaskedJSON) {
	strangers, unasked := []strangerJSON{}, []unaskedJSON{}
	for _, list := range s.Tasks.Strangers(ctx, a.listable(s, found), channel) {
		c := list.Connection
		if list.Err != nil {
			moment := explain.Context{Op: agora.OpList, Connection: c.Name, Project: s.Project(c)}
			unasked = append(unasked, unaskedJSON{Connection: c.Name, Problem: failureOf(list.Err, moment).what})
			continue
		}
		var mayBe []string
		for _, at := range list.MayBe {
			mayBe = append(mayBe, at.ID())
		}
		for _, t := range list.Tasks {
			strangers = append(strangers, strangerJSON{t.ID, t.Status, stamp(t.CreatedAt), c.AppID, c.Name, channel, append([]string{}, mayBe...), explain.TakeUp(t.ID, channel, c)})
		}
	}
	return strangers, unasked
}

// listable returns the connections by which tasks can be listed: those of the attempts, and
// of the chosen ones those that ask for no secret.
func (a *app) listable(s *session.Session, found *tasks.Callers) []connections.Connection {
	return found.Listable(a.chosen(s), connections.Connection.Asks)
}

// chosen returns the connection that was named, or else all but the sandbox.
func (a *app) chosen(s *session.Session) []connections.Connection {
	if a.flags.connection == "" && a.flags.sandbox == "" {
		all, _ := s.Choices() // a file that can't be read is told of where it is used
		return slices.DeleteFunc(all, func(c connections.Connection) bool { return c.Sandbox })
	}
	c, err := s.Choose(a.flags.connection)
	if err != nil {
		return nil
	}
	return []connections.Connection{c}
}

// tellStrangers lists what this machine did not start. It claims nothing of it.
func (a *app) tellStrangers(s *session.Session, strangers []strangerJSON, unasked []unaskedJSON) {
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
		a.tell("Agora also runs tasks of these App IDs that no attempt of %s knows. Another machine", ours(s))
		a.tell("may have started them, and each is billed: nothing was done about them.")
		a.table([]string{"TASK", "CHANNEL", "CONNECTION", "STATUS", "FOR", "NOTE"}, rows)
		a.tell("This takes one up, so that it is listed, watched and stopped here:")
		for _, x := range strangers {
			a.tell("  %s", x.Next)
		}
		if strangers[0].Channel == "" {
			a.say("Agora's list tells no channels; --channel NAME asks for one.")
		}
	}
	for _, x := range unasked {
		a.say("not asked for tasks that %s does not know: %s: %s", ours(s), x.Connection, strings.TrimSuffix(x.Problem, "."))
	}
}

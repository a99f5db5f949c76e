package attempt

import (
	"context"
	"slices"
	"strings"

	"sttwizard/agora"
)

// Lister lists the tasks of an App ID; *agora.Client has it.
type Lister interface {
	placed
	List(ctx context.Context, q agora.ListQuery) ([]agora.Task, error)
}

// Strangers are the tasks of an App ID that run and that no attempt of this machine
// knows: another machine may have started them. Nobody claims them here.
type Strangers struct {
	Tasks []agora.Task
	// MayBe are the attempts of which one of them may be the task: their outcome is
	// open, and the list tells nothing of names and channels.
	MayBe []*Attempt
}

// NotKnown returns those of the tasks that Agora listed for a channel that are no
// attempt's; of as many as attempts for it are in doubt here it may be one of theirs.
func (j *Journal) NotKnown(listed []agora.Task, appID, channel string) ([]agora.Task, error) {
	attempts, _, err := j.Recent()
	if err != nil {
		return nil, err
	}
	out := notKnown(listed, attempts)
	for _, a := range attempts {
		in := a.Intent()
		if len(out) > 0 && strings.EqualFold(in.AppID, appID) && in.Channel == channel && a.State().InDoubt() {
			out = out[1:]
		}
	}
	return out, nil
}

func notKnown(listed []agora.Task, attempts []*Attempt) []agora.Task {
	known := map[string]bool{}
	for _, a := range attempts {
		known[a.Task().ID] = true
	}
	return slices.DeleteFunc(slices.Clone(listed), func(t agora.Task) bool { return known[t.ID] })
}

// Strangers asks Agora for the tasks that run, in a channel or in all (empty), and
// gives those that are no attempt's. An attempt that this journal has as ended and
// whose task is among them is reopened. The errors are those of agora.Client.List and
// *JournalError.
func (j *Journal) Strangers(ctx context.Context, api Lister, appID, channel string) (Strangers, error) {
	tasks, err := api.List(ctx, agora.ListQuery{Channel: channel})
	if err != nil {
		return Strangers{}, err
	}
	attempts, _, err := j.Recent() // after the list of Agora's: what was started meanwhile is known
	if err == nil {
		err = j.compare(attempts, "", tasks, api.Place())
	}
	if err != nil {
		return Strangers{}, err
	}
	var s Strangers
	for _, a := range attempts {
		in := a.Intent()
		here := strings.EqualFold(in.AppID, appID) && (channel == "" || in.Channel == channel)
		if here && in.Version.Named() && a.State().InDoubt() {
			s.MayBe = append(s.MayBe, a)
		}
	}
	s.Tasks = notKnown(tasks, attempts)
	if len(s.Tasks) == 0 {
		s.MayBe = nil
	}
	return s, nil
}

package agora

import (
	"context"
	"encoding/json"
	"net/url"
	"slices"
	"strconv"
	"time"
)

// ListQuery says which tasks are wanted.
type ListQuery struct {
	Channel string    // empty: of every channel of the App ID
	From    time.Time // begun at that time or later; zero: as early as a task that runs can have begun
	States  []Status  // nil: BillingStates
}

// BillingStates are the statuses in which a task of v7 is up, or about to be.
func BillingStates() []Status { return []Status{StatusStarting, StatusRunning, StatusRecovering} }

const (
	pageSize = 20  // what Agora gives at a time where nothing is said
	maxPages = 100 // of one state; a server that never ends its list is not believed
	// listSlack makes up for a clock that differs from Agora's.
	listSlack = time.Hour
)

// List returns the tasks of the App ID in some states, without those that are in the
// list twice. It asks for one state after another, each to its last page, and gives
// all or an error: what is not there is known not to be. Agora tells neither name
// nor channel of a task. Versions other than v7 have no list: *ConfigError. Other
// errors are *NetError, *APIError and *AnswerError; nothing is tried again.
//
// https://docs.agora.io/en/real-time-stt/rest-api/list (v7.2.1 and later)
func (c *Client) List(ctx context.Context, q ListQuery) ([]Task, error) {
	if _, ok := endpoints[c.config.Project.Version][OpList]; !ok {
		return nil, &ConfigError{"version", "has no list of tasks; only v7 has"}
	}
	if q.From.IsZero() {
		q.From = c.config.Now().Add(-c.config.Project.Version.Limits().TaskLife - listSlack)
	}
	if q.States == nil {
		q.States = BillingStates()
	}
	var all []Task
	for _, state := range q.States {
		number := slices.Index(v7Statuses, state)
		if number < 0 {
			return nil, &ConfigError{"state", "must be one of v7"}
		}
		tasks, err := c.listState(ctx, q, number)
		if err != nil {
			return nil, err
		}
		all = append(all, tasks...)
	}
	return withoutDoubles(all), nil
}

// listState returns the tasks in one state.
func (c *Client) listState(ctx context.Context, q ListQuery, state int) ([]Task, error) {
	query := url.Values{
		"state": {strconv.Itoa(state)}, "limit": {strconv.Itoa(pageSize)}, "from_time": {strconv.FormatInt(q.From.Unix(), 10)},
	}
	if q.Channel != "" {
		query.Set("channel", q.Channel)
	}
	var all []Task
	for range maxPages {
		a, err := c.do(ctx, call{op: OpList, query: query})
		if err != nil {
			return nil, err
		}
		tasks, cursor, err := a.list()
		if err != nil {
			return nil, err
		}
		all = append(all, tasks...)
		switch {
		case cursor == "" || len(tasks) == 0:
			return all, nil
		case cursor == query.Get("cursor"):
			return nil, a.unusable(WhyEndless)
		}
		query.Set("cursor", cursor)
	}
	return nil, &AnswerError{Op: OpList, Status: 200, Why: WhyEndless}
}

// list reads {"data":{"list":[{"agent_id":"...","status":"RUNNING","start_ts":1}]},
// "meta":{"cursor":""}}. An item without an id makes the list unusable.
func (a *answer) list() (tasks []Task, cursor string, err error) {
	data, meta := a.inner(a.members["data"]), a.inner(a.members["meta"])
	var items []map[string]json.RawMessage
	none := string(data.members["list"]) == "null" && string(data.members["count"]) == "0"
	if json.Unmarshal(data.members["list"], &items) != nil || items == nil && !none {
		return nil, "", a.lacking()
	}
	for _, item := range items {
		one := *a
		one.members = item
		task := one.task()
		if task.ID == "" {
			return nil, "", a.unusable(WhyIncomplete)
		}
		tasks = append(tasks, task)
	}
	return tasks, bounded(meta.text("cursor"), maxTaskID), nil
}

// inner returns an answer with the members of an object within this one.
func (a *answer) inner(raw json.RawMessage) *answer {
	within := *a
	within.members = nil
	_ = json.Unmarshal(raw, &within.members) // none, where it is no object
	return &within
}

func withoutDoubles(tasks []Task) []Task {
	seen := map[string]bool{}
	return slices.DeleteFunc(tasks, func(t Task) bool {
		double := seen[t.ID]
		seen[t.ID] = true
		return double
	})
}

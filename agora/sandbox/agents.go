package sandbox

import (
	"cmp"
	"net/http"
	"slices"
	"strconv"
	"time"

	"sttwizard/agora"
)

// join starts an agent, which is what v7 calls a task, under a name.
// https://docs.agora.io/en/real-time-stt/rest-api/join
func (s *Server) join(c call) answer {
	r, broken := s.read(c.body, c.project)
	if broken != "" {
		return problem(http.StatusBadRequest, "InvalidRequestBody", broken)
	}
	return s.inLedger(func(st *State) answer {
		now := s.now()
		if st.token(s.o.AppID, r.Name) == nil {
			st.Tokens = append(st.Tokens, Token{Name: r.Name, InstanceID: r.Name, AppID: s.o.AppID, CreatedAt: now})
		}
		return s.begin(st, st.token(s.o.AppID, r.Name), r, c.project, now)
	})
}

// The answers of list.
type (
	listBody struct {
		Data   listData `json:"data"`
		Meta   listMeta `json:"meta"`
		Status string   `json:"status"`
	}
	listData struct {
		Count int        `json:"count"`
		List  []listItem `json:"list"`
	}
	listItem struct {
		StartTs int64        `json:"start_ts"`
		Status  agora.Status `json:"status"`
		AgentID string       `json:"agent_id"`
	}
	listMeta struct {
		Cursor string `json:"cursor"`
		Total  int    `json:"total"`
	}
)

// What list takes where nothing is said.
const (
	usualWindow = 24 * time.Hour
	usualState  = 2
	usualLimit  = 20
	mostItems   = 100
)

// list tells the agents of the App ID in one state, a page at a time.
// https://docs.agora.io/en/real-time-stt/rest-api/list (v7.2.1 and later)
func (s *Server) list(c call) answer {
	now := s.now()
	n := numbers{query: c.query}
	from := n.get("from_time", now.Add(-usualWindow).Unix())
	to := n.get("to_time", now.Unix())
	state := n.get("state", usualState)
	limit := n.get("limit", usualLimit)
	statuses := agora.V7.Statuses()
	if n.wrong != "" || state < 0 || state >= int64(len(statuses)) || limit < 1 || limit > mostItems {
		return problem(http.StatusBadRequest, "InvalidFieldValue", cmp.Or(n.wrong, "state or limit")+" is out of range")
	}
	return s.inLedger(func(st *State) answer {
		var items []listItem
		for _, t := range st.Tasks {
			at, channel := t.CreatedAt.Unix(), c.query.Get("channel")
			if t.Version.Named() && t.AppID == s.o.AppID && !t.Gone(now) && t.Status(now) == statuses[state] &&
				at >= from && at <= to && (channel == "" || channel == t.Channel) {
				items = append(items, listItem{at, t.Status(now), t.ID})
			}
		}
		return pageOf(items, c.query.Get("cursor"), int(limit))
	})
}

// pageOf returns the items behind the one with the cursor's id.
func pageOf(items []listItem, cursor string, limit int) answer {
	total := len(items)
	if i := slices.IndexFunc(items, func(i listItem) bool { return i.AgentID == cursor }); i >= 0 {
		items = items[i+1:]
	}
	next := ""
	if len(items) > limit {
		items = items[:limit]
		next = items[limit-1].AgentID
	}
	return answer{status: http.StatusOK, body: listBody{
		Data: listData{len(items), append([]listItem{}, items...)}, Meta: listMeta{next, total}, Status: "ok",
	}}
}

// numbers reads whole numbers of a query and remembers the first that is none.
type numbers struct {
	query map[string][]string
	wrong string
}

func (n *numbers) get(name string, usual int64) int64 {
	texts := n.query[name]
	if len(texts) == 0 {
		return usual
	}
	value, err := strconv.ParseInt(texts[0], 10, 64)
	if err != nil && n.wrong == "" {
		n.wrong = name
	}
	return value
}

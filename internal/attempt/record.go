package attempt

import (
	"encoding/json"
	"errors"
	"time"

	"sttwizard/agora"
	"sttwizard/internal/store"
)

// Event is what a record says has happened or is about to.
type Event string

// The events of a journal. Before each request that can start or stop a task
// stands its event, durable; after it the answer.
const (
	EventIntent       Event = "intent"        // the first record of every journal
	EventSending      Event = "sending"       // start request N is about to go out
	EventStarted      Event = "started"       // the task and its id are known
	EventRunningNoID  Event = "running_no_id" // it runs, the answer had no id
	EventRejected     Event = "rejected"      // send N was refused for good
	EventBusy         Event = "busy"          // send N was refused for now
	EventNotSent      Event = "not_sent"      // send N never left this machine
	EventUnknown      Event = "unknown"       // send N got no answer that proves anything
	EventStopping     Event = "stopping"      // stop request N is about to go out
	EventStopRefused  Event = "stop_refused"  // Agora refused stop request N: the task runs on
	EventStopNotSent  Event = "stop_not_sent" // stop request N never left this machine: the task runs on
	EventStopped      Event = "stopped"       // the task was seen to have ended
	EventAbandoned    Event = "abandoned"     // given up before anything could run
	EventAcknowledged Event = "acknowledged"  // a person set it aside
	EventProbe        Event = "probe"         // Agora told whether a bot of the attempt is in the channel
	EventKicking      Event = "kicking"       // a rule that keeps the bots out until Until is about to go out
	EventPlanned      Event = "planned"       // the planned end is Until from now on; zero: none
	EventTakenUp      Event = "taken_up"      // a task that was started elsewhere: its id and token are known
	EventFound        Event = "found"         // the list of the channel's tasks has the attempt's task
	EventUpdating     Event = "updating"      // change N of the task is about to go out
	EventUpdated      Event = "updated"       // Agora took change N
	EventNotUpdated   Event = "not_updated"   // change N was refused, or never left this machine
	EventUpdateLost   Event = "update_lost"   // change N got no answer that proves anything
	EventSeen         Event = "seen"          // Agora was asked for the task and has it, in Status
	EventEndSaid      Event = "end_said"      // Agora says that the task ended, in Status, or knows none (empty); not proved yet
	EventReopened     Event = "reopened"      // Agora has a task of the attempt, in Status, which this journal had as ended
)

// Short words for why something happened, besides the kinds and causes of package agora.
const (
	WhyCancelled   = "cancelled"     // a person cancelled before anything was sent
	WhySenderEnded = "sender-ended"  // the sttwizard that sent it ended without writing an answer
	WhyDamaged     = "damaged"       // the end of the journal is damaged
	WhyAnswer      = "answer"        // the answer could not be understood
	WhyAbsent      = "proved-absent" // nothing can start any more, and no bot was there twice
	WhyOther       = "other"
)

// Intent is what an attempt wants to start, as far as lists, the task screen
// and stopping need it. It holds no secret.
type Intent struct {
	InstanceID  string        `json:"instanceId"` // v7: the task's name
	AppID       string        `json:"appId"`
	Connection  string        `json:"connection"`
	BaseURL     string        `json:"baseUrl"`
	Version     agora.Version `json:"version"`
	Channel     string        `json:"channel"`
	SubBotUID   string        `json:"subBotUid,omitempty"` // v7 has none
	PubBotUID   string        `json:"pubBotUid,omitempty"`
	MaxIdleTime int           `json:"maxIdleTime,omitempty"` // seconds; 0: not set
	NeverIdle   bool          `json:"neverIdle,omitempty"`   // v7: it was set to 0, which is never
	Preset      string        `json:"preset,omitempty"`
	Languages   string        `json:"languages,omitempty"` // in short words, as "en-US, fr-FR"
	Captions    string        `json:"captions,omitempty"`  // in short words, as "s3://bucket/prefix/"
	PlannedEnd  time.Time     `json:"plannedEnd,omitzero"`
	UniqueUIDs  bool          `json:"uniqueUids,omitempty"` // the bots' uids were drawn for this attempt: who has them is its bot
	Production  bool          `json:"production,omitempty"` // real users: the connection was marked so
	NoProbe     bool          `json:"noProbe,omitempty"`    // the connection does not let anybody ask for the bots' presence
	PresetHash  string        `json:"presetHash,omitempty"`
	Host        string        `json:"host,omitempty"`
	Boot        string        `json:"boot,omitempty"` // which start of the host it was

	// Request is what is sent, in the version's own words and without secret
	// values; Lacks are the paths of those that it had.
	Request json.RawMessage `json:"request,omitempty"`
	Lacks   []string        `json:"lacks,omitempty"`
}

// Record is one event of a journal.
type Record struct {
	Event    Event
	At       time.Time
	Boot     string        // which start of the machine it was; empty: not known
	Up       time.Duration // since that start
	Intent   *Intent       // of EventIntent
	N        int           // of a send, its answer, a stop, or why it was none: which one, from 1; of a change and its answer: its sequence number
	Token    agora.Secret  // of the first EventSending
	Acquired time.Time     // of the first EventSending: when the token was got
	Early    time.Duration // of the first EventSending: how old the token was, where it was asked for before the attempt was begun
	TaskID   string        // of EventStarted and EventFound
	Created  time.Time     // of EventStarted and EventFound: Agora's own time, zero where it gave none
	Status   agora.Status  // of EventStarted, EventFound, EventSeen, EventEndSaid and EventReopened
	How      How           // of EventStopped
	Present  bool          // of EventProbe
	Listed   bool          // of EventProbe: the list of the channel's tasks was asked, not for the bots
	Until    time.Time     // of EventKicking and EventPlanned
	Why      string        // of the others: a short word such as "timeout"
	Request  string        // Agora's request id, where there is one
	Note     string        // what was wrong with the journal when this was written

	Mask   []string        // of EventUpdating: the paths that change
	Values json.RawMessage // of EventUpdating: their new values, as they are sent

	Key   string // tells the record from every other one; empty in those of older programs
	Who   string // who wrote it
	Host  string // on which machine
	Login string // as whom the writer was known to a team's journal; not written, told by it
}

// schema is the number of the journal's format. A journal of a higher one was
// written by a newer program and is not guessed at. 2 added probes, kicking rules,
// planned ends, tasks that were taken up and the machine's own clock; all of 1 is read as before.
// 3 is 2 for a version that starts tasks under a name, with tasks that were found in a list.
// 4 added what Agora says of a task between its start and its proved end. 5 added stops that Agora refused,
// 6 those that never left this machine.
const schema = 6

// wire is a record as it stands in the journal. The token is a plain text only here.
type wire struct {
	Schema   int           `json:"schema,omitempty"`
	Event    Event         `json:"event"`
	At       time.Time     `json:"at"`
	Boot     string        `json:"boot,omitempty"`
	Up       time.Duration `json:"up,omitempty"` // nanoseconds
	Intent   *Intent       `json:"intent,omitempty"`
	N        int           `json:"n,omitempty"`
	Token    string        `json:"token,omitempty"`
	Acquired time.Time     `json:"acquired,omitzero"`
	Early    time.Duration `json:"early,omitempty"` // nanoseconds
	TaskID   string        `json:"taskId,omitempty"`
	Created  time.Time     `json:"created,omitzero"`
	Status   agora.Status  `json:"status,omitempty"`
	How      How           `json:"how,omitempty"`
	Present  bool          `json:"present,omitempty"`
	Listed   bool          `json:"listed,omitempty"`
	Until    time.Time     `json:"until,omitzero"`
	Why      string        `json:"why,omitempty"`
	Request  string        `json:"requestId,omitempty"`
	Note     string        `json:"note,omitempty"`

	Mask   []string        `json:"mask,omitempty"`
	Values json.RawMessage `json:"values,omitempty"`

	Key   string `json:"key,omitempty"`
	Who   string `json:"who,omitempty"`
	Host  string `json:"host,omitempty"`
	Final bool   `json:"final,omitempty"` // nothing of the attempt is open after it: for lists, never for a verdict
}

// encode returns the record as one line of JSON, and whether its attempt is open after it.
func (r Record) encode(open bool) ([]byte, error) {
	w := wire{
		Key: r.Key, Who: r.Who, Host: r.Host, Final: !open,
		Event: r.Event, At: r.At, Boot: r.Boot, Up: r.Up, Intent: r.Intent, N: r.N, Token: r.Token.Reveal(), Acquired: r.Acquired, Early: r.Early,
		TaskID: r.TaskID, Created: r.Created, Status: r.Status, How: r.How, Present: r.Present, Listed: r.Listed, Until: r.Until, Why: r.Why, Request: r.Request, Note: r.Note,
		Mask: r.Mask, Values: r.Values,
	}
	if r.Event == EventIntent {
		w.Schema = schema
	}
	return json.Marshal(w)
}

// event returns the record as a store keeps it.
func (r Record) event(open bool) (store.Event, error) {
	payload, err := r.encode(open)
	return store.Event{Key: r.Key, At: r.At, Who: r.Who, Host: r.Host, Kind: string(r.Event), Payload: payload, Open: open}, err
}

var errNewer = errors.New("it was written by a newer sttwizard; use that one")

// decode reads what encode returned.
func decode(payload []byte) (Record, error) {
	var w wire
	if err := json.Unmarshal(payload, &w); err != nil {
		return Record{}, errors.New("it holds something that is not a record")
	}
	if w.Schema > schema {
		return Record{}, errNewer
	}
	return Record{
		Key: w.Key, Who: w.Who, Host: w.Host,
		Event: w.Event, At: w.At, Boot: w.Boot, Up: w.Up, Intent: w.Intent, N: w.N, Token: agora.Secret(w.Token), Acquired: w.Acquired, Early: w.Early,
		TaskID: w.TaskID, Created: w.Created, Status: w.Status, How: w.How, Present: w.Present, Listed: w.Listed, Until: w.Until, Why: w.Why, Request: w.Request, Note: w.Note,
		Mask: w.Mask, Values: w.Values,
	}, nil
}

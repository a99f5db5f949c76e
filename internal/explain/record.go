package explain

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
	"sttwizard/internal/words"
)

// Record says in words what a record of the journal of an attempt of that version
// tells, as half a sentence for a time line. It holds no secret; what came from
// outside passes the safe-text gate where it is shown.
func Record(v agora.Version, r attempt.Record) string {
	text := recordWords(v, r)
	if because := reason(r.Why); because != "" && !strings.Contains(text, because) {
		text += ": " + because
	}
	return text
}

// Accepted is the word for the record that Agora took a start: the task transcribes some
// seconds later, and its status is called so until then.
var Accepted = StatusWord(agora.StatusStarted)

func recordWords(v agora.Version, r attempt.Record) string {
	switch r.Event {
	case attempt.EventIntent:
		return "written down, nothing sent yet"
	case attempt.EventSending:
		if r.N > 1 {
			return fmt.Sprintf("start request %d is sent, %s", r.N, SameStart(v))
		}
		if r.Early > 0 {
			return "the start request is sent, with a builder token that was got " + words.Lasts(r.Early) + " before"
		}
		return "the start request is sent"
	case attempt.EventStarted:
		return Accepted + ": task " + r.TaskID
	case attempt.EventFound:
		return "found in the channel's list: task " + r.TaskID
	case attempt.EventTakenUp:
		return "taken up: task " + r.TaskID + ", started elsewhere"
	case attempt.EventRunningNoID:
		return "Agora says that it runs, without its task id"
	case attempt.EventUnknown:
		if r.N == 0 {
			return "the journal is damaged here (" + cmp.Or(r.Note, "cut off") + "): something may be missing"
		}
		return fmt.Sprintf("start request %d: no answer that proves anything, it may be running", r.N)
	case attempt.EventProbe:
		if r.Listed {
			return "looked into the channel's list: " + map[bool]string{true: "a task is there", false: "no task is there"}[r.Present]
		}
		if r.Present {
			return "looked into the channel: a bot is there"
		}
		return "looked into the channel: no bot is there"
	case attempt.EventStopping:
		return "asked to stop"
	case attempt.EventSeen:
		return "Agora has the task" + statusIn(r, ": ")
	case attempt.EventEndSaid:
		if r.Status == "" {
			return "Agora does not know the task; not proved yet"
		}
		return "Agora says that it has ended" + statusIn(r, ": ") + "; not proved yet"
	case attempt.EventReopened:
		return "Agora has it running, although it was taken for ended" + statusIn(r, ": ")
	case attempt.EventStopped:
		return ended(r.How)
	case attempt.EventUpdating:
		return fmt.Sprintf("change %d is sent: %s", r.N, maskWords(r.Mask))
	case attempt.EventUpdated:
		return fmt.Sprintf("change %d is in force", r.N)
	case attempt.EventNotUpdated:
		return fmt.Sprintf("change %d is not in force", r.N)
	case attempt.EventUpdateLost:
		return fmt.Sprintf("change %d: no answer that proves anything, it may be in force", r.N)
	case attempt.EventKicking:
		bots := "both bots"
		if len(v.Bots()) == 1 {
			bots = "its bot"
		}
		return bots + " removed from the channel, until " + clock(r.Until)
	case attempt.EventPlanned:
		if r.Until.IsZero() {
			return "no reminder any more"
		}
		return "reminder set to " + clock(r.Until)
	}
	return otherRecords[r.Event]
}

// statusIn returns the status of a record in Agora's own word, where it has one.
func statusIn(r attempt.Record, before string) string {
	if r.Status == "" {
		return ""
	}
	return before + string(r.Status)
}

// otherRecords are the records whose words don't depend on what they hold.
var otherRecords = map[attempt.Event]string{
	attempt.EventRejected:     "refused by Agora",
	attempt.EventBusy:         "Agora was busy, nothing was started",
	attempt.EventNotSent:      "the request never left this machine",
	attempt.EventStopRefused:  "Agora refused to stop it, so it runs on",
	attempt.EventStopNotSent:  "that never left this machine, so it was not asked and runs on",
	attempt.EventAbandoned:    "given up, nothing runs",
	attempt.EventAcknowledged: "set aside by you",
}

func ended(how attempt.How) string {
	switch how {
	case attempt.HowGone:
		return "ended: Agora has no such task any more"
	case attempt.HowAbsent:
		return "ended: its bots are gone from the channel"
	case attempt.HowRemoved:
		return "ended: its bots were removed from the channel"
	}
	return "ended: Agora says that it has stopped"
}

// reasons are the short words of a journal, in more of them.
var reasons = map[string]string{
	attempt.WhyCancelled:   "cancelled",
	attempt.WhySenderEnded: "the sttwizard that sent it ended without writing an answer",
	attempt.WhyDamaged:     "",
	attempt.WhyAnswer:      "the answer could not be understood",
	attempt.WhyAbsent:      "nothing can start any more, and no bot was in the channel, twice",
	attempt.WhyOther:       "",
	"timeout":              "no answer in time",
	"reset":                "the connection broke",
	"dns":                  "the server's name was not found",
	"proxy":                "the proxy could not be reached",
	"refused":              "nobody answers there",
	"tls":                  "no secure connection",
}

// reason puts a short word of the journal into words; one that is not known is
// given as it is.
func reason(why string) string {
	if words, known := reasons[why]; known {
		return words
	}
	return strings.ReplaceAll(why, "-", " ")
}

func clock(t time.Time) string { return t.Local().Format("2 Jan 15:04:05") }

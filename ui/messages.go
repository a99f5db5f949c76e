package ui

import (
	"time"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
	"sttwizard/internal/connections"
	usecases "sttwizard/internal/tasks"
	"sttwizard/presets"
)

// All messages are facts: something has happened outside of Update. Each carries
// the number of the operation it belongs to, where there can be an older one.

// homeReadMsg brings what the home screen lists.
type homeReadMsg struct {
	number   int // of the reading, since an older one may end later
	entries  []presets.Entry
	problem  error // the presets' directory can't be read
	attempts []*attempt.Attempt
	broken   []attempt.Broken
	journal  error      // the journal's directory can't be read
	keptAll  bool       // no draft was on its way to the disk when these were read
	unsent   *keptDraft // answers that nothing was started with; nil: none
	last     *keptDraft // the answers of the last task; nil: none
	draftBad error
}

// choicesReadMsg brings the connections that can be chosen.
type choicesReadMsg struct {
	choices []connections.Connection
	prices  agora.Prices            // what a minute costs
	obvious *connections.Connection // the one that goes without saying, if any
	err     error
}

// clientMadeMsg: the client for the connection is there, or the reason why not.
type clientMadeMsg struct {
	conn   connections.Connection
	client *usecases.Caller
	err    error
}

// readyCheckedMsg: the journal can be written, or not; the connection was opened.
type readyCheckedMsg struct {
	op  int
	err error
}

// conflictsReadMsg brings the open attempts for the channel.
type conflictsReadMsg struct {
	op        int
	conflicts []attempt.Conflict
	err       error
}

// attemptBegunMsg: the attempt is written down and alone for its channel, as far as
// the person knows; or nothing may be sent.
type attemptBegunMsg struct {
	op    int
	start *usecases.Start // nil after an error
	took  time.Duration
	err   error
}

// attempt returns the attempt that was begun; nil: none was.
func (msg attemptBegunMsg) attempt() *attempt.Attempt {
	if msg.start == nil {
		return nil
	}
	return msg.start.Attempt
}

// acquiredMsg: Agora gave a builder token, or not.
type acquiredMsg struct {
	op   int
	took time.Duration
	err  error
}

// sentMsg: a start was sent and this is what is known of it.
type sentMsg struct {
	op      int
	outcome agora.Outcome
	took    time.Duration
	err     error
}

// settledMsg: a step was done to find out what became of a start.
type settledMsg struct {
	op    int
	pause attempt.Pause
	took  time.Duration
	err   error
}

// againDueMsg: it is time for the next send or step.
type againDueMsg struct{ op int }

// presetSavedMsg: a preset was written, or not.
type presetSavedMsg struct {
	of      *saving
	preset  presets.Preset
	values  []string              // of the lines
	kept    map[string]keptSecret // secrets that were put where the preset says, by path
	replace agreed
	err     error
}

// presetUsedMsg: it was noted when a preset was used.
type presetUsedMsg struct{}

// presetChangedMsg: a preset was deleted, renamed or copied, or not; words say which.
type presetChangedMsg struct {
	words string
	err   error
}

// saidMsg: something was done, in words, or not, and the list of it was read.
type saidMsg struct {
	words string
	err   error
}

// copiedMsg: a text went to the clipboard or a file, in words, or not.
type copiedMsg struct {
	words string
	err   error
}

// draftKeptMsg: the draft was written to the disk, or not.
type draftKeptMsg struct{ err error }

// setAsideMsg: an attempt without a task was dropped or set aside, or not.
type setAsideMsg struct {
	words string
	err   error
}

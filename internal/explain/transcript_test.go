package explain

import (
	"errors"
	"testing"
	"time"

	caption "sttwizard/internal/captions"
	"sttwizard/internal/captions/arriving"
	"sttwizard/internal/clock/clocktest"
)

func TestWhatATranscriptWouldLackIsSaidBefore(t *testing.T) {
	now := clocktest.At(14, 0, 0)
	looked := now.Add(-12 * time.Second)
	unseen := func(why caption.Unseen) error { return &caption.UnseenError{Why: why} }
	for _, test := range []struct {
		name string
		r    arriving.Report
		err  error
		want string
	}{
		{"there are some", arriving.Report{Last: looked, Looked: looked}, nil, ""},
		{"there are some, and the last look failed", arriving.Report{Last: looked, Looked: looked}, errors.New("no route"), ""},
		{"nobody looked", arriving.Report{}, nil, ""},
		{"none is stored", arriving.Report{}, unseen(caption.NotStored), "No transcript: this task stores no captions. Start the next one with caption storage."},
		{"it is not known", arriving.Report{}, unseen(caption.NotKnown), "No transcript: the task was started elsewhere, so nobody here knows whether its captions are stored. Who started it can write the transcript."},
		{"none came yet", arriving.Report{State: arriving.Waiting, Looked: looked, Due: now.Add(40 * time.Second)}, nil,
			"No transcript yet: no captions are in the storage as of 12 s ago. Ask again later: the first file is due in 40 s."},
		{"none came", arriving.Report{State: arriving.Waiting, Why: arriving.NeverCame, Looked: looked}, nil,
			"No transcript yet: no captions are in the storage as of 12 s ago. Ask again when somebody has spoken for a while: files come then."},
		{"it can't be looked for", arriving.Report{State: arriving.CantTell, Why: arriving.NoLook}, errors.New("no route"),
			"No transcript yet: captions can't be seen: the storage gave an answer that this program does not know. Look into the storage with its vendor's own tools."},
	} {
		if got := NoTranscript(test.r, test.err, now, Context{}); got != test.want {
			t.Errorf("%s: it says %q, want %q", test.name, got, test.want)
		}
	}
}

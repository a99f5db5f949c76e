package attempt

import (
	"errors"
	"slices"
	"testing"
	"time"

	"sttwizard/agora"
)

// TestNoEndIsTakenWithoutItsProof: whoever writes the record, and whatever it was
// decided on.
func TestNoEndIsTakenWithoutItsProof(t *testing.T) {
	unlooked := map[time.Duration]Record{0: sending(1), time.Second: lost(1)}
	runs := map[time.Duration]Record{0: sending(1), time.Second: noID(1)}
	kicked := map[time.Duration]Record{0: sending(1), time.Second: noID(1), 20 * time.Second: {Event: EventKicking, Until: at.Add(20*time.Second + kept)}}
	looks := []time.Duration{400 * time.Second, 501 * time.Second, 512 * time.Second} // the second and third outlive the rule
	for name, test := range map[string]struct {
		before map[time.Duration]Record
		end    Record
		enough int // looks that saw nobody; 0: none is
	}{
		"it never ran":                {unlooked, Record{Event: EventAbandoned, Why: WhyAbsent}, 2},
		"it is given up by a person":  {unlooked, abandoned, 0},
		"its bots have left":          {runs, Record{Event: EventStopped, How: HowAbsent}, 2},
		"its bots were removed":       {kicked, Record{Event: EventStopped, How: HowRemoved}, 3},
		"its bots were never removed": {runs, Record{Event: EventStopped, How: HowRemoved}, 0},
	} {
		records := []Record{{Event: EventIntent, Intent: new(botted()), At: at}}
		for _, after := range []time.Duration{0, time.Second, 20 * time.Second} {
			if r, ok := test.before[after]; ok {
				r.At = at.Add(after)
				records = append(records, r)
			}
		}
		for n := range len(looks) + 1 {
			end := test.end
			end.At = at.Add(600 * time.Second)
			_, err := fold(append(slices.Clone(records), end))
			if taken, want := err == nil, test.enough > 0 && n >= test.enough; taken != want {
				t.Errorf("%s, after %d looks: taken %v: %v", name, n, taken, err)
			}
			if n < len(looks) {
				records = append(records, Record{Event: EventProbe, At: at.Add(looks[n])})
			}
		}
	}
}

// TestADamagedJournalMayHideASecondTask: the end of the one that it tells of needs
// the same proof as where two were sent.
func TestADamagedJournalMayHideASecondTask(t *testing.T) {
	for name, test := range map[string]struct {
		records []Record
		present func(uint32) (bool, error)
		want    State
	}{
		"whole":                            {nil, isThere(false), Stopped},
		"damaged":                          {[]Record{damaged}, isThere(false), Started},
		"whole, nobody could look":         {nil, func(uint32) (bool, error) { return false, errReset }, Stopped},
		"damaged, nobody could look":       {[]Record{damaged}, func(uint32) (bool, error) { return false, errReset }, Started},
		"two sends, nobody could look":     {[]Record{}, func(uint32) (bool, error) { return false, errReset }, Started},
		"two sends, no bot at first sight": {[]Record{}, isThere(false), Started},
	} {
		j, c := opened(t)
		a, err := j.Begin(botted())
		records := append([]Record{sending(1), started(1)}, test.records...)
		if test.records != nil && len(test.records) == 0 {
			records = []Record{sending(1), lost(1), sending(2), started(2)}
		}
		for _, r := range records {
			err = errors.Join(err, a.before(r))
		}
		if err != nil {
			t.Fatal(err)
		}
		c.Pass(time.Hour)
		api := &fakeAPI{t: t, query: queries(agora.StatusStopped), present: test.present}
		_, err = Query(t.Context(), api, a)
		if a.State() != test.want || (err == nil) != (test.want == Stopped) {
			t.Errorf("%s: %v, %s", name, err, a.State())
		}
	}
}

// TestASecondIdDoesNotReplaceTheFirst: the first would then never be stopped.
func TestASecondIdDoesNotReplaceTheFirst(t *testing.T) {
	late := Record{Event: EventStarted, N: 1, TaskID: "task-9"}
	f, err := fold(story(intent, sending(1), lost(1), sending(2), started(2), late))
	if err == nil || f.task.ID != "task-1" || !f.several() {
		t.Errorf("%v, %s", err, f.task.ID)
	}
}

// TestANameMayStartSomethingUntilItsSenderGaveUp: the machine may have slept between
// the record of a send and its answer.
func TestANameMayStartSomethingUntilItsSenderGaveUp(t *testing.T) {
	for name, test := range map[string]struct {
		in   Intent
		want time.Duration
	}{"v7, by name": {seventh(), tokenLife(seventh()) + tokenMargin}, "v5, by token": {botted(), 0}} {
		f := dated(t, test.in, at, map[time.Duration]Record{0: sending(1), time.Hour: lost(1)}, 0, time.Hour)
		if left := f.left(moment{at: at.Add(time.Hour)}); left != test.want {
			t.Errorf("%s: %s are left", name, left)
		}
	}
}

// TestADamagedJournalWithoutATokenWaitsForTheLatestThatThereCanBe: the token may have
// been got as late as acquire's tries and waits allow.
func TestADamagedJournalWithoutATokenWaitsForTheLatestThatThereCanBe(t *testing.T) {
	f := dated(t, botted(), at, map[time.Duration]Record{0: damaged}, 0)
	if left, want := f.left(moment{at: at}), longestAcquire+tokenLife(botted())+tokenMargin; left != want {
		t.Errorf("%s are left, not %s", left, want)
	}
}

// TestATaskInTheListIsSomebodysUntilTheIdIsKnown: only a known id tells whose it is.
func TestATaskInTheListIsSomebodysUntilTheIdIsKnown(t *testing.T) {
	for answer, want := range map[*Record]sight{new(lost(1)): somebody, new(started(1)): itself} {
		f := dated(t, seventh(), at, map[time.Duration]Record{0: sending(1), 1: *answer, time.Minute: {Event: EventProbe, Present: true, Listed: true}}, 0, 1, time.Minute)
		if f.proof.saw != want || f.proof.seen {
			t.Errorf("%s: saw %d, its own bot %v", f.state, f.proof.saw, f.proof.seen)
		}
	}
}

// TestNothingIsSentWhereItMustNot runs a settler where a start could still be sent.
func TestNothingIsSentWhereItMustNot(t *testing.T) {
	kick := Record{Event: EventKicking, Until: at.Add(kept)}
	often := []Record{sentUnder("sttw-name"), noID(1), sentUnder(""), noID(2), sentUnder(""), noID(3), sentUnder(""), noID(4)}
	for name, test := range map[string]struct {
		in      Intent
		records []Record
		age     time.Duration
		o       SettleOptions
	}{
		"it only looks":                      {typed(), []Record{sending(1), lost(1)}, time.Second, SettleOptions{NoSend: true}},
		"it only looks, long after":          {typed(), []Record{sending(1), lost(1)}, time.Hour, SettleOptions{NoSend: true}},
		"it only looks for a name":           {withTypedUIDs(seventh()), []Record{sentUnder("sttw-name"), lost(1)}, time.Second, SettleOptions{NoSend: true}},
		"its bots are kept out":              {botted(), []Record{sending(1), lost(1), kick}, time.Second, SettleOptions{}},
		"its bots are kept out, and it runs": {botted(), []Record{sending(1), noID(1), kick}, time.Second, SettleOptions{Goal: End}},
		"a name was sent often enough":       {seventh(), often, time.Second, SettleOptions{}},
	} {
		j, c := opened(t)
		a, err := j.Begin(test.in)
		for _, r := range test.records {
			err = errors.Join(err, a.before(r))
		}
		if err != nil {
			t.Fatal(err)
		}
		c.Pass(test.age)
		api := &fakeAPI{t: t, present: isThere(true), list: lists()} // a start is an error of the test
		_ = NewSettler(a, api, test.o).Run(t.Context(), nil)
		if a.Sends() != len(test.records)/2 || !a.Open() {
			t.Errorf("%s: %d sends, %s", name, a.Sends(), a.State())
		}
	}
}

// TestEitherBotShowsThatItRuns: v5 and v6 have two, which come and go one by one.
func TestEitherBotShowsThatItRuns(t *testing.T) {
	for _, there := range []uint32{47091, 88222} {
		_, _, a := knownTask(t, botted())
		api := &fakeAPI{t: t, query: queries(agora.StatusStopped), present: func(uid uint32) (bool, error) { return uid == there, nil }}
		if _, err := Query(t.Context(), api, a); err == nil || a.State() != Started || a.Contradiction() != EndedButThere {
			t.Errorf("with %d there: %v, %s", there, err, a.State())
		}
	}
}

// TestWhatCannotBeAskedForIsToldFromTrouble: trouble passes, and proves nothing.
func TestWhatCannotBeAskedForIsToldFromTrouble(t *testing.T) {
	never := []agora.ErrorKind{agora.KindForbidden, agora.KindNoRoute, agora.KindNotFound, agora.KindInvalid, agora.KindNotEnabled, agora.KindBodyRefused}
	passes := []agora.ErrorKind{agora.KindCredentials, agora.KindBusy, agora.KindQuota, agora.KindServer, agora.KindTimeout, agora.KindUnknown}
	for _, kind := range slices.Concat(never, passes) {
		err := error(&agora.APIError{Op: agora.OpPresence, Kind: kind})
		if got := errors.Is(probeError(err), ErrNoProbe); got != slices.Contains(never, kind) || !errors.Is(probeError(err), err) {
			t.Errorf("%s: %v", kind, probeError(err))
		}
	}
	for err, want := range map[error]bool{&agora.ConfigError{}: true, errReset: false, &agora.AnswerError{Status: 403, Why: agora.WhyNotJSON}: false} {
		if errors.Is(probeError(err), ErrNoProbe) != want {
			t.Errorf("%v: %v", err, probeError(err))
		}
	}
}

// TestALookThatComesAfterAnEnd reopens by bots of its own that stay, and no others:
// another sttwizard may have written the end down meanwhile.
func TestALookThatComesAfterAnEnd(t *testing.T) {
	for name, test := range map[string]struct {
		in    Intent
		after time.Duration
		want  State
	}{
		"its own bots are still there": {botted(), botsLinger, Started},
		"they may be about to leave":   {botted(), botsLinger - time.Second, Stopped},
		"bots with typed uids":         {typed(), time.Hour, Stopped},
	} {
		_, c, a := knownTask(t, test.in)
		if err := a.Ended(HowGone); err != nil {
			t.Fatal(err)
		}
		c.Pass(test.after)
		if present, err := a.probe(t.Context(), &fakeAPI{t: t, present: isThere(true)}); err != nil || !present || a.State() != test.want {
			t.Errorf("%s: %v, %v, %s", name, present, err, a.State())
		}
	}
}

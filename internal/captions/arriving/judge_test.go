package arriving

import (
	"slices"
	"testing"
	"time"

	"sttwizard/internal/clock/clocktest"
)

const minute = time.Minute

func begin() time.Time { return clocktest.At(18, 0, 0) }

// made gives slices of a minute that ended at these minutes, stored 5 s later.
func made(cues int, ends ...float64) (out []Seen) {
	for _, e := range ends {
		end := begin().Add(time.Duration(e * float64(minute)))
		out = append(out, Seen{At: end.Add(5 * time.Second), Start: end.Add(-minute), Cues: cues})
	}
	return out
}

// after is a task that has run for so many minutes, with a good look at that moment.
func after(minutes float64, plain ...[]Seen) Input {
	at := begin().Add(time.Duration(minutes * float64(minute)))
	in := Input{Now: at, Looked: at, Stored: true, Running: true, Since: begin(), Slice: minute, Host: HostThere, There: begin()}
	if len(plain) > 0 {
		in.Copies = []Copy{{Slices: slices.Concat(plain...)}}
	}
	return in
}

// with changes an input.
func (in Input) with(change func(*Input)) Input {
	change(&in)
	return in
}

func TestJudge(t *testing.T) {
	t.Parallel()
	always := func(in *Input) { in.Habit = Always }
	absent := func(in *Input) { in.Host = HostAbsent }
	earlier := func(in *Input) { in.Earlier = true }
	two := func(from []string, plain, french []Seen) func(*Input) {
		return func(in *Input) {
			in.Copies = []Copy{{Slices: plain, From: []string{"fr-FR"}}, {Language: "fr-FR", Slices: french, From: from}}
		}
	}
	both := []string{""}
	for name, c := range map[string]struct {
		in    Input
		state State
		why   Why
		doubt bool
	}{
		"just begun":                         {after(0.3), Waiting, "", false},
		"no look yet":                        {after(9).with(func(in *Input) { in.Looked = time.Time{} }), Waiting, "", false},
		"the first file may be late":         {after(2.1), Waiting, "", false},
		"no file after 3":                    {after(3), Waiting, FirstLate, false},
		"no file after 6, habit unknown":     {after(6), Waiting, NeverCame, true},
		"no file after 6, silence is stored": {after(6).with(always), Stopped, SilenceStored, false},
		"no file after 6, host not known":    {after(6).with(always).with(func(in *Input) { in.Host = HostUnknown }), Waiting, NeverCame, true},
		"no file after 6, only words":        {after(6).with(func(in *Input) { in.Habit = OnlyWords }), Waiting, NeverCame, true},
		"no file after 6, nobody there":      {after(6).with(always).with(absent), Quiet, NobodyThere, false},
		"no file after 3, write refused":     {after(3).with(func(in *Input) { in.Refused = in.Now }), Stopped, WriteRefused, false},
		"arriving":                           {after(3.2, made(4, 1, 2, 3)), Arriving, "", false},
		"one slice late":                     {after(4.9, made(4, 1, 2, 3)), Arriving, "", false},
		"one slice without words":            {after(3.2, made(4, 1, 2), made(0, 3)), Arriving, "", false},
		"two slices without words":           {after(4.2, made(4, 1, 2), made(0, 3, 4)), Quiet, NoWords, false},
		"two slices that could not be read":  {after(4.2, made(4, 1, 2), made(Unread, 3, 4)), Arriving, "", false},
		"no file for 3.5":                    {after(6.5, made(4, 1, 2, 3)), Quiet, NoFile, false},
		"no file for 5, habit unknown":       {after(8.2, made(4, 1, 2, 3)), Quiet, NoFile, true},
		"no file for 5, silence was stored":  {after(8.4, made(0, 1), made(4, 2, 3)), Stopped, SilenceStored, false},
		"no file for 5, silent, host left":   {after(8.4, made(0, 1), made(4, 2, 3)).with(absent), Quiet, NobodyThere, false},
		"no file for 5, silent, host unsure": {after(8.4, made(0, 1), made(4, 2, 3)).with(func(in *Input) { in.Host = HostUnknown }), Quiet, NoFile, true},
		"no file for 5, silent, host just back": {after(8.4, made(0, 1), made(4, 2, 3)).with(func(in *Input) {
			in.There = in.Now.Add(-2 * minute)
		}), Quiet, NoFile, true},
		"no file for 5, write refused":       {after(8.2, made(4, 1, 2, 3)).with(func(in *Input) { in.Refused = in.Now }), Stopped, WriteRefused, false},
		"a hole was seen before":             {after(17, made(4, 1, 2, 3, 9, 10)), Quiet, NoFile, true},
		"one language stopped":               {after(8.2).with(two(both, made(4, 1, 2, 3, 4, 5, 6, 7, 8), made(4, 1, 2, 3))), Stopped, LanguageStopped, false},
		"one that has nothing to do with it": {after(8.2).with(two(nil, made(4, 1, 2, 3, 4, 5, 6, 7, 8), made(4, 1, 2, 3))), Arriving, "", false},
		"one that was not wanted until 6": {after(8.2).with(two(both, made(4, 1, 2, 3, 4, 5, 6, 7, 8), made(4, 1, 2, 3))).with(func(in *Input) {
			in.Copies[1].Since = begin().Add(6 * minute)
		}), Arriving, "", false},
		"one that is wanted since 3": {after(8.2).with(two(both, made(4, 1, 2, 3, 4, 5, 6, 7, 8), made(4, 1, 2, 3))).with(func(in *Input) {
			in.Copies[1].Since = begin().Add(3 * minute)
		}), Stopped, LanguageStopped, false},
		"one language never came":           {after(8.2).with(two(both, made(4, 1, 2, 3, 4, 5, 6, 7, 8), nil)), Arriving, LanguageLacks, true},
		"one language is a slice behind":    {after(8.2).with(two(both, made(4, 1, 2, 3, 4, 5, 6, 7, 8), made(4, 1, 2, 3, 4, 5, 6))), Arriving, "", false},
		"one language is behind in silence": {after(8.2).with(two(both, slices.Concat(made(4, 1, 2, 3), made(0, 4, 5, 6, 7, 8)), made(4, 1, 2, 3))), Arriving, "", false},
		"nothing is stored":                 {after(3).with(func(in *Input) { in.Stored = false }), CantTell, NotStored, false},
		"it was never seen":                 {after(3).with(func(in *Input) { in.Blind, in.Looked = true, time.Time{} }), CantTell, NoLook, false},
		"a look failed after a good one": {after(3.2, made(4, 1, 2)).with(func(in *Input) {
			in.Blind, in.Looked = true, begin().Add(2*minute+30*time.Second)
		}), Arriving, "", false},
		"looks fail for long": {after(9, made(4, 1, 2)).with(func(in *Input) {
			in.Blind, in.Looked = true, begin().Add(2*minute+30*time.Second)
		}), CantTell, NoLook, false},
		"asleep for an hour": {after(70, made(4, 1, 2, 3)).with(always).with(func(in *Input) {
			in.Looked = begin().Add(3*minute + 10*time.Second)
		}), Arriving, "", false},
		"no look, and the write is refused": {after(1).with(func(in *Input) {
			in.Blind, in.Looked, in.Refused = true, time.Time{}, in.Now
		}), Stopped, WriteRefused, false},
		"no look, and it was refused long ago": {after(30).with(func(in *Input) {
			in.Blind, in.Looked, in.Refused = true, time.Time{}, begin()
		}), CantTell, NoLook, false},
		"files come although it was refused": {after(3.2, made(4, 1, 2, 3)).with(func(in *Input) { in.Refused = in.Now }), Arriving, "", false},
		"ended":                              {after(30, made(4, 1, 2)).with(func(in *Input) { in.Running = false }), Over, "", false},
		"silence was stored on an earlier day, none came": {after(6).with(earlier), Stopped, SilenceStored, false},
		"silence was stored on an earlier day, no more":   {after(9, made(4, 1, 2)).with(earlier), Stopped, SilenceStored, false},
		"and now it was seen that it is not":              {after(19, made(4, 1, 2), made(4, 12)).with(earlier), Quiet, NoFile, true},
		"and nobody is there":                             {after(9, made(4, 1, 2)).with(earlier).with(absent), Quiet, NobodyThere, false},
		"ended, and no look went well":                    {after(9).with(func(in *Input) { in.Running, in.Blind, in.Looked = false, true, time.Time{} }), Over, NoLook, false},
		"ended while one came no more":                    {after(8.2).with(two(both, made(4, 1, 2, 3, 4, 5, 6, 7, 8), made(4, 1))).with(func(in *Input) { in.Running = false }), Over, "", false},
	} {
		t.Run(name, func(t *testing.T) {
			if r := Judge(c.in); r.State != c.state || r.Why != c.why || r.Doubt != c.doubt {
				t.Errorf("%s (%s, doubt %v), not %s (%s, %v)", r.State, r.Why, r.Doubt, c.state, c.why, c.doubt)
			}
		})
	}
}

func TestTheReportSaysWhenAndWhich(t *testing.T) {
	t.Parallel()
	in := after(8.2)
	in.Copies = []Copy{{Slices: made(4, 1, 2, 3, 4, 5, 6, 7, 8)}, {Language: "fr-FR", Slices: made(4, 1, 2), From: []string{""}}, {Language: "de-DE", From: []string{""}}}
	r := Judge(in)
	if r.Last != in.Copies[0].Slices[7].At || r.Gap != in.Now.Sub(r.Last) || r.Due != begin().Add(minute) || !slices.Equal(r.Lacking, []string{"fr-FR"}) {
		t.Errorf("%+v", r)
	}
	states := []State{r.Languages[0].State, r.Languages[1].State, r.Languages[2].State}
	if !slices.Equal(states, []State{Arriving, Stopped, Waiting}) || r.Languages[1].Last != in.Copies[1].Slices[1].At {
		t.Errorf("%+v", r.Languages)
	}
	in = after(6.2)
	in.Copies = []Copy{{Slices: made(4, 1, 2, 3, 4, 5, 6)}, {Language: "fr-FR", Slices: made(4, 1, 2, 3), From: []string{""}}, {Language: "de-DE", Slices: made(4, 1, 2, 3, 4, 5), From: []string{""}}}
	if r := Judge(in); r.State != Arriving || !r.Languages[1].Late || r.Languages[0].Late || r.Languages[2].Late {
		t.Errorf("%+v", r.Languages)
	}
	if Pause(minute) != 30*time.Second || Pause(5*time.Second) != 15*time.Second {
		t.Error("looks come too often, or too rarely")
	}
}

func TestSilenceIsStoredOnlyWhereNoCopyHasWords(t *testing.T) {
	t.Parallel()
	copies := func(plain, german []Seen) Input {
		in := after(6)
		in.Copies = []Copy{{Slices: plain}, {Language: "de-DE", Slices: german}}
		return in
	}
	for name, c := range map[string]struct {
		in   Input
		want Habit
	}{
		"both without words":             {copies(made(0, 1), made(0, 1)), Always},
		"a language that nobody speaks":  {copies(made(4, 1, 2), made(0, 1, 2)), HabitUnknown},
		"the other is not there yet":     {copies(made(4, 1), append(made(4, 1), made(0, 2)...)), HabitUnknown},
		"the other could not be read":    {copies(made(Unread, 1), made(0, 1)), HabitUnknown},
		"the other has not begun":        {copies(nil, made(0, 1)), HabitUnknown},
		"there is no other":              {copies(made(0, 1, 2, 3), nil), Always},
		"names without times":            {copies([]Seen{{At: begin(), Cues: 0}}, []Seen{{At: begin().Add(time.Second), Cues: 0}}), Always},
		"a hole that lateness is not":    {copies(made(4, 1, 9), made(4, 1)), OnlyWords},
		"a small hole":                   {copies(made(4, 1, 4), made(4, 1)), HabitUnknown},
		"what was known stays":           {copies(made(4, 1), nil).with(func(in *Input) { in.Habit = OnlyWords }), OnlyWords},
		"proof is stronger than a guess": {copies(made(0, 1, 2, 3), nil).with(func(in *Input) { in.Habit = OnlyWords }), Always},
	} {
		if got := Judge(c.in).Habit; got != c.want {
			t.Errorf("%s: %d, not %d", name, got, c.want)
		}
	}
}

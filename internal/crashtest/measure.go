package main

import (
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"sttwizard/agora"
	"sttwizard/agora/sandbox"
)

// usual is how long the runs of a trial take when nothing goes wrong.
type usual struct {
	start, stop, recovery, wizard time.Duration
}

// String says the durations.
func (u usual) String() string {
	d := func(d time.Duration) string { return d.Round(time.Millisecond).String() }
	return fmt.Sprintf("start %s, stop %s, recovery %s, wizard %s", d(u.start), d(u.stop), d(u.recovery), d(u.wizard))
}

// measure runs trials in which nothing goes wrong and nothing is killed, as many
// at the same time as there will be, and gives the medians.
func measure(program, dir string, version agora.Version, speed, parallel int, lanes chan *lane) (usual, error) {
	var (
		mu    sync.Mutex
		all   sync.WaitGroup
		times [4][]time.Duration
		errs  []error
	)
	for i := range max(parallel, 4) {
		all.Go(func() {
			p := plan{Version: version, Trial: -1 - i, Reuse: sandbox.Reuse409, Auto: true, Starts: 1, Wizard: i%4 == 0, StopFrom: i%2 == 1,
				Kill: kill{How: killNever}, StopKill: kill{How: killNever}, Recovery: recoverOnce}
			took, err := timed(p, program, dir, speed, lanes)
			mu.Lock()
			defer mu.Unlock()
			errs = append(errs, err)
			for k, t := range took {
				times[k] = append(times[k], t...)
			}
		})
	}
	all.Wait()
	if err := errors.Join(errs...); err != nil {
		return usual{}, err
	}
	return usual{median(times[0]), median(times[1]), median(times[2]), median(times[3])}, nil
}

// timed runs a healthy trial and gives how long its starts, stops, recoveries
// and wizards took.
func timed(p plan, program, dir string, speed int, lanes chan *lane) (took [4][]time.Duration, err error) {
	l := take(lanes)
	defer giveBack(lanes, l)
	o, runs := runTrial(p, usual{}, program, dir, speed, l)
	if o.err != nil {
		return took, o.err
	}
	if len(o.found) > 0 {
		return took, fmt.Errorf("a trial in which nothing goes wrong went wrong:\n%s", o.report)
	}
	for _, r := range runs {
		kind := 3
		switch {
		case r.Args[0] == "start":
			kind = 0
		case r.Args[0] == "tasks" && r.Args[1] == "stop":
			kind = 1
		case r.Args[0] == "tasks" && r.Args[1] == "recover":
			kind = 2
		case r.Args[0] == "tasks":
			continue
		}
		took[kind] = append(took[kind], r.Took)
	}
	return took, nil
}

// median returns the middle one of some durations, 0 of none.
func median(times []time.Duration) time.Duration {
	if len(times) == 0 {
		return 0
	}
	slices.Sort(times)
	return times[len(times)/2]
}

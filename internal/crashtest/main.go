package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/signal"
	"path/filepath"
	"runtime"
	"slices"
	"sync"
	"time"

	"sttwizard/agora"
	"sttwizard/internal/screen"
)

// options are what the command is given.
type options struct {
	markdown bool
	n        int
	seed     uint64
	trial    int
	speed    int
	parallel int
	limit    time.Duration
	dir      string
	teeth    bool
	show     string
	api      string
	store    string
}

func flags() options {
	var o options
	flag.IntVar(&o.n, "n", 300, "how many trials")
	flag.Uint64Var(&o.seed, "seed", 0, "what all is drawn from (default: another one each time)")
	flag.IntVar(&o.trial, "trial", -1, "only this trial of the seed")
	flag.IntVar(&o.speed, "speed", 150, "how much faster time runs")
	flag.IntVar(&o.parallel, "parallel", 8*runtime.NumCPU(), "how many trials at the same time")
	flag.DurationVar(&o.limit, "limit", 0, "begin no trial after that time (default: no limit)")
	flag.StringVar(&o.dir, "dir", "", "where the homes are, on a disk (default: the system's temporary directory)")
	flag.BoolVar(&o.teeth, "teeth", false, "only the trials without a journal, which must lose tasks")
	flag.BoolVar(&o.markdown, "markdown", false, "print the table as Markdown")
	flag.StringVar(&o.show, "show", "", "tell the trials in full that have a `FINDING` of this kind too, such as \"left running\"")
	flag.StringVar(&o.api, "api", string(agora.V5), "the API's `VERSION`")
	flag.StringVar(&o.store, "store", inFiles, "what the journal is kept in: files or postgres")
	flag.Parse()
	if o.seed == 0 {
		o.seed = rand.Uint64N(1_000_000_000) + 1
	}
	return o
}

func main() {
	screen.UsualSignals()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := crashtest(ctx, flags()); err != nil {
		stop()
		fmt.Fprintln(os.Stderr, "crashtest:", err)
		os.Exit(1)
	}
}

// errFound is what was found.
var errFound = errors.New("what must never be was found; see above")

// errToothless is a test that would find nothing.
var errToothless = errors.New("the test has no teeth: a program that must lose tasks lost none")

// crashtest runs all and prints the tables.
func crashtest(ctx context.Context, o options) error {
	lanes, err := lanesOf(o)
	if err != nil {
		return err
	}
	if lanes != nil {
		defer closeLanes(lanes)
	}
	dir, err := os.MkdirTemp(o.dir, "sttwizard-crash-")
	if err != nil {
		return err
	}
	program, naive, err := build(dir, o.speed)
	if err != nil {
		return err
	}
	version, err := agora.ParseVersion(o.api)
	if err != nil {
		return err
	}
	o.api = string(version)
	u, err := measure(program, dir, version, o.speed, o.parallel, lanes)
	if err != nil {
		return err
	}
	fmt.Printf("%s, %s, seed %d, %d trials at a time, time runs %d times faster; usual durations: %s\n", version, o.store, o.seed, o.parallel, o.speed, u)
	e := &experiment{options: o, usual: u, dir: dir, lanes: lanes}
	if o.teeth {
		err = e.teeth(ctx, naive, program, o.n)
	} else {
		err = errors.Join(e.real(ctx, program), e.teeth(ctx, naive, program, max(o.n/10, len(reuses))))
	}
	if err != nil && !errors.Is(err, errToothless) {
		return fmt.Errorf("%w (files: %s)", err, dir)
	}
	return errors.Join(err, os.RemoveAll(dir))
}

// experiment is one run of all.
type experiment struct {
	options
	usual usual
	dir   string
	lanes chan *lane // nil: the journal is in files
}

// lanesOf starts the servers that the journal of each trial is kept on, if any.
func lanesOf(o options) (chan *lane, error) {
	switch o.store {
	case inFiles:
		return nil, nil
	case inPostgres:
		return newLanes(o.parallel)
	}
	return nil, fmt.Errorf("-store is %s or %s, and not %q", inFiles, inPostgres, o.store)
}

// real runs the trials with the program as it is.
func (e *experiment) real(ctx context.Context, program string) error {
	began := time.Now()
	all := e.trials(ctx, program, e.n, func(p plan) plan { return p })
	fmt.Printf("\n%d trials in %s\n", len(all), time.Since(began).Round(time.Second))
	if err := writeTable(os.Stdout, cells(tally(all), e.speed), e.markdown); err != nil {
		return err
	}
	if e.lanes != nil {
		fmt.Println(disturbances(all))
	}
	return e.tell(all)
}

// maxReports is how many trials are told in full.
const maxReports = 5

// tell prints the reports of trials that failed, and gives an error if one did.
func (e *experiment) tell(all []outcome) error {
	var errs []error
	told, bad := 0, false
	for _, o := range all {
		errs = append(errs, o.err)
		failed := len(fatal(o)) > 0
		wanted := slices.ContainsFunc(o.found, func(f finding) bool { return string(f.Mistake) == e.show })
		if bad = bad || failed; (failed || wanted) && told < maxReports {
			told++
			fmt.Printf("\n==== repeat with -store %s -api %s -seed %d -trial %d\n%s", e.store, e.api, e.seed, o.plan.Trial, o.report)
		}
	}
	if bad {
		errs = append(errs, errFound)
	}
	return errors.Join(errs...)
}

// teeth runs trials with the program that has no journal; of a team's journal also
// with the program as it is and a server that confirms what it has not written yet.
func (e *experiment) teeth(ctx context.Context, naive, program string, n int) error {
	err := e.bites(ctx, "without a journal", naive, n, plan.bite)
	if e.lanes == nil {
		return err
	}
	return errors.Join(err, e.bites(ctx, "with a server that confirms too early", program, n, plan.lax))
}

// bites runs trials that must lose a task.
func (e *experiment) bites(ctx context.Context, how, program string, n int, made func(plan) plan) error {
	all := e.trials(ctx, program, n, made)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	tasks, count := 0, map[mistake]int{}
	for _, o := range all {
		if !deduplicates(o.plan.Reuse) { // which may be misjudged in any case
			continue
		}
		tasks += o.tasks
		for _, f := range o.found {
			count[f.Mistake]++
		}
	}
	fmt.Printf("\n%s, %d trials: %d of %d started tasks untracked, %d denied; %d starts came unwritten\n",
		how, len(all), count[untracked], tasks, count[wrong], count[unwritten])
	if count[untracked]+count[wrong] == 0 {
		return errToothless
	}
	return nil
}

// trials runs the first n trials, or the one that is asked for, several at the
// same time, in their order. Their plans are made into what the trials are for.
func (e *experiment) trials(ctx context.Context, program string, n int, made func(plan) plan) []outcome {
	numbers := make(chan int)
	go e.number(ctx, numbers, n)
	dir := filepath.Join(e.dir, filepath.Base(program)+"-homes")
	var (
		mu  sync.Mutex
		all []outcome
		run sync.WaitGroup
	)
	for range e.parallel {
		run.Go(func() {
			for k := range numbers {
				p := newPlan(e.seed, k).of(agora.Version(e.api))
				if e.lanes != nil {
					p = p.onTeam(e.seed)
				}
				l := take(e.lanes)
				o, _ := runTrial(made(p), e.usual, program, dir, e.speed, l)
				giveBack(e.lanes, l)
				mu.Lock()
				all = append(all, o)
				mu.Unlock()
			}
		})
	}
	run.Wait()
	slices.SortFunc(all, func(a, b outcome) int { return a.plan.Trial - b.plan.Trial })
	return all
}

// number returns out the trials' numbers.
func (e *experiment) number(ctx context.Context, out chan<- int, n int) {
	defer close(out)
	first, last := 0, n-1
	if e.trial >= 0 {
		first, last = e.trial, e.trial
	}
	began := time.Now()
	for k := first; k <= last; k++ {
		if e.limit > 0 && time.Since(began) > e.limit {
			return
		}
		select {
		case out <- k:
		case <-ctx.Done():
			return
		}
	}
}

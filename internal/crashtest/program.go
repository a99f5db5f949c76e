package main

import (
	"bytes"
	"fmt"
	"io"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"sttwizard/agora/sandbox"
	"sttwizard/internal/config"
)

// hangLimit is the time after which a run that does not end counts as hung.
const hangLimit = 60 * time.Second

// build makes the program with its time running faster by speed, and once more
// without a journal.
func build(dir string, speed int) (program, naive string, err error) {
	program, naive = filepath.Join(dir, "sttwizard"), filepath.Join(dir, "naive")
	for path, journal := range map[string]string{program: "on", naive: "off"} {
		flags := "-X sttwizard/internal/tempo.divisor=" + strconv.Itoa(speed) + " -X sttwizard/internal/tempo.journal=" + journal
		cmd := exec.Command("go", "build", "-tags", "crashtest", "-ldflags", flags, "-o", path, "sttwizard")
		cmd.Stderr = os.Stderr
		if err := cmd.Run(); err != nil {
			return "", "", fmt.Errorf("go build: %w", err)
		}
	}
	return program, naive, nil
}

// run is one run of the program.
type run struct {
	Who    string
	Args   []string
	Out    string
	Err    string
	Code   int // -1: killed
	Killed bool
	Hung   bool
	Took   time.Duration
}

// String says the run and its end in one line.
func (r *run) String() string {
	end := fmt.Sprintf("exit code %d", r.Code)
	if r.Killed {
		end = "killed"
	}
	return fmt.Sprintf("%s: sttwizard %s: %s after %s", r.Who, strings.Join(r.Args, " "), end, r.Took.Round(10*time.Microsecond))
}

// The machines that there are.
const (
	firstMachine = iota
	secondMachine
)

// people are who is at work on them.
var people = []string{"dana", "kim"}

// environment is what the program sees of its machine.
func (t *trial) environment(machine int, apiURL string) []string {
	home := t.homeOf(machine)
	return []string{
		"PATH=" + os.Getenv("PATH"), "HOME=" + home, "STTWIZARD_HOME=" + home, "LANG=C.UTF-8", "TERM=xterm-256color",
		config.StoreVariable + "=" + t.journal.address(), config.WhoVariable + "=" + people[machine],
		"STTWIZARD_API_URL=" + apiURL, "AGORA_API_VERSION=" + string(t.plan.Version),
		"AGORA_APP_ID=" + sandbox.DefaultAppID, "AGORA_CUSTOMER_KEY=" + sandbox.DefaultKey,
		"AGORA_CUSTOMER_SECRET=" + sandbox.DefaultSecret.Reveal(),
	}
}

// later runs the program on the machine of those who come later, to its end or until
// the plan says that it is killed.
func (t *trial) later(k kill, usual time.Duration, args ...string) *run {
	return t.execOn(t.other(), t.server.url, k, usual, args...)
}

// other is the second machine where there are two.
func (t *trial) other() int {
	if t.plan.Team.Two {
		return secondMachine
	}
	return firstMachine
}

// execOn runs it on a machine where the variable names an address of the API, or none.
func (t *trial) execOn(machine int, apiURL string, k kill, usual time.Duration, args ...string) *run {
	var out, errs bytes.Buffer
	cmd := exec.Command(t.program, args...)
	cmd.Dir, cmd.Env, cmd.Stdout, cmd.Stderr = t.homeOf(machine), t.environment(machine, apiURL), &out, &errs
	r := &run{Who: people[machine], Args: args}
	t.server.note("begins: %s: sttwizard %s", r.Who, strings.Join(args, " "))
	moment, calm := t.moment(k, usual)
	defer calm()
	began := time.Now()
	err := cmd.Start()
	if err != nil {
		r.Code, r.Err = -2, err.Error()
		return t.ran(r)
	}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		_ = cmd.Wait() // the exit code says it
	}()
	hung := time.NewTimer(hangLimit)
	defer hung.Stop()
	select {
	case <-ended:
	case <-moment:
		_ = cmd.Process.Kill()
	case <-hung.C:
		r.Hung = true
		_ = cmd.Process.Kill()
	}
	<-ended
	r.Took, r.Code = time.Since(began), cmd.ProcessState.ExitCode()
	r.Killed = r.Code == -1
	r.Out, r.Err = out.String(), errs.String()
	return t.ran(r)
}

// moment returns a channel on which something comes when the run is to be killed,
// and a function that ends the waiting.
func (t *trial) moment(k kill, usual time.Duration) (<-chan time.Time, func()) {
	switch k.How {
	case killTime:
		timer := time.NewTimer(time.Duration(k.Part * float64(usual)))
		return timer.C, func() { timer.Stop() }
	case killCall:
		moment, over, gone := make(chan time.Time, 1), make(chan struct{}), make(chan struct{})
		came := t.arrives(k.Call, k.Nth)
		go func() {
			defer close(gone)
			select {
			case <-came:
				time.Sleep(k.Jitter) // the moment itself
				moment <- time.Now()
			case <-over:
			}
		}()
		return moment, func() { close(over); <-gone }
	}
	return nil, func() {}
}

// arrives returns a channel that is closed when the nth call of a kind from now on
// arrives, or the nth append to a team's journal.
func (t *trial) arrives(call string, nth int) <-chan struct{} {
	if call == callAppend {
		return t.team.proxy.arrives(nth)
	}
	return t.server.arrives(call, nth)
}

// ran keeps a run for the report.
func (t *trial) ran(r *run) *run {
	t.server.note("ends: %s", r)
	t.mu.Lock()
	defer t.mu.Unlock()
	t.runs = append(t.runs, r)
	return r
}

// quiet is a log that nobody reads.
func quiet() *log.Logger { return log.New(io.Discard, "", 0) }

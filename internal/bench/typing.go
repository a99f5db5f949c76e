package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"sttwizard/internal/screen"
	"sttwizard/internal/session"
	"sttwizard/ui"
)

// The limits of a typed key and of a program that nobody touches.
const (
	halfLimit = 7 * time.Millisecond  // half of all keys
	mostLimit = 11 * time.Millisecond // 95 in 100
	workLimit = time.Millisecond      // in the model
	idleLimit = 1.5                   // times the smallest program's

	typedKeys = 200
	between   = 40 * time.Millisecond // keys, at least: as fast as people type
	idleFor   = 5 * time.Second
	idleRuns  = 3
)

func contains(t *screen.Terminal, text string) bool { return strings.Contains(t.Text(), text) }

// typing measures what a typed letter takes from the terminal to the terminal, and
// what nobody's typing costs.
func typing(b *bench) ([]figure, error) {
	rested, err := idle(b)
	if err != nil {
		return nil, err
	}
	w, err := b.watch(false, "sttwizard", "--sandbox")
	if err != nil {
		return nil, err
	}
	defer w.close()
	if err := w.toField(); err != nil {
		return nil, err
	}
	before, began := cpuOf(w.cmd.Process.Pid), time.Now()
	times, err := w.letters(typedKeys)
	if err != nil {
		return nil, err
	}
	took := time.Since(began)
	whole := (cpuOf(w.cmd.Process.Pid) - before - time.Duration(float64(took)*rested.product)) / typedKeys
	work, err := inModel(b)
	if err != nil {
		return nil, err
	}
	slices.Sort(times)
	half, most := times[len(times)/2], times[len(times)*95/100]
	return append([]figure{
		{"a typed key to its first bytes, half of the keys", ms(half), ms(halfLimit), half <= halfLimit},
		{"a typed key to its first bytes, 95 in 100", ms(most), ms(mostLimit), most <= mostLimit},
		{"what a typed key takes in Update and View", fmt.Sprintf("%.2f ms", work.Seconds()*1000), ms(workLimit), work <= workLimit},
		{"the processor's work for it, reading and painting too", fmt.Sprintf("%.2f ms", whole.Seconds()*1000), "-", true},
	}, rested.figures()...), nil
}

// toField goes from home to the first field.
func (w *watched) toField() error {
	if err := w.sees("new task"); err != nil {
		return err
	}
	if _, err := w.press("n"); err != nil {
		return err
	}
	return w.sees("Channel name")
}

// letters types letters and takes them back, at times that no clock of the
// program's knows, and returns how long each took.
func (w *watched) letters(n int) ([]time.Duration, error) {
	var times []time.Duration
	for i := range n {
		time.Sleep(between + rand.N(between))
		took, err := w.press([]string{"x", screen.Backspace}[i%2])
		if err != nil {
			return nil, err
		}
		times = append(times, took)
	}
	return times, nil
}

// inModel returns the mean time that the model takes for a letter in the first field.
func inModel(b *bench) (time.Duration, error) {
	s, c, err := opened(map[string]string{"STTWIZARD_HOME": filepath.Join(b.dir, "model")}, session.Options{UseSandbox: true})
	if err != nil {
		return 0, err
	}
	defer s.Close()
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	sc := screen.Start(ui.New(ctx, s, ui.Options{Connection: c, HasConnection: true, FixedBackground: true}), screen.Options{})
	defer sc.Close()
	sc.Send("n")
	if err := sc.WaitFor(screen.Patience, "Channel name"); err != nil {
		return 0, err
	}
	before := sc.Cost()
	for i := range typedKeys {
		sc.Send([]string{"x", screen.Backspace}[i%2])
	}
	if err := sc.WaitSettled(screen.Patience); err != nil {
		return 0, err
	}
	after := sc.Cost()
	return (after.Total - before.Total) / time.Duration(max(1, after.Keys-before.Keys)), nil
}

// rest is what programs that nobody touches do.
type rest struct {
	product, hello float64 // share of a processor
	bytes          int64   // that the product wrote
}

func (r rest) figures() []figure {
	ratio := r.product / max(r.hello, 1e-9)
	return []figure{
		{
			"idle at home", fmt.Sprintf("%.3f%% of a processor, %.2f times hello's %.3f%%", 100*r.product, ratio, 100*r.hello),
			fmt.Sprintf("%.1f times", idleLimit), ratio <= idleLimit && r.hello > 0,
		},
		{"bytes while idle", strconv.FormatInt(r.bytes, 10), "0", r.bytes == 0},
	}
}

// idle measures both programs at the same time, so that a busy machine is as busy
// for one as for the other.
func idle(b *bench) (rest, error) {
	product, err := b.watch(false, "sttwizard", "--sandbox")
	if err != nil {
		return rest{}, err
	}
	defer product.close()
	hello, err := b.watch(false, "hello")
	if err != nil {
		return rest{}, err
	}
	defer hello.close()
	if err := product.sees("new task"); err != nil {
		return rest{}, err
	}
	if err := hello.sees("hello"); err != nil {
		return rest{}, err
	}
	time.Sleep(2 * time.Second) // what a start leaves behind is done by then
	var products, hellos []time.Duration
	before := product.written()
	for range idleRuns {
		one, other := cpuOf(product.cmd.Process.Pid), cpuOf(hello.cmd.Process.Pid)
		time.Sleep(idleFor)
		products = append(products, cpuOf(product.cmd.Process.Pid)-one)
		hellos = append(hellos, cpuOf(hello.cmd.Process.Pid)-other)
	}
	share := func(times []time.Duration) float64 { return float64(median(times)) / float64(idleFor) }
	return rest{share(products), share(hellos), product.written() - before}, nil
}

// cpuOf returns how long a process was on a processor so far; 0 where the system
// does not say it as Linux does.
func cpuOf(pid int) time.Duration {
	threads, _ := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/schedstat", pid))
	var all time.Duration
	for _, thread := range threads {
		data, err := os.ReadFile(thread)
		if err != nil {
			continue // it has ended
		}
		first, _, _ := strings.Cut(string(data), " ")
		if n, err := strconv.ParseInt(first, 10, 64); err == nil {
			all += time.Duration(n)
		}
	}
	return all
}

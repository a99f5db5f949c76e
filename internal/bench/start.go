package main

import (
	"fmt"
	"slices"
	"time"
)

const (
	paintLimit   = 0.85 // times the smallest Bubble Tea program's
	versionLimit = 5 * time.Millisecond

	versionRuns = 30
)

// firstPaints measures the time to the first text on a terminal that answers
// and on one that is silent.
func firstPaints(b *bench) ([]figure, error) {
	var out []figure
	for _, silent := range []bool{false, true} {
		product, hello, err := inTurns(b.runs,
			func() (time.Duration, error) { return b.firstPaint(silent, "sttwizard", "--sandbox") },
			func() (time.Duration, error) { return b.firstPaint(silent, "hello") })
		if err != nil {
			return nil, err
		}
		ratio := float64(product) / float64(hello)
		name := "first paint, terminal answers"
		if silent {
			name = "first paint, silent terminal"
		}
		out = append(out, figure{
			name:     name,
			measured: fmt.Sprintf("%s, %.2f times hello's %s", ms(product), ratio, ms(hello)),
			limit:    fmt.Sprintf("%.2f times", paintLimit), ok: ratio <= paintLimit,
		})
	}
	return out, nil
}

// firstPaint runs a program on a new pty until its terminal shows text.
func (b *bench) firstPaint(silent bool, name string, args ...string) (time.Duration, error) {
	w, err := b.watch(silent, name, args...)
	if err != nil {
		return 0, err
	}
	defer w.close()
	took, err := w.firstText()
	if err != nil {
		return 0, fmt.Errorf("%s: %w", name, err)
	}
	return took, nil
}

// version compares --version with a program that only prints a line.
func version(b *bench) ([]figure, error) {
	product, hello, err := inTurns(versionRuns,
		func() (time.Duration, error) { return b.whole("sttwizard", "--version") },
		func() (time.Duration, error) { return b.whole("gohello") })
	if err != nil {
		return nil, err
	}
	return []figure{{
		name:     "--version",
		measured: fmt.Sprintf("%s, Go hello %s", ms(product), ms(hello)),
		limit:    "hello + " + ms(versionLimit), ok: product-hello <= versionLimit,
	}}, nil
}

// whole runs a program from start to end.
func (b *bench) whole(name string, args ...string) (time.Duration, error) {
	cmd := b.command(name, args...)
	began := time.Now()
	if err := cmd.Run(); err != nil {
		return 0, fmt.Errorf("%s: %w", name, err)
	}
	return time.Since(began), nil
}

// inTurns measures two things n times each, in turns after one round that
// warms the caches, and gives their medians.
func inTurns(n int, first, second func() (time.Duration, error)) (a, b time.Duration, err error) {
	var times [2][]time.Duration
	for round := range n + 1 {
		for i, measure := range []func() (time.Duration, error){first, second} {
			d, err := measure()
			if err != nil {
				return 0, 0, err
			}
			if round > 0 {
				times[i] = append(times[i], d)
			}
		}
	}
	return median(times[0]), median(times[1]), nil
}

func median(times []time.Duration) time.Duration {
	slices.Sort(times)
	return times[len(times)/2]
}

func ms(d time.Duration) string { return fmt.Sprintf("%.1f ms", float64(d)/float64(time.Millisecond)) }

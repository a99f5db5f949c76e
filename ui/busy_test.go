package ui

import (
	"strings"
	"testing"
	"time"

	"sttwizard/agora/sandbox"
	"sttwizard/internal/attempt"
	"sttwizard/ui/kit"
)

// signAfter returns the sign that stands at the end of the line of a text.
func (r *rig) signAfter(text string) string {
	r.t.Helper()
	_, rest, found := strings.Cut(r.settled(), text)
	line, _, _ := strings.Cut(rest, "\n")
	words := strings.Fields(line)
	if !found || len(words) == 0 {
		r.t.Fatalf("nothing stands behind %q:\n%s", text, r.Text())
	}
	return words[len(words)-1]
}

func TestASignMovesOnlyWhileAnAnswerIsWaitedFor(t *testing.T) {
	r := start(t, rigOptions{mode: sandbox.ModeDenied})
	r.toReview()
	r.see("would fail now")
	release := r.wire.Hold("acquire")
	r.calm()
	if n := r.clock.Waits(kit.BusyEvery); n > 0 {
		t.Errorf("%d pictures before anything was waited for", n)
	}
	r.keys("s", "▸ builder token")
	signs := map[string]bool{}
	for range 10 {
		signs[r.signAfter("▸ builder token")] = true
		r.pass(kit.BusyEvery)
	}
	if len(signs) < 8 {
		t.Errorf("in a second it showed %v", signs)
	}
	release()
	r.see("Agora refused the credentials")
	r.Settle(t)
	before := r.clock.Waits(kit.BusyEvery)
	for range 5 {
		r.pass(time.Second)
		r.Settle(t)
	}
	if n := r.clock.Waits(kit.BusyEvery) - before; n > 0 {
		t.Errorf("%d pictures after the answer", n)
	}
}

func TestABarGrowsUntilItIsCertain(t *testing.T) {
	d := newDesk(t, rigOptions{})
	a := started(t, d.session, "demo", func(api attempt.API) attempt.API { return noAnswer{api} })
	d.m.showTask(a)
	full := func() int { return strings.Count(d.text(), "█") }
	d.must("Certain at the latest at", strings.Repeat("░", kit.BarWidth))
	half := a.CertainAt().Sub(d.clock.Now()) / 2
	d.clock.Pass(half)
	if n := full(); n < kit.BarWidth/2-1 || n > kit.BarWidth/2+1 {
		t.Errorf("half way %d of %d parts are full:\n%s", n, kit.BarWidth, d.text())
	}
	d.clock.Pass(half)
	if n := full(); n > 0 || strings.Contains(d.text(), "░") {
		t.Errorf("at the end there is a bar:\n%s", d.text())
	}
}

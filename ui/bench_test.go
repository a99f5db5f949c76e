package ui

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"sttwizard/internal/attempt"
	term "sttwizard/internal/screen"
	"sttwizard/internal/session"
)

// BenchmarkKey measures a key and the frame after it on every screen.
func BenchmarkKey(b *testing.B) {
	for _, p := range places() {
		b.Run(strings.ReplaceAll(p.name, " ", "-"), func(b *testing.B) {
			r := start(b, rigOptions{mode: p.mode, screen: term.Options{Width: 120, Height: 40}})
			p.walk(r)
			r.Settle(b)
			r.Close() // nobody else uses the model now
			keys := []tea.Msg{tea.KeyPressMsg{Code: tea.KeyDown}, tea.KeyPressMsg{Code: tea.KeyUp}}
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				r.model.Update(keys[i%2])
				r.model.View()
			}
		})
	}
}

// BenchmarkFirstPaint measures what is done before anything can be painted, from
// the session to the first frame.
func BenchmarkFirstPaint(b *testing.B) {
	home := b.TempDir()
	env := map[string]string{"STTWIZARD_HOME": home, "STTWIZARD_KEYRING": "off"}
	b.ReportAllocs()
	for b.Loop() {
		s, err := session.New(session.Options{Getenv: func(name string) string { return env[name] }, UseSandbox: true})
		if err != nil {
			b.Fatal(err)
		}
		c, err := s.Choose("")
		if err != nil {
			b.Fatal(err)
		}
		ctx, cancel := context.WithCancel(context.Background())
		m := New(ctx, s, Options{Connection: c, HasConnection: true})
		m.Init()
		m.Update(tea.WindowSizeMsg{Width: 80, Height: 24})
		if m.View().Content == "" {
			b.Fatal("nothing is painted")
		}
		cancel()
		if err := s.Close(); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkBytesOfALetter tells how much goes to the terminal for a letter that is
// typed, each painted before the next.
func BenchmarkBytesOfALetter(b *testing.B) {
	for _, size := range [][2]int{{80, 24}, {120, 40}} {
		b.Run(fmt.Sprintf("%dx%d", size[0], size[1]), func(b *testing.B) {
			r := start(b, rigOptions{screen: term.Options{Width: size[0], Height: size[1]}})
			r.keys("n", "Channel name")
			r.costs("a") // the first one changes more than itself
			letters, bytes := 0, 0.0
			for b.Loop() {
				bytes += r.costs("x")
				r.costs(term.Backspace)
				letters++
			}
			b.ReportMetric(bytes/float64(letters), "bytes/letter")
		})
	}
}

// BenchmarkIdle tells how much goes to the terminal while nobody touches home.
func BenchmarkIdle(b *testing.B) {
	r := start(b, rigOptions{home: withReady(b, "demo")})
	r.see("❯ ready")
	r.Settle(b)
	before := r.Bytes()
	for b.Loop() {
		<-time.After(10 * time.Millisecond)
	}
	b.ReportMetric(float64(r.Bytes()-before), "bytes")
}

// BenchmarkHomeWith2000Attempts measures until home tells of the open attempt among
// many that have ended.
func BenchmarkHomeWith2000Attempts(b *testing.B) {
	home := b.TempDir()
	d := newDesk(b, rigOptions{home: home})
	ended := started(b, d.session, "ended", same)
	if err := attempt.Stop(context.Background(), client(b, d.session), ended); err != nil {
		b.Fatal(err)
	}
	data, err := os.ReadFile(ended.Where())
	if err != nil {
		b.Fatal(err)
	}
	for i := range 1998 {
		name := fmt.Sprintf("%s%06x.jnl", ended.ID()[:len(ended.ID())-6], i)
		if err := os.WriteFile(filepath.Join(filepath.Dir(ended.Where()), name), data, 0o600); err != nil {
			b.Fatal(err)
		}
	}
	started(b, d.session, "still-open", same)
	for b.Loop() {
		newDesk(b, rigOptions{home: home}).must("still-open")
	}
}

// languagesDesk stands on the list of languages.
func languagesDesk(b testing.TB) *desk {
	d := newDesk(b, rigOptions{})
	d.press("n", "alt+2")
	return d
}

func BenchmarkKeyOnTheLanguages(b *testing.B) {
	d := languagesDesk(b)
	for b.Loop() {
		d.press("down")
		d.m.View()
	}
}

func BenchmarkLetterInTheLanguagesFilter(b *testing.B) {
	d := languagesDesk(b)
	for b.Loop() {
		d.press("e", "backspace")
		d.m.View()
	}
}

func BenchmarkLetterOfTheChannelBesideTheRequest(b *testing.B) {
	d := newDesk(b, rigOptions{})
	d.m.width, d.m.height = 120, 40
	d.press("n")
	for b.Loop() {
		d.press("x", "backspace")
		d.m.View()
	}
}

func BenchmarkKeyOnHomeWith2000Presets(b *testing.B) {
	home := b.TempDir()
	for i := range 2000 {
		writePreset(b, home, i)
	}
	d := newDesk(b, rigOptions{home: home})
	if len(d.m.stored.presets) != 2000 {
		b.Fatal(len(d.m.stored.presets))
	}
	b.Run("down", func(b *testing.B) {
		for b.Loop() {
			d.press("down")
			d.m.View()
		}
	})
	d.press("/")
	b.Run("filter", func(b *testing.B) {
		for b.Loop() {
			d.press("9", "backspace")
			d.m.View()
		}
	})
}

func writePreset(b *testing.B, home string, i int) {
	name := strings.Repeat("p", 1+i%3) + "-" + strings.Repeat("9", i%4) + "x" + string(rune('a'+i%26)) + "-" + time.Duration(i).String()
	write(b, home, "config/presets/"+strings.NewReplacer("µ", "u", ".", "-").Replace(name)+".yaml", townHall)
}

package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"sttwizard/internal/screen"
	"sttwizard/internal/session"
	"sttwizard/ui"
)

// The limits of the figures that are taken inside the program.
const (
	keyLimit     = 2 * time.Millisecond
	bytesNarrow  = 100
	bytesPreview = 250
	manyPresets  = 2000
	measuredKeys = 200
)

// keys measures what one key costs: time in the model, and bytes to the terminal.
func keys(b *bench) ([]figure, error) {
	home := filepath.Join(b.dir, "keys")
	if err := writePresets(filepath.Join(home, "config", "presets")); err != nil {
		return nil, err
	}
	var out []figure
	for _, part := range []func(string) (figure, error){keyInLanguages, keyOnHome, typedNarrow, typedWithPreview} {
		f, err := part(home)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", f.name, err)
		}
		out = append(out, f)
	}
	return out, nil
}

// writePresets fills a directory with as many presets as a large team has.
func writePresets(dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	for i := range manyPresets {
		text := fmt.Sprintf("schema: 1\ntitle: Town hall %d\nrequest:\n  languages: [en-US]\n  rtcConfig: {channelName: town-hall-%d, subBotUid: \"470910\", pubBotUid: \"882220\"}\n", i, i)
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("town-hall-%04d.yaml", i)), []byte(text), 0o600); err != nil {
			return err
		}
	}
	return nil
}

// open shows the product on an emulated screen.
func open(home string, width, height int) (*screen.Screen, func(), error) {
	if err := os.RemoveAll(filepath.Join(home, "state")); err != nil { // each figure begins without answers
		return nil, nil, err
	}
	env := func(name string) string {
		if name == "STTWIZARD_HOME" {
			return home
		}
		return ""
	}
	s, err := session.New(session.Options{Getenv: env, UseSandbox: true})
	if err != nil {
		return nil, nil, err
	}
	ctx, cancel := context.WithCancel(context.Background())
	o := ui.Options{HasConnection: true, FixedBackground: true}
	if o.Connection, err = s.Choose(""); err != nil {
		cancel()
		return nil, nil, err
	}
	sc := screen.Start(ui.New(ctx, s, o), screen.Options{Width: width, Height: height})
	closeAll := func() {
		cancel()
		sc.Close()
		s.Close()
	}
	return sc, closeAll, sc.WaitFor(screen.Patience, "town-hall-0000")
}

// perKey gives the mean cost in the model of keys that are sent one by one.
func perKey(name string, sc *screen.Screen, pair ...string) (figure, error) {
	before := sc.Cost()
	for i := range measuredKeys {
		sc.Send(pair[i%len(pair)])
	}
	if err := sc.WaitSettled(screen.Patience); err != nil {
		return figure{name: name}, err
	}
	cost := sc.Cost()
	mean := (cost.Total - before.Total) / time.Duration(max(1, cost.Keys-before.Keys))
	return figure{name, fmt.Sprintf("%.2f ms", float64(mean)/float64(time.Millisecond)), ms(keyLimit), mean <= keyLimit}, nil
}

func keyInLanguages(home string) (figure, error) {
	const name = "one key in the list of all languages (Update and View, 120x40)"
	sc, done, err := open(home, 120, 40)
	if done != nil {
		defer done()
	}
	if err != nil {
		return figure{name: name}, err
	}
	sc.Send("n")
	sc.Send("channel\r470910\r\r882220\r\r\r")
	if err := sc.WaitFor(screen.Patience, "Spoken in the channel"); err != nil {
		return figure{name: name}, err
	}
	return perKey(name, sc, screen.Down, screen.Down, screen.Up)
}

func keyOnHome(home string) (figure, error) {
	name := fmt.Sprintf("one key on home with %d presets (Update and View, 120x40)", manyPresets)
	sc, done, err := open(home, 120, 40)
	if done != nil {
		defer done()
	}
	if err != nil {
		return figure{name: name}, err
	}
	return perKey(name, sc, screen.Down, screen.Down, screen.Up)
}

func typedNarrow(home string) (figure, error) {
	return typed("bytes to the terminal per typed character (80x24)", home, 80, 24, bytesNarrow)
}

func typedWithPreview(home string) (figure, error) {
	return typed("the same with the live request beside it (120x40)", home, 120, 40, bytesPreview)
}

// typed measures the bytes that a character in the channel's field makes the
// renderer send. Each is painted before the next is typed, as for a person.
func typed(name, home string, width, height, limit int) (figure, error) {
	f := figure{name: name}
	sc, done, err := open(home, width, height)
	if done != nil {
		defer done()
	}
	if err != nil {
		return f, err
	}
	sc.Send("n")
	if err := sc.WaitFor(screen.Patience, "Channel name"); err != nil {
		return f, err
	}
	const text = "townhall1122"
	if err := sc.WaitSettled(screen.Patience); err != nil {
		return f, err
	}
	before := sc.Bytes()
	for i := range text {
		sc.Send(text[i : i+1])
		if err := sc.WaitFor(screen.Patience, text[:i+1]); err != nil {
			return f, err
		}
	}
	if err := sc.WaitSettled(screen.Patience); err != nil {
		return f, err
	}
	each := int(sc.Bytes()-before) / len(strings.TrimSpace(text))
	return figure{name, fmt.Sprintf("%d", each), fmt.Sprintf("%d", limit), each <= limit}, nil
}

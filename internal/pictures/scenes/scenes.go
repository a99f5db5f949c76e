package scenes

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"sttwizard/agora"
	"sttwizard/agora/sandbox"
	"sttwizard/internal/connections"
	"sttwizard/internal/screen"
	refs "sttwizard/internal/secret"
	"sttwizard/presets"
	"sttwizard/ui"
	"sttwizard/ui/kit"
)

// scene is one picture and the story that leads to it.
type scene struct {
	name          string // of the file, without .svg
	title         string // what is to be seen
	width, height int
	light         bool
	ascii         bool
	colors        kit.Colors
	connection    string       // the one in use
	mode          sandbox.Mode // of Agora; empty: everything works
	before        func(*world) error
	story         func(*stage)
	film          bool // all that is seen on the way, and not only its end
}

// scenes are all pictures, in the order of a task's life.
var scenes = []scene{
	{name: "walk", title: "A first task: named, started, running, stopped", width: 120, height: 28, connection: "sandbox", film: true, story: walk},
	{name: "home", title: "Home: what runs, and what can be started", width: 120, height: 36, connection: "production", before: lively, story: livelyHome},
	{name: "home-empty", title: "Home before the first task", width: 80, height: 24, connection: "sandbox", story: func(s *stage) { s.see("New task in the sandbox") }},
	{name: "connections", title: "The connections", width: 100, height: 24, connection: "production", before: busy, story: atConnections},
	{name: "wizard-channel", title: "The first step, with an error beside its field", width: 80, height: 24, connection: "sandbox", story: sameUID},
	{name: "wizard-languages", title: "The languages, with the request beside them", width: 120, height: 40, connection: "sandbox", story: languages},
	{name: "wizard-languages-light", title: "The languages on a light terminal", width: 120, height: 40, light: true, connection: "sandbox", story: languages},
	{name: "wizard-narrow", title: "A step on a small terminal, with an error", width: 60, height: 20, light: true, connection: "sandbox", story: wrongFolder},
	{name: "review", title: "The review: every value and where it comes from", width: 100, height: 34, connection: "production", before: busy, story: review},
	{name: "preflight", title: "Before the event: what is in place, and what is not", width: 100, height: 28, connection: "production", before: atOnce, story: atPreflight},
	{name: "sending-lost", title: "Starting, when the answer is lost", width: 100, height: 24, connection: "sandbox", mode: sandbox.ModeLost, before: busy, story: lost},
	{name: "task", title: "A running task", width: 100, height: 24, connection: "sandbox", before: busy, story: running},
	{name: "task-light", title: "A running task on a light terminal", width: 100, height: 24, light: true, connection: "sandbox", before: busy, story: running},
	{name: "tasks", title: "The tasks of this machine, with the details of one", width: 120, height: 26, connection: "production", before: busier, story: atTasks},
	{name: "failure", title: "A start that Agora refused", width: 100, height: 24, connection: "production", mode: sandbox.ModeDenied, before: busy, story: refused},
	{name: "help", title: "All keys of a screen", width: 100, height: 30, connection: "production", before: busy, story: help},
}

// draw plays a scene and gives its picture.
func (sc scene) draw() (svg string, err error) {
	w, err := newWorld(sc.mode)
	if err != nil {
		return "", err
	}
	defer w.close()
	if sc.before != nil {
		if err := sc.before(w); err != nil {
			return "", err
		}
	}
	s, err := sc.open(w)
	if err != nil {
		return "", err
	}
	defer s.close()
	if sc.film {
		s.film = screen.NewFilm(s.looks())
	}
	sc.story(s)
	if s.err != nil {
		return "", fmt.Errorf("picture %s: %w", sc.name, s.err)
	}
	o := screen.SVGOptions{Title: "sttwizard. " + sc.title}
	if sc.film {
		return s.film.SVG(o, s.still), nil
	}
	t := s.shown()
	defer t.Close()
	return t.SVG(o), nil
}

// open puts the scene's screens on a stage.
func (sc scene) open(w *world) (*stage, error) {
	c, err := w.session.Choose(sc.connection)
	if err != nil {
		return nil, err
	}
	o := ui.Options{Connection: c, HasConnection: true, Dice: dice(), Editor: noEditor, ASCII: sc.ascii, Colors: sc.colors}
	if c.Name == connections.SandboxName {
		o.SandboxMode = string(sc.mode)
	}
	return newStage(w, o, sc.width, sc.height, sc.light), nil
}

const day = 24 * time.Hour

// townHall is the preset of the pictures.
var townHall = presets.Preset{
	Name: "town-hall", Title: "Weekly town hall", Note: "English, with subtitles in Spanish and French.",
	Connection: "production", Version: agora.V5,
	Ask:     []string{agora.PathChannelName},
	Secrets: map[string]refs.Ref{agora.PathAccessKey: refs.Keyring("acme-access"), agora.PathSecretKey: refs.Keyring("acme-storage")},
	Values: map[string]string{
		agora.PathChannelName: "town-hall-1117", agora.PathSubBotUID: "47091", agora.PathPubBotUID: "88222", agora.PathMaxIdleTime: "600",
		agora.PathLanguages: "en-US", agora.PathTranslatedPairs: "en-US:es-ES+fr-FR",
		agora.PathVendor: "1", agora.PathRegion: "0", agora.PathBucket: "acme-captions", agora.PathFileNamePrefix: "townhall",
	},
}

// busy is a machine in use: presets, one of them broken, and a running task.
func busy(w *world) error {
	simple := func(name, title, languages string) presets.Preset {
		return presets.Preset{Name: name, Title: title, Ask: []string{agora.PathChannelName}, Values: map[string]string{
			agora.PathLanguages: languages, agora.PathSubBotUID: "47101", agora.PathPubBotUID: "88232",
		}}
	}
	for _, step := range []func() error{
		func() error {
			return w.preset(townHall, use{5*time.Hour + 25*time.Minute, "stopped", 91 * time.Minute})
		},
		func() error { return w.preset(simple("board-meeting", "Board meeting", "en-US"), use{ago: 3 * day}) },
		func() error {
			return w.preset(simple("support-training", "Training of the support team", "en-US,de-DE"), use{ago: 16 * day})
		},
		func() error {
			return w.broken("old-webinar", "schema: 1\ntitle: Webinar\nrequest:\n  language: en-US\n", 400*day)
		},
		func() error { return w.running("all-hands", 42*time.Minute+10*time.Second) },
	} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

func atHome(s *stage) { s.see("Weekly town hall", "all-hands", "running", "42 min") }

// lively is busy, with two more tasks, one of them past its reminder.
func lively(w *world) error {
	if err := busy(w); err != nil {
		return err
	}
	board := w.runningBy("board-meeting", "board-1124", 2*time.Hour+10*time.Minute, noon.Add(-10*time.Minute))
	return errors.Join(board, w.runningBy("town-hall", "town-hall-1124", 5*time.Minute, noon.Add(time.Hour)))
}

// atOnce is busy, on a network that answers at once.
func atOnce(w *world) error {
	w.network.still = true
	return busy(w)
}

func livelyHome(s *stage) {
	s.pass(3 * time.Second)
	toPreset(s)
	s.see("Weekly town hall", "past its reminder", "IN_PROGRESS", `"languages"`)
}

// busier is busy, with a second task, and one of an earlier day that has ended.
func busier(w *world) error {
	if err := busy(w); err != nil {
		return err
	}
	if err := w.running("training-1124", 12*time.Minute); err != nil {
		return err
	}
	return w.running("town-hall-1123", 29*time.Hour)
}

func atTasks(s *stage) {
	s.press("t")
	s.pass(30 * time.Second) // an end that Agora does not state takes two looks
	s.press("down")          // what has ended keeps its place, so that nothing jumps
	s.see("2 running", "IN_PROGRESS", "ended")
}

func atConnections(s *stage) {
	s.press("c")
	s.see("production", "rehearsal", "sandbox")
}

func help(s *stage) {
	toPreset(s)
	s.press("f1")
	s.see("Keys", "rename")
}

// bots answers the first step's questions about the channel and the bots.
func bots(s *stage, channel, publisher string) {
	s.press("n")
	s.see("Channel name")
	s.write(channel)
	s.press("down", "space")
	s.write("47091")
	s.press("enter", "enter")
	s.see("Publishing bot's uid")
	s.write(publisher)
	s.press("enter")
}

func sameUID(s *stage) {
	bots(s, "town-hall-1124", "47091")
	s.see("Publishing bot's uid", "must differ")
}

// toLanguages goes on to the second step.
func toLanguages(s *stage) {
	bots(s, "town-hall-1124", "88222")
	s.press("enter")
	s.see("Spoken in the channel")
}

func languages(s *stage) {
	toLanguages(s)
	s.write("en-us")
	s.press("space")
	s.write("fren")
	s.see("French (France)", "1 chosen, up to 2", `"en-US"`)
}

func wrongFolder(s *stage) {
	toLanguages(s)
	s.write("en-us")
	s.press("space", "alt+4")
	s.see("Store subtitle files")
	s.press("space", "enter", "down", "enter") // on, the first storage
	s.see("Region")
	s.write("us_east_1")
	s.press("enter")
	s.write("acme-captions")
	s.press("enter")
	s.write("AKIA0123456789ABCDEF")
	s.press("enter")
	s.write("0123456789abcdefghij0123456789abcdefghij")
	s.press("enter")
	s.write("town hall")
	s.press("enter")
	s.see("Folder", "letters and digits")
}

// toPreset goes to the preset.
func toPreset(s *stage) {
	for range 9 {
		if here := strings.NewReplacer("❯", ">").Replace(s.text()); strings.Contains(here, ">   Weekly town hall") {
			return
		}
		s.press("down")
	}
	s.fail("the preset is not on the screen")
}

// prepared uses the preset and answers what it asks.
func prepared(s *stage) {
	toPreset(s)
	s.press("enter")
	s.see("What this preset leaves open")
	for range len("1117") {
		s.press("backspace")
	}
	s.write("1124")
	s.press("enter")
	s.see("Start transcription", "town-hall-1124")
	s.pass(2 * time.Second)
}

func review(s *stage) {
	prepared(s)
	s.see("warning", "preset town-hall", "typed")
}

func atPreflight(s *stage) {
	prepared(s)
	s.press("f")
	s.see("Something is wrong", "1 host can be heard", "There is no")
}

func lost(s *stage) {
	prepared(s)
	s.press("s")
	s.see("It may be running")
	s.pass(time.Second)
}

func running(s *stage) {
	prepared(s)
	s.press("s")
	s.pass(12*time.Minute + 4*time.Second)
	s.see("Running", "12 min")
}

func refused(s *stage) {
	prepared(s)
	s.press("s")
	s.see("Start on PRODUCTION?")
	s.pass(time.Second)
	s.press("y")
	s.see("Agora refused the credentials")
}

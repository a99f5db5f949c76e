package home

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"sttwizard/agora"
	"sttwizard/form"
	"sttwizard/internal/attempt"
	"sttwizard/internal/clock/clocktest"
	"sttwizard/internal/explain"
	"sttwizard/internal/secret"
	"sttwizard/internal/tasks"
	"sttwizard/presets"
	"sttwizard/ui/kit"
	"sttwizard/ui/kit/kittest"
)

// world is what the tests make of a machine.
type world struct {
	away         bool // the team's journal can't be read
	presets      []presets.Entry
	reading      bool // the presets are not there yet
	unsent, last *Kept
	connected    bool
	sandbox      bool
	own          bool
	problems     []error
	open, ended  []*attempt.Attempt
	strangers    []agora.Task
	broken       int
	works        map[string]Work   // by channel
	place        Place             // of all
	told         time.Time         // to stop, all of them
	titles       map[string]string // of presets, by the channel of the task
	now          time.Time         // zero: two o'clock
}

func (w *world) HasEditor() bool                       { return true }
func (w *world) Loaded() bool                          { return !w.reading }
func (w *world) Presets() []presets.Entry              { return w.presets }
func (w *world) Secrets(d *form.Draft) string          { return d.SecretsWords() }
func (w *world) Problems() []error                     { return w.problems }
func (w *world) Unsent() *Kept                         { return w.unsent }
func (w *world) Last() *Kept                           { return w.last }
func (w *world) Connected() bool                       { return w.connected }
func (w *world) HasOwn() bool                          { return w.own }
func (w *world) InSandbox() bool                       { return w.sandbox }
func (w *world) Strangers() []agora.Task               { return w.strangers }
func (w *world) Title(a *attempt.Attempt) string       { return w.titles[a.Intent().Channel] }
func (w *world) HasTasks() bool                        { return len(w.open)+len(w.ended)+w.broken > 0 }
func (w *world) Open() []*attempt.Attempt              { return w.open }
func (w *world) Ended() []*attempt.Attempt             { return w.ended }
func (w *world) Broken() int                           { return w.broken }
func (w *world) Prices() agora.Prices                  { return agora.PublishedPrices }
func (w *world) TeamIsAway() bool                      { return w.away }
func (w *world) Place(*attempt.Attempt) Place          { return w.place }
func (w *world) ToldToStop(*attempt.Attempt) time.Time { return w.told }
func (w *world) Answers(p presets.Preset) *form.Draft  { return answers(p) }

// Work is what a test gives; a task of which it says nothing runs.
func (w *world) Work(a *attempt.Attempt) Work {
	if work, ok := w.works[a.Intent().Channel]; ok {
		return work
	}
	return Work{Doing: explain.Doing{Status: agora.StatusInProgress}}
}

func (w *world) Now() time.Time {
	if w.now.IsZero() {
		return clocktest.At(14, 0, 0)
	}
	return w.now
}

func answers(p presets.Preset) *form.Draft {
	d := form.NewDraft(agora.Project{Version: agora.V7})
	tasks.FillDraft(d, p, form.FromPreset)
	return d
}

// ready is a preset, last used three days ago, that asks for the channel.
func ready(name string) presets.Entry {
	p := presets.Preset{
		Name: name, Title: "The weekly " + name, Note: "On Mondays.", Ask: []string{agora.PathChannelName},
		Values:  map[string]string{agora.PathLanguages: "en-US", agora.PathTranslatedPairs: "en-US:es-ES"},
		Secrets: map[string]secret.Ref{agora.PathSecret: secret.Keyring("hall")},
	}
	e := presets.Entry{Name: name, Preset: p}
	e.LastUsed.At, e.LastUsed.Result = clocktest.At(14, 0, 0).Add(-72*time.Hour), "ended"
	e.LastUsed.Duration = time.Hour
	return e
}

// broken is a preset whose file can't be used.
func broken(name string) presets.Entry {
	path := "/presets/" + name + ".yaml"
	err := &presets.FileError{Path: path, Err: errors.New("line 2: no such field")}
	return presets.Entry{Name: name, Path: path, Err: err}
}

// opened makes the screen of a world, and gives what it tells.
func opened(w *world) (*Screen, *[]Outcome) {
	told := &[]Outcome{}
	s := New(w, func(o Outcome) tea.Cmd { *told = append(*told, o); return nil })
	s.Reload()
	return s, told
}

// must fails the test if the screen does not show each of the texts.
func must(t *testing.T, s *Screen, texts ...string) {
	t.Helper()
	shown := kittest.Text(s, 120, 36)
	for _, text := range texts {
		if !strings.Contains(shown, text) {
			t.Errorf("it does not show %q:\n%s", text, shown)
		}
	}
}

func TestKeysLeadAway(t *testing.T) {
	s, told := opened(&world{broken: 1})
	kittest.Press(t, s, "n", "t", "s", "a", "c", "q", "p", "r")
	want := []Outcome{NewTask, ListTasks, Sandbox, Connect, Connections, Quit, Paste, ReadAgain}
	if !slices.Equal(*told, want) {
		t.Errorf("they tell %v, want %v", *told, want)
	}
}

func TestAKeyWithoutUseIsNotThere(t *testing.T) {
	s, _ := opened(&world{connected: true, own: true})
	for _, k := range []string{"x", "g", "l", "t", "s", "a", "e", "d", "/", "m", "y"} {
		if b, ok := kit.Find(s.Keys(), k); ok {
			t.Errorf("%s would %s", k, b.What())
		}
	}
}

func TestWhereNothingIsTheWaysInAreRows(t *testing.T) {
	w := &world{reading: true}
	s, told := opened(w)
	must(t, s, "reading the presets")
	w.reading = false
	must(t, s, "Transcribe a live event", "❯   New task in the sandbox", "Connect to Agora", "Paste a request")
	kittest.Press(t, s, "enter", "down", "enter", "down", "enter")
	if !slices.Equal(*told, []Outcome{TryOut, Connect, Paste}) {
		t.Errorf("the rows tell %v", *told)
	}
	*told = nil
	w.connected, w.sandbox = true, true
	kittest.Press(t, s, "home", "enter")
	must(t, s, "❯   New task in the sandbox")
	w.sandbox, w.own = false, true
	kittest.Press(t, s, "enter")
	if !slices.Equal(*told, []Outcome{NewTask, NewTask}) {
		t.Errorf("the first row tells %v", *told)
	}
	if text := kittest.Text(s, 120, 36); strings.Contains(text, "sandbox") || strings.Contains(text, "Connect") {
		t.Errorf("to somebody who has a connection it offers\n%s", text)
	}
}

func TestAPresetIsUsedAndEdited(t *testing.T) {
	w := &world{presets: []presets.Entry{ready("demo"), broken("old")}}
	s, told := opened(w)
	kittest.Press(t, s, "enter", "e", "down", "enter", "e")
	if len(*told) != 4 {
		t.Fatalf("it tells %v", *told)
	}
	use, uses := (*told)[0].(Use)
	edit, edits := (*told)[1].(Edit)
	if !uses || !edits || use.Preset.Name != "demo" || edit.Preset.Name != "demo" {
		t.Errorf("of a preset it tells %v", *told)
	}
	why := "line 2: no such field"
	if (*told)[2] != (Refuse{Words: "can't be used: " + why}) || (*told)[3] != (Refuse{Words: "can't be edited here: " + why}) {
		t.Errorf("of a broken one it tells %v", (*told)[2:])
	}
	must(t, s, "✗ old", why, "Repair it with an", "editor: /presets/old.yaml")
}

func TestPresetsAreListedByTheirTitlesAndTheCardHasTheRest(t *testing.T) {
	s, _ := opened(&world{presets: []presets.Entry{ready("demo"), ready("gala")}})
	must(t, s, "❯   The weekly demo", "    The weekly gala", "en → es", "3 days ago", "─ The weekly demo ─", "On Mondays.",
		"encryption", "secrets      1 in the keyring", "asks         channel name", "last used    3 days ago, ended after 1 h",
		"file         demo.yaml")
	for _, size := range [][2]int{{80, 24}, {60, 24}} {
		text := kittest.Text(s, size[0], size[1])
		if !strings.Contains(text, "❯   The weekly demo") || !strings.Contains(text, "─ The weekly demo ─") {
			t.Errorf("in a window of %v it shows\n%s", size, text)
		}
	}
}

func TestReadingAgainStaysOnTheChosenRow(t *testing.T) {
	w := &world{presets: []presets.Entry{ready("demo"), ready("gala")}}
	s, _ := opened(w)
	kittest.Press(t, s, "down")
	w.presets = []presets.Entry{ready("board"), ready("demo"), ready("gala")}
	s.Reload()
	must(t, s, "❯   The weekly gala")
	w.presets = w.presets[:1]
	s.Reload()
	must(t, s, "❯   The weekly board")
}

// types types letters into the filter.
func types(s *Screen, text string) {
	for _, letter := range text {
		s.Typed(tea.KeyPressMsg{Code: letter, Text: string(letter)})
	}
}

func TestTheFilterLetsThroughWhatHasItsWords(t *testing.T) {
	s, told := opened(&world{presets: []presets.Entry{ready("demo"), ready("gala"), ready("galaxy")}})
	kittest.Press(t, s, "/")
	if !s.IsTyping() {
		t.Error("letters are no letters")
	}
	for _, letter := range "jkxnq" {
		if _, is := kit.Find(s.Keys(), string(letter)); is {
			t.Errorf("%c can't be typed", letter)
		}
	}
	types(s, "gala")
	kittest.Press(t, s, "down")
	must(t, s, `with "gala"`, "    The weekly gala ", "❯   The weekly galaxy")
	if text := kittest.Text(s, 120, 36); strings.Contains(text, "demo") || strings.Contains(text, " of 3") {
		t.Errorf("it shows\n%s", text)
	}
	if s.Title() != "Home with: gala" {
		t.Errorf("the title is %q", s.Title())
	}
	kittest.Press(t, s, "enter", "e")
	if edit, ok := (*told)[0].(Edit); !ok || edit.Preset.Name != "galaxy" {
		t.Errorf("e tells %v", *told)
	}
	kittest.Press(t, s, "/")
	types(s, "z")
	must(t, s, "nothing has that; esc shows all")
	kittest.Press(t, s, "esc")
	must(t, s, "    The weekly demo", "New task")
}

func TestTheChoiceIsKeptAfterAFilter(t *testing.T) {
	s, _ := opened(&world{
		presets: []presets.Entry{ready("demo"), ready("gala"), ready("galaxy")}, open: running(t, "hall"),
	})
	must(t, s, "❯ ● hall")
	kittest.Press(t, s, "/")
	types(s, "weekly gala")
	must(t, s, "❯   The weekly gala")
	kittest.Press(t, s, "down", "esc")
	must(t, s, "❯   The weekly galaxy", "● hall")
}

func TestTheFilterReadsTitlesAndTasksToo(t *testing.T) {
	s, _ := opened(&world{presets: []presets.Entry{ready("demo"), ready("gala")}, open: running(t, "hall")})
	kittest.Press(t, s, "/")
	s.Typed(tea.PasteMsg{Content: "weekly gala"})
	must(t, s, `with "weekly gala"`, "❯   The weekly gala")
	kittest.Press(t, s, "esc", "/")
	types(s, "hall")
	must(t, s, "❯ ● hall", "no preset has that")
}

func TestEveryKeyOfAListMovesInIt(t *testing.T) {
	w := &world{open: running(t, "hall")}
	for i := range 30 {
		e := ready(fmt.Sprintf("p%02d", i))
		e.Preset.Title = ""
		w.presets = append(w.presets, e)
	}
	s, _ := opened(w)
	for _, step := range [][2]string{
		{"end", "❯   p29"}, {"home", "❯ ● hall"}, {"pgdown", "❯   p08"}, {"j", "❯   p09"}, {"down", "❯   p10"},
		{"k", "❯   p09"}, {"pgup", "❯ + New task"}, {"up", "❯ ● hall"}, {"up", "❯ ● hall"}, {"down", "❯ + New task"},
	} {
		kittest.Press(t, s, step[0])
		must(t, s, step[1])
	}
}

func TestWhatIsKeptIsGoneOnWith(t *testing.T) {
	unsent, last := form.NewDraft(agora.Project{Version: agora.V7}), form.NewDraft(agora.Project{Version: agora.V7})
	unsent.Set(agora.PathChannelName, "hall", form.Typed)
	s, told := opened(&world{unsent: &Kept{unsent, clocktest.At(13, 30, 0)}, last: &Kept{last, clocktest.At(9, 0, 0)}})
	must(t, s, "› Unsent answers", "hall", "today 13:30", "↺ Last answers", "today 09:00")
	kittest.Press(t, s, "g", "l", "n")
	if !slices.Equal(*told, []Outcome{Resume{unsent}, Resume{last}, NewTask}) {
		t.Errorf("it tells %v", *told)
	}
	unsent.Set(agora.PathChannelName, "", form.Typed)
	must(t, s, "no channel yet")
	*told = nil
	kittest.Press(t, s, "home", "enter", "end", "enter")
	if !slices.Equal(*told, []Outcome{Resume{unsent}, Resume{last}}) {
		t.Errorf("the rows tell %v", *told)
	}
}

func TestTheChosenRowIsInSightInEveryWindow(t *testing.T) {
	many := []presets.Entry{broken("old")}
	for range 60 {
		many = append(many, ready("town-hall-of-every-second-week"))
	}
	many[1].Preset.Title, many[1].Name = "", "town-hall"
	s, _ := opened(&world{presets: many, broken: 2, problems: []error{errors.New("no directory")}})
	kittest.Press(t, s, "home", "down", "down", "down")
	for _, size := range [][2]int{{120, 36}, {88, 20}, {80, 20}, {60, 16}, {40, 12}} {
		lines := strings.Split(kittest.Text(s, size[0], size[1]), "\n")
		lines = lines[:min(len(lines), size[1])] // the frame cuts the rest off
		if text := strings.Join(lines, "\n"); !strings.Contains(text, "❯   town-hall") {
			t.Errorf("at %v it shows\n%s", size, text)
		}
		for _, line := range lines {
			if ansi.StringWidth(line) > size[0] {
				t.Errorf("at %v this is too wide: %q", size, line)
			}
		}
	}
}

func TestWhatIsPastedIsARequestOrLeftOut(t *testing.T) {
	s, told := opened(&world{presets: []presets.Entry{ready("demo")}})
	s.Typed(tea.PasteMsg{Content: "hello\nthere"})
	s.Typed(tea.PasteMsg{Content: `{"a": 1}`})
	s.Typed(tea.PasteMsg{Content: "curl https://example.com"})
	s.Typed(tea.KeyPressMsg{Code: '{', Text: "{"})
	s.Typed(tea.KeyPressMsg{Code: '}', Text: "}"})
	want := []Outcome{
		Refuse{Words: "what was pasted is no request as JSON, curl or a program, so it was left out"},
		Pasted{`{"a": 1}`, true}, Pasted{"curl https://example.com", true}, Pasted{"{", false},
	}
	if !slices.Equal(*told, want) {
		t.Errorf("it tells %v, want %v", *told, want)
	}
	kittest.Press(t, s, "/")
	s.Typed(tea.PasteMsg{Content: "{"})
	if s.filter.Words() != "{" || len(*told) != len(want) {
		t.Errorf("the filter is %q, and it tells %v", s.filter.Words(), *told)
	}
}

func TestWhatCanBeDoneWithAPresetIsSaidBesideIt(t *testing.T) {
	for own, want := range map[bool][]string{
		true: {"enter", "n", "e", "m", "d", "/"}, false: {"enter", "n", "e", "/", "s", "a"}, // it needs a connection first
	} {
		s, _ := opened(&world{presets: []presets.Entry{ready("town-hall"), broken("old")}, own: own})
		for card, keys := range map[string][]string{
			"e edit  f check  m rename  d delete  y duplicate": {"home", "down"}, "e edit  m rename  d delete  y duplicate": {"end"},
		} {
			kittest.Press(t, s, keys...)
			must(t, s, card)
			want := want
			if own && strings.Contains(card, "check") { // what can't be read can't be checked
				want = slices.Insert(slices.Clone(want), 3, "f")
			}
			var order []string
			for _, k := range s.Keys() {
				if !k.IsRare() {
					order = append(order, k.Show())
				}
			}
			if len(order) < len(want) || !slices.Equal(order[:len(want)], want) {
				t.Errorf("the footer begins with %v, want %v", order, want)
			}
		}
	}
}

func TestALanguageIsNamedWholeBesideAnotherOfItsKind(t *testing.T) {
	for codes, want := range map[string]string{"en-US,fr-FR": "en fr", "en-NG,en-US,af-ZA": "en-NG en-US af"} {
		r := agora.Request{Languages: strings.Split(codes, ",")}
		if got := requestLanguages(r, "→"); got != want {
			t.Errorf("%s: %q, want %q", codes, got, want)
		}
	}
}

func TestOnlyWhatIsTranslatedStandsBesideItsTranslation(t *testing.T) {
	pair := func(source string, into ...string) agora.Translation {
		return agora.Translation{Source: source, Target: into}
	}
	for want, pairs := range map[string][]agora.Translation{
		"en de":            nil,
		"en de → fr":       {pair("en-US", "fr-FR"), pair("de-DE", "fr-FR")},
		"en → es fr, de":   {pair("en-US", "es-ES", "fr-FR")},
		"en → de, de → en": {pair("en-US", "de-DE"), pair("de-DE", "en-US")},
	} {
		r := agora.Request{Languages: []string{"en-US", "de-DE"}, Translate: &agora.TranslateConfig{Languages: pairs}}
		if got := requestLanguages(r, "→"); got != want {
			t.Errorf("%v: %q, want %q", pairs, got, want)
		}
	}
}

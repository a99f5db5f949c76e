package review

import (
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"sttwizard/agora"
	"sttwizard/form"
	"sttwizard/ui/kit"
	"sttwizard/ui/kit/kittest"
)

type world struct {
	draft  *form.Draft
	costs  string
	opened []string
	saves  bool
	last   *form.Base
}

func (w world) Base(with Against) *form.Base {
	return map[Against]*form.Base{AsBegan: w.draft.Began(), LastRun: w.last}[with]
}
func (w world) Against() (Against, bool) { return AsBegan, false }

func (w world) Draft() *form.Draft { return w.draft }
func (w world) Request() []string {
	return strings.Split(strings.Repeat("a line of the request\n", 30), "\n")
}
func (w world) Reminder(int) string    { return "18:00" }
func (w world) Costs() string          { return w.costs }
func (w world) Version() agora.Version { return w.draft.Project().Version }
func (w world) Sign() string           { return "*" }
func (w world) Saves() bool            { return w.saves }
func (w world) BackTo() string         { return "home" }
func (w world) Opened(key string) bool { return slices.Contains(w.opened, key) }

// answered is a draft with these answers.
func answered(t *testing.T, answers map[string]string) *form.Draft {
	t.Helper()
	d := form.NewDraft(agora.Project{Version: agora.V7})
	for path, text := range answers {
		if err := d.Set(path, text, form.Typed); err != nil {
			t.Fatal(err)
		}
	}
	return d
}

func legal() map[string]string {
	return map[string]string{agora.PathLanguages: "en-US", agora.PathChannelName: "hall", agora.PathPubBotUID: "88222"}
}

// reviewing makes the screen, and gives what it tells.
func reviewing(d *form.Draft) (*Screen, *[]Outcome) {
	told := &[]Outcome{}
	return New(world{draft: d, costs: "money"}, "", func(o Outcome) tea.Cmd { *told = append(*told, o); return nil }), told
}

func TestTheKeysTellWhereToGo(t *testing.T) {
	s, told := reviewing(answered(t, legal()))
	kittest.Press(t, s, "s", "ctrl+s", "y", "w", "o", "e", "c", "esc", "a", "h", "v", "s", "y", "w", "o", "esc")
	want := []Outcome{
		Send, Save, CopyCurl, WriteCurl, Export, Remind, Connection, Back, Steps, GoHome, OtherText,
		Send, CopyCurl, WriteCurl, Export, OtherText,
	}
	if !slices.Equal(*told, want) {
		t.Errorf("they tell %v, want %v", *told, want)
	}
	for _, k := range s.Keys() {
		if k.IsHeld() != (k.What() == "start") {
			t.Errorf("%s is held: %v", k.Show(), k.IsHeld())
		}
	}
}

func TestEnterEditsTheChosenLine(t *testing.T) {
	s, told := reviewing(answered(t, legal()))
	kittest.Press(t, s, "home", "down", "enter", "end", "down", "enter", "up", "home", "up", "down", "enter")
	first := Edit{agora.PathChannelName}
	if len(*told) != 3 || (*told)[0] != first || (*told)[1] == first || (*told)[2] != first {
		t.Errorf("enter tells %v", *told)
	}
	if text := kittest.Text(s, 100, 40); !strings.Contains(text, "❯   Channel name") {
		t.Errorf("the chosen line is not marked:\n%s", text)
	}
}

func TestOneStandsOnWhatIsToBeLookedAtElseOnTheButton(t *testing.T) {
	s, told := reviewing(answered(t, legal()))
	if text := kittest.Text(s, 100, 40); !strings.Contains(text, "❯   Start transcription   s") {
		t.Errorf("the button has not the focus:\n%s", text)
	}
	kittest.Press(t, s, "enter")
	if b, _ := kit.Find(s.Keys(), "enter"); !slices.Equal(*told, []Outcome{Send}) || !b.IsHeld() {
		t.Errorf("enter on the button tells %v, held %v", *told, b.IsHeld())
	}
	flat := kit.NewStyles(kit.Look{Colors: kit.NoColors})
	if text := ansi.Strip(s.View(&flat, 60, 20)); !strings.Contains(text, "❯ [ Start ] s") {
		t.Errorf("without colours there is no button:\n%s", text)
	}

	answers := legal()
	answers[agora.PathMaxIdleTime] = "7200" // is warned of
	s, _ = reviewing(answered(t, answers))
	if text := kittest.Text(s, 100, 40); !strings.Contains(text, "❯   Start transcription   s") || !strings.Contains(text, "! Ends") {
		t.Errorf("the button has not the focus, or the warning is not there:\n%s", text)
	}
	if b, _ := kit.Find(s.Keys(), "enter"); b.What() != "start" || !b.IsHeld() {
		t.Errorf("with a warning enter is to %s, held %v", b.What(), b.IsHeld())
	}
	answers[agora.PathPubBotUID] = "no uid"
	s, _ = reviewing(answered(t, answers))
	if text := kittest.Text(s, 100, 40); !strings.Contains(text, "❯ ✗ The bot's uid") {
		t.Errorf("the error has not the focus:\n%s", text)
	}
	s = New(world{draft: answered(t, answers)}, agora.PathLanguages, nil)
	if text := kittest.Text(s, 100, 40); !strings.Contains(text, "❯   Spoken in the channel") {
		t.Errorf("the line that was edited has not the focus:\n%s", text)
	}
}

func TestAWarningThatWasLookedAtHasTheFocusNoMore(t *testing.T) {
	answers := legal()
	answers[agora.PathMaxIdleTime] = "7200" // is warned of
	d := answered(t, answers)
	const key = agora.PathMaxIdleTime
	if s := New(world{draft: d}, key, nil); s.lines()[s.at] != key || !s.IsMarked(key) {
		t.Errorf("a line that was not opened because of its mark is not come back to but %d", s.at)
	}
	if s := New(world{draft: d, opened: []string{key}}, key, nil); s.at != onButton {
		t.Errorf("after its warning was looked at the focus is on line %d", s.at)
	}
	d.Set(agora.PathMaxIdleTime, "none", form.Typed)
	if s := New(world{draft: d, opened: []string{key}}, key, nil); s.lines()[s.at] != key {
		t.Errorf("after it was made wrong the focus is on %s", s.lines()[s.at])
	}
}

// TestEachWarningIsSeenBeforeEnterStarts draws reviews whose lines have no room.
func TestEachWarningIsSeenBeforeEnterStarts(t *testing.T) {
	answers := legal()
	answers[agora.PathTranslatedPairs] = "en-US:de-DE+es-ES+fr-FR"
	answers[agora.PathMaxIdleTime] = "7200"
	answers[agora.PathLanguages] = "en-US, de-DE, fr-FR"
	d := answered(t, answers)
	warnings := d.Warnings()
	if len(warnings) < 2 {
		t.Fatalf("it warns of %v", warnings)
	}
	for _, size := range [][2]int{{120, 40}, {100, 21}, {80, 21}, {60, 17}, {60, 13}, {40, 9}} {
		s := New(world{draft: d}, "", nil)
		text := strings.Join(strings.Fields(kittest.Text(s, size[0], size[1])), " ")
		seen := 0
		for _, w := range warnings {
			if strings.Contains(text, strings.Join(strings.Fields(w.Text)[:3], " ")) {
				seen++
			}
		}
		if s.at != onButton || seen < len(warnings) && (seen == 0 || !strings.Contains(text, "more to look at below")) {
			t.Errorf("%v: of %d warnings %d are seen at %d\n%s", size, len(warnings), seen, s.at, kittest.Text(s, size[0], size[1]))
		}
	}
	s := New(world{draft: d, opened: []string{agora.PathMaxIdleTime, agora.PathLanguages, agora.PathTranslatedPairs}}, "", nil)
	if lines := strings.Split(kittest.Text(s, 80, 21), "\n"); strings.Contains(lines[2]+lines[3], "!") {
		t.Errorf("what was looked at stands below the button:\n%s", strings.Join(lines, "\n"))
	}
}

func TestThePresetThatIsEditedIsSavedFirst(t *testing.T) {
	var told []Outcome
	tell := func(o Outcome) tea.Cmd { told = append(told, o); return nil }
	s := New(world{draft: answered(t, legal()), saves: true}, "", tell)
	for _, step := range []struct{ key, shows string }{
		{"", "❯   Save preset   ctrl+s      Start transcription   s"}, {"down", "❯   Start transcription   s"},
		{"up", "❯   Save preset"}, {"end", "❯ Reminder"}, {"home", "❯   Save preset"},
	} {
		if step.key != "" {
			kittest.Press(t, s, step.key)
		}
		if text := kittest.Text(s, 100, 40); !strings.Contains(text, step.shows) {
			t.Errorf("after %q it shows\n%s", step.key, text)
		}
	}
	kittest.Press(t, s, "enter", "down", "enter", "ctrl+s", "s")
	if want := []Outcome{Save, Send, Save, Send}; !slices.Equal(told, want) {
		t.Errorf("it tells %v, want %v", told, want)
	}
	if keys := s.Keys(); keys[1].Show() != "ctrl+s" || keys[2].Show() != "s" || !keys[2].IsHeld() {
		t.Errorf("the keys begin with %s, %s", keys[1].Show(), keys[2].Show())
	}
	answers := legal()
	answers[agora.PathPubBotUID] = "no uid"
	if s = New(world{draft: answered(t, answers), saves: true}, "", nil); s.at < 0 {
		t.Error("the button has the focus though something is wrong")
	}
}

func TestWhatIsWrongIsNotSentButShown(t *testing.T) {
	answers := legal()
	answers[agora.PathPubBotUID] = "no uid"
	s, told := reviewing(answered(t, answers))
	text := kittest.Text(s, 100, 40)
	if !strings.Contains(text, "✗ 1 wrong") || strings.Contains(text, "ready to send") {
		t.Errorf("it says\n%s", text)
	}
	kittest.Press(t, s, "home", "s", "enter")
	say, says := (*told)[0].(Say)
	right := says && say.Bad && strings.Contains(say.Words, "✗")
	if !right || len(*told) != 2 || (*told)[1] != (Edit{agora.PathPubBotUID}) {
		t.Errorf("it tells %v", *told)
	}
	s, told = reviewing(answered(t, legal()))
	const trouble = "The journal can't be written."
	s.SetTrouble(trouble, false)
	kittest.Press(t, s, "s")
	text = kittest.Text(s, 100, 40)
	if !strings.Contains(text, "✗ can't be sent") || !strings.Contains(text, trouble) || (*told)[0] != LookAgain {
		t.Errorf("it tells %v and says\n%s", *told, text)
	}
}

// On the button, the footer says once how to start, and what else can be done.
func TestTheFooterSaysOnceHowToStart(t *testing.T) {
	s, _ := reviewing(answered(t, legal()))
	rare := func() bool { b, ok := kit.Find(s.Keys(), "s"); return ok && b.IsRare() }
	if !rare() {
		t.Error("on the button s is told twice")
	}
	if kittest.Press(t, s, "down"); rare() {
		t.Error("on a line s is not told")
	}
}

// What is still to be answered has the mark that steps have for it, and no error's.
func TestWhatIsMissingIsMarkedAsOnTheSteps(t *testing.T) {
	answers := legal()
	answers[agora.PathLanguages] = ""
	s, told := reviewing(answered(t, answers))
	text := kittest.Text(s, 100, 40)
	if !strings.Contains(text, "○ 1 missing") || !strings.Contains(text, "❯ ○ Spoken in the channel") || strings.Contains(text, "✗") {
		t.Errorf("it shows\n%s", text)
	}
	kittest.Press(t, s, "home", "s")
	if say, ok := (*told)[0].(Say); !ok || !strings.Contains(say.Words, "○ is missing; enter answers it") {
		t.Errorf("it tells %v", *told)
	}
}

func TestTheCauseBehindALongPathIsTold(t *testing.T) {
	s, _ := reviewing(answered(t, legal()))
	s.SetTrouble("The attempt could not be written down, so nothing was sent. Make room, then try again. Cannot write /tmp/"+
		strings.Repeat("a-long-directory/", 14)+".check: the disk is full.", false)
	if text := strings.Join(strings.Fields(kittest.Text(s, 80, 20)), " "); !strings.Contains(text, "the disk is full.") {
		t.Errorf("it says\n%s", text)
	}
}

func TestOneStartIsChecked(t *testing.T) {
	s, told := reviewing(answered(t, legal()))
	if text := kittest.Text(s, 100, 40); !strings.Contains(text, "✓ ready to send   money") {
		t.Errorf("it says\n%s", text)
	}
	s.SetSending(true)
	kittest.Press(t, s, "s", "s")
	text := kittest.Text(s, 100, 40)
	if len(*told) > 0 || !s.Waits() || !strings.Contains(text, "looking for open tasks of this channel *") {
		t.Errorf("while the checks run it tells %v and says\n%s", *told, text)
	}
}

func TestWhatAnotherVersionHasIsKeptAndSaidSo(t *testing.T) {
	d := answered(t, legal())
	d.SetProject(agora.Project{Version: agora.V5})
	d.Set(agora.PathSubBotUID, "47091", form.Typed)
	d.SetProject(agora.Project{Version: agora.V7})
	s, told := reviewing(d)
	kittest.Press(t, s, "end", "enter")
	say, says := (*told)[0].(Say)
	right := says && !say.Bad && strings.Contains(say.Words, "is kept for another version")
	if text := kittest.Text(s, 100, 40); !right || !strings.Contains(text, "Kept, not sent by v7") {
		t.Errorf("it tells %v and says\n%s", *told, text)
	}
	for _, width := range []int{70, 80} { // what is not sent takes no room of what is
		if text := kittest.Text(s, width, 40); !strings.Contains(text, "30 s after the last host left") {
			t.Errorf("%d columns show\n%s", width, text)
		}
	}
}

func TestTheChosenLineIsInSightInSmallWindows(t *testing.T) {
	s, _ := reviewing(answered(t, legal()))
	for range 20 {
		for _, size := range [][2]int{{120, 36}, {80, 10}, {40, 7}} {
			text := kittest.Text(s, size[0], size[1])
			if lines := strings.Split(text, "\n"); len(lines) > size[1] || !strings.Contains(text, "❯") {
				t.Errorf("at %v it shows\n%s", size, text)
			}
		}
		kittest.Press(t, s, "down")
	}
}

func TestTheReminderIsALineLikeAnyOther(t *testing.T) {
	s, told := reviewing(answered(t, legal()))
	kittest.Press(t, s, "end")
	if text := kittest.Text(s, 100, 40); !strings.Contains(text, "❯ Reminder") {
		t.Errorf("it can't be gone to:\n%s", text)
	}
	kittest.Press(t, s, "enter", "pgup", "enter")
	if want := []Outcome{Remind, Send}; !slices.Equal(*told, want) {
		t.Errorf("it tells %v, want %v", *told, want)
	}
}

func TestALongValueGoesOnBelowAndItsSourceStandsAtTheRight(t *testing.T) {
	answers := legal()
	answers[agora.PathKeywords] = strings.Repeat("transcription,", 12) + "end"
	s, _ := reviewing(answered(t, answers))
	for _, width := range []int{50, 70, 100, 120} {
		text := kittest.Text(s, width, 40)
		if left := strings.Join(strings.Fields(text), " "); !strings.Contains(left, "end") || width >= sourceFrom && !strings.Contains(left, " typed") {
			t.Errorf("at %d columns it shows\n%s", width, text)
		}
	}
}

func TestWhatIsSentStandsBesideWhereThereIsRoom(t *testing.T) {
	s, _ := reviewing(answered(t, legal()))
	if text := kittest.Text(s, 120, 40); !strings.Contains(text, "│  a line of the request") {
		t.Errorf("it shows\n%s", text)
	}
	if text := kittest.Text(s, 100, 40); strings.Contains(text, "a line of the request") {
		t.Errorf("where it is narrow it shows\n%s", text)
	}
}

func TestWhatIsOffAndWhatIsMissingAreToldForWhatTheyAre(t *testing.T) {
	d := answered(t, map[string]string{agora.PathChannelName: "hall"})
	s, _ := reviewing(d)
	text := kittest.Text(s, 100, 40)
	if !strings.Contains(text, "off: look into the channel whether captions come") {
		t.Errorf("captions that are off might be none at all:\n%s", text)
	}
	for _, line := range strings.Split(text, "\n") {
		if strings.Contains(line, "missing") && strings.Contains(line, "default") {
			t.Errorf("what is missing is called a default: %q", line)
		}
	}
	if !strings.Contains(text, "missing") {
		t.Errorf("the language is not said to be missing:\n%s", text)
	}
}

func TestWhereTheTeamsJournalIsAwayTheOwnOneCanBeTaken(t *testing.T) {
	s, told := reviewing(answered(t, legal()))
	s.SetTrouble("The team's journal can't be written.", true)
	kittest.Press(t, s, "L", "s")
	if got := *told; len(got) != 2 || got[0] != Alone || got[1] != LookAgain {
		t.Errorf("%v", got)
	}
	s.SetTrouble("", false)
	for _, k := range s.Keys() {
		if strings.Contains(k.Show(), "L") {
			t.Error("it is offered where nothing is wrong")
		}
	}
}

func TestWhatItCostsIsNeverCut(t *testing.T) {
	const costs = "about US$ 2.10 an hour while one microphone is open"
	d := answered(t, legal())
	for _, width := range []int{40, 60, 80, 100, 120} {
		s, _ := reviewing(d)
		s.world = costly{s.world, costs}
		var told []string
		for line := range strings.Lines(kittest.Text(s, width, 40)) {
			left, _, _ := strings.Cut(line, "│") // behind it stands the request
			told = append(told, strings.Fields(left)...)
		}
		if text := strings.Join(told, " "); !strings.Contains(text, costs) {
			t.Errorf("at %d columns:\n%s", width, text)
		}
	}
}

// costly is a world in which a start costs something.
type costly struct {
	World
	costs string
}

func (c costly) Costs() string { return c.costs }

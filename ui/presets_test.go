package ui

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
	term "sttwizard/internal/screen"
)

func TestABrokenPresetIsListedWithItsReasonAndLeftAlone(t *testing.T) {
	t.Parallel()
	home := withReady(t, "demo")
	path := write(t, home, "config/presets/old-webinar.yaml", "schema: 1\nfoo: bar\n")
	r := start(t, rigOptions{home: home, screen: term.Options{Width: 110, Height: 30}})
	r.see("✗ old-webinar", "foo")
	r.keys("/old"+term.Enter, "❯ ✗ old-webinar", "Repair it with an")
	r.keys(term.Enter, "can't be used", "foo")
	r.keys("e", "can't be edited here")
	if data, _ := os.ReadFile(path); string(data) != "schema: 1\nfoo: bar\n" {
		t.Errorf("the file is %q", data)
	}
}

func TestAPresetWithAnIllegalValueOpensAtItsField(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	write(t, home, "config/presets/board.yaml", `schema: 1
request:
  languages: [en-US, de-DE, fr-FR]
  maxIdleTime: 2
  rtcConfig: {channelName: board, subBotUid: "5", pubBotUid: "5"}
`)
	r := start(t, rigOptions{home: home, screen: term.Options{Width: 100, Height: 40}})
	r.see("❯ board")
	r.keys(term.Enter, "What this preset leaves open", "Idle time", "Spoken in the channel", "Publishing bot's uid", "✗")
	r.mustNot("Channel name", "ready to send")
	r.mustText(agora.PathMaxIdleTime, "2", agora.PathLanguages, "en-US,de-DE,fr-FR")
	r.keys(term.CtrlR, "Start transcription", "wrong")
	r.calm()
	r.keys("s", "not sent")
}

func TestDeletingAPresetAsks(t *testing.T) {
	t.Parallel()
	home := withReady(t, "demo")
	path := filepath.Join(home, "config/presets/ready.yaml")
	r := start(t, rigOptions{home: home})
	r.see("❯ ready")
	r.keys("d", "Delete the preset ready? Its file is kept as a backup")
	r.keys("n", "❯ ready")
	r.keys("d", "Delete the preset")
	r.keys(term.Esc, "❯ ready")
	if _, err := os.Stat(path); err != nil {
		t.Fatal(err)
	}
	r.keys("d", "Delete the preset")
	r.calm()
	r.keys("y", "deleted ready", "Transcribe a live event")
	if _, err := os.Stat(path); !os.IsNotExist(err) {
		t.Error("the file is still there")
	}
}

func TestPresetsAreRenamedAndDuplicated(t *testing.T) {
	t.Parallel()
	r := start(t, rigOptions{home: withReady(t, "demo")})
	r.see("❯ ready")
	r.keys("m", "New name", "ready")
	r.keys(term.CtrlU+"Not A Name"+term.Enter, "✗")
	r.keys(term.CtrlU+"board"+term.Enter, "ready is now board", "❯ board")
	r.keys("y", "Name of the copy", "board-copy")
	r.keys(term.Enter, "made board-copy")
	r.keys("m", "New name")
	r.keys(term.CtrlU+"board-copy"+term.Enter, "there is a preset", "board-copy")
	if entries, err := r.session.Presets.List(); err != nil || len(entries) != 2 {
		t.Errorf("%d presets, %v", len(entries), err)
	}
}

func TestAPresetIsReplacedOnlyAfterAYes(t *testing.T) {
	t.Parallel()
	home := withReady(t, "other")
	r := start(t, rigOptions{home: home})
	r.see("❯ ready")
	r.keys("n", "Channel name")
	r.keys("demo", "demo")
	r.keys(term.CtrlS, "Save as preset", "demo")
	r.keys("Ready"+term.Enter, "There is a preset ready already")
	r.keys("n", "Channel name")
	if p, _ := r.session.Presets.Load("ready"); p.Values[agora.PathChannelName] != "other" {
		t.Fatal("it was replaced")
	}
	r.keys(term.CtrlS, "Save as preset")
	r.keys("ready"+term.Enter, "Replace it?")
	r.calm()
	r.keys("y", "saved as preset ready")
	if p, _ := r.session.Presets.Load("ready"); p.Values[agora.PathChannelName] != "demo" {
		t.Error("it was not replaced")
	}
}

func TestAPlaceholderIsNotSavedFromTheWizard(t *testing.T) {
	t.Parallel()
	r := start(t, rigOptions{})
	r.see("new task")
	r.keys("n", "Channel name")
	r.keys("<CHANNEL>", "<CHANNEL>")
	r.keys(term.CtrlS, "Save as preset")
	r.keys("kept"+term.Enter, "ot saved: ", `the placeholder "<CHANNEL>"`)
	if p, err := r.session.Presets.Load("kept"); err == nil {
		t.Errorf("it was saved: %v", p.Values)
	}
}

func TestSavingFromTheWizardSaysWhatCameOfIt(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	r := start(t, rigOptions{home: home})
	r.keys("n", "Channel name")
	r.keys("demo"+term.CtrlS, "Save as preset")
	r.keys(term.Enter, "saved as preset demo")
	r.end()
	write(t, home+"2", "config/presets", "a file in the way")
	r = start(t, rigOptions{home: home + "2"})
	r.keys("n", "Channel name")
	r.keys("demo"+term.CtrlS, "Save as preset")
	r.keys(term.Enter, "could not be used", "then try again", "Title")
}

func TestThePresetsOwnConnectionIsTaken(t *testing.T) {
	t.Parallel()
	home := withReady(t, "demo")
	write(t, home, "config/presets/ready.yaml", "connection: nowhere\n"+readyFor("demo"))
	r := start(t, rigOptions{home: home})
	r.use() // the sandbox is left only on purpose
	r.must("SANDBOX")
	r.mustNot("nowhere")
}

func TestTheLastAnswersCanBeUsedAgain(t *testing.T) {
	t.Parallel()
	home, at := withReady(t, "demo"), newClock()
	r := start(t, rigOptions{home: home, clock: at})
	r.use()
	r.running()
	r.keys("h", "Last answers")
	r.end()
	r = start(t, rigOptions{home: home, clock: at, screen: term.Options{Width: 110, Height: 30}})
	r.see("↺ Last answers")
	r.keys("l", "ready to send", "last used")
	r.mustText(agora.PathChannelName, "demo", agora.PathSubBotUID, "47091")
}

func TestThreeKeysFromAPresetToARunningTask(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	write(t, home, "config/presets/town-hall.yaml", townHall)
	r := start(t, rigOptions{home: home})
	r.see("❯ Weekly town hall")
	r.keys(term.Enter, "What this preset leaves open", "Channel name")
	r.keys(term.Enter, "ready to send")
	r.running()
	r.mustState(attempt.Started)
	r.keys("h", "❯ ● Weekly town hall town-hall running")
}

func TestNothingIsSentWithoutAJournal(t *testing.T) {
	t.Parallel()
	t.Run("a file stands where the directory must be", func(t *testing.T) {
		home := withReady(t, "demo")
		write(t, home, "state/attempts", "a file in the way")
		r := start(t, rigOptions{home: home})
		r.see("❯ ready")
		r.keys(term.Enter, "Review", "can't be sent", "STTWIZARD_HOME")
		r.calm()
		r.keys("s", "so nothing was sent")
		r.settled()
		r.nothingSent(0)
	})
	t.Run("the state directory can't be made", func(t *testing.T) {
		home := withReady(t, "demo")
		write(t, home, "state", "a file in the way")
		r := start(t, rigOptions{home: home})
		r.see("❯ ready")
		r.keys(term.Enter, "Review", "can't be sent")
		r.calm()
		r.keys("s")
		r.settled()
		r.must("can't be sent")
		r.nothingSent(0)
	})
	t.Run("it goes away while the review is read", func(t *testing.T) {
		home := withReady(t, "demo")
		r := start(t, rigOptions{home: home})
		r.use()
		r.calm()
		state := filepath.Join(home, "state")
		r.wait("a file where the directory was", func() bool { // into which something may just be written
			return os.RemoveAll(state) == nil && os.WriteFile(state, []byte("a file in the way"), 0o600) == nil
		})
		r.keys("s") // whichever looks first finds that nothing can be written
		r.wait("that nothing was sent", func() bool { return len(lacking(r.Text(), []string{"Not sent.", "so nothing was sent"})) < 2 })
		r.settled()
		r.nothingSent(1)
	})
}

// nothingSent fails the test if a call went out that can start a task, or more than that
// many that prepare one: the review asks ahead once.
func (r *rig) nothingSent(ahead int) {
	r.t.Helper()
	if r.wire.Calls("acquire") > ahead || r.wire.Calls("start") > 0 {
		r.t.Errorf("%d builder tokens, %d starts", r.wire.Calls("acquire"), r.wire.Calls("start"))
	}
}

func TestAnUnreadableJournalAsksBeforeAnythingIsSent(t *testing.T) {
	t.Parallel()
	home := withReady(t, "demo")
	r := start(t, rigOptions{home: home})
	r.use()
	r.running()
	id := r.attempts()[0].ID()
	r.end()
	path := filepath.Join(home, "state/attempts", id+".jnl")
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	data[12] ^= 0x20 // in the first record
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	r = start(t, rigOptions{home: home})
	r.see("✗ 1 journal can't be read", "may be running")
	r.keys("t", "Tasks of this machine", id)
	r.keys("h", "❯ ready")
	r.keys(term.Enter, "ready to send")
	r.calm()
	r.keys("s", "two tasks may bill", "unreadable")
	r.settled()
	r.nothingSent(1)
}

func TestHomeWithManyPresetsScrollsToTheChosenOne(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	for i := range 60 {
		write(t, home, fmt.Sprintf("config/presets/p%02d.yaml", i), readyFor("demo"))
	}
	r := start(t, rigOptions{home: home})
	r.see("❯ p00")
	r.keys(strings.Repeat("j", 45), "❯ p45")
	r.keys(strings.Repeat("k", 15), "❯ p30")
	r.keys("/p5", "❯ p50")
	r.keys(term.Down+term.Down+term.Enter, "❯ p52")
	r.keys(term.Enter, "ready to send")
}

func TestAPresetsUseIsRemembered(t *testing.T) {
	t.Parallel()
	home := withReady(t, "demo")
	r := start(t, rigOptions{home: home, screen: term.Options{Width: 120, Height: 30}})
	r.use()
	r.running()
	for range 90 {
		r.pass(time.Second)
	}
	r.Settle(t)
	r.keys("x", "Stop the task")
	r.calm()
	r.keys("y")
	r.live(time.Second, "– Ended")
	r.keys("h", "last used", "today", "stopped after 1 min")
}

func TestAPresetThatIsOnlyLookedAtReplacesNoUnsentAnswers(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	write(t, home, "config/presets/ready.yaml", readyFor("demo"))
	r := start(t, rigOptions{home: home, screen: term.Options{Width: 100, Height: 30}})
	r.keys("n", "Channel name")
	r.keys("precious", "precious")
	r.keys(term.Esc, "Unsent answers", "precious")
	r.keys(term.End, "❯ ready")
	r.keys(term.Enter, "Start transcription")
	r.keys("h", "Unsent answers", "precious")
}

package page

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"sttwizard/agora"
	"sttwizard/form"
	"sttwizard/internal/words"
)

func TestEnterOnAWrongFieldStaysWithItsError(t *testing.T) {
	d := form.NewDraft(v5)
	p := pageOf(d, form.StepChannel)
	mustNotContain(t, "a new page", seen(p), "required")
	if do(p, "enter") != Stay || p.Focused().Path != agora.PathChannelName {
		t.Fatal("enter left a required field")
	}
	mustContain(t, "the page", seen(p), "○ Channel name", "○ Channel name is required: type it")
	typed(p, "town/hall")
	do(p, "enter")
	mustContain(t, "the page", seen(p), "can't hold '/'")
	empty(p)
	typed(p, "t")
	mustNotContain(t, "the page when the value is right", seen(p), "✗")
	if do(p, "enter") != NextStep {
		t.Error("enter on a legal field stays")
	}
}

func TestTabGoesOnAndLeavesAMark(t *testing.T) {
	d := form.NewDraft(v5)
	p := unfolded(pageOf(d, form.StepChannel))
	typed(p, "town/hall")
	if first, second := p.Tab(), p.Tab(); first != Stay || second != Stay || p.Focused().Path != agora.PathSubBotUID {
		t.Fatal("tab does not go to the next field")
	}
	mustContain(t, "the page", seen(p), "✗ Channel name", "can't hold '/'")
	mustNotContain(t, "the field that was not left", seen(p), "✗ Subscribing")
	p.FocusLast()
	if p.Tab() != NextStep {
		t.Error("tab on the last field does not leave the step")
	}
	if d.Text(agora.PathChannelName) != "town/hall" {
		t.Error("the illegal text is lost")
	}
}

func TestBackIsNeverRefusedAndLosesNothing(t *testing.T) {
	d := form.NewDraft(v5)
	p := pageAt(t, d, agora.PathPubBotUID)
	typed(p, "not a number")
	for range 4 { // the row that folds them among them
		if p.Back() != Stay {
			t.Fatal("back left the step too early")
		}
	}
	if p.Focused().Path != agora.PathChannelName || p.Back() != PrevStep {
		t.Error("back on the first field does not leave the step")
	}
	if d.Text(agora.PathPubBotUID) != "not a number" {
		t.Error("the illegal text is lost")
	}
	again := pageAt(t, d, agora.PathPubBotUID)
	mustContain(t, "the page when it is opened again", flat(again), "not a number", "✗ Publishing bot's uid", "digits only")
	mustNotContain(t, "it says of what is only missing", seen(again), "is required")
}

func TestTheLastEnterGoesToTheFirstWrongField(t *testing.T) {
	d := draftWith(t, with(legal, agora.PathChannelName, ""))
	p := pageOf(d, form.StepChannel)
	p.Focus(agora.PathTransferMode)
	if do(p, "enter") != Stay || p.Focused().Path != agora.PathChannelName {
		t.Error("enter passed a missing answer")
	}
	typed(p, "town-hall")
	p.Focus(agora.PathTransferMode)
	if do(p, "enter") != NextStep {
		t.Error("enter on a page without errors stays")
	}
}

func TestAToggleBringsItsQuestionsAndKeepsFocusAndValues(t *testing.T) {
	d := draftWith(t, with(full, "captionConfig", "off"))
	p := pageOf(d, form.StepCaptions)
	mustNotContain(t, "the page", seen(p), "Bucket")
	do(p, "space")
	if p.Focused().Path != "captionConfig" || !d.On(form.Captions) {
		t.Fatal("the switch is not on, or lost the focus")
	}
	mustContain(t, "the page", seen(p), "Bucket", "captions", "Amazon S3", "us-east-1 (0)", "events/2026/", "120 s")
	do(p, "y", "y")
	if !d.On(form.Captions) {
		t.Error("y does not mean on")
	}
	do(p, "right")
	mustNotContain(t, "the page", seen(p), "Bucket")
	if d.On(form.Captions) || d.Text(agora.PathBucket) != "captions" {
		t.Error("switching off lost an answer")
	}
	if do(p, "enter") != NextStep {
		t.Error("enter does not go on")
	}
}

func TestAnotherVendorBringsItsRegions(t *testing.T) {
	d := draftWith(t, full)
	p := pageAt(t, d, agora.PathVendor)
	do(p, "down")
	if d.Text(agora.PathVendor) != "5" || p.Focused().Path != agora.PathVendor {
		t.Fatalf("the vendor is %q", d.Text(agora.PathVendor))
	}
	mustContain(t, "the page", seen(p), "Container", "Account key")
	mustNotContain(t, "the page", seen(p), "Region")
	do(p, "up")
	mustContain(t, "the page", seen(p), "us-east-1", "Secret access key")
	p.Focus(agora.PathRegion)
	d.Set(agora.PathRegion, "999", form.Typed)
	p.Redraw(testStyles())
	if p.Focused().Path != agora.PathRegion {
		t.Error("the page drawn anew lost the focus")
	}
	mustContain(t, "the page", seen(p), "(●) 999", "not on the list")
}

func TestOtherColoursLeaveFilterCursorAndTextAlone(t *testing.T) {
	d := draftWith(t, legal)
	p := pageAt(t, d, agora.PathLanguages)
	typed(p, "french c")
	before := seen(p)
	p.Restyle(stylesWith(words.PlainMarks))
	p.Restyle(testStyles())
	if after := seen(p); after != before {
		t.Errorf("it became\n%s\nfrom\n%s", after, before)
	}
	p = pageAt(t, d, agora.PathChannelName)
	do(p, "home")
	p.Restyle(testStyles())
	typed(p, "a ")
	if got := d.Text(agora.PathChannelName); got != "a town-hall" {
		t.Errorf("the text became %q", got)
	}
	p.Restyle(stylesWith(words.PlainMarks))
	mustContain(t, "the page", seen(p), "| a town-hall")
}

func TestArrowsMoveBetweenFieldsAndInsideLists(t *testing.T) {
	d := draftWith(t, legal)
	p := unfolded(pageOf(d, form.StepChannel))
	do(p, "up")
	mustNotContain(t, "up on the first field", seen(p), "✗")
	do(p, "down", "down", "down")
	if p.Focused().Path != agora.PathSubBotToken {
		t.Errorf("down goes to %s", p.Focused().Path)
	}
	do(p, "up")
	if p.Focused().Path != agora.PathSubBotUID {
		t.Errorf("up goes to %s", p.Focused().Path)
	}
	p = pageAt(t, draftWith(t, legal), agora.PathTransferMode)
	do(p, "down", "down", "up")
	if p.Focused().Path != agora.PathTransferMode {
		t.Error("an arrow left a list")
	}
}

func TestCtrlGMakesWhatItSays(t *testing.T) {
	d := draftWith(t, with(legal, agora.PathCryptionMode, "8"))
	for _, path := range []string{agora.PathSubBotUID, agora.PathPubBotUID, agora.PathSecret, agora.PathSalt} {
		p := pageAt(t, d, path)
		before := d.Text(path)
		mustContain(t, path, seen(p), "ctrl+g makes ")
		if err := p.Make(); err != nil {
			t.Fatal(err)
		}
		if d.Text(path) == before || d.Source(path) != form.Made {
			t.Errorf("%s is %q from %q", path, d.Text(path), d.Source(path))
		}
		do(p, "left", "right")
		if d.Source(path) != form.Made {
			t.Errorf("%s: moving the cursor made it %q", path, d.Source(path))
		}
	}
	p := pageAt(t, d, agora.PathChannelName)
	if err := p.Make(); err != nil || d.Text(agora.PathChannelName) != "town-hall" {
		t.Errorf("a channel was made: %q, %v", d.Text(agora.PathChannelName), err)
	}
	if problems := d.Problems(); len(problems) > 0 {
		t.Errorf("what was made is wrong: %v", problems)
	}
}

func TestASecretIsShownOnlyWhileItIsRevealed(t *testing.T) {
	d := draftWith(t, with(legal, agora.PathSubBotToken, "007canary"))
	p := unfolded(pageOf(d, form.StepChannel))
	mustContain(t, "the page", seen(p), "set · 9 characters · typed")
	mustNotContain(t, "the page", seen(p), "canary")
	p.Focus(agora.PathSubBotToken)
	mustNotContain(t, "the focused field", seen(p), "canary")
	mustContain(t, "the focused field", seen(p), "set · 9 characters · typed", "ctrl+t shows it")
	p.Resize(36, 20)
	mustContain(t, "the narrow field", seen(p), "set · 9 characters · typed")
	p.Resize(80, 40)
	p.Reveal()
	mustContain(t, "the revealed field", seen(p), "007canary", "ctrl+t hides it")
	p.Tab()
	mustNotContain(t, "the field that was left", seen(p), "canary")
	p.Back()
	mustNotContain(t, "the field that was come back to", seen(p), "canary")
	p.Focus(agora.PathChannelName)
	p.Reveal()
	mustContain(t, "a field that is no secret", seen(p), "town-hall")
}

func TestAPastedTokenComesInWholeAndWithoutLines(t *testing.T) {
	token := strings.Repeat("007eJxSYBBbsMMnKq7p9Hf", 120) // 2,640 characters
	wrapped := "  "
	for i, r := range token {
		if wrapped += string(r); i%64 == 63 {
			wrapped += "\r\n\t"
		}
	}
	for _, path := range []string{agora.PathSubBotToken, agora.PathSalt, agora.PathSecretKey} {
		d := draftWith(t, with(legal, agora.PathCryptionMode, "7", "captionConfig", "on"))
		p := pageAt(t, d, path)
		p.Update(tea.PasteMsg{Content: wrapped + "\u200b\ufeff\u00a0\n"})
		if d.Text(path) != token {
			t.Errorf("%s: %d of %d characters arrived", path, len(d.Text(path)), len(token))
		}
		mustContain(t, path, seen(p), "2640 characters", agora.Secret(token).Fingerprint())
		p.Reveal()
		if got := d.Text(path); got != token || d.Source(path) != form.Typed {
			t.Errorf("revealing changed %s", path)
		}
	}
}

func TestAPastedChannelIsTrimmed(t *testing.T) {
	d := form.NewDraft(v5)
	p := pageOf(d, form.StepChannel)
	p.Update(tea.PasteMsg{Content: " \ttown hall\u200b 2\r\n"})
	if got := d.Text(agora.PathChannelName); got != "town hall 2" {
		t.Errorf("the channel is %q", got)
	}
	typed(p, " b")
	if got := d.Text(agora.PathChannelName); got != "town hall 2 b" {
		t.Errorf("a typed space is lost: %q", got)
	}
}

func TestKeysTypedAheadReachTheFieldTheyWereMeantFor(t *testing.T) {
	d := form.NewDraft(v5)
	p := pageOf(d, form.StepChannel)
	typed(p, "town-hall")
	do(p, "down", "space")
	typed(p, "47091")
	do(p, "enter", "enter")
	typed(p, "88222")
	do(p, "enter")
	for path, want := range map[string]string{agora.PathChannelName: "town-hall", agora.PathSubBotUID: "47091", agora.PathPubBotUID: "88222", agora.PathPubBotToken: ""} {
		if d.Text(path) != want {
			t.Errorf("%s is %q", path, d.Text(path))
		}
	}
}

func TestAnUntouchedValueStaysAsItWas(t *testing.T) {
	for _, path := range []string{agora.PathChannelName, agora.PathMaxIdleTime, agora.PathSubBotToken, agora.PathSubscribeUIDs, agora.PathBucket, agora.PathJSONProtocol, agora.PathRegion} {
		for _, text := range []string{"a\x1b[2Jb\tc\u202e ", " 1 ", "x\r\ny", "\ufffd", "2001 , 2002,"} {
			d := draftWith(t, with(full, "captionConfig", "on"))
			d.Set(path, text, form.FromPreset("weekly", ""))
			p := pageAt(t, d, path)
			do(p, "left", "right", "home", "end")
			p.Tab()
			p.Focus(path)
			p.Resize(40, 8)
			p.View()
			p.Reveal()
			do(p, "left")
			p.Back()
			p.Redraw(testStyles())
			if got := d.Text(path); got != text || d.Source(path) != "preset weekly" {
				t.Errorf("%s: %q became %q from %q", path, text, got, d.Source(path))
			}
		}
	}
}

func TestLettersAreCommandsOnlyWhereNothingIsTyped(t *testing.T) {
	d := draftWith(t, full)
	for path, want := range map[string]bool{
		agora.PathChannelName: true, agora.PathSubBotToken: true, agora.PathLanguages: true, agora.PathRegion: true, agora.PathMaxIdleTime: true,
		agora.PathVendor: false, "captionConfig": false,
	} {
		if p := pageAt(t, d, path); p.Typing() != want {
			t.Errorf("%s: %v", path, p.Typing())
		}
	}
}

func TestLettersOfAWordLeaveASwitchAlone(t *testing.T) {
	d := draftWith(t, legal)
	p := pageAt(t, d, string(form.Translation))
	do(p, "space", "f", "r", "e", "n")
	if !d.On(form.Translation) {
		t.Error("a word that was meant for the list below switched it off")
	}
	p = pageAt(t, d, string(form.Translation))
	do(p, "n")
	if d.On(form.Translation) {
		t.Error("n as the first key does not switch it off")
	}
}

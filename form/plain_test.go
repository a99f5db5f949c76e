package form

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"sttwizard/agora"
	"sttwizard/internal/samples"
)

// script answers prompts with lines; the transcript holds what was said and,
// after each prompt, what was answered.
type script struct {
	lines   []string
	secrets []string // what the secret function was asked
	out     bytes.Buffer
}

func (s *script) line() (string, error) {
	if len(s.lines) == 0 {
		s.out.WriteString("(end)\n")
		return "", io.EOF
	}
	line := s.lines[0]
	s.lines = s.lines[1:]
	s.out.WriteString(line + "\n")
	return line, nil
}

func (s *script) plain() *Plain { return &Plain{Line: s.line, Out: &s.out} }

// unfold asks what is folded, too, as after :more on each step.
func (p *Plain) unfold() *Plain {
	p.unfolded = map[string]bool{}
	for _, q := range Table() {
		p.unfolded[q.Key] = true
	}
	return p
}

// secretly lets secrets be asked as on a terminal: without echo.
func (s *script) secretly() *Plain {
	p := s.plain()
	p.Secret = func(prompt string) (string, error) {
		s.secrets = append(s.secrets, prompt)
		if len(s.lines) == 0 {
			return "", io.EOF
		}
		line := s.lines[0]
		s.lines = s.lines[1:]
		return line, nil
	}
	return p
}

func ask(t *testing.T, d *Draft, lines ...string) (string, error) {
	t.Helper()
	s := &script{lines: lines}
	err := s.plain().unfold().Ask(d, "")
	return s.out.String(), err
}

func TestPlainAsksEveryQuestionInOrder(t *testing.T) {
	d := NewDraft(v5)
	out, err := ask(t, d,
		"town-hall", "47091", "007listening", "88222", "007writing", "501,502", "60", "1", "RTC,RTM",
		"en-US, france",
		"on", "8", "a-channel-secret", full[agora.PathSalt],
		"on", "1", "us-east-1", "captions", "an-access-key", "a-secret-key", "events/2026", "120",
		"on", "fr-FR,de-DE", "en-US", "3")
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for path, want := range full {
		if got := d.Text(path); got != want {
			t.Errorf("%s is %q, not %q", path, got, want)
		}
	}
	at := 0
	for _, q := range Questions(d) {
		i := strings.Index(out[at:], q.Title+" [")
		if j := strings.Index(out[at:], q.Title+": "); i < 0 || j >= 0 && j < i {
			i = j
		}
		if i < 0 {
			t.Fatalf("%q is not asked after its forerunner:\n%s", q.Title, out)
		}
		at += i
	}
	for i, s := range Steps() {
		mustContain(t, "the walk", out, fmt.Sprintf("\n%d. %s\n", i+1, s.Title()))
	}
	mustContain(t, "the walk", out, "  French (France) (fr-FR)", "note: two languages cost more", "7. AES_128_GCM2 (mode 7, needs a salt)", "Idle time [30 s]: ")
}

func TestPlainSkipsHiddenQuestions(t *testing.T) {
	d := NewDraft(v5)
	out, err := ask(t, d, "town-hall", "47091", "", "88222", "", "", "", "", "", "en-US", "", "off", "n")
	if err != nil || len(d.Problems()) > 0 {
		t.Fatalf("%v, %v\n%s", err, d.Problems(), out)
	}
	mustNotContain(t, "the walk", out, "Encryption secret", "Bucket", "into", "Region")
}

func TestPlainChoicesAreNumbered(t *testing.T) {
	for name, c := range map[string]struct {
		path, line, want, said string
	}{
		"a mode by its own number":        {agora.PathCryptionMode, "7", "7", "7. AES_128_GCM2"},
		"no mode":                         {agora.PathCryptionMode, "0", "0", "0. "},
		"a mode by name":                  {agora.PathCryptionMode, "aes_256_gcm2", "8", "8. AES_256_GCM2"},
		"a vendor by its own number":      {agora.PathVendor, "5", "5", "5. Microsoft Azure"},
		"a vendor by a part of its name":  {agora.PathVendor, "google", "6", "Google Cloud (6)"},
		"a format by its place":           {agora.PathJSONProtocol, "2", "true", "2. JSON with gzip"},
		"two modes by their places":       {agora.PathTransferMode, "2,1", "RTM,RTC", "1. RTC"},
		"a region by its number":          {agora.PathRegion, "7", "7", "One: a code"},
		"a region by its place":           {agora.PathRegion, "frankfurt", "7", "eu-central-1 (7)"},
		"languages by code and by name":   {agora.PathLanguages, "fr-fr, german (germany)", "fr-FR,de-DE", "Up to 2"},
		"what was there may be kept":      {agora.PathVendor, "", "1", "[Amazon S3]"},
		"and what is optional be emptied": {agora.PathTransferMode, "-", "", "[RTC, RTM]"},
	} {
		d := draftWith(t, full)
		s := &script{lines: []string{c.line}}
		if err := s.plain().AskOnly(d, []string{c.path}); err != nil {
			t.Errorf("%s: %v\n%s", name, err, s.out.String())
		}
		if got := d.Text(c.path); got != c.want {
			t.Errorf("%s: %q, not %q", name, got, c.want)
		}
		mustContain(t, name, s.out.String(), c.said)
	}
}

func TestPlainSaysWhatIsWrongAndAsksAgain(t *testing.T) {
	for name, c := range map[string]struct {
		path, line, said string
	}{
		"out of range":             {agora.PathMaxIdleTime, "4", "wrong: Idle time: must be 5 to 2592000 seconds; 4 is not"},
		"no number":                {agora.PathMaxIdleTime, "soon", "wrong: Idle time: must be a whole number"},
		"a required one emptied":   {agora.PathChannelName, "-", "wrong: Channel name is required: type it"},
		"a bad character":          {agora.PathChannelName, "a/b", "can't hold '/'"},
		"no such language":         {agora.PathLanguages, "klingon", "wrong: nothing matches klingon"},
		"several languages":        {agora.PathLanguages, "engl", "several match; type the code of one:\n    en-US  English (United States)\n    en-IN  English (India)\n"},
		"too many of them to list": {agora.PathLanguages, "a", " more\n"},
		"too many languages":       {agora.PathLanguages, "en-US,fr-FR,de-DE", "at most 2 languages; 3 given"},
		"a language twice":         {agora.PathLanguages, "en-US,en-us", "names en-US twice"},
		"no such mode":             {agora.PathCryptionMode, "12", "nothing matches 12"},
		"neither on nor off":       {"captionConfig", "perhaps", "must be on or off"},
		"nothing can be made":      {agora.PathChannelName, ":make", "nothing can be made here"},
		"escapes":                  {agora.PathLanguages, "\x1b[2J", "nothing matches \ufffd[2J"},
	} {
		d := draftWith(t, full)
		d.Set(c.path, d.Text(c.path), Typed)
		d.Begin("")
		for path := range full {
			d.answers[path] = answer{d.Text(path), FromPreset("weekly", "")}
		}
		s := &script{lines: []string{c.line}}
		err := s.plain().AskOnly(d, []string{c.path})
		var ended *InputEnded
		if !errors.As(err, &ended) || ended.Question.Path != c.path {
			t.Errorf("%s: it was not asked again: %v", name, err)
		}
		mustContain(t, name, s.out.String(), c.said)
		if d.Changed() || (c.path != "captionConfig" && d.Source(c.path) != "preset weekly") {
			t.Errorf("%s: the draft was changed to %q from %q", name, d.Text(c.path), d.Source(c.path))
		}
	}
}

func TestPlainGoesBackHelpsAndGoesOnToTheReview(t *testing.T) {
	d := NewDraft(v5)
	out, err := ask(t, d, ":back", "town-hall", ":help", ":back", "other", "47091", ":make", ":review")
	if !errors.Is(err, ErrAtReview) {
		t.Fatalf("%v\n%s", err, out)
	}
	if d.Text(agora.PathChannelName) != "other" || d.Text(agora.PathSubBotUID) != "47091" {
		t.Error("an answer is lost")
	}
	mustContain(t, "the walk", out, "this is the first question", "joins the channel to listen", "a number from 1 to 4294967295",
		"Type :make for one to keep.", "Channel name [town-hall]: ", "nothing can be made here")
}

func TestPlainGoesBackOverStepsAndHiddenQuestions(t *testing.T) {
	d := draftWith(t, legal)
	s := &script{lines: []string{"off", ":back", ":back", ":back", "RTM", ":review"}}
	if err := s.plain().unfold().Ask(d, "encryption"); !errors.Is(err, ErrAtReview) {
		t.Fatal(err)
	}
	if got := d.Text(agora.PathTransferMode); got != "RTM" {
		t.Errorf("three back from captions is not the delivery:\n%s", s.out.String())
	}
}

func TestPlainMakesValues(t *testing.T) {
	d := NewDraft(v5)
	s := &script{lines: []string{"town-hall", ":make", "", ":make", ":review"}}
	s.plain().unfold().Ask(d, "")
	if len(d.Text(agora.PathSubBotUID)) != 9 || d.Source(agora.PathPubBotUID) != Made {
		t.Errorf("made %q and %q", d.Text(agora.PathSubBotUID), d.Text(agora.PathPubBotUID))
	}
	mustContain(t, "the walk", s.out.String(), "made: "+d.Text(agora.PathSubBotUID))
}

func TestPlainAsksSecretsWithoutEcho(t *testing.T) {
	d := draftWith(t, with(legal, agora.PathPubBotToken, "007writing"))
	s := &script{lines: []string{" 007 listening\t", "", "", ":review"}}
	if err := s.secretly().unfold().Ask(d, agora.PathSubBotToken); !errors.Is(err, ErrAtReview) {
		t.Fatal(err)
	}
	if d.Text(agora.PathSubBotToken) != "007listening" || d.Text(agora.PathPubBotToken) != "007writing" {
		t.Errorf("the tokens are %q and %q", d.Text(agora.PathSubBotToken), d.Text(agora.PathPubBotToken))
	}
	if len(s.secrets) != 2 || s.secrets[1] != "Publishing bot's token [•••• "+agora.Secret("007writing").Fingerprint()+" (fingerprint)]: " {
		t.Errorf("asked were %q", s.secrets)
	}
	mustNotContain(t, "the walk", s.out.String(), "listening", "007")
	again := &script{lines: []string{"-", ":back", ":back", "other", ":review"}}
	again.secretly().unfold().Ask(d, agora.PathSubBotToken)
	if d.Text(agora.PathSubBotToken) != "" || d.Text(agora.PathSubBotUID) != "47091" {
		t.Error("a secret can't be emptied, or commands don't work in it")
	}
}

func TestTheEndOfTheInputNamesTheQuestionAndTheFlags(t *testing.T) {
	for name, c := range map[string]struct {
		answers map[string]string
		from    string
		want    string
	}{
		"a required question": {with(legal, agora.PathChannelName, ""), "",
			`the input ended at the question "Channel name" (rtcConfig.channelName); give what is missing on the command line: --set rtcConfig.channelName=VALUE`},
		"an optional one, others are missing": {with(legal, agora.PathLanguages, "", agora.PathCryptionMode, "1"), agora.PathMaxIdleTime,
			`the input ended at the question "Idle time" (maxIdleTime); give what is missing on the command line: --set languages=VALUE --set rtcConfig.secret=env:NAME`},
		"nothing is missing": {legal, agora.PathMaxIdleTime,
			`the input ended at the question "Idle time" (maxIdleTime); it needs no answer, and :review skips the rest`},
	} {
		s := &script{}
		err := s.plain().unfold().Ask(draftWith(t, c.answers), c.from)
		var ended *InputEnded
		if !errors.As(err, &ended) || err.Error() != c.want {
			t.Errorf("%s: %v", name, err)
		}
		s = &script{}
		if err := s.secretly().unfold().Ask(draftWith(t, c.answers), agora.PathSubBotToken); !errors.As(err, &ended) || ended.Question.Path != agora.PathSubBotToken {
			t.Errorf("%s, at a secret: %v", name, err)
		}
	}
	broken := errors.New("the terminal is gone")
	p := &Plain{Line: func() (string, error) { return "", broken }, Out: io.Discard}
	if err := p.Ask(NewDraft(v5), ""); !errors.Is(err, broken) {
		t.Errorf("another failure: %v", err)
	}
}

func TestPlainAsksOnlyWhatAPresetLeavesOpen(t *testing.T) {
	d := draftWith(t, with(full, agora.PathChannelName, "", agora.PathSecret, "", "captionConfig", "off"))
	s := &script{lines: []string{"town-hall", ":back", "other", "secret", "de-DE", "es-ES"}}
	err := s.plain().AskOnly(d, []string{agora.PathChannelName, agora.PathBucket, agora.PathSecret, agora.PathTranslatedPairs})
	if err != nil || d.Text(agora.PathChannelName) != "other" || d.Text(agora.PathSecret) != "secret" || d.Text(agora.PathTranslatedPairs) != "en-US:de-DE,fr-FR:es-ES" {
		t.Errorf("%v, %q\n%s", err, d.Text(agora.PathTranslatedPairs), s.out.String())
	}
	mustNotContain(t, "the questions", s.out.String(), "Bucket", "Idle")
	if err := (&script{}).plain().AskOnly(d, []string{agora.PathBucket}); err != nil {
		t.Errorf("only hidden questions: %v", err)
	}
}

func TestPlainGoesOnWhenAnAnswerTakesItsQuestionAway(t *testing.T) {
	d := draftWith(t, with(legal, agora.PathTranslatedPairs, "en-US:fr-FR,de-DE:fr-FR"))
	s := &script{lines: []string{"-", "4"}}
	if err := s.plain().unfold().Ask(d, targetsKey("de-DE")); err != nil {
		t.Fatal(err)
	}
	if d.Text(agora.PathTranslatedPairs) != "en-US:fr-FR" || d.Text(agora.PathForceInterval) != "4" {
		t.Errorf("the interval was not asked:\n%s", s.out.String())
	}
}

func TestPlainKeepsWhatIsOnNoList(t *testing.T) {
	d := draftWith(t, with(legal, agora.PathLanguages, "tlh"))
	s := &script{lines: []string{"tlh,en-us"}}
	if err := s.plain().AskOnly(d, []string{agora.PathLanguages}); err != nil || d.Text(agora.PathLanguages) != "tlh,en-US" {
		t.Errorf("%v: %q\n%s", err, d.Text(agora.PathLanguages), s.out.String())
	}
	d = draftWith(t, with(full, agora.PathVendor, "a\x1b[2Jb"))
	s = &script{lines: []string{"", "6"}}
	if err := s.plain().AskOnly(d, []string{agora.PathVendor}); err != nil || d.Text(agora.PathVendor) != "6" {
		t.Errorf("%v: %q\n%s", err, d.Text(agora.PathVendor), s.out.String())
	}
	mustContain(t, "the list", s.out.String(), "5. Microsoft Azure", "not on the list", "must be a whole number")
	mustNotContain(t, "the list", s.out.String(), "\x1b")
}

func TestPlainDrawsHostileTextAsText(t *testing.T) {
	for name, payload := range samples.Hostile() {
		d := everywhere(payload)
		for _, q := range Questions(d) {
			s := &script{lines: []string{":help", ""}}
			s.plain().unfold().Ask(d, q.Key)
			for _, line := range strings.Split(s.out.String(), "\n") {
				if samples.Steering(line) != "" {
					t.Errorf("%s, at %s: %q", name, q.Path, line)
				}
			}
		}
	}
}

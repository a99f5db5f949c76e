package explain

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	caption "sttwizard/internal/captions"
	"sttwizard/internal/captions/arriving"
	"sttwizard/internal/clock/clocktest"
	"sttwizard/internal/samples"
	"sttwizard/internal/secret"
	"sttwizard/internal/storage"
	"sttwizard/internal/words"
)

func TestHowCaptionsStandIsSaid(t *testing.T) {
	t.Parallel()
	now := clocktest.At(20, 5, 0)
	last := now.Add(-38 * time.Second)
	long := 4*time.Minute + 5*time.Second
	for _, c := range []struct {
		report arriving.Report
		err    error
		word   string
		line   string
		health words.Health
	}{
		{arriving.Report{State: arriving.Waiting, Due: now.Add(40 * time.Second)}, nil, "captions waiting", "the first captions are due in 40 s", words.Busy},
		{arriving.Report{State: arriving.Waiting, Due: now.Add(8 * time.Hour)}, nil, "captions waiting", "the first captions are due in 8 h", words.Busy},
		{arriving.Report{State: arriving.Waiting, Due: now.Add(-time.Second)}, nil, "captions waiting", "the first captions are due", words.Busy},
		{arriving.Report{State: arriving.Waiting, Why: arriving.FirstLate, Due: now.Add(-time.Minute)}, nil, "captions waiting", "the first captions are 1 min late", words.Busy},
		{arriving.Report{State: arriving.Waiting, Why: arriving.NeverCame, Doubt: true}, nil, "no captions yet", "no captions yet: nobody has spoken, or Agora can't write there", words.Look},
		{arriving.Report{State: arriving.Arriving, Last: last}, nil, "captions arriving", "captions arriving, the last 38 s ago", words.Well},
		{arriving.Report{State: arriving.Arriving, Last: now.Add(time.Second)}, nil, "captions arriving", "captions arriving, the last 0 s ago", words.Well},
		{arriving.Report{State: arriving.Arriving, Last: last, Why: arriving.LanguageLacks, Doubt: true, Lacking: []string{"de-DE"}}, nil,
			"language lacking", "captions arriving, none in German (Germany) yet", words.Look},
		{arriving.Report{State: arriving.Quiet, Why: arriving.NobodyThere}, nil, "captions quiet", "no captions: no host is in the channel", words.Look},
		{arriving.Report{State: arriving.Quiet, Why: arriving.NoWords}, nil, "captions quiet", "captions have no words now: nobody speaks, or all are muted", words.Look},
		{arriving.Report{State: arriving.Quiet, Why: arriving.NoFile, Last: now.Add(-long)}, nil, "captions quiet", "no new captions for 4 min", words.Look},
		{arriving.Report{State: arriving.Quiet, Why: arriving.NoFile, Last: now.Add(-long), Doubt: true}, nil, "captions quiet",
			"no new captions for 4 min: nobody speaks, or Agora writes no more", words.Look},
		{arriving.Report{State: arriving.Stopped, Why: arriving.SilenceStored, Last: now.Add(-long)}, nil, "captions stopped",
			"captions stopped: none for 4 min, and silence does not explain it", words.Alarm},
		{arriving.Report{State: arriving.Stopped, Why: arriving.LanguageStopped, Lacking: []string{"de-DE", "fr-FR"}}, nil, "language stopped",
			"captions in German (Germany) and French (France) stopped, while others go on", words.Alarm},
		{arriving.Report{State: arriving.Stopped, Why: arriving.WriteRefused, Refused: last}, nil, "captions stopped", "captions stopped: the storage refused to be written to at 20:04:22", words.Alarm},
		{arriving.Report{State: arriving.Over, Last: last}, nil, "captions over", "the last file of captions came at 20:04:22", words.Over},
		{arriving.Report{State: arriving.Over}, nil, "no captions seen", "no captions were seen", words.Over},
		{arriving.Report{State: arriving.Stopped, Why: arriving.SilenceStored, Earlier: true}, nil, "captions stopped", "captions never came, and silence does not explain it", words.Alarm},
		{arriving.Report{State: arriving.Over, Why: arriving.NoLook}, &storage.Error{Finding: storage.Finding{Cause: storage.KeyRefused, Place: storage.Place{Bucket: "gala", Vendor: 1}}},
			"captions unseen", "captions can't be seen: Amazon S3 does not know the captionConfig.storage.accesskey", words.Over},
		{arriving.Report{State: arriving.CantTell, Why: arriving.NotStored}, nil, "captions unseen", CaptionsUnseen, words.Over},
		{arriving.Report{State: arriving.CantTell}, &caption.UnseenError{Why: caption.NotStored}, "captions unseen", "this task stores no captions", words.Over},
		{arriving.Report{State: arriving.CantTell}, &caption.UnseenError{Why: caption.NoTask}, "captions unseen", "the task's id is not known, and its captions are found by it", words.Look},
		{arriving.Report{State: arriving.CantTell}, &secret.MissingError{What: "secret key"}, "captions unseen", "captions can't be seen: the secret key is not here", words.Look},
		{arriving.Report{State: arriving.CantTell, Why: arriving.NoLook}, &storage.Error{Finding: storage.Finding{Cause: storage.NoBucket, Place: storage.Place{Bucket: "gala", Vendor: 1}}}, "captions unseen",
			"captions can't be seen: there is no captionConfig.storage.bucket gala", words.Look},
	} {
		got := Captions(c.report, c.err, now, Context{})
		if got.Word != c.word || got.Line != c.line || got.Health != c.health {
			t.Errorf("%+v:\n%q %q %d", c.report, got.Word, got.Line, got.Health)
		}
		if got.Health >= words.Look && len(got.Word) > WidestStanding || len(got.Headed().Word) > WidestCaptions {
			t.Errorf("%q is too wide for lists", got.Word)
		}
		if len(got.Sentences) == 0 || slices.ContainsFunc(got.Sentences, func(s string) bool { return !strings.HasSuffix(s, ".") || s[:1] != strings.ToUpper(s[:1]) }) {
			t.Errorf("%q", got.Sentences)
		}
		if got.Health == words.Alarm && len(got.Sentences) < 2 {
			t.Errorf("%s: nobody is told what to do", c.line)
		}
	}
}

func TestAStorageThatIsMendedIsTold(t *testing.T) {
	t.Parallel()
	now := clocktest.At(20, 5, 0)
	got := Captions(arriving.Report{State: arriving.Quiet, Why: arriving.NoFile, Doubt: true, Gap: time.Minute, Mended: now.Add(-time.Minute)}, nil, now, Context{})
	if got.Health != words.Look || !slices.ContainsFunc(got.Sentences, func(s string) bool { return strings.Contains(s, "took a file at 20:04:00") }) {
		t.Errorf("%q", got.Sentences)
	}
}

func TestWhatAStrangerSaysIsNotRepeated(t *testing.T) {
	t.Parallel()
	for _, payload := range samples.Payloads() {
		got := Captions(arriving.Report{State: arriving.CantTell, Why: arriving.NoLook}, errors.New(payload), clocktest.At(20, 0, 0), Context{})
		if strings.Contains(got.Line+strings.Join(got.Sentences, ""), payload) {
			t.Errorf("%q", got.Line)
		}
	}
}

func TestEachLanguageIsNamed(t *testing.T) {
	t.Parallel()
	now := clocktest.At(20, 5, 0)
	report := arriving.Report{Looked: now, Languages: []arriving.Language{
		{State: arriving.Arriving, Last: now.Add(-time.Minute)}, {Code: "de-DE", State: arriving.Stopped, Last: now.Add(-4 * time.Minute)}, {Code: "fr-FR", State: arriving.Waiting},
	}}
	spoken, german, french := "as spoken: the last 1 min ago", "German (Germany): stopped, the last 4 min ago", "French (France): none yet"
	if got := CaptionLanguages(report, nil, "", now); !slices.Equal(got, []string{spoken, german, french}) {
		t.Errorf("%q", got)
	}
	if got := CaptionLanguages(report, nil, "de-DE", now); !slices.Equal(got, []string{spoken, german, french}) {
		t.Errorf("the copy that is spoken stopped alone: %q", got)
	}
	if report.Languages[1].State = arriving.Arriving; !slices.Equal(CaptionLanguages(report, nil, "de-DE", now), []string{spoken, french}) {
		t.Errorf("it is the same as the plain one: %q", CaptionLanguages(report, nil, "de-DE", now))
	}
	report.Languages[1].Late = true
	if got := CaptionLanguages(report, nil, "", now); got[1] != "German (Germany): late, the last 4 min ago" {
		t.Errorf("%q", got)
	}
	if report.Looked = (time.Time{}); CaptionLanguages(report, nil, "", now) != nil {
		t.Error("what nobody saw is told")
	}
}

func TestWhatFailedLooksLeaveIsToldWithItsTime(t *testing.T) {
	t.Parallel()
	now := clocktest.At(20, 5, 0)
	last, looked := now.Add(-50*time.Second), now.Add(-22*time.Second)
	route := &storage.Error{Finding: storage.Finding{Cause: storage.NoRoute, Place: storage.Place{Bucket: "gala", Vendor: 1}}}
	r := arriving.Report{State: arriving.Arriving, Last: last, Looked: looked, Languages: []arriving.Language{{Last: last}, {Code: "fr-FR"}}}
	got := Captions(r, route, now, Context{})
	if got.Line != "captions arriving, the last at 20:04:10; no look went well since 20:04:38" || !strings.HasPrefix(got.Sentences[1], "Captions can't be seen: ") {
		t.Errorf("%q", got.Sentences)
	}
	if got := CaptionLanguages(r, route, "", now); !slices.Equal(got, []string{"as spoken: the last at 20:04:10", "French (France): none seen"}) {
		t.Errorf("%q", got)
	}
	r.State, r.Why = arriving.Quiet, arriving.NoFile
	if got := Captions(r, route, now, Context{}); got.Line != "no new captions since 20:04:10; no look went well since 20:04:38" {
		t.Errorf("%q", got.Line)
	}
}

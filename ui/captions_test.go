package ui

import (
	"errors"
	"fmt"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"sttwizard/internal/captions/arriving"
	"sttwizard/internal/secret"
	usecases "sttwizard/internal/tasks"
)

// storing is a desk with a task that runs and stores its captions, on its screen.
func storing(t *testing.T) (d *desk, id string) {
	t.Helper()
	home := t.TempDir()
	write(t, home, "config/presets/gala.yaml", storingPreset)
	d = newDesk(t, rigOptions{home: home, env: map[string]string{"ACCESS": "AKIAPRETEND", "SECRET": "pretended-secret-key"}})
	d.press("enter")
	d.must("ready to send")
	d.calm()
	d.press("s")
	d.rings("Running", "a pretend Agora stores captions on this machine only")
	for id = range d.m.back.works {
	}
	return d, id
}

const storingPreset = `schema: 1
title: Gala
secrets:
  captionConfig.storage.accesskey: env:ACCESS
  captionConfig.storage.secretkey: env:SECRET
request:
  languages: [en-US]
  maxIdleTime: 60
  rtcConfig: {channelName: gala, subBotUid: "1001", pubBotUid: "1002"}
  captionConfig:
    sliceDuration: 60
    storage: {vendor: 1, region: 0, bucket: captions}
`

// tells tells of a look at the captions.
func (d *desk) tells(id string, r arriving.Report, err error, said ...usecases.Said) {
	d.t.Helper()
	d.tell(captionsSeenMsg{id: id, report: r, err: err, said: said})
}

func TestATaskSaysHowItsCaptionsStand(t *testing.T) {
	t.Parallel()
	d, id := storing(t)
	now := d.clock.Now()
	d.tells(id, arriving.Report{State: arriving.Waiting, Due: now.Add(40 * time.Second)}, nil)
	d.must("Captions", "the first captions are due in 40 s")
	d.tells(id, arriving.Report{State: arriving.Arriving, Last: now.Add(-12 * time.Second), Looked: now, Languages: []arriving.Language{
		{Code: "", State: arriving.Arriving, Last: now.Add(-12 * time.Second)}, {Code: "de-DE", State: arriving.Arriving, Last: now.Add(-30 * time.Second)},
	}}, nil, usecases.Said{Language: "", Speaker: "1234", Text: "good evening"})
	d.must("arriving, the last 12 s ago", "German (Germany): the last 30 s ago", "c read captions")
	d.press("c")
	d.must("1234: good evening", "c hide the captions")
	d.tells(id, arriving.Report{State: arriving.Quiet, Why: arriving.NoFile, Doubt: true, Last: now.Add(-5 * time.Minute), Host: arriving.HostThere}, nil)
	d.must("no new captions for 5 min", "A host is in the channel", "no proof of a fault")
	d.press("w")
	d.must("In the storage: no new captions")
}

func TestALanguageThatStoppedIsNoEndOfAllCaptions(t *testing.T) {
	t.Parallel()
	d, id := storing(t)
	d.tells(id, arriving.Report{State: arriving.Stopped, Why: arriving.LanguageStopped, Lacking: []string{"de-DE"}}, nil)
	d.must("Running, language stopped", "Nothing comes in German (Germany)", "while others go on")
	d.press("h")
	d.must("language stopped")
	d.mustNotShow("no captions")
	d.press("t")
	d.must("language stopped")
}

func TestNoCaptionsArriveOfATaskThatHasEnded(t *testing.T) {
	t.Parallel()
	d, id := storing(t)
	last := d.clock.Now()
	d.tells(id, arriving.Report{State: arriving.Arriving, Last: last}, nil)
	d.press("x")
	d.calm()
	d.press("y")
	d.rings("Ended")
	d.must("the last file of captions came at " + last.Format("15:04"))
	d.mustNotShow("arriving")
}

func TestCaptionsThatStoppedAreAnAlarmOnEveryScreen(t *testing.T) {
	t.Parallel()
	d, id := storing(t)
	d.press("h")
	d.must("running")
	d.tells(id, arriving.Report{State: arriving.Stopped, Why: arriving.SilenceStored, Last: d.clock.Now().Add(-4 * time.Minute)}, nil)
	d.must("gala: captions stopped", "captions stopped")
	d.press("t")
	d.must("captions stopped")
	d.press("enter")
	d.must("Running, captions stopped", "silence does not explain it")
	d.tells(id, arriving.Report{State: arriving.Arriving, Last: d.clock.Now()}, nil)
	d.must("Running", "arriving")
}

func TestTheKeysOfAStorageCanBeTyped(t *testing.T) {
	t.Parallel()
	d, id := storing(t)
	d.tells(id, arriving.Report{State: arriving.CantTell}, &secret.MissingError{What: "access key of the caption storage", Do: "type it"})
	d.press("c")
	d.must("See captions", "Access key", "Secret key")
	d.types("AKIATYPED")
	d.press("enter", "enter")
	d.must("type or paste it")
	d.press("esc", "y")
	d.tells(id, arriving.Report{State: arriving.CantTell, Why: arriving.NoLook}, errors.New("no route"))
	d.must("can't be seen: the storage gave an answer")
}

func TestATranscriptIsAskedForByItsFile(t *testing.T) {
	t.Parallel()
	d, id := storing(t)
	d.tells(id, arriving.Report{State: arriving.Arriving, Last: d.clock.Now()}, nil)
	d.press("t")
	d.must("To which file?", "gala-")
	d.types("notes.doc")
	d.press("enter")
	d.must("must end with .vtt")
}

// Nobody names a file for captions that are known not to be there.
func TestATranscriptOfNothingIsNotAskedFor(t *testing.T) {
	t.Parallel()
	d, id := storing(t)
	d.press("t") // the sandbox stores them on this machine only
	d.must("No transcript: a pretend Agora stores captions on this machine only", "STTWIZARD_STORAGE_URL")
	d.mustNotShow("To which file?")
	d.tells(id, arriving.Report{State: arriving.Waiting, Looked: d.clock.Now(), Due: d.clock.Now().Add(time.Minute)}, nil)
	d.press("t")
	d.must("No transcript yet: no captions are in the storage", "the first file is due in")
	d.mustNotShow("To which file?")
	d.tells(id, arriving.Report{State: arriving.CantTell, Why: arriving.NoLook}, errors.New("no route"))
	d.press("t")
	d.must("No transcript yet: captions can't be seen: the storage gave an answer")
	d.mustNotShow("To which file?")
}

func TestCaptionsOfManyTasksAreLookedForAFewAtATime(t *testing.T) {
	t.Parallel()
	d, _ := storing(t)
	for i := range atOnce + 1 {
		request := d.m.draft.Request()
		request.RTC.ChannelName, request.RTC.SubBotUID = fmt.Sprint("hall-", i), fmt.Sprint(2000+i)
		s, err := d.m.client().Begin(t.Context(), usecases.BeginOptions{Request: request})
		if err == nil {
			err = s.Acquire(t.Context())
		}
		if err == nil {
			_, err = s.Send(t.Context())
		}
		if err != nil {
			t.Fatal(err)
		}
		w := d.m.back.know(s.Attempt)
		w.lost = errors.New("it is not asked")
	}
	d.m.back.lookForCaptions(d.m)
	looking := 0
	for _, w := range d.m.back.works {
		if w.arrivals.looking {
			looking++
		}
	}
	if looking != atOnce {
		t.Errorf("%d looks at once, want %d", looking, atOnce)
	}
}

func TestDoubtAboutCaptionsIsAWordOnEveryScreenAtEveryWidth(t *testing.T) {
	t.Parallel()
	for _, size := range [][2]int{{60, 20}, {80, 24}, {100, 40}, {140, 40}} {
		d, id := storing(t)
		d.tell(tea.WindowSizeMsg{Width: size[0], Height: size[1]})
		d.tells(id, arriving.Report{State: arriving.Waiting, Why: arriving.NeverCame, Doubt: true}, nil)
		d.press("h")
		d.must("! Gala", "no captions yet")
		d.press("t")
		d.must("! no captions yet")
		d.tells(id, arriving.Report{State: arriving.CantTell, Why: arriving.NoLook}, errors.New("no route"))
		d.must("! captions unseen")
		d.press("h")
		d.must("! Gala", "captions unseen")
	}
}

package ui

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"time"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
	term "sttwizard/internal/screen"
)

// fullWalk answers every question there is, step by step.
func fullWalk(r *rig) {
	r.t.Helper()
	r.see("new task")
	r.keys("n", "Channel name", "1 Channel and bots")
	r.keys("town-hall"+toBots+"47091"+term.Enter+"007listening"+term.Enter+"88222"+term.Enter+"007writing"+term.Down, "Who is heard")
	r.keys(term.Space+"2001,2002"+term.Down+term.Space, "Idle time")
	r.keys("60"+term.Down+term.Space, "Subtitle format")
	r.keys(term.Down+term.Down+term.Enter, "Delivered over")
	r.keys("rtc"+term.Space+"rtm"+term.Space, "2 chosen, up to 2")
	r.keys(term.Enter, "Spoken in the channel")
	r.keys("en-us"+term.Space+"fr-fr"+term.Space, "2 chosen, up to 2")
	r.keys(term.Tab, "The channel is encrypted")
	r.keys(term.Space+term.Enter, "Encryption mode")
	r.keys(strings.Repeat(term.Down, 8)+term.Enter, "AES_128_GCM2 (7)", "Encryption secret")
	r.keys(term.CtrlG, "64 characters")
	r.keys(term.Enter+term.CtrlG, "44 characters")
	r.keys(term.Tab, "Store subtitle files")
	r.keys(term.Space+term.Enter+term.Down+term.Enter, "Region")
	r.keys("us_east_1"+term.Enter, "us-east-1 (0)", "Bucket")
	r.keys("acme-captions"+term.Enter+"AKIAEXAMPLE"+term.Enter+"aws-secret-key"+term.Enter+
		"events,townhall"+term.Down+term.Space+"120"+term.Tab, "Translate the subtitles")
	r.keys(term.Space+term.Enter, "English (United States) into")
	r.keys("de-DE"+term.Space+"fr-FR"+term.Enter+"en-US"+term.Space+term.Tab+term.Space+"4"+term.Enter, "Review", "ready to send")
}

// wholeRequest is what fullWalk must send; the values that are made are left out.
func wholeRequest(secret, salt string) map[string]any {
	return map[string]any{
		"languages":   []any{"en-US", "fr-FR"},
		"maxIdleTime": 60.0,
		"rtcConfig": map[string]any{
			"channelName": "town-hall", "subBotUid": "47091", "subBotToken": "007listening",
			"pubBotUid": "88222", "pubBotToken": "007writing", "subscribeAudioUids": []any{"2001", "2002"},
			"cryptionMode": 7.0, "secret": secret, "salt": salt, "enableJsonProtocol": true, "transferMode": []any{"RTC", "RTM"},
		},
		"captionConfig": map[string]any{
			"sliceDuration": 120.0,
			"storage": map[string]any{
				"accesskey": "AKIAEXAMPLE", "secretkey": "aws-secret-key", "bucket": "acme-captions",
				"vendor": 1.0, "region": 0.0, "fileNamePrefix": []any{"events", "townhall"},
			},
		},
		"translateConfig": map[string]any{
			"forceTranslateInterval": 4.0,
			"languages": []any{
				map[string]any{"source": "en-US", "target": []any{"de-DE", "fr-FR"}},
				map[string]any{"source": "fr-FR", "target": []any{"en-US"}},
			},
		},
	}
}

func decoded(t testing.TB, text string) map[string]any {
	t.Helper()
	var out map[string]any
	if err := json.Unmarshal([]byte(text), &out); err != nil {
		t.Fatalf("%v in %s", err, text)
	}
	return out
}

// mustSend fails the test unless that request went over the wire and, without
// its secrets, stands in the ledger.
func (r *rig) mustSend(n int, want map[string]any) {
	r.t.Helper()
	bodies := r.wire.Bodies()
	if len(bodies) <= n {
		r.t.Fatalf("%d start requests went out", len(bodies))
	}
	if got := decoded(r.t, bodies[n]); !reflect.DeepEqual(got, want) {
		r.t.Errorf("sent\n%v\nwant\n%v", got, want)
	}
	task := r.ledger().Tasks[n]
	got := decoded(r.t, string(task.Request))
	for _, path := range []string{"rtcConfig.subBotToken", "rtcConfig.pubBotToken", "rtcConfig.secret", "rtcConfig.salt", "captionConfig.storage.accesskey", "captionConfig.storage.secretkey"} {
		drop(want, strings.Split(path, "."))
	}
	if !reflect.DeepEqual(got, want) {
		r.t.Errorf("the ledger holds\n%v\nwant\n%v", got, want)
	}
}

func drop(m map[string]any, path []string) {
	for _, part := range path[:len(path)-1] {
		next, ok := m[part].(map[string]any)
		if !ok {
			return
		}
		m = next
	}
	delete(m, path[len(path)-1])
}

func TestTheWholeRoadFromHomeToAStoppedTaskAndItsPreset(t *testing.T) {
	t.Parallel()
	r := start(t, rigOptions{screen: term.Options{Width: 120, Height: 40}})
	fullWalk(r)
	secret := r.model.draft.Request().RTC.Secret.Reveal()
	salt := r.model.draft.Request().RTC.Salt.Reveal()
	r.mustNot(secret, salt, "aws-secret-key", "007listening")

	r.running()
	r.mustSend(0, wholeRequest(secret, salt))
	r.mustState(attempt.Started)
	r.must("town-hall", "bots 47091 listens, 88222 writes", "s3://acme-captions/events/townhall/", "en-US, fr-FR", r.ledger().Tasks[0].ID)

	r.keys("x", "Stop the task in town-hall?")
	r.calm()
	r.Send("y")
	r.live(time.Second, "– Ended", "costs nothing any more")
	r.mustState(attempt.Stopped)
	if end := r.ledger().Tasks[0]; end.Reason != "stopped" {
		t.Errorf("the ledger says that the task ended by %s", end.Reason)
	}

	r.keys(term.CtrlS, "Save as preset", "The file never holds a secret", "4 secrets", "asked each time")
	r.keys("Weekly"+term.Tab+term.Tab+term.Enter, "File name", "Empty: made of the title")
	r.keys("town-hall"+term.Tab+"All hands"+term.Enter, "saved as preset town-hall")
	p, err := r.session.Presets.Load("town-hall")
	if err != nil || p.Title != "Weekly" || p.Note != "All hands" {
		t.Fatalf("the preset is %+v, %v", p, err)
	}

	r.keys("h", "Start", "❯ Weekly", "asks")
	r.keys(term.Enter, "What this preset leaves open", "Channel name")
	r.mustNot("Subscribing bot's uid", "Bucket")
	r.keys("town-hall-2"+term.Enter+"tok-a"+term.Enter+"tok-b"+term.Enter+"channel-secret"+term.Enter+salt+term.Enter+
		"AKIA2"+term.Enter+"secret2"+term.Enter, "Review", "ready to send", "town-hall-2")
	r.mustNot("differs from preset", "was town-hall") // what it asks for differs from nothing
	r.running()
	want := wholeRequest("channel-secret", salt)
	rtc := want["rtcConfig"].(map[string]any)
	rtc["channelName"], rtc["subBotToken"], rtc["pubBotToken"] = "town-hall-2", "tok-a", "tok-b"
	storage := want["captionConfig"].(map[string]any)["storage"].(map[string]any)
	storage["accesskey"], storage["secretkey"] = "AKIA2", "secret2"
	r.mustSend(1, want)
	r.mustState(attempt.Started, attempt.Stopped)
	if in := r.attempts()[0].Intent(); in.Preset != "town-hall" || in.Version != agora.V5 {
		t.Errorf("the journal says %+v", in)
	}
}

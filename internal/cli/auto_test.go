package cli

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"sttwizard/agora"
)

// sentUIDs returns the bots' uids of every task that the sandbox of the home started.
func sentUIDs(t *testing.T, w *world) [][2]string {
	t.Helper()
	var out [][2]string
	for _, task := range w.ledger().Tasks {
		r, _, err := agora.DecodeRequest(task.Request)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, [2]string{r.RTC.SubBotUID, r.RTC.PubBotUID})
	}
	return out
}

func TestUidsThatNobodyGaveAreOthersAtEachStart(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	file := filepath.Join(t.TempDir(), "request.json")
	if err := os.WriteFile(file, []byte(`{"languages":["en-US"],"rtcConfig":{"channelName":"from-file"}}`), 0o600); err != nil {
		t.Fatal(err)
	}
	w.want(exitDone, "presets", "save", "bare", "--set", "languages=en-US", "--set", "rtcConfig.channelName=bare")
	w.want(exitDone, append([]string{"presets", "save", "named"}, legal("named")...)...)
	for _, args := range [][]string{
		{"--set", "languages=en-US", "--set", "rtcConfig.channelName=one"},
		{"--set", "languages=en-US", "--set", "rtcConfig.channelName=two"},
		{"--request", file},
		{"bare"},
		{"named", "--set", "rtcConfig.subBotUid=", "--set", "rtcConfig.pubBotUid="},
	} {
		w.want(exitDone, append([]string{"start", "--sandbox", "--yes"}, args...)...)
	}
	w.want(exitDone, "start", "--sandbox", "--yes", "named", "--even-if-running")
	sent := sentUIDs(t, w)
	taken := map[string]bool{}
	for _, pair := range sent[:5] {
		for _, uid := range pair {
			if len(uid) != 9 || taken[uid] {
				t.Errorf("%q was sent, or sent twice: %v", uid, sent)
			}
			taken[uid] = true
		}
	}
	if sent[5] != [2]string{"47091", "88222"} {
		t.Errorf("uids of a preset became %v", sent[5])
	}
}

func TestAPresetHoldsNoUidThatWasDrawn(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.want(exitDone, "presets", "save", "bare", "--set", "languages=en-US", "--set", "rtcConfig.channelName=bare")
	r := w.run(typed(":more", "bare", "", "", "", "", "", "", "", "", "en-us", "", "", "", "save again", "no"), "--sandbox", "--plain")
	mustHold(t, r.out, "Subscribing bot's uid [automatic]: ", "[automatic]\n", "saved as the preset again")
	for _, name := range []string{"bare", "again"} {
		mustLack(t, w.want(exitDone, "presets", "show", name).out, "BotUid")
	}
}

func TestATokenNeedsTheUidThatItIsMadeFor(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.vars["SUB_TOKEN"] = "pretend-token"
	args := []string{"start", "--sandbox", "--set", "languages=en-US", "--set", "rtcConfig.channelName=hall", "--set", "rtcConfig.subBotToken=env:SUB_TOKEN"}
	r := w.want(exitWrong, append(args, "--yes", "--json")...)
	var got struct{ Error errorJSON }
	if err := json.Unmarshal([]byte(r.out), &got); err != nil || len(got.Error.Fields) != 1 || got.Error.Fields[0].Path != agora.PathSubBotUID {
		t.Fatalf("%v: %+v", err, got)
	}
	mustHold(t, fmt.Sprint(got.Error), "a token is made for one uid", "--set rtcConfig.subBotUid=VALUE")
	r = w.want(exitDone, append(args, "--set", "rtcConfig.subBotUid=47091", "--dry-run")...)
	mustHold(t, r.out+r.err, "47091", "note: rtcConfig.pubBotUid: is left out: each start draws its own")
	if n := len(w.ledger().Tasks); n > 0 {
		t.Errorf("%d tasks were started", n)
	}
}

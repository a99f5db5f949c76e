package sandbox

import (
	"strings"
	"testing"
	"time"

	"sttwizard/agora"
)

func TestARunningTaskIsChanged(t *testing.T) {
	for _, v := range agora.Versions() {
		t.Run(string(v), func(t *testing.T) {
			c, ledger := newClock(), &MemoryLedger{}
			l, err := New(Options{Now: c.Now, Ledger: ledger, Project: agora.Project{Version: v}}).Listen("127.0.0.1:0")
			must(t, err)
			t.Cleanup(func() { must(t, l.Close()) })
			client := callingAs(t, v, l.URL())
			token, err := client.Acquire(t.Context(), "sttw-1")
			must(t, err)
			was := legalRequest(t)
			task, err := client.Start(t.Context(), token.Name, was)
			must(t, err)
			h := agora.Handle{TaskID: task.ID, BuilderToken: token.Name}
			now := was.Clone()
			must(t, now.Set(agora.PathLanguages, "fr-FR"))
			must(t, now.Set(agora.PathTranslatedPairs, "fr-FR:en-US"))
			change := func(sequence int) error {
				_, err := client.Update(t.Context(), h, v.UpdateOf(sequence, was, now))
				return err
			}
			early, _ := change(1).(*agora.APIError)
			if early == nil || early.Kind != agora.KindBusy || early.RetryAfter != 5*time.Second {
				t.Errorf("right after the start: %v", early)
			}
			c.pass(agora.UpdateGap)
			must(t, change(1))
			if err := change(2); agora.KindOf(err) != agora.KindBusy {
				t.Errorf("right after a change: %v", err)
			}
			c.pass(agora.UpdateGap)
			if err := change(1); agora.KindOf(err) != agora.KindBodyRefused {
				t.Errorf("with the same number: %v", err)
			}
			must(t, change(7))
			st, err := Read(ledger)
			must(t, err)
			kept := string(st.Tasks[0].Request)
			if !strings.Contains(kept, `"languages":["fr-FR"]`) || !strings.Contains(kept, `"source":"fr-FR"`) || st.Tasks[0].Updates != 2 || st.Tasks[0].Sequence != 7 {
				t.Errorf("the ledger has %d updates, %s", st.Tasks[0].Updates, kept)
			}
			must(t, now.Set(agora.PathLanguages, "en-US,fr-FR,de-DE,es-ES,it-IT"))
			c.pass(agora.UpdateGap)
			if err := change(8); agora.KindOf(err) != agora.KindBodyRefused {
				t.Errorf("too many languages: %v", err)
			}
			must(t, client.Stop(t.Context(), h))
			c.pass(time.Minute)
			if err := change(9); agora.KindOf(err) != agora.KindNotFound {
				t.Errorf("of a task that is over: %v", err)
			}
		})
	}
}

func TestAnUpdateNeedsItsMaskItsNumberAndWhatItSays(t *testing.T) {
	w := newWorld(t, Options{})
	agent := w.begin(agora.V7, legalRequest(t)).AgentID
	w.clock.pass(time.Minute)
	for _, tt := range []struct{ query, body, says string }{
		{"sequenceId=1", `{"languages":["en-US"]}`, "nothing is changed"},
		{"updateMask=languages", `{"languages":["en-US"]}`, "sequenceId"},
		{"sequenceId=x&updateMask=languages", `{"languages":["en-US"]}`, "sequenceId"},
		{"sequenceId=1&updateMask=languages", `{"keywords":["x"]}`, "is in the mask and not in the body"},
		{"sequenceId=1&updateMask=maxIdleTime", `{"maxIdleTime":60}`, "can't be changed"},
		{"sequenceId=1&updateMask=rtcConfig.subscribeAudioUids", `{"rtcConfig":{"subscribeAudioUids":["88222"]}}`, "bot's uid"},
		{"sequenceId=1&updateMask=languages", `{"languages":`, "ends too early"},
		{"sequenceId=1&updateMask=languages", `{"languages":["en-US"],"x":1}`, "no such field"},
	} {
		got := w.send("POST", w.agents()+"/agents/"+agent+"/update?"+tt.query, tt.body)
		if got.status != 400 || got.Reason != "InvalidRequestBody" || !strings.Contains(got.Detail, tt.says) {
			t.Errorf("%s %s: %s", tt.query, tt.body, got.text)
		}
	}
	cleared := w.send("POST", w.agents()+"/agents/"+agent+"/update?sequenceId=1&updateMask=uidLanguagesConfig,translateConfig.enable", `{"uidLanguagesConfig":[],"translateConfig":{"enable":false}}`)
	w.expect(cleared, 200, "")
}

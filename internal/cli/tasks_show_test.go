package cli

import (
	"encoding/json"
	"strings"
	"testing"

	"sttwizard/agora"
)

// TestACostThatIsNotKnownIsNull: a number would be read as one.
func TestACostThatIsNotKnownIsNull(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.want(exitDone, startArgs("hall", "--sandbox")...)
	mustHold(t, w.want(exitDone, "tasks", "list", "--sandbox", "--all", "--json").out, `"allMuted": null`, `"oneOpen": null`)
	w.serve(nil)
	w.want(exitDone, startArgs("stage")...)
	mustHold(t, w.want(exitDone, "tasks", "list", "--all", "--json").out, `"currency": "US$"`, `"oneOpen": 0`)
}

func TestTasksShowTellsSpeakersAndKeywords(t *testing.T) {
	t.Parallel()
	for _, v := range []agora.Version{agora.V6, agora.V7} {
		w := newWorld(t)
		set := []string{"--set", "uidLanguagesConfig=101:de-DE"}
		if v.Has(agora.PathKeywords) {
			set = append(set, "--set", "keywords=Agora,SDK")
		}
		w.want(exitDone, append([]string{
			"start", "--sandbox", "--api", string(v), "--yes", "--set", "rtcConfig.channelName=demo", "--set", "languages=en-US",
		}, set...)...)
		id := w.journalled()[0].ID()
		r := w.want(exitDone, "tasks", "show", id)
		mustHold(t, r.out, "spoken          en-US", "speakers        101 speaks de-DE")
		if keywords := "keywords        Agora, SDK"; strings.Contains(r.out, keywords) != v.Has(agora.PathKeywords) {
			t.Errorf("%s: %s", v, r.out)
		}
		var told struct{ RunsWith []runsWithJSON }
		if err := json.Unmarshal([]byte(w.want(exitDone, "tasks", "show", id, "--json").out), &told); err != nil {
			t.Fatal(err)
		}
		got := map[string]string{}
		for _, one := range told.RunsWith {
			got[one.Path] = one.Text
		}
		if got["languages"] != "en-US" || got["uidLanguagesConfig"] != "101:de-DE" ||
			v.Has(agora.PathKeywords) != (got["keywords"] == "Agora,SDK") {
			t.Errorf("%s: %v", v, got)
		}
	}
}

package cli

import (
	"encoding/json"
	"strings"
	"testing"

	"sttwizard/agora"
)

func TestEveryFieldIsListedAndExplained(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	list := w.want(exitDone, "fields").out
	for _, f := range agora.Fields() {
		mustHold(t, list, f.Path)
		mustHold(t, w.want(exitDone, "fields", f.Path).out, "--set "+f.Path+"=")
	}
	mustHold(t, w.want(exitDone, "fields", "maxIdleTime").out, "Idle time", "in v5 and v6:", "5 to 2592000 seconds", "in v7:", "https://docs.agora.io/en/real-time-stt/rest-api/join")
	mustHold(t, w.want(exitDone, "fields", "rtcConfig.cryptionMode").out, "8      AES_256_GCM2")
	mustHold(t, w.want(exitDone, "fields", "captionConfig").out, "captionConfig.storage ", "captionConfig.sliceDuration")
	mustHold(t, w.want(exitDone, "fields", "translateConfig.languages.target").out, "1 to 10 target languages")
}

func TestAFieldAsJSONHasItsNumbersByVersion(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	var all []explainedJSON
	if err := json.Unmarshal([]byte(w.want(exitDone, "fields", "translateConfig", "--json").out), &all); err != nil {
		t.Fatal(err)
	}
	if len(all) != 4 || all[0].Path != "translateConfig" || all[3].Path != agora.PathTranslatedPairs || *all[3].Versions[0].MaxItems != 2 {
		t.Errorf("got %+v", all)
	}
	mustHold(t, w.want(exitDone, "fields", "maxIdleTime", "--json").out, `"min": 0`, `"max": 259200`, `"default": 30`, `"maxItems": null`)
}

func TestAFieldThatIsNoneLeadsToTheOneThatWasMeant(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for name, want := range map[string]string{"channel": agora.PathChannelName, "Folder": agora.PathFileNamePrefix, "keyword": agora.PathKeywords} {
		mustHold(t, w.want(exitWrong, "fields", name).err, "did you mean "+want+"?", "write sttwizard fields "+want)
		mustHold(t, w.want(exitWrong, "start", "--sandbox", "--set", name+"=x").err, "did you mean "+want+"?", "write --set "+want+"=VALUE")
	}
	r := w.want(exitWrong, "fields", "zzzzzz", "--json")
	mustHold(t, r.out+r.err, "there is no such field", "sttwizard fields")
	mustLack(t, r.out+r.err, "did you mean")
}

func TestThePathsOfFieldsAreCompleted(t *testing.T) {
	t.Parallel()
	out := newWorld(t).want(exitDone, "__complete", "fields", "").out
	for _, path := range []string{"rtcConfig", agora.PathChannelName + "\tChannel name", "translateConfig.languages.source"} {
		if !strings.Contains(out, path+"\n") {
			t.Errorf("%q is not offered:\n%s", path, out)
		}
	}
}

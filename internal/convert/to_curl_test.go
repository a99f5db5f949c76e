package convert

import (
	"encoding/base64"
	"encoding/json"
	"net/url"
	"path/filepath"
	"strings"
	"testing"

	"sttwizard/agora"
	"sttwizard/agora/sandbox"
)

func TestScriptsAreAsInTheGoldenFiles(t *testing.T) {
	full := Call{
		BaseURL: "http://127.0.0.1:8080/", AppID: "0123456789abcdef0123456789ABCDEF", Key: "customer-key",
		InstanceID: "sttw-given", Project: agora.Project{Version: agora.V5, StorageKeys: agora.CamelKeys}, Request: fullRequest(),
	}
	for name, call := range map[string]Call{
		"minimal.sh": {AppID: full.AppID, Key: full.Key, Project: v5, Request: minimalRequest()},
		"full.sh":    full,
	} {
		golden(t, filepath.Join("testdata", "programs", name), Curl(call))
	}
}

func TestAVersionWithoutTheCallsHasNoScript(t *testing.T) {
	if got := Curl(Call{Project: agora.Project{Version: "v99"}}); got != "" {
		t.Errorf("got a script:\n%s", got)
	}
}

func TestEverySecretFieldHasAVariable(t *testing.T) {
	r := agora.Request{}
	for _, f := range agora.Fields() {
		if !f.Secret {
			continue
		}
		if err := r.Set(f.Path, "x"); err != nil {
			t.Fatal(err)
		}
		if v := variableAt(f.Path); !strings.HasPrefix(v.name, "AGORA_") {
			t.Errorf("%s has the variable %q", f.Path, v.name)
		}
	}
	if got := len((Call{Project: v5, Request: r}).needed()); got != len(variables) {
		t.Errorf("%d of %d variables are needed by a request with every secret", got, len(variables))
	}
}

func TestAScriptHoldsNoSecretInAnyForm(t *testing.T) {
	script := Curl(Call{AppID: sandbox.DefaultAppID, Key: "key", Project: v5, Request: fullRequest()})
	for _, form := range formsOfSecrets(fullRequest()) {
		if strings.Contains(script, form) {
			t.Errorf("the script holds %q", form)
		}
	}
}

// formsOfSecrets returns each secret of a request as it is, and as JSON, URLs,
// curl and Base64 write it.
func formsOfSecrets(r agora.Request) []string {
	out := []string{"CANARY"}
	for _, v := range (Call{Project: v5, Request: r}).needed()[1:] {
		value, _ := r.Get(v.path)
		inJSON, _ := json.Marshal(value)
		out = append(out, value, strings.Trim(string(inJSON), `"`), url.QueryEscape(value), configEscape(value),
			base64.StdEncoding.EncodeToString([]byte(value)))
	}
	return out
}

func TestTheTextOfAScriptIsPlain(t *testing.T) {
	r := minimalRequest()
	r.RTC.ChannelName = "it's \t\x1b[201~ \x9b \u202e \u00a0 \U000e0041 !! \u007f \xff"
	script := Curl(Call{BaseURL: "http://127.0.0.1/it's\t$(x)", AppID: "a'\n$b`", Key: "k\n'\x1b\"\\", InstanceID: "i'\n\"", Project: v5, Request: r})
	for _, bad := range []string{"\t", "\x1b", "\x9b", "\u202e", "\u00a0", "\U000e0041", "!", "\x7f", "\xff", "\r"} {
		if strings.Contains(script, bad) {
			t.Errorf("the script holds %q, which an interactive shell or a terminal may act on", bad)
		}
	}
}

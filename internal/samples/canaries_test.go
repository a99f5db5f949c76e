package samples

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"net/url"
	"slices"
	"strings"
	"testing"
)

func TestACanaryIsFoundInEveryForm(t *testing.T) {
	birds := Canaries()
	for name, secret := range birds {
		quoted, _ := json.Marshal(secret)
		twice, _ := json.Marshal(string(quoted))
		for form, text := range map[string]string{
			"raw": secret, "JSON": string(quoted), "JSON in JSON": string(twice), "query": url.QueryEscape(secret), "path": url.PathEscape(secret),
			"small": strings.ToLower(url.QueryEscape(secret)), "capitals": strings.ToUpper(secret),
			"hex": hex.EncodeToString([]byte(secret)), "HEX": strings.ToUpper(hex.EncodeToString([]byte(secret))),
			"Base64": base64.StdEncoding.EncodeToString([]byte("key:" + secret + "x")), "Base64 of URLs": base64.RawURLEncoding.EncodeToString([]byte("ab" + secret)),
			"Base64 alone": base64.StdEncoding.EncodeToString([]byte(secret)), "behind one": base64.StdEncoding.EncodeToString([]byte("k" + secret)),
		} {
			if found := birds.In("before " + text + " after"); !slices.Equal(found, []string{name}) {
				t.Errorf("%s as %s: found %v", name, form, found)
			}
		}
	}
	for name, secret := range birds {
		for _, echo := range Echoes(secret) {
			if found := birds.In("x " + echo + " y"); !slices.Equal(found, []string{name}) {
				t.Errorf("%s as %q: found %v", name, echo, found)
			}
		}
	}
	if found := birds.In("nothing of the kind"); found != nil {
		t.Error(found)
	}
	if left := birds.Without(Passphrase); len(left) != len(birds)-1 || left.In(birds[Passphrase]) != nil {
		t.Error(left)
	}
	if text := birds.Cut("it is " + birds[Passphrase]); text != "it is (passphrase)" {
		t.Error(text)
	}
}

func TestEveryPayloadSteers(t *testing.T) {
	for i, p := range Payloads() {
		if Steering(p) == "" {
			t.Errorf("payload %d", i)
		}
		var back string
		if err := json.Unmarshal([]byte(Quoted(p)), &back); err != nil || back != p || strings.ContainsAny(Quoted(p), "\u2028\u2029") {
			t.Errorf("payload %d: %q, %v", i, back, err)
		}
	}
	for _, fine := range []string{"plain\ttext\n", "é ü 日本 e\u0301", "•••• 7f3a"} {
		if what := Steering(fine); what != "" {
			t.Errorf("%q: %s", fine, what)
		}
	}
}

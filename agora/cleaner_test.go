package agora

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"net/url"
	"strings"
	"testing"
)

func TestHideFindsASecretInEveryFormThatATextMayHold(t *testing.T) {
	const secret = `Canary<key>&3"quoted+/?x`
	inJSON, err := json.Marshal(secret)
	if err != nil {
		t.Fatal(err)
	}
	twice, err := json.Marshal(string(inJSON))
	if err != nil {
		t.Fatal(err)
	}
	hide := Hide(secret, "", "abc")
	for name, form := range map[string]string{
		"as it is": secret, "JSON": string(inJSON), "JSON in JSON": string(twice), "query": url.QueryEscape(secret), "path": url.PathEscape(secret),
		"query in small letters": strings.ToLower(url.QueryEscape(secret)), "capitals": strings.ToUpper(secret), "small letters": strings.ToLower(secret),
		"hex": hex.EncodeToString([]byte(secret)), "HEX": strings.ToUpper(hex.EncodeToString([]byte(secret))),
		"Base64": base64.StdEncoding.EncodeToString([]byte(secret)), "Base64 of URLs": base64.RawURLEncoding.EncodeToString([]byte(secret)),
	} {
		text := "before " + form + " after"
		if got := hide(text); !strings.Contains(got, "before ") || !strings.Contains(got, hidden) || strings.Contains(got, strings.Trim(form, `"\`)) {
			t.Errorf("%s: %q became %q", name, text, got)
		}
	}
	if got := hide("abc stays"); got != "abc stays" {
		t.Errorf("a short one was hidden: %q", got)
	}
}

func TestHideFindsASecretWhereverBase64Begins(t *testing.T) {
	const secret = "canary-customer-secret"
	hide := Hide(secret)
	for before := range 7 {
		for after := range 4 {
			whole := strings.Repeat("k", before) + secret + strings.Repeat("v", after)
			for _, e := range []*base64.Encoding{base64.StdEncoding, base64.URLEncoding} {
				got := hide(e.EncodeToString([]byte(whole)))
				rest := strings.Split(got, hidden)
				if len(rest) != 2 || len(rest[0]) > 4+before*2 || len(rest[1]) > 4+after*2 {
					t.Errorf("%d bytes before and %d after: %q", before, after, got)
				}
			}
		}
	}
}

func TestHideCutsOffWhatBeginsASecretAtTheEnd(t *testing.T) {
	if got := Hide("canary-customer")("it said canary-cust"); got != "it said "+hidden {
		t.Errorf("%q", got)
	}
}

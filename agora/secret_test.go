package agora

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"
)

// shapes are the ways in which a secret stands in other values.
func shapes(s Secret) map[string]any {
	return map[string]any{
		"bare":       s,
		"pointer":    &s,
		"slice":      []Secret{s},
		"array":      [1]Secret{s},
		"map value":  map[string]Secret{"k": s},
		"any":        []any{s},
		"struct":     struct{ S Secret }{s},
		"nested":     struct{ In struct{ S *Secret } }{struct{ S *Secret }{&s}},
		"request":    with(fullRequest(), func(r *Request) { r.RTC.Secret = s }),
		"token":      BuilderToken{Name: s},
		"handle":     Handle{BuilderToken: s},
		"config":     Config{Secret: s},
		"field list": Request{RTC: RTCConfig{Secret: s}}.secrets(),
	}
}

func TestSecretsDoNotLeak(t *testing.T) {
	const canary = "CANARYsecret"
	hexed := fmt.Sprintf("%x", canary)
	check := func(t *testing.T, road, text string) {
		t.Helper()
		lower := strings.ToLower(text)
		if strings.Contains(text, canary) || strings.Contains(lower, hexed) || strings.Contains(lower, "67, 65, 78") {
			t.Errorf("%s leaks: %s", road, text)
		}
	}
	for name, value := range shapes(canary) {
		t.Run(name, func(t *testing.T) {
			for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "% x", "%d", "%20s", "%.3s", "%t"} {
				check(t, verb, fmt.Sprintf(verb, value))
			}
			check(t, "Sprint", fmt.Sprint(value))
			check(t, "error", fmt.Errorf("it failed: %v", value).Error())
			if data, err := json.Marshal(value); err == nil {
				check(t, "json", string(data))
			}
			if data, err := xml.Marshal(value); err == nil {
				check(t, "xml", string(data))
			}
			var out bytes.Buffer
			slog.New(slog.NewTextHandler(&out, nil)).Info("m", "value", value)
			slog.New(slog.NewJSONHandler(&out, nil)).Info("m", "value", value)
			check(t, "slog", out.String())
		})
	}
}

func TestSecretShowsWhetherItIsSet(t *testing.T) {
	if got := fmt.Sprintf("%v|%s|%q", Secret("x"), Secret(""), Secret("x")); got != "(secret)||(secret)" {
		t.Errorf("got %s", got)
	}
	if got := Secret("x").Reveal(); got != "x" {
		t.Errorf("Reveal gives %q", got)
	}
}

func TestFingerprintTellsSecretsApart(t *testing.T) {
	a, b := Secret("first token"), Secret("second token")
	if len(a.Fingerprint()) != 4 || a.Fingerprint() == b.Fingerprint() {
		t.Errorf("fingerprints %q and %q", a.Fingerprint(), b.Fingerprint())
	}
	if got := a.Masked(); got != "•••• "+a.Fingerprint() {
		t.Errorf("masked: %q", got)
	}
	if got := Secret("").Masked() + Secret("").Fingerprint(); got != "" {
		t.Errorf("an empty secret shows %q", got)
	}
}

func TestPrintingAClientShowsNoSecret(t *testing.T) {
	c := newTestClient(t, Config{})
	wrapped := errors.Join(fmt.Errorf("client %+v", c))
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%d"} {
		text := fmt.Sprintf(verb, c) + fmt.Sprintf(verb, struct{ C *Client }{c}) + wrapped.Error()
		if strings.Contains(text, canaryCustomer) || strings.Contains(text, c.basic) {
			t.Errorf("%s: %s", verb, text)
		}
	}
}

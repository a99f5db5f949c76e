package storage

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"sttwizard/agora"
	"sttwizard/internal/clock/clocktest"
	"sttwizard/internal/samples"
)

// refusing answers with a refusal that has foreign texts wherever one can stand.
func refusing(status int, text string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		var escaped bytes.Buffer
		_ = xml.EscapeText(&escaped, []byte(text))
		for _, h := range []string{"X-Amz-Bucket-Region", "X-Minio-Error-Code", "X-Minio-Error-Desc", "X-Ms-Error-Code", "X-Amz-Request-Id", "Server"} {
			w.Header().Set(h, text)
		}
		w.Header().Set("Content-Type", "application/xml")
		w.WriteHeader(status)
		fmt.Fprintf(w, `<Error><Code>%[1]s</Code><Message>%[1]s</Message><Region>%[1]s</Region><Endpoint>%[1]s</Endpoint></Error>`, &escaped)
	}
}

func TestNothingOfAStrangersTextIsShown(t *testing.T) {
	t.Parallel()
	texts := append(samples.Payloads(), strings.Repeat("A", 65), "../../x", "Code with spaces", "eu-central-1\n", "")
	for i, text := range texts {
		t.Run(fmt.Sprint(i), func(t *testing.T) {
			t.Parallel()
			for _, status := range []int{301, 400, 403} {
				isHidden(t, status, text)
			}
		})
	}
}

// isHidden fails where a text of a refusal with that status is shown.
func isHidden(t *testing.T, status int, text string) {
	t.Helper()
	w := newWild(t, refusing(status, text))
	for protocol, r := range both(t, w.url, clocktest.Patience()) {
		for name, ask := range calls {
			err := ask(t.Context(), r)
			got := Explain(err)
			kept(t, keys(), err, got)
			kept(t, azureKeys, err, got)
			if got.OK() || strings.Contains(err.Error(), "AAAA") || len(got.Code) > 64 || strings.Trim(got.Region, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" {
				t.Errorf("%s %s: %q %+v of %q", protocol, name, err, got, text)
			}
		}
	}
}

func TestStatedCodesHaveTheirCauses(t *testing.T) {
	t.Parallel()
	for code, want := range map[string]Cause{
		"AuthenticationFailed": SecretWrong, "AuthorizationPermissionMismatch": Denied, "AccountIsDisabled": AccountOff, "ServerBusy": Busy,
		"ContainerBeingDeleted": NoBucket, "NobodyKnowsThis": Refused,
	} {
		w := newWild(t, refusing(403, code))
		if got := Explain(both(t, w.url, clocktest.Patience())["Azure"].Put(t.Context(), "x", nil)); got.Cause != want || got.Code != code {
			t.Errorf("Azure: %+v, want %s", got, want)
		}
	}
	for code, want := range map[string]Cause{
		"InvalidAccessKeyId": KeyRefused, "UserDisable": AccountOff, "SlowDown": Busy, "AccessDenied": Denied, "NobodyKnowsThis": Refused, "RequestTimeTooSkewed": ClockWrong,
	} {
		w := newWild(t, refusing(403, code))
		if got := Explain(both(t, w.url, clocktest.Patience())["S3"].Put(t.Context(), "x", []byte("x"))); got.Cause != want || got.Code != code {
			t.Errorf("S3: %+v, want %s", got, want)
		}
	}
	moved := newWild(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("X-Amz-Bucket-Region", "eu-central-1")
		w.WriteHeader(301)
		_, _ = io.WriteString(w, `<Error><Code>PermanentRedirect</Code><Endpoint>evil.example</Endpoint></Error>`)
	})
	if got := Explain(both(t, moved.url, clocktest.Patience())["S3"].Put(t.Context(), "x", []byte("x"))); got.Cause != WrongRegion || got.Region != "eu-central-1" {
		t.Errorf("%+v", got)
	}
}

// Azure says of a wrong clock that the signature is wrong: its Date tells.
func TestTheDateTellsAWrongClock(t *testing.T) {
	t.Parallel()
	for by, want := range map[time.Duration]Cause{20 * time.Minute: ClockWrong, -20 * time.Minute: ClockWrong, 3 * time.Minute: SecretWrong} {
		for _, cached := range []bool{false, true} {
			w := newWild(t, func(w http.ResponseWriter, r *http.Request) {
				w.Header().Set("Date", time.Now().Add(-by).UTC().Format(http.TimeFormat))
				if cached {
					w.Header().Set("Age", "5")
				}
				w.Header().Set("X-Ms-Error-Code", "AuthenticationFailed")
				refusing(403, "SignatureDoesNotMatch")(w, r)
			})
			want := want
			if cached {
				want = SecretWrong
			}
			r := both(t, w.url, clocktest.Patience())["S3"]
			got := Explain(r.Put(t.Context(), "x", []byte("x")))
			if got.Cause != want || want == ClockWrong && (got.Skew-by).Abs() > 5*time.Second {
				t.Errorf("%v, cached %t: %+v", by, cached, got)
			}
			if ahead := r.Ahead(); cached != (ahead == 0) || !cached && (ahead-by).Abs() > 5*time.Second {
				t.Errorf("%v, cached %t: ahead by %v", by, cached, ahead)
			}
		}
	}
}

// A refusal of Alibaba's says nothing about Agora where the bucket is in the mainland.
func TestAlibabaLetsNobodyLookIntoTheMainland(t *testing.T) {
	t.Parallel()
	w := newWild(t, refusing(403, "AccessDenied"))
	for region, want := range map[int]Cause{0: NotLetIn, 8: Denied} {
		p := likeS3(w.url)
		p.Vendor, p.Region = agora.VendorAlibaba, region
		if got := Explain(opened(t, p, keys(), Options{}).Put(t.Context(), "x", []byte("x"))); got.Cause != want || got.OnlyHere() != (want == NotLetIn) {
			t.Errorf("region %d: %+v", region, got)
		}
	}
}

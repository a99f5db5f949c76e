package session

import (
	"context"
	"errors"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"sttwizard/agora"
	"sttwizard/internal/clock/clocktest"
)

// dated answers every call, with what a test makes of it.
type dated func(*http.Request) (status int, header http.Header, body string)

func (a dated) RoundTrip(r *http.Request) (*http.Response, error) {
	status, header, body := a(r)
	header.Set("Content-Type", "application/json")
	return &http.Response{StatusCode: status, Header: header, Body: io.NopCloser(strings.NewReader(body)), Request: r}, nil
}

func TestAClientHasTheSessionsTime(t *testing.T) {
	now := clocktest.At(14, 0, 0).AddDate(7, 0, 0)
	var from string
	var waits []time.Duration
	enough := errors.New("enough")
	s := open(t, environment(map[string]string{}), func(o *Options) {
		o.Now = func() time.Time { return now }
		o.Sleep = func(_ context.Context, d time.Duration) error { waits = append(waits, d); return enough }
		o.Transport = dated(func(r *http.Request) (int, http.Header, string) {
			if r.Method == http.MethodGet {
				from = r.URL.Query().Get("from_time")
				return http.StatusOK, http.Header{}, `{"data":{"count":0,"list":null},"meta":{"cursor":"","total":0}}`
			}
			later := now.Add(7 * time.Second).Format(http.TimeFormat)
			return http.StatusServiceUnavailable, http.Header{"Retry-After": {later}}, `{"message":"later"}`
		})
	})
	client := func(v agora.Version) *agora.Client {
		c, err := s.Choose("environment")
		if err != nil {
			t.Fatal(err)
		}
		c.Version = v
		made, err := s.Client(t.Context(), c, nil)
		if err != nil {
			t.Fatal(err)
		}
		return made
	}
	if _, err := client(agora.V7).List(t.Context(), agora.ListQuery{}); err != nil {
		t.Fatal(err)
	}
	if want := strconv.FormatInt(now.Add(-73*time.Hour).Unix(), 10); from != want {
		t.Errorf("the list is asked for from %s, want %s", from, want)
	}
	if _, err := client(agora.V5).Acquire(t.Context(), "sttw-1"); !errors.Is(err, enough) || !slices.Equal(waits, []time.Duration{7 * time.Second}) {
		t.Errorf("it waited %v: %v", waits, err)
	}
}

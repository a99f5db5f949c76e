package sandbox

import (
	"net/http"
	"net/http/httptest"
	"testing"
)

func TestASandboxIsToldFromAnyOtherAgora(t *testing.T) {
	by := &http.Transport{DisableKeepAlives: true}
	for _, mode := range Modes() {
		l, err := New(Options{Mode: mode.Name}).Listen("127.0.0.1:0")
		must(t, err)
		if got := Answers(t.Context(), by, l.URL()+"/"); got == (mode.Name == ModeDown) {
			t.Errorf("%s: %v", mode.Name, got)
		}
		must(t, l.Close())
	}
	var seen []string
	other := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		seen = append(seen, r.Method+" "+r.URL.Path+r.Header.Get("Authorization"))
		w.Header().Set("Server", "nginx")
	}))
	defer other.Close()
	if Answers(t.Context(), by, other.URL) || len(seen) != 1 || seen[0] != "HEAD /" {
		t.Errorf("another server is taken for a sandbox: it was asked %q", seen)
	}
	if Answers(t.Context(), by, "http://[::1") {
		t.Error("no address is a sandbox")
	}
}

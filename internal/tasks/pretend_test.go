package tasks_test

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"testing"

	"sttwizard/agora/sandbox"
	"sttwizard/internal/captions"
	"sttwizard/internal/connections"
	"sttwizard/internal/tasks"
)

// TestCaptionsAreLookedForWhereverAnAgoraOnThisMachineStoresThem: only the program's own
// sandbox stores none elsewhere; a tunnel's end on this machine may be Agora itself.
func TestCaptionsAreLookedForWhereverAnAgoraOnThisMachineStoresThem(t *testing.T) {
	t.Parallel()
	served, err := sandbox.New(sandbox.Options{AppID: appID}).Listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer served.Close()
	behind, _ := url.Parse(served.URL())
	way := &http.Transport{DisableKeepAlives: true}
	tunnel := httptest.NewServer(&httputil.ReverseProxy{
		Transport:      way,
		Rewrite:        func(r *httputil.ProxyRequest) { r.SetURL(behind) },
		ModifyResponse: func(r *http.Response) error { r.Header.Del("Server"); return nil },
	})
	defer tunnel.Close()
	s := open(t, map[string]string{"SECRET": sandbox.DefaultSecret.Reveal()}, nil)
	for name, c := range map[string]struct {
		url     string
		pretend bool
	}{"served": {served.URL(), true}, "tunnel": {tunnel.URL, false}} {
		save(t, s, name, func(to *connections.Connection) {
			to.CustomerKey, to.Secret, to.BaseURL = sandbox.DefaultKey, env("SECRET"), c.url
		})
		conn, err := s.Choose(name)
		if err != nil {
			t.Fatal(err)
		}
		w := &world{Session: s, t: t}
		if w.by, err = s.Tasks.Caller(t.Context(), conn, nil); err != nil {
			t.Fatal(err)
		}
		at := w.started("hall-"+name, stores)
		keys, err := s.Tasks.StorageKeys(t.Context(), at, tasks.KeyOptions{})
		if err != nil {
			t.Fatal(err)
		}
		watch, err := s.Tasks.WatchCaptions(t.Context(), at, tasks.CaptionOptions{Keys: keys})
		none, unseen := errors.AsType[*captions.UnseenError](err)
		if unseen != c.pretend || unseen && none.Why != captions.Pretend || !unseen && err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if err == nil {
			watch.Close()
		}
	}
}

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
	"sttwizard/internal/session"
	"sttwizard/internal/tasks"
)

// tunnelled returns the address of a sandbox that is served, and that of a tunnel to it, by
// which it can't be told from any other Agora.
func tunnelled(t *testing.T) (served, tunnel string) {
	t.Helper()
	listens, err := sandbox.New(sandbox.Options{AppID: appID}).Listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { listens.Close() })
	behind, _ := url.Parse(listens.URL())
	through := httptest.NewServer(&httputil.ReverseProxy{
		Transport:      &http.Transport{DisableKeepAlives: true},
		Rewrite:        func(r *httputil.ProxyRequest) { r.SetURL(behind) },
		ModifyResponse: func(r *http.Response) error { r.Header.Del("Server"); return nil },
	})
	t.Cleanup(through.Close)
	return listens.URL(), through.URL
}

// callerAt returns what calls by a connection to an address, which is kept.
func callerAt(t *testing.T, s *session.Session, name, url string) *tasks.Caller {
	t.Helper()
	save(t, s, name, func(to *connections.Connection) {
		to.CustomerKey, to.Secret, to.BaseURL = sandbox.DefaultKey, env("SECRET"), url
	})
	conn, err := s.Choose(name)
	if err != nil {
		t.Fatal(err)
	}
	by, err := s.Tasks.Caller(t.Context(), conn, nil)
	if err != nil {
		t.Fatal(err)
	}
	return by
}

// TestCaptionsAreLookedForWhereverAnAgoraOnThisMachineStoresThem: only the program's own
// sandbox stores none elsewhere; a tunnel's end on this machine may be Agora itself.
func TestCaptionsAreLookedForWhereverAnAgoraOnThisMachineStoresThem(t *testing.T) {
	t.Parallel()
	served, tunnel := tunnelled(t)
	s := open(t, map[string]string{"SECRET": sandbox.DefaultSecret.Reveal()}, nil)
	for name, c := range map[string]struct {
		url     string
		pretend bool
	}{"served": {served, true}, "tunnel": {tunnel, false}} {
		w := &world{Session: s, t: t, by: callerAt(t, s, name, c.url)}
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

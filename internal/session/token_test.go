package session

import (
	"context"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"sttwizard/agora"
	"sttwizard/agora/token"
	"sttwizard/internal/clock/clocktest"
	"sttwizard/internal/connections"
	"sttwizard/internal/secret"
)

// headers is an Agora that has no tasks and notes who calls.
func headers(t *testing.T) (url string, seen *[]string) {
	t.Helper()
	seen = &[]string{}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		*seen = append(*seen, r.Header.Get("Authorization"))
		w.Header().Set("Content-Type", "application/json")
		w.Write([]byte(`{"data":{"count":0,"list":[]},"meta":{"cursor":""}}`))
	}))
	t.Cleanup(server.Close)
	return server.URL, seen
}

func TestAConnectionCallsByItsToken(t *testing.T) {
	const certificate = "0f0e0d0c0b0a09080706050403020100"
	made, err := token.Make(token.Spec{AppID: appID, Channel: "x", Role: token.Subscriber, Life: time.Hour, Issued: time.Now()}, certificate, nil)
	if err != nil {
		t.Fatal(err)
	}
	vars := map[string]string{"CALL_TOKEN": made.Reveal(), "CERTIFICATE": certificate, "ACME": "hunter2"}
	for _, tt := range []struct {
		name   string
		change func(*connections.Connection)
		begins string
		needs  connections.SecretKind
	}{
		{"by key", func(*connections.Connection) {}, "Basic ", connections.CustomerSecret},
		{"given", func(c *connections.Connection) { c.Auth, c.Token = agora.AuthToken, secret.Env("CALL_TOKEN") }, "agora token=" + made.Reveal(), connections.CallToken},
		{"given, in quotes", func(c *connections.Connection) { c.Auth, c.Token = agora.AuthQuotedToken, secret.Env("CALL_TOKEN") }, `agora token="007`, connections.CallToken},
		{"made", func(c *connections.Connection) { c.Auth, c.AppCertificate = agora.AuthToken, secret.Env("CERTIFICATE") }, "agora token=007", connections.AppCertificate},
		{"without a key", func(c *connections.Connection) {
			c.Auth, c.Token, c.CustomerKey, c.Secret = agora.AuthToken, secret.Env("CALL_TOKEN"), "", secret.Ref{}
		}, "agora token=007", connections.CallToken},
	} {
		t.Run(tt.name, func(t *testing.T) {
			url, seen := headers(t)
			s := open(t, vars, func(o *Options) { o.APIURL = url })
			save(t, s, strings.ReplaceAll(strings.ReplaceAll(tt.name, " ", "-"), ",", ""), func(c *connections.Connection) {
				c.Version, c.Secret = agora.V7, secret.Env("ACME")
				tt.change(c)
			})
			c, err := s.Choose(s.Names()[len(s.Names())-2])
			if err != nil {
				t.Fatal(err)
			}
			client, err := s.Client(t.Context(), c, nil)
			if err != nil || c.Needs() != tt.needs {
				t.Fatalf("%v, needs %s", err, c.Needs())
			}
			for range 2 {
				if _, err := client.List(t.Context(), agora.ListQuery{}); err != nil {
					t.Fatal(err)
				}
			}
			for _, got := range *seen {
				if !strings.HasPrefix(got, tt.begins) {
					t.Errorf("called by %q", got)
				}
			}
			if slices.Compact(slices.Clone(*seen))[0] != (*seen)[len(*seen)-1] {
				t.Error("a token is made for each call")
			}
			if err := s.Connections.Remove(c.Name); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestAMadeTokenIsRenewedBeforeItEnds(t *testing.T) {
	now := time.Now()
	s := open(t, nil, func(o *Options) { o.Now = func() time.Time { return now } })
	c := connections.Connection{Version: agora.V7, AppID: appID, Auth: agora.AuthToken, AppCertificate: secret.Ask()}
	if !c.Asks() {
		t.Error("nobody is asked for the App Certificate")
	}
	make := s.CallTokens(c, "0f0e0d0c0b0a09080706050403020100")
	first, err := make(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	now = now.Add(50 * time.Minute)
	second, err := make(context.Background())
	if err != nil || second == first {
		t.Errorf("%v: it is not renewed", err)
	}
	if read, err := token.Read(second.Reveal()); err != nil || read.AppID != appID {
		t.Errorf("%+v, %v", read, err)
	}
	if _, err := s.CallTokens(c, "cut")(context.Background()); err == nil {
		t.Error("a token is made with half a certificate")
	}
}

// TestAMadeTokenIsUsedAgainWhileTheClockMayBeBelieved: one that was made in what is
// now the future may not be taken, and would live on unseen.
func TestAMadeTokenIsUsedAgainWhileTheClockMayBeBelieved(t *testing.T) {
	began := clocktest.At(14, 0, 0)
	for passed, again := range map[time.Duration]bool{
		0: true, 50*time.Minute - time.Second: true, 50 * time.Minute: false, -time.Second: false, -time.Hour: false,
	} {
		now := began
		s := open(t, nil, func(o *Options) { o.Now = func() time.Time { return now } })
		make := s.CallTokens(connections.Connection{Version: agora.V7, AppID: appID, Auth: agora.AuthToken, AppCertificate: secret.Ask()}, "0f0e0d0c0b0a09080706050403020100")
		first, err := make(t.Context())
		now = now.Add(passed)
		second, failed := make(t.Context())
		if err != nil || failed != nil || (first == second) != again {
			t.Errorf("after %s: %v, %v, used again %v", passed, err, failed, first == second)
		}
	}
}

func TestNobodyTypesTheSecretOfTheSandbox(t *testing.T) {
	for c, want := range map[*connections.Connection]bool{
		{Secret: secret.Ask()}: true, {Secret: secret.Ask(), Sandbox: true}: false, new(sandboxConnection("")): false, {Secret: secret.Env("ACME")}: false,
	} {
		if c.Asks() != want {
			t.Errorf("%+v: %v", c, !want)
		}
	}
}

func TestTheVersionCanBeSaidWhereTheConnectionHasNone(t *testing.T) {
	vars := environment(map[string]string{})
	delete(vars, "AGORA_API_VERSION")
	s := open(t, vars, nil)
	if _, err := s.Choose(""); err == nil || !strings.Contains(err.Error(), "set AGORA_API_VERSION to v5, v6 or v7") {
		t.Errorf("%v", err)
	}
	if c, err := s.ChooseVersion("", agora.V7); err != nil || c.Version != agora.V7 {
		t.Errorf("%+v, %v", c, err)
	}
	s.SetVersion(agora.V7)
	choices, err := s.Choices()
	if err != nil || choices[0].Name != "environment" || choices[0].Version != agora.V7 {
		t.Errorf("%+v, %v", choices, err)
	}
	if c, err := s.Choose(""); err != nil || c.Version != agora.V7 {
		t.Errorf("%+v, %v", c, err)
	}
	s.SetSandboxVersion(agora.V6)
	if c, err := s.Choose(connections.SandboxName); err != nil || c.Version != agora.V6 {
		t.Errorf("%+v, %v", c, err)
	}
	if c, err := s.ChooseVersion(connections.SandboxName, agora.V7); err != nil || c.Version != agora.V7 {
		t.Errorf("%+v, %v", c, err)
	}
}

package connections

import (
	"strings"
	"testing"

	"sttwizard/agora"
	"sttwizard/internal/secret"
)

const someAppID = "0123456789abcdef0123456789ABCDEF"

func good(name string) Connection {
	return Connection{Name: name, Version: agora.V5, AppID: someAppID, CustomerKey: "key", Secret: secret.Env("EVENTS_SECRET")}
}

func TestAConnectionTellsWhoseItIsAndItsAppIDInShort(t *testing.T) {
	for name, own := range map[string]bool{SandboxName: false, EnvironmentName: false, "acme": true} {
		if c := good(name); c.IsOwn() != own || c.ShortAppID() != "0123…CDEF" {
			t.Errorf("%s: own %v, App ID %s", name, c.IsOwn(), c.ShortAppID())
		}
	}
	if short := (Connection{AppID: "0123"}).ShortAppID(); short != "0123" {
		t.Errorf("a short App ID is written %q", short)
	}
}

func TestAGoodConnectionIsFoundGood(t *testing.T) {
	full := good("production")
	full.Certificate, full.BaseURL, full.StorageKeys = agora.CertificateOn, "http://127.0.0.1:8080/x", agora.CamelKeys
	for _, c := range []Connection{good("a"), full, Sandbox("http://[::1]:1", someAppID, "key")} {
		if errs := c.Validate(); len(errs) > 0 {
			t.Errorf("%s: %v", c.Name, errs)
		}
	}
	p := full.Project()
	if p.Version != agora.V5 || p.Certificate != agora.CertificateOn || p.StorageKeys != agora.CamelKeys {
		t.Errorf("got %+v", p)
	}
	if p.AppID != someAppID || p.MakesTokens {
		t.Errorf("got %+v", p)
	}
	full.Certificate, full.AppCertificate = agora.CertificateUnknown, secret.Env("CERTIFICATE")
	if p := full.Project(); p.Certificate != agora.CertificateOn || !p.MakesTokens || len(full.Validate()) > 0 {
		t.Errorf("who says where the App Certificate is has one that is on: %+v", p)
	}
	if full.Address() != full.BaseURL || good("a").Address() != agora.DefaultBaseURL {
		t.Error("the address is another")
	}
}

func TestEachWrongValueIsNamedWithItsField(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*Connection)
		want   string // field and rule
		words  string
	}{
		"no name":                 {func(c *Connection) { c.Name = "" }, "name format", "a-z, 0-9 and -"},
		"a name in capitals":      {func(c *Connection) { c.Name = "Production" }, "name format", "a-z, 0-9 and -"},
		"a name that is too long": {func(c *Connection) { c.Name = strings.Repeat("a", 33) }, "name format", "1 to 32"},
		"the sandbox's name":      {func(c *Connection) { c.Name = SandboxName }, "name format", "built in"},
		"no version":              {func(c *Connection) { c.Version = "" }, "version required", "choose v5"},
		"an unknown version":      {func(c *Connection) { c.Version = "v99" }, "version oneof", "must be v5"},
		"no App ID":               {func(c *Connection) { c.AppID = "" }, "appId required", "console"},
		"a cut App ID":            {func(c *Connection) { c.AppID = someAppID[1:] }, "appId format", "this has 31 characters"},
		"an App ID with others":   {func(c *Connection) { c.AppID = "g" + someAppID[1:] }, "appId format", "32 hexadecimal digits"},
		"no key":                  {func(c *Connection) { c.CustomerKey = "" }, "customerKey required", "console"},
		"a placeholder as key":    {func(c *Connection) { c.CustomerKey = "<CUSTOMER_KEY>" }, "customerKey placeholder", "put the real key"},
		"a key with a colon":      {func(c *Connection) { c.CustomerKey = "a:b" }, "customerKey format", "colons"},
		"a key with a line break": {func(c *Connection) { c.CustomerKey = "a\n" }, "customerKey format", "can't hold"},
		"an odd certificate":      {func(c *Connection) { c.Certificate = "yes" }, "certificate oneof", "on, off or unknown"},
		"a certificate that is off and there": {func(c *Connection) {
			c.Certificate, c.AppCertificate = agora.CertificateOff, secret.Env("CERTIFICATE")
		}, "certificate conflict", "can't be off"},
		"no secret":       {func(c *Connection) { c.Secret = secret.Ref{} }, "secret required", "env:NAME"},
		"plain http":      {func(c *Connection) { c.BaseURL = "http://example.org" }, "baseUrl format", "must begin with https://"},
		"a password":      {func(c *Connection) { c.BaseURL = "https://u:canary@example.org" }, "baseUrl format", "password"},
		"an odd spelling": {func(c *Connection) { c.StorageKeys = "upper" }, "storageKeys oneof", "lower or camel"},
	} {
		connection := good("a")
		c.change(&connection)
		errs := connection.Validate()
		if len(errs) != 1 || errs[0].Path+" "+errs[0].Rule != c.want || !strings.Contains(errs[0].Text, c.words) {
			t.Errorf("%s: %v", name, errs)
		}
		if len(errs) > 0 && strings.Contains(errs[0].Text, "canary") {
			t.Errorf("%s: the password is repeated", name)
		}
	}
	if errs := (Connection{}).Validate(); len(errs) != 5 {
		t.Errorf("an empty connection: %v", errs)
	}
}

func env(pairs ...string) func(string) string {
	return func(name string) string {
		for i := 0; i < len(pairs); i += 2 {
			if pairs[i] == name {
				return pairs[i+1]
			}
		}
		return ""
	}
}

func TestThreeVariablesMakeAConnection(t *testing.T) {
	c, ok := FromEnv(env(AppIDVariable, " "+someAppID+"\n", KeyVariable, "key ", SecretVariable, "canary", VersionVariable, "v5"))
	if !ok || c.Name != EnvironmentName || c.AppID != someAppID || c.CustomerKey != "key" || c.Version != agora.V5 ||
		c.Secret != secret.Env(SecretVariable) || len(c.Validate()) > 0 {
		t.Errorf("got %+v, %v, %v", c, ok, c.Validate())
	}
	c, ok = FromEnv(env(AppIDVariable, "cut", KeyVariable, "key", SecretVariable, "canary", VersionVariable, "v99"))
	if errs := c.Validate(); !ok || len(errs) != 2 || errs[0].Path != FieldVersion || errs[1].Path != FieldAppID {
		t.Errorf("got %+v, %v", c, errs)
	}
}

func TestAFourthVariableMakesBotTokens(t *testing.T) {
	c, ok := FromEnv(env(AppIDVariable, someAppID, KeyVariable, "key", SecretVariable, "canary", VersionVariable, "7", CertificateVariable, "canary2"))
	if !ok || c.AppCertificate != secret.Env(CertificateVariable) || c.Certificate != agora.CertificateOn || len(c.Validate()) > 0 {
		t.Errorf("got %+v, %v", c, c.Validate())
	}
	c, _ = FromEnv(env(AppIDVariable, someAppID, KeyVariable, "key", SecretVariable, "canary", CertificateVariable, " "))
	if !c.AppCertificate.IsZero() || c.Certificate != agora.CertificateUnknown {
		t.Errorf("an empty one: got %+v", c)
	}
	if got := MissingInEnv(env(CertificateVariable, "canary2")); got != nil {
		t.Errorf("alone it makes no connection, and no mistake: %v", got)
	}
}

func TestWithAVariableMissingThereIsNoneAndItIsNamed(t *testing.T) {
	for name, c := range map[string]struct {
		env  func(string) string
		want string
	}{
		"nothing set":        {env(), ""},
		"one set":            {env(AppIDVariable, someAppID), KeyVariable + " " + SecretVariable},
		"an empty secret":    {env(AppIDVariable, someAppID, KeyVariable, "key", SecretVariable, " "), SecretVariable},
		"only a version set": {env(VersionVariable, "v5"), ""},
	} {
		if got, ok := FromEnv(c.env); ok {
			t.Errorf("%s: got %+v", name, got)
		}
		if got := strings.Join(MissingInEnv(c.env), " "); got != c.want {
			t.Errorf("%s: got %q, want %q", name, got, c.want)
		}
	}
}

func TestPresenceIsAskedUnlessTheWordIsOff(t *testing.T) {
	var c Connection
	if c.NoProbe || c.Presence() != PresenceOn {
		t.Error("it is off where nothing is told")
	}
	for _, word := range []string{"", "no", "OFF", "false"} {
		if err := c.SetPresence(word); err == nil || err.Error() != "must be on or off" || c.NoProbe {
			t.Errorf("%q is taken: %v", word, err)
		}
	}
	for _, word := range []string{PresenceOff, PresenceOn} {
		if err := c.SetPresence(word); err != nil || c.Presence() != word || c.NoProbe != (word == PresenceOff) {
			t.Errorf("%q gives %v, %v", word, c.NoProbe, err)
		}
	}
}

func TestSwitchingPresenceOnAgainTakesTheLineAway(t *testing.T) {
	s := Open(testHome(t))
	c := good("production")
	c.NoProbe = true
	save(t, s, c)
	if got := text(t, s.Path()); !strings.Contains(got, "    presence: off\n") {
		t.Errorf("the file is\n%s", got)
	}
	c.NoProbe = false
	if err := s.Save(c, true); err != nil {
		t.Fatal(err)
	}
	if got := text(t, s.Path()); strings.Contains(got, "presence") {
		t.Errorf("the file is\n%s", got)
	}
}

func TestLookingAheadIsSwitchedOffAndOnAgain(t *testing.T) {
	s, c := Open(testHome(t)), good("events")
	if err := c.SetLookAhead("never"); err == nil || err.Error() != "must be on or off" || c.LookAhead() != LookAheadOn {
		t.Errorf("%v", err)
	}
	for _, word := range []string{LookAheadOff, LookAheadOn} {
		if err := c.SetLookAhead(word); err != nil || c.LookAhead() != word || c.NoLookAhead != (word == LookAheadOff) {
			t.Errorf("%q gives %v, %v", word, c.NoLookAhead, err)
		}
		if err := s.Save(c, true); err != nil {
			t.Fatal(err)
		}
		if got := text(t, s.Path()); strings.Contains(got, "    lookAhead: off\n") != c.NoLookAhead {
			t.Errorf("the file is\n%s", got)
		}
		if read, err := s.Get("events"); err != nil || read.NoLookAhead != c.NoLookAhead {
			t.Errorf("read %v, %v", read.NoLookAhead, err)
		}
	}
}

func TestNoVersionIsTakenForGranted(t *testing.T) {
	c, ok := FromEnv(env(AppIDVariable, someAppID, KeyVariable, "key", SecretVariable, "canary"))
	errs := c.Validate()
	if !ok || len(errs) != 1 || errs[0].Path != FieldVersion || !strings.Contains(errs[0].Text, "set AGORA_API_VERSION to v5, v6 or v7") {
		t.Errorf("got %+v, %v", c, errs)
	}
}

func TestAnAddressThatWasTypedIsCalledAsTyped(t *testing.T) {
	for _, tt := range []struct {
		version      agora.Version
		base         string
		word, called string
	}{
		{agora.V7, "", AddressAgora, "https://api.agora.io"},
		{agora.V7, AddressAgora, AddressAgora, "https://api.agora.io"},
		{agora.V5, AddressChina, AddressChina, "https://api.sd-rtn.com"},
		{agora.V6, AddressChina, AddressChina, "https://api.sd-rtn.com"},
		{agora.V7, AddressChina, AddressChina, "https://api.sd-rtn.com/cn"},
		{agora.V5, "https://api.sd-rtn.com/cn", "", "https://api.sd-rtn.com/cn"},
		{agora.V6, "https://api.sd-rtn.com/", "", "https://api.sd-rtn.com"},
		{agora.V7, "https://api.sd-rtn.com", "", "https://api.sd-rtn.com"},
		{agora.V7, "https://api.sd-rtn.com/cn/", "", "https://api.sd-rtn.com/cn"},
		{agora.V7, "https://proxy.example/agora", "", "https://proxy.example/agora"},
	} {
		c := Connection{Version: tt.version}
		if c.SetAddress(tt.base); c.AddressWord() != tt.word || c.Address() != tt.called {
			t.Errorf("%s %q: %q, %q", tt.version, tt.base, c.AddressWord(), c.Address())
		}
		if called := (Connection{Version: tt.version, BaseURL: c.Address()}).Address(); called != tt.called {
			t.Errorf("%s %q: of the address itself %q is made", tt.version, tt.base, called)
		}
	}
}

func TestACallSaysWhoCallsByKeyOrByToken(t *testing.T) {
	ref := secret.Env("TOKEN")
	for _, tt := range []struct {
		name    string
		c       Connection
		wrong   string
		byToken bool
	}{
		{"a key and no token", Connection{Version: agora.V7, CustomerKey: "k", Secret: ref}, "", false},
		{"a token and no key", Connection{Version: agora.V7, Auth: agora.AuthToken, Token: ref}, "", true},
		{"a token that is made", Connection{Version: agora.V7, Auth: agora.AuthQuotedToken, AppCertificate: ref}, "", true},
		{"a token that is nowhere", Connection{Version: agora.V7, Auth: agora.AuthToken}, "token required", true},
		{"an unknown word", Connection{Version: agora.V7, Auth: "bearer", Token: ref}, "auth oneof", true},
		{"v5 with both takes the key", Connection{Version: agora.V5, Auth: agora.AuthToken, Token: ref, CustomerKey: "k", Secret: ref}, "auth conflict", false},
	} {
		tt.c.Name, tt.c.AppID = "acme", someAppID
		var got []string
		for _, e := range tt.c.forFile() {
			got = append(got, e.Path+" "+e.Rule)
		}
		if strings.Join(got, "; ") != tt.wrong || tt.c.ByToken() != tt.byToken {
			t.Errorf("%s: %v, by token %v", tt.name, got, tt.c.ByToken())
		}
	}
	for _, word := range AuthWords() {
		var c Connection
		if err := c.SetAuth(word); err != nil || c.AuthWord() != word {
			t.Errorf("%s: %v, %s", word, err, c.AuthWord())
		}
	}
	if err := new(Connection).SetAuth("bearer"); err == nil || err.Error() != "must be key, token or quoted-token" {
		t.Errorf("%v", err)
	}
}

// A name that is none says which one was probably meant.
func TestANameThatWasProbablyMeantIsTold(t *testing.T) {
	for text, meant := range map[string]string{
		"My Company": "my-company", "ACME_events.eu": "acme-events-eu", "Sand box": "sand-box", "SandBox": "", "café": "", "": "", strings.Repeat("A", 33): "",
	} {
		err := CheckName(text)
		if err == nil || strings.HasSuffix(err.Error(), ": is it "+meant+"?") != (meant != "") || strings.Contains(err.Error(), "?") != (meant != "") {
			t.Errorf("%q: %v", text, err)
		}
	}
}

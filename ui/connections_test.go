package ui

import (
	"os"
	"strings"
	"testing"

	"sttwizard/agora/sandbox"
	"sttwizard/internal/attempt"
	"sttwizard/internal/connections"
	term "sttwizard/internal/screen"
)

// agoraServer is a pretend Agora that connections reach by its address.
func agoraServer(t *testing.T, o sandbox.Options) string {
	t.Helper()
	l, err := sandbox.New(o).Listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := l.Close(); err != nil {
			t.Error(err)
		}
	})
	return l.URL()
}

// connectionFile is a file of one connection, with its secret so and its address there.
func connectionFile(name, secret, url string) string {
	text := `schema: 1
connections:
  - name: NAME
    version: v5
    appId: "APPID"
    customerKey: "KEY"
    certificate: "off"
    secret: SECRET
`
	if url != "" {
		text += "    baseUrl: " + url + "\n"
	}
	return strings.NewReplacer("NAME", name, "APPID", sandbox.DefaultAppID, "KEY", sandbox.DefaultKey, "SECRET", secret).Replace(text)
}

func TestAFirstRunLeadsToTheSandboxByOneKey(t *testing.T) {
	t.Parallel()
	r := start(t, rigOptions{real: true})
	r.see("no connection yet", "❯ New task in the sandbox", "Connect to Agora", "s sandbox")
	r.keys("s", "SANDBOX", "nothing is billed")
	r.toReview()
	r.running()
	r.mustState(attempt.Started)
}

func TestAFirstTaskWithoutAConnectionAsksWhereItRuns(t *testing.T) {
	t.Parallel()
	r := start(t, rigOptions{real: true})
	r.see("no connection yet")
	r.keys("n", "Connections", "choose where the task is to run", "sandbox")
	r.keys(term.Enter, "New task", "Channel name", "SANDBOX")
}

func TestAConnectionIsAddedEditedUsedAndRemoved(t *testing.T) {
	t.Parallel()
	r := start(t, rigOptions{real: true, clock: afterTheEnd(), env: map[string]string{"ACME_SECRET": "customer-secret-value"}, screen: term.Options{Width: 100, Height: 30}})
	r.see("no connection yet")
	r.keys("c", "Connections")
	r.keys("a", "Add a connection", "API version", "App ID")
	r.keys("Acme Events"+term.Enter, "must be 1 to 32")
	r.keys(term.CtrlU+"acme"+term.Enter, "❯ (●) not chosen", "must use v7")
	r.keys(term.Enter, "is required: choose v5, v6 or v7")
	r.keys(term.Space, "❯ (●) v5", "end of life")
	r.keys(term.Enter, "Agora's address ❯", "❯ (●) Agora", "China")
	r.keys(term.Enter+"123"+term.Enter, "✗", "this has 3 characters")
	r.keys(term.CtrlU+sandbox.DefaultAppID+term.Enter+sandbox.DefaultKey+term.Enter, "Customer secret ❯", "❯ (●) encrypted file", "variable")
	r.mustNot("❯ (●) keyring") // it is switched off
	r.keys(term.Space+term.Enter, "variable ┃", "Customer secret variable")
	r.keys("no name"+term.Enter, "env: needs the name of a variable")
	r.keys(term.CtrlU+"ACME_SECRET"+term.Enter, "App Certificate ❯", "❯ (●) unknown")
	r.keys(term.Space+term.Enter, "May look who is there ❯", "App Certificate off")
	r.keys(term.Space+term.Enter, "Production ❯", "May look who is there no", "enter save")
	r.keys(term.Enter, "saved acme")
	r.see("acme", "v5", "from the environment variable ACME_SECRET", "presence off")
	c, err := r.session.Connections.Get("acme")
	if err != nil || c.AppID != sandbox.DefaultAppID || c.CustomerKey != sandbox.DefaultKey || c.Secret.String() != "env:ACME_SECRET" || c.Certificate != "off" || !c.NoProbe || c.Production {
		t.Fatalf("the connection is %+v, %v", c, err)
	}
	r.keys("e", "Edit acme", "acme")
	r.keys(strings.Repeat(term.Tab, 7), "❯ (●) off")
	r.keys(term.Space+term.Enter, "App Certificate itself ❯", "❯ (●) encrypted file")
	r.keys(term.Enter+term.Enter, `type or paste the App Certificate; without it choose "not given"`)
	r.keys(term.Up+term.Left, "❯ (●) not given")
	r.keys(term.Enter+term.Left+term.Enter, "Production ❯", "May look who is there yes")
	r.keys(term.Enter, "Ask ahead of a start ❯", "❯ (●) yes")
	r.keys(term.Space+term.Enter, "saved acme", "bot tokens are given with each task", "look ahead off")
	if c, _ := r.session.Connections.Get("acme"); c.Certificate != "on" || c.NoProbe || !c.NoLookAhead {
		t.Errorf("the connection is %+v", c)
	}
	r.keys(term.Enter, "tasks now run by acme", "acme · API v5")
	r.keys("n", "Channel name", "acme · API v5")
	r.keys(term.Esc, "Home")
	r.keys("c", "in use")
	r.keys("x", "Remove the connection acme?")
	r.calm()
	r.keys("y", "removed acme", "no connection yet")
	if data, _ := os.ReadFile(r.session.Home.Connections()); strings.Contains(string(data), "customer-secret-value") {
		t.Error("the secret stands in the file")
	}
}

func TestAConnectionsNameIsNotTakenTwice(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	write(t, home, "config/connections.yaml", connectionFile("acme", "ask", ""))
	r := start(t, rigOptions{real: true, home: home})
	r.see("Home")
	r.keys("c", "acme")
	r.keys("a", "Add a connection")
	r.keys("acme"+term.Enter, "there is a connection acme already") // said where it is typed: nothing of the form is lost
	r.must("Add a connection")
}

func TestAnAskedSecretIsForgottenAfterARefusal(t *testing.T) {
	t.Parallel()
	url := agoraServer(t, sandbox.Options{Ledger: &sandbox.MemoryLedger{}})
	home := withReady(t, "demo")
	write(t, home, "config/connections.yaml", connectionFile("acme", "ask", url))
	r := start(t, rigOptions{real: true, home: home})
	r.see("❯ ready")
	r.keys("c", "acme")
	r.keys("k"+term.Enter, "tasks now run by acme")
	r.keys(term.Enter, "ready to send", "acme · API v5")
	r.calm()
	r.keys("s", "Customer secret of acme")
	r.Paste(" wrong-secret \n")
	r.settled()
	r.mustNot("wrong-secret")
	r.keys(term.Enter, "Agora refused the credentials")
	r.mustState(attempt.Abandoned)
	r.calm()
	r.keys("r", "Customer secret of acme")
	r.keys(term.Enter, "type or paste the customer secret")
	r.keys(sandbox.DefaultSecret.Reveal()+term.Enter, "bots 47091 listens")
	r.mustState(attempt.Started, attempt.Abandoned)
	r.keys("n", "ready to send") // it is asked once only
	r.calm()
	r.keys("s", "two tasks may bill")
}

func TestAnAskedSecretMayBeCancelled(t *testing.T) {
	t.Parallel()
	home := withReady(t, "demo")
	write(t, home, "config/connections.yaml", connectionFile("acme", "ask", "http://127.0.0.1:1"))
	r := start(t, rigOptions{real: true, home: home})
	r.see("❯ ready")
	r.keys("c", "acme")
	r.keys("k"+term.Enter, "tasks now run by acme")
	r.keys(term.Enter, "ready to send")
	r.calm()
	r.keys("s", "Customer secret of acme")
	r.keys(term.Esc, "ready to send")
	r.calm()
	r.keys("s", "Customer secret of acme")
}

func TestATaskWithAnAskedSecretCanBeAskedAgainAfterARefusal(t *testing.T) {
	t.Parallel()
	ledger := &sandbox.MemoryLedger{}
	url := agoraServer(t, sandbox.Options{Ledger: ledger})
	home := withReady(t, "demo")
	write(t, home, "config/connections.yaml", connectionFile("acme", "env:ACME", url))
	r := start(t, rigOptions{real: true, home: home, env: map[string]string{"ACME": sandbox.DefaultSecret.Reveal()}})
	r.see("❯ ready")
	r.keys("c", "acme")
	r.keys("k"+term.Enter, "tasks now run by acme")
	r.keys(term.Enter, "ready to send")
	r.sent()
	r.end()
	write(t, home, "config/connections.yaml", connectionFile("acme", "ask", url))
	r = start(t, rigOptions{real: true, home: home, clock: r.clock})
	r.see("! demo not asked")
	r.keys(term.Enter, "Customer secret of acme")
	r.keys("wrong"+term.Enter, "Agora refused the credentials")
	r.keys("r", "Customer secret of acme")
	r.keys(sandbox.DefaultSecret.Reveal()+term.Enter, "asked 0 s ago")
	r.mustNot("refused the credentials")
}

func TestWatchingATaskLeavesTheConnectionInUseAlone(t *testing.T) {
	t.Parallel()
	url := agoraServer(t, sandbox.Options{Ledger: &sandbox.MemoryLedger{}})
	home, at := withReady(t, "demo"), newClock()
	write(t, home, "config/connections.yaml", connectionFile("acme", "env:ACME", url))
	env := map[string]string{"ACME": sandbox.DefaultSecret.Reveal()}
	r := start(t, rigOptions{real: true, home: home, clock: at, env: env})
	r.see("❯ ready")
	r.keys("c", "acme")
	r.keys("k"+term.Enter, "tasks now run by acme")
	r.keys(term.Enter, "ready to send")
	r.sent()
	r.must("acme · API v5")
	r.end()
	r = start(t, rigOptions{home: home, clock: at, env: env}) // in the sandbox
	r.see("▸ demo @acme starting", "SANDBOX")
	r.keys("t", "Tasks of this machine")
	r.keys(term.Enter, "bots 47091 listens", "acme · API v5")
	r.mustNot("SANDBOX")
	r.keys("h", "SANDBOX")
	r.keys("n", "Channel name", "SANDBOX")
}

func TestLeavingTheConnectionsLeadsBackToTheReview(t *testing.T) {
	t.Parallel()
	r := start(t, rigOptions{})
	r.keys("ntown-hall"+toBots+"47091"+term.Enter+"007token"+term.CtrlR, "Review", "town-hall")
	r.keys("c", "Connections")
	r.keys(term.Esc, "Review", "town-hall")
	r.mustText("rtcConfig.subBotToken", "007token")
}

func TestABrokenConnectionsFileIsSaidAndTheSandboxStillWorks(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	path := write(t, home, "config/connections.yaml", "schema: 1\nnonsense: 1\n")
	r := start(t, rigOptions{real: true, home: home})
	r.see("nonsense", "✗")
	r.keys("s", "SANDBOX")
	r.keys("c", "nonsense", "sandbox")
	if data, _ := os.ReadFile(path); string(data) != "schema: 1\nnonsense: 1\n" {
		t.Errorf("the file became %q", data)
	}
}

func TestAConnectionThatIsWrongCanBeSeenNotUsed(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	write(t, home, "config/connections.yaml", strings.Replace(connectionFile("acme", "ask", ""), "v5", "v9", 1))
	r := start(t, rigOptions{real: true, home: home, screen: term.Options{Width: 100}})
	r.see("Home")
	r.keys("c", "acme", "✗")
	r.keys("k"+term.Enter, "acme can't be used")
}

func TestAnAgedVersionIsSaidWhereAConnectionIsChosen(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	write(t, home, "config/connections.yaml", connectionFile("acme", "ask", ""))
	r := start(t, rigOptions{real: true, home: home, clock: afterTheEnd()})
	r.see("Home")
	r.keys("c", "v5 is past the end of life that Agora stated (11 June 2026)")
}

func TestTheConnectionOfTheEnvironmentGoesWithoutSaying(t *testing.T) {
	t.Parallel()
	url := agoraServer(t, sandbox.Options{Ledger: &sandbox.MemoryLedger{}})
	r := start(t, rigOptions{real: true, home: withReady(t, "demo"), url: url, env: map[string]string{
		"AGORA_APP_ID": sandbox.DefaultAppID, "AGORA_CUSTOMER_KEY": sandbox.DefaultKey, "AGORA_API_VERSION": "v5", "AGORA_CUSTOMER_SECRET": sandbox.DefaultSecret.Reveal(),
	}})
	r.see("environment · API v5", "❯ ready")
	r.keys(term.Enter, "ready to send")
	r.sent()
	r.mustState(attempt.Started)
}

func TestAConnectionOfV7CallsByAToken(t *testing.T) {
	t.Parallel()
	r := start(t, rigOptions{real: true, clock: afterTheEnd(), screen: term.Options{Width: 100, Height: 34}})
	r.see("new task")
	r.keys("a", "Name ┃")
	r.keys("china"+term.Enter+term.Left, "❯ (●) v7", "made since June 2025")
	r.keys(term.Enter+term.Space, "Agora's address", "❯ (●) China", "mainland China")
	r.keys(term.Enter+sandbox.DefaultAppID+term.Enter, "Sign in with ❯", "❯ (●) customer key")
	r.keys(term.Left+term.Enter, "Token ❯", "❯ (●) made here", "with the App Certificate")
	r.keys(term.Enter, "Customer key ┃")
	r.keys(term.Enter, "Customer secret ❯", "❯ (●) not given")
	r.keys(term.Enter, "App Certificate ❯")
	r.keys(term.Enter, "choose where the token is; for one that is made")
	r.keys(term.Left+term.Enter, "App Certificate itself ❯", "❯ (●) encrypted file")
	r.keys(term.Left+term.Enter, "choose where the token is; for one that is made")
	r.keys(term.Right+term.Right+term.Enter, "variable ┃")
	r.keys("CERTIFICATE"+term.Enter+term.Enter+term.Enter, "saved china", "made with the App Certificate, in quotes", "https://api.sd-rtn.com/cn")
	c, err := r.session.Connections.Get("china")
	if err != nil || c.Auth != "quoted-token" || !c.Token.IsZero() || c.CustomerKey != "" || !c.Secret.IsZero() || c.AppCertificate.String() != "env:CERTIFICATE" || c.BaseURL != connections.AddressChina {
		t.Fatalf("the connection is %+v, %v", c, err)
	}
	r.keys("e", "Edit china", "RTC token, with quotation marks")
	r.keys(term.Tab+term.Left, "❯ (●) v6", "v7 takes the same request")
	r.mustNot("Sign in with")
}

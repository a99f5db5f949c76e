package form

import (
	"slices"
	"strings"
	"testing"
	"time"

	"sttwizard/agora"
	"sttwizard/agora/token"
	"sttwizard/internal/clock/clocktest"
	"sttwizard/internal/secret"
)

const (
	appID       = "970ca35de60c44645bbae8a215061b33"
	certificate = "5cfd2fd1755d40ecb72977518be15d3b"
)

var noon = clocktest.At(12, 0, 0)

// makes is a project whose connection knows the App Certificate.
var makes = agora.Project{Version: agora.V5, AppID: appID, Certificate: agora.CertificateOn, MakesTokens: true}

// tokenFor makes a token as a token server would, an hour long.
func tokenFor(t *testing.T, channel, uid string) string {
	t.Helper()
	made, err := token.Make(token.Spec{AppID: appID, Channel: channel, UID: uid, Role: token.Publisher, Life: time.Hour, Issued: noon, Salt: 1}, certificate, nil)
	if err != nil {
		t.Fatal(err)
	}
	return made.Reveal()
}

func tokenDraft(t *testing.T, answers map[string]string) *Draft {
	d := draftWith(t, answers)
	d.SetProject(agora.Project{Version: agora.V5, AppID: appID})
	d.Clock(func() time.Time { return noon }, time.Time{})
	return d
}

func TestTokensThatAreEmptyAreMadeWhenSent(t *testing.T) {
	d := draftWith(t, unnamed)
	d.SetProject(makes)
	if problems := d.Problems(); len(problems) > 0 || len(d.Warnings()) > 0 || !d.UniqueUIDs() {
		t.Fatalf("%v, %v", problems, d.Warnings())
	}
	for _, path := range []string{agora.PathSubBotToken, agora.PathPubBotToken} {
		row := reviewOf(d, path)
		if !d.Automatic(path) || d.Source(path) != Automatic || row.Value != "made when sent" || row.Source != Automatic {
			t.Errorf("%s: %q from %s", path, row.Value, row.Source)
		}
		if text, set := d.Request().Get(path); set {
			t.Errorf("%s is %s before it is sent", path, text)
		}
	}
	s := &script{lines: []string{""}}
	if err := s.plain().AskOnly(d, []string{agora.PathSubBotToken}); err != nil {
		t.Fatal(err)
	}
	mustContain(t, "plain mode", s.out.String(), "Subscribing bot's token [made when sent]: ")
}

func TestATokenThatIsGivenOrKeptElsewhereIsNotMade(t *testing.T) {
	for name, give := range map[string]func(*Draft){
		"given": func(d *Draft) { d.Set(agora.PathSubBotToken, "sub-token", Typed) },
		"kept":  func(d *Draft) { d.SetSecret(agora.PathSubBotToken, "", secret.Keyring("token"), Typed) },
	} {
		d := draftWith(t, unnamed)
		d.SetProject(makes)
		give(d)
		if d.Automatic(agora.PathSubBotToken) || d.Automatic(agora.PathSubBotUID) || !d.Automatic(agora.PathPubBotToken) || d.UniqueUIDs() {
			t.Errorf("%s: it counts as automatic", name)
		}
		if !hasRule(d.Problems(), agora.PathSubBotUID, "required") {
			t.Errorf("%s: no uid is asked for: %v", name, d.Problems())
		}
	}
	d := draftWith(t, unnamed)
	if d.SetSecret(agora.PathSubBotToken, "", secret.Ask(), Typed); !d.Automatic(agora.PathSubBotUID) {
		t.Error("a token that may be typed binds the uid before it is there")
	}
	d.SetProject(agora.Project{Version: agora.V5, Certificate: agora.CertificateOn})
	if d.Automatic(agora.PathSubBotToken) || d.Automatic(agora.PathPubBotUID) || !hasRule(d.Problems(), agora.PathSubBotToken, "required") {
		t.Error("without the App Certificate, tokens are not asked for")
	}
}

func TestTokensAreHeldAgainstTheClockAndThePlannedEnd(t *testing.T) {
	d := tokenDraft(t, with(legal, agora.PathPubBotToken, tokenFor(t, "town-hall", "88222")))
	rulesAt := func(now, until time.Time) []string {
		d.Clock(func() time.Time { return now }, until)
		return append(rules(d.Problems(), agora.PathPubBotToken), rules(d.Warnings(), agora.PathPubBotToken)...)
	}
	if got := rulesAt(noon, noon.Add(30*time.Minute)); len(got) != 0 {
		t.Errorf("in time: %v", got)
	}
	if got := rulesAt(noon, noon.Add(2*time.Hour)); !slices.Equal(got, []string{"token-ends"}) {
		t.Errorf("too short: %v", got)
	}
	if got := rulesAt(noon.Add(2*time.Hour), time.Time{}); !slices.Equal(got, []string{"token-expired"}) {
		t.Errorf("over: %v", got)
	}
	if words := d.TokenWords(agora.PathPubBotToken); len(words) == 0 || !strings.Contains(words[len(words)-1], "ended") {
		t.Errorf("in words %q", words)
	}
	if d.TokenWords(agora.PathChannelName) != nil || d.TokenWords(agora.PathSubBotToken) != nil {
		t.Error("words about what is no token")
	}
}

func TestABotWithoutAUidIsToldTheOneOfItsToken(t *testing.T) {
	d := tokenDraft(t, with(unnamed, agora.PathSubBotToken, tokenFor(t, "town-hall", "4711"), agora.PathPubBotToken, "pub-token"))
	words := ""
	for _, e := range d.Problems() {
		words += e.Path + " " + e.Text + "\n"
	}
	mustContain(t, "the problems", words, "made for the uid 4711", agora.PathPubBotUID+" is required: a token is made for one uid")
}

func TestPlainModeReadsATokenInWords(t *testing.T) {
	d := tokenDraft(t, legal)
	wrong, right := tokenFor(t, "other", "47091"), tokenFor(t, "town-hall", "47091")
	s := &script{lines: []string{wrong, right}}
	if err := s.secretly().AskOnly(d, []string{agora.PathSubBotToken}); err != nil {
		t.Fatal(err)
	}
	mustContain(t, "the walk", s.out.String(), `  channel "other", uid 47091`, "bot's token: was made for the channel", `  channel "town-hall", uid 47091`, "ends in 60 min")
	mustNotContain(t, "the walk", s.out.String(), right[10:30], wrong[10:30])
	if d.Text(agora.PathSubBotToken) != right {
		t.Error("the right one was not taken")
	}
}

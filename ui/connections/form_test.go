package connections

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"sttwizard/agora"
	"sttwizard/form/page"
	"sttwizard/internal/connections"
	"sttwizard/internal/secret"
	"sttwizard/ui/kit"
)

func (w world) Called(field string) string { return "secret in " + field }

func (w world) Stores(secret.Ref) []page.Choice {
	return []page.Choice{option(secret.FormKeyring, "keyring", ""), option(secret.FormAge, "file of secrets", "")}
}

const (
	hexSecret  = "fedcba9876543210fedcba9876543210"
	otherAppID = "00112233445566778899aabbccddeeff"
)

// filling is a dialog of the lines of a form.
type filling struct {
	*page.Dialog
	t     *testing.T
	lines []*page.Line
}

func fill(t *testing.T, lines []*page.Line) *filling {
	t.Helper()
	st := kit.NewStyles(kit.Look{Dark: true})
	styles := page.Styles{Text: st.Text, Marks: st.Marks}
	styles.Huh = page.ThemeOf(styles, st.Cursor, st.Button)
	return &filling{page.NewDialog(&styles, lines...), t, lines}
}

// put types a text in the line, or goes round its choices to that value.
func (f *filling) put(line int, text string) {
	f.t.Helper()
	if !f.There(line) {
		f.t.Fatalf("line %d, %s, is not there", line, f.lines[line].Label)
	}
	f.Focus(line)
	if f.lines[line].Choices == nil {
		f.Update(tea.PasteMsg{Content: text})
		return
	}
	for range f.lines[line].Choices() {
		if f.Value(line) == text {
			return
		}
		f.Update(tea.KeyPressMsg{Code: tea.KeyRight})
	}
	f.t.Fatalf("line %d, %s, can't be %s", line, f.lines[line].Label, text)
}

// adding is the form for a new connection, in which all is answered but the secrets.
func adding(t *testing.T, v agora.Version) (*Form, *filling) {
	t.Helper()
	all := []connections.Connection{own("taken")}
	f := NewForm(connections.Connection{}, world{choices: &all})
	d := fill(t, f.Lines())
	d.put(lineName, "acme")
	d.put(lineVersion, string(v))
	d.put(lineAppID, otherAppID)
	return f, d
}

// wants checks what is wrong with a line, which keeps the connection from being made.
func wants(t *testing.T, f *Form, line int, words string) {
	t.Helper()
	values := make([]string, len(f.Lines()))
	for i, l := range f.Lines() {
		values[i] = l.Value()
	}
	if err := f.WrongAt(line, values); err == nil || !strings.Contains(err.Error(), words) {
		t.Fatalf("of line %d, %s, it says %v, want %s", line, f.lines[line].Label, err, words)
	}
	if _, _, wrong := f.Made(); wrong == nil {
		t.Error("the connection is made all the same")
	}
}

func TestAFormMakesAConnectionOfItsLines(t *testing.T) {
	f, d := adding(t, agora.V5)
	wants(t, f, lineKey, "")
	d.put(lineKey, "some-key")
	wants(t, f, lineSecret+secretValue, "type or paste the secret in secret")
	d.put(lineSecret+secretValue, "the secret")
	d.put(lineProduction, connections.ProductionOn)
	d.put(linePresence, connections.PresenceOff)
	made, typed, wrong := f.Made()
	if wrong != nil {
		t.Fatalf("line %d is wrong: %v", wrong.Line, wrong.Err)
	}
	if made.Name != "acme" || made.Version != agora.V5 || made.AppID != otherAppID || made.CustomerKey != "some-key" ||
		!made.Production || !made.NoProbe || made.Address() != agora.DefaultBaseURL || !made.Secret.Stored() {
		t.Errorf("it makes %+v", made)
	}
	want := Typed{Field: connections.FieldSecret, Form: secret.FormKeyring, Value: "thesecret"}
	if len(typed) != 1 || typed[0] != want {
		t.Errorf("typed were %+v", typed)
	}
	if f.Title() != "Add a connection" {
		t.Errorf("its title is %q", f.Title())
	}
}

func TestAFormAsksInTheOrderOfAShell(t *testing.T) {
	f := NewForm(connections.Connection{}, world{choices: &[]connections.Connection{}})
	at := 0
	for _, field := range connections.Asked() {
		label := connections.QuestionFor(field).Label
		for ; at < len(f.lines) && f.lines[at].Label != label; at++ {
		}
		if label == "" || at == len(f.lines) {
			t.Fatalf("%s, %q, does not come after those before it", field, label)
		}
	}
}

func TestAFormRefusesWhatIsWrongAtItsLine(t *testing.T) {
	f, d := adding(t, agora.V5)
	d.Focus(lineName)
	d.lines[lineName].Clear()
	d.put(lineName, "taken")
	wants(t, f, lineName, "there is a connection taken already")
	d.lines[lineName].Clear()
	d.put(lineName, "acme")
	d.put(lineKey, "some-key")
	d.put(linePlace, placeOther)
	wants(t, f, lineAddress, "type the address")
	d.put(linePlace, connections.AddressChina)
	if d.There(lineAddress) {
		t.Error("an address is asked for where it has a word")
	}
	d.put(lineSecret, secret.FormEnv)
	d.put(lineSecret+secretVariable, hexSecret)
	wants(t, f, lineSecret+secretVariable, "this looks like the secret itself")
	d.lines[lineSecret+secretVariable].Clear()
	d.put(lineSecret+secretVariable, "ACME_SECRET")
	made, typed, wrong := f.Made()
	right := made.Secret.String() == "env:ACME_SECRET" && made.BaseURL == connections.AddressChina
	if wrong != nil || len(typed) > 0 || !right {
		t.Errorf("it makes %+v with %+v; wrong is %+v", made, typed, wrong)
	}
}

func TestATokenThatIsMadeHereWantsTheCertificate(t *testing.T) {
	f, d := adding(t, agora.V7)
	if d.There(lineToken) {
		t.Error("a token is asked for where calls take key and secret")
	}
	d.put(lineAuth, connections.AuthToken)
	wants(t, f, lineCertificate, "choose where the token is")
	d.put(lineCertificate, string(agora.CertificateOn))
	d.put(lineCertificateSecret, placeNone)
	wants(t, f, lineCertificateSecret, "choose where the token is")
	d.put(lineCertificateSecret, secret.FormAge)
	d.put(lineCertificateSecret+secretValue, "too short")
	wants(t, f, lineCertificateSecret+secretValue, "must be 32 hexadecimal digits")
	d.lines[lineCertificateSecret+secretValue].Clear()
	d.put(lineCertificateSecret+secretValue, hexSecret)
	made, typed, wrong := f.Made()
	if wrong != nil || made.Auth != agora.AuthToken || !made.Token.IsZero() || !made.Secret.IsZero() {
		t.Fatalf("it makes %+v, wrong is %+v", made, wrong)
	}
	if len(typed) != 1 || typed[0].Field != connections.FieldAppCertificate || typed[0].Form != secret.FormAge {
		t.Errorf("typed were %+v", typed)
	}
}

func TestAnEditedConnectionKeepsWhatIsLeftAlone(t *testing.T) {
	was := own("acme")
	was.Secret, was.BaseURL, was.Version = secret.Keyring("acme-customer-secret"), "https://proxy.example", "v9"
	f := NewForm(was, world{choices: &[]connections.Connection{was}})
	d := fill(t, f.Lines())
	wants(t, f, lineVersion, "")
	d.put(lineVersion, string(agora.V6))
	made, typed, wrong := f.Made()
	want := was
	want.Version, want.Certificate = agora.V6, made.Certificate
	if wrong != nil || len(typed) > 0 || made != want || f.Title() != "Edit acme" {
		t.Errorf("under %q it makes %+v with %+v; wrong is %+v", f.Title(), made, typed, wrong)
	}
	d.put(lineSecret, secret.FormAge)
	wants(t, f, lineSecret+secretValue, "to move it unseen, leave this form and press m")
}

func TestASecretIsMovedToWhereItIsNot(t *testing.T) {
	c := own("acme")
	c.Secret, c.AppCertificate = secret.Ask(), secret.Keyring("acme-app-certificate")
	v := NewMove(c, world{})
	d := fill(t, v.Lines())
	line, intro := v.Begin()
	if line != moveTo || !strings.HasPrefix(intro, "Secret in appCertificate. Now from ") || d.There(moveWhich) {
		t.Errorf("with one secret it begins at line %d and says %q", line, intro)
	}
	field, to, err := v.Target()
	if field != connections.FieldAppCertificate || to.Form() != secret.FormAge || err != nil {
		t.Errorf("%s goes to %s (%v)", field, to, err)
	}
	if words := WhereTo(to); words != "the file of secrets" {
		t.Errorf("that is called %q", words)
	}
	d.put(moveTo, secret.FormEnv)
	if v.WrongAt(moveVariable, nil) == nil || v.WrongAt(moveTo, nil) != nil {
		t.Errorf("without a name the lines are %v and %v", v.WrongAt(moveVariable, nil), v.WrongAt(moveTo, nil))
	}
	d.put(moveVariable, "ACME")
	if _, to, err := v.Target(); to.String() != "env:ACME" || err != nil || WhereTo(to) != to.Words() {
		t.Errorf("it goes to %s (%v)", to, err)
	}
}

func TestOneOfTwoSecretsIsChosenToBeMoved(t *testing.T) {
	c := own("acme")
	c.AppCertificate = secret.Age("acme-app-certificate")
	v := NewMove(c, world{})
	d := fill(t, v.Lines())
	if line, intro := v.Begin(); line != moveWhich || intro != "" {
		t.Errorf("it begins at line %d and says %q", line, intro)
	}
	if field, _, _ := v.Target(); field != connections.FieldSecret {
		t.Errorf("the first is %s", field)
	}
	d.put(moveWhich, connections.FieldAppCertificate)
	field, to, err := v.Target()
	right := field == connections.FieldAppCertificate && to.Form() == secret.FormKeyring
	if !right || err != nil || WhereTo(to) != "the keyring" {
		t.Errorf("%s goes to %s (%v)", field, to, err)
	}
}

package connections

import (
	"errors"
	"slices"
	"time"

	"sttwizard/agora"
	"sttwizard/form/page"
	"sttwizard/internal/connections"
	"sttwizard/internal/explain"
	"sttwizard/internal/secret"
	"sttwizard/internal/words"
)

// FormWorld is what the forms ask for.
type FormWorld interface {
	// Choices returns the connections that there are.
	Choices() []connections.Connection
	// Stores returns the places where sttwizard itself can keep a secret, which is
	// somewhere already or nowhere.
	Stores(was secret.Ref) []page.Choice
	// Called returns what people call the secret that is a field of a connection.
	Called(field string) string
	// Now returns the time.
	Now() time.Time
}

// The lines of the form; those of a secret are four, see secretLines.
const (
	lineName = iota
	lineVersion
	linePlace
	lineAddress
	lineAppID
	lineAuth
	lineToken
	lineKey    = lineToken + secretLineCount
	lineSecret = lineKey + 1
	// The App Certificate's switch, and where it is.
	lineCertificate       = lineSecret + secretLineCount
	lineCertificateSecret = lineCertificate + 1
	linePresence          = lineCertificateSecret + secretLineCount
	lineProduction        = linePresence + 1
	lineLookAhead         = lineProduction + 1
)

// lineOf are the lines of a connection's fields.
var lineOf = map[string]int{
	connections.FieldName: lineName, connections.FieldVersion: lineVersion, connections.FieldAppID: lineAppID,
	connections.FieldCustomerKey: lineKey, connections.FieldSecret: lineSecret,
	connections.FieldCertificate: lineCertificate, connections.FieldAppCertificate: lineCertificateSecret,
	connections.FieldAuth: lineAuth, connections.FieldToken: lineToken, connections.FieldBaseURL: lineAddress,
	connections.FieldPresence: linePresence, connections.FieldProduction: lineProduction,
	connections.FieldLookAhead: lineLookAhead,
}

// Form asks for a connection, line by line.
type Form struct {
	world   FormWorld
	old     connections.Connection // of no name: a new one
	lines   []*page.Line
	secrets []*secretLines
}

// Wrong is what is wrong with a line of the form.
type Wrong struct {
	Line int
	Err  error
}

// NewForm makes the form for a connection; one without a name is new.
func NewForm(c connections.Connection, world FormWorld) *Form {
	f := &Form{world: world, old: c}
	f.secrets = []*secretLines{
		{form: f, field: connections.FieldSecret, at: lineSecret, was: c.Secret, optional: f.byToken},
		{
			form: f, field: connections.FieldAppCertificate, at: lineCertificateSecret, was: c.AppCertificate,
			optional: always, when: f.certified,
		},
		{
			form: f, field: connections.FieldToken, at: lineToken, was: c.Token,
			optional: always, when: f.byToken, none: "made here",
		},
	}
	f.lines = f.makeLines()
	return f
}

// Title names what is edited.
func (f *Form) Title() string {
	if f.old.Name != "" {
		return "Edit " + f.old.Name
	}
	return "Add a connection"
}

// Lines are the lines of the form, for a dialog.
func (f *Form) Lines() []*page.Line { return f.lines }

// value returns what a line stands for now.
func (f *Form) value(line int) string { return f.lines[line].Value() }

// makeLines makes the lines, all of them empty or as the connection has them.
func (f *Form) makeLines() []*page.Line {
	c := f.old
	certificate := string(c.Project().Certificate)
	if certificate == "" {
		certificate = string(agora.CertificateUnknown)
	}
	lines := []*page.Line{
		typing(connections.FieldName, c.Name),
		choosing(connections.FieldVersion, string(c.Version), f.versions),
		choosing(connections.FieldBaseURL, f.place(), places),
		{
			Label: "  address", Kept: f.address(), When: f.elsewhere,
			Help: "https, or http to this machine, without what follows in Agora's pages",
		},
		typing(connections.FieldAppID, c.AppID),
		choosing(connections.FieldAuth, c.AuthWord(), fixed(connections.FieldAuth)),
	}
	lines[lineAuth].When = f.isV7
	lines = append(lines, f.secrets[2].lines()...)
	lines = append(lines, typing(connections.FieldCustomerKey, c.CustomerKey))
	lines = append(lines, f.secrets[0].lines()...)
	lines = append(lines, choosing(connections.FieldCertificate, certificate, fixed(connections.FieldCertificate)))
	lines = append(lines, f.secrets[1].lines()...)
	ahead := choosing(connections.FieldLookAhead, c.LookAhead(), fixed(connections.FieldLookAhead))
	ahead.When = func() bool { return f.old.Name != "" }
	return append(lines,
		choosing(connections.FieldPresence, c.Presence(), fixed(connections.FieldPresence)),
		choosing(connections.FieldProduction, productionWord(c), fixed(connections.FieldProduction)),
		ahead,
	)
}

// typing is a line for a field of a connection that is typed.
func typing(field, kept string) *page.Line {
	q := connections.QuestionFor(field)
	return &page.Line{Label: q.Label, Kept: kept, Help: q.Help}
}

// choosing is a line for one that is chosen.
func choosing(field, chosen string, choices func() []page.Choice) *page.Line {
	return &page.Line{Label: connections.QuestionFor(field).Label, Text: chosen, Choices: choices}
}

func option(value, words, help string) page.Choice {
	return page.Choice{Value: value, Words: words, Help: help}
}

// fixed are the choices of a field where they hang on nothing.
func fixed(field string) func() []page.Choice {
	return func() []page.Choice {
		var out []page.Choice
		for _, c := range connections.QuestionFor(field).Choices {
			out = append(out, option(c.Value, c.Words, c.Help))
		}
		return out
	}
}

// placeOther is an address that has no word.
const placeOther = "other"

// places are Agora's addresses, and any other.
func places() []page.Choice {
	return append(fixed(connections.FieldBaseURL)(), option(placeOther, "another", "A proxy of yours, or a sandbox that sttwizard serves."))
}

// place returns the choice of the connection's address.
func (f *Form) place() string {
	if word := f.old.AddressWord(); word != "" {
		return word
	}
	return placeOther
}

// address returns the connection's address where it has no word.
func (f *Form) address() string {
	if f.place() == placeOther {
		return f.old.BaseURL
	}
	return ""
}

func always() bool { return true }

func (f *Form) elsewhere() bool { return f.value(linePlace) == placeOther }

func (f *Form) isV7() bool {
	return agora.Version(f.value(lineVersion)).Named()
}

// byToken reports whether calls say who calls by a token.
func (f *Form) byToken() bool {
	return f.isV7() && f.value(lineAuth) != connections.AuthKey
}

func productionWord(c connections.Connection) string {
	if c.Production {
		return connections.ProductionOn
	}
	return connections.ProductionOff
}

// versions are the versions there are, with what is to be said of them; a
// file may have named another one, which then is to be replaced.
func (f *Form) versions() []page.Choice {
	var out []page.Choice
	old := f.old.Version
	if old == "" {
		out = append(out, option("", "not chosen", connections.QuestionFor(connections.FieldVersion).Help))
	}
	for _, v := range agora.Versions() {
		c := page.Choice{Value: string(v), Words: string(v)}
		if v.Named() {
			c.Help = "What projects made since June 2025 must use."
		}
		if end := explain.EndOfLife(v, f.world.Now()); end != "" {
			c.Help = words.Capital(end) + "."
		}
		out = append(out, c)
	}
	if old != "" && !slices.Contains(agora.Versions(), old) {
		out = append(out, option(string(old), string(old), "There is no such version."))
	}
	return out
}

// certified reports whether the App Certificate is said to be on.
func (f *Form) certified() bool {
	return f.value(lineCertificate) == string(agora.CertificateOn)
}

// build makes a connection of the lines, the secrets that were typed for it, and
// all that is wrong.
func (f *Form) build(v []string) (connections.Connection, []Typed, []Wrong) {
	c := f.old
	c.Name, c.Version, c.AppID, c.CustomerKey = v[lineName], agora.Version(v[lineVersion]), v[lineAppID], v[lineKey]
	c.Certificate, c.Production = agora.Certificate(v[lineCertificate]), v[lineProduction] == connections.ProductionOn
	c.NoProbe, c.NoLookAhead = v[linePresence] == connections.PresenceOff, v[lineLookAhead] == connections.LookAheadOff
	var wrong []Wrong
	if c.SetAddress(v[linePlace]); v[linePlace] == placeOther {
		c.BaseURL = v[lineAddress]
		if c.BaseURL == "" {
			wrong = append(wrong, Wrong{lineAddress, errors.New("type the address, such as " + agora.DefaultBaseURL)})
		}
	}
	if c.Auth = agora.AuthBasic; f.byToken() {
		_ = c.SetAuth(v[lineAuth]) // one of the choices
	}
	var typed []Typed
	for i, ref := range []*secret.Ref{&c.Secret, &c.AppCertificate, &c.Token} {
		made, value, bad := f.secrets[i].build(v)
		*ref = made
		if bad != nil {
			wrong = append(wrong, *bad)
		}
		if value != nil {
			typed = append(typed, *value)
		}
	}
	if c.Name != f.old.Name && f.taken(c.Name) {
		words := "there is a connection " + c.Name + " already; choose another name"
		wrong = append(wrong, Wrong{lineName, errors.New(words)})
	}
	return c, typed, f.judge(c, v, wrong)
}

// judge adds to what is wrong what the rules of a connection say. Of a secret's lines
// one trouble is enough.
func (f *Form) judge(c connections.Connection, v []string, wrong []Wrong) []Wrong {
	for _, e := range c.Validate() {
		line, known := lineOf[e.Path]
		of := f.secretAt(line)
		if !known || of != nil && slices.ContainsFunc(wrong, of.has) {
			continue
		}
		text := e.Text
		if e.Path == connections.FieldToken {
			text = "choose where the token is; for one that is made, say below that the App Certificate is on, and where it is"
			line = f.tokenLine(v)
			if slices.ContainsFunc(wrong, f.secrets[1].has) {
				continue // the App Certificate's own trouble says it
			}
		}
		wrong = append(wrong, Wrong{line, errors.New(text)})
	}
	return wrong
}

// tokenLine returns the line that keeps a token from being made.
func (f *Form) tokenLine(v []string) int {
	if v[lineToken] != placeNone {
		return lineToken
	}
	if f.certified() {
		return lineCertificateSecret
	}
	return lineCertificate
}

// secretAt returns the secret that a line belongs to; nil: none.
func (f *Form) secretAt(line int) *secretLines {
	i := slices.IndexFunc(f.secrets, func(s *secretLines) bool { return s.has(Wrong{Line: line}) })
	if i < 0 {
		return nil
	}
	return f.secrets[i]
}

// taken reports whether there is a connection of that name.
func (f *Form) taken(name string) bool {
	return slices.ContainsFunc(f.world.Choices(), func(c connections.Connection) bool { return c.Name == name })
}

// WrongAt returns what is wrong with one line; nil: nothing.
func (f *Form) WrongAt(i int, v []string) error {
	_, _, wrong := f.build(v)
	for _, w := range wrong {
		if w.Line == i {
			return w.Err
		}
	}
	return nil
}

// Made returns the connection that the lines make, the secrets that were typed for
// it, and the first thing that is wrong; nil: nothing is.
func (f *Form) Made() (connections.Connection, []Typed, *Wrong) {
	v := make([]string, len(f.lines))
	for i, l := range f.lines {
		v[i] = l.Value()
	}
	made, typed, wrong := f.build(v)
	if len(wrong) > 0 {
		return made, typed, &wrong[0]
	}
	return made, typed, nil
}

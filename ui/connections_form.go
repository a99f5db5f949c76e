package ui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"sttwizard/agora"
	"sttwizard/internal/connections"
	"sttwizard/internal/explain"
	"sttwizard/internal/secret"
	"sttwizard/internal/session"
	"sttwizard/internal/words"
)

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
)

// lineOf are the lines of a connection's fields.
var lineOf = map[string]int{
	connections.FieldName: lineName, connections.FieldVersion: lineVersion, connections.FieldAppID: lineAppID,
	connections.FieldCustomerKey: lineKey, connections.FieldSecret: lineSecret, connections.FieldCertificate: lineCertificate,
	connections.FieldAuth: lineAuth, connections.FieldToken: lineToken, connections.FieldBaseURL: lineAddress,
	connections.FieldAppCertificate: lineCertificateSecret, connections.FieldPresence: linePresence, connections.FieldProduction: lineProduction,
}

// connectionForm adds a connection or changes one. What was typed stays until it
// is saved.
type connectionForm struct {
	entry   *entry
	old     connections.Connection // of no name: a new one
	secrets []*secretLines
}

// editConnection asks for a connection, line by line; one without a name is new.
func (m *Model) editConnection(c connections.Connection) tea.Cmd {
	f := &connectionForm{old: c}
	f.secrets = []*secretLines{
		{form: f, which: session.CustomerSecret, label: "Customer secret", at: lineSecret, was: c.Secret,
			from: "From Agora's console, RESTful API.", optional: f.byToken,
			without: "Calls take the token; without key and secret nobody can ask who is in a channel."},
		{form: f, which: session.AppCertificate, label: "App Certificate itself", at: lineCertificateSecret, was: c.AppCertificate,
			from: "From Agora's console, with the App ID.", optional: always, when: f.certified,
			without: "Bot tokens are typed or pasted for each task. With it they are made when a task is sent."},
		{form: f, which: session.CallToken, label: "Token", at: lineToken, was: c.Token,
			from: "An RTC token of the project, which begins with 007.", optional: always, when: f.byToken, none: "made here",
			without: "Made with the App Certificate, which is given below: a fresh one for each hour."},
	}
	title := "Add a connection"
	if c.Name != "" {
		title = "Edit " + c.Name
	}
	f.entry = newEntry(m, title, "save", f.lines(m), nil, func(i int, v []string) error { return f.wrongAt(m, i, v) })
	f.entry.done = func([]string) tea.Cmd { return f.save(m) }
	f.entry.hears = func(msg tea.Msg) tea.Cmd { return f.heard(m, msg) }
	return together(m.ask(f.entry), m.readPlaces())
}

// lines makes the lines of the form, all of them empty or as the connection has them.
func (f *connectionForm) lines(m *Model) []*entryField {
	c := f.old
	certificate := string(c.Project().Certificate)
	if certificate == "" {
		certificate = string(agora.CertificateUnknown)
	}
	lines := []*entryField{
		{Label: "Name", Kept: c.Name, Help: "Yours to choose: a-z, 0-9 and -, such as acme"},
		{Label: "API version", Text: string(c.Version), Choices: func() []choice { return versionChoices(m, c.Version) }},
		{Label: "Agora's address", Text: f.place(), Choices: func() []choice { return placeChoices }},
		{Label: "  address", Kept: f.address(), Help: "https, or http to this machine, without what follows in Agora's pages", When: f.elsewhere},
		{Label: "App ID", Kept: c.AppID, Help: "32 hexadecimal digits, from Agora's console"},
		{Label: "Calls by", Text: c.AuthWord(), Choices: func() []choice { return authChoices }, When: f.isV7},
	}
	lines = append(lines, f.secrets[2].lines(m)...)
	lines = append(lines, &entryField{Label: "Customer key", Kept: c.CustomerKey, Help: "From Agora's console, RESTful API. It is no secret."})
	lines = append(lines, f.secrets[0].lines(m)...)
	lines = append(lines, &entryField{Label: "App Certificate", Text: certificate, Choices: func() []choice { return certificateChoices }})
	lines = append(lines, f.secrets[1].lines(m)...)
	return append(lines,
		&entryField{Label: "Presence", Text: c.Presence(), Choices: func() []choice { return presenceChoices }},
		&entryField{Label: "Production", Text: productionWord(c), Choices: func() []choice { return productionChoices }},
	)
}

// placeOther is an address that has no word.
const placeOther = "other"

var placeChoices = []choice{
	option(connections.AddressAgora, "Agora", "api.agora.io, for projects everywhere but in mainland China."),
	option(connections.AddressChina, "China", "api.sd-rtn.com, for projects in mainland China, as Agora's guides there say."),
	option(placeOther, "another", "A proxy of yours, or a sandbox that sttwizard serves."),
}

// place returns the choice of the connection's address.
func (f *connectionForm) place() string {
	if word := f.old.AddressWord(); word != "" {
		return word
	}
	return placeOther
}

// address returns the connection's address where it has no word.
func (f *connectionForm) address() string {
	if f.place() == placeOther {
		return f.old.BaseURL
	}
	return ""
}

func always() bool { return true }

func (f *connectionForm) elsewhere() bool { return f.entry.Value(linePlace) == placeOther }

func (f *connectionForm) isV7() bool {
	return agora.Version(f.entry.Value(lineVersion)).Named()
}

// byToken reports whether calls say who calls by a token.
func (f *connectionForm) byToken() bool {
	return f.isV7() && f.entry.Value(lineAuth) != connections.AuthKey
}

var authChoices = []choice{
	option(connections.AuthKey, "key and secret", "The customer key and secret of the Agora account."),
	option(connections.AuthToken, "token", "A token of the project: agora token=007..., as public code writes it."),
	option(connections.AuthQuotedToken, "token in quotes", `A token of the project: agora token="007...", as Agora's page writes it.`),
}

var certificateChoices = []choice{
	option(string(agora.CertificateUnknown), "unknown", "Not known whether the project has it switched on: bot tokens may be left out."),
	option(string(agora.CertificateOff), "off", "The project needs no tokens."),
	option(string(agora.CertificateOn), "on", "Both bots need a token in every task."),
}

var presenceChoices = []choice{
	option(connections.PresenceOn, "on", "Agora is asked whether the bots are in the channel where the outcome of a start is not known."),
	option(connections.PresenceOff, "off", "Agora is not asked whether the bots are in the channel; a start whose outcome is unknown then can't be settled."),
}

var productionChoices = []choice{
	option(connections.ProductionOff, "no", "For tests and trials."),
	option(connections.ProductionOn, "yes", "Real users: it is marked PRODUCTION everywhere, and starting and stopping ask first."),
}

func productionWord(c connections.Connection) string {
	if c.Production {
		return connections.ProductionOn
	}
	return connections.ProductionOff
}

// versionChoices are the versions there are, with what is to be said of them; a
// file may have named another one, which then is to be replaced.
func versionChoices(m *Model, old agora.Version) []choice {
	var out []choice
	if old == "" {
		out = append(out, option("", "not chosen", "Agora's console says which one the project has. Those made since June 2025 must use v7."))
	}
	for _, v := range agora.Versions() {
		c := choice{Value: string(v), Words: string(v)}
		if v.Named() {
			c.Help = "What projects made since June 2025 must use."
		}
		if end := explain.EndOfLife(v, m.now()); end != "" {
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
func (f *connectionForm) certified() bool {
	return f.entry.Value(lineCertificate) == string(agora.CertificateOn)
}

// wrongLine is what is wrong with a line of the form.
type wrongLine struct {
	line int
	err  error
}

// build makes a connection of the lines, the secrets that were typed for it, and
// all that is wrong.
func (f *connectionForm) build(m *Model, v []string) (connections.Connection, []session.Typed, []wrongLine) {
	c := f.old
	c.Name, c.Version, c.AppID, c.CustomerKey = v[lineName], agora.Version(v[lineVersion]), v[lineAppID], v[lineKey]
	c.Certificate, c.Production = agora.Certificate(v[lineCertificate]), v[lineProduction] == connections.ProductionOn
	c.NoProbe = v[linePresence] == connections.PresenceOff
	var wrong []wrongLine
	if c.SetAddress(v[linePlace]); v[linePlace] == placeOther {
		c.BaseURL = v[lineAddress]
		if c.BaseURL == "" {
			wrong = append(wrong, wrongLine{lineAddress, errText("type the address, such as " + agora.DefaultBaseURL)})
		}
	}
	if c.Auth = agora.AuthBasic; f.byToken() {
		_ = c.SetAuth(v[lineAuth]) // one of the choices
	}
	var typed []session.Typed
	for i, ref := range []*secret.Ref{&c.Secret, &c.AppCertificate, &c.Token} {
		made, value, bad := f.secrets[i].build(c.Name, v)
		*ref = made
		if bad != nil {
			wrong = append(wrong, *bad)
		}
		if value != nil {
			typed = append(typed, *value)
		}
	}
	if c.Name != f.old.Name && m.home.choice(c.Name) != nil {
		words := "there is a connection " + c.Name + " already; choose another name"
		wrong = append(wrong, wrongLine{lineName, errText(words)})
	}
	return c, typed, f.judge(c, v, wrong)
}

// judge adds to what is wrong what the rules of a connection say. Of a secret's lines
// one trouble is enough.
func (f *connectionForm) judge(c connections.Connection, v []string, wrong []wrongLine) []wrongLine {
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
		wrong = append(wrong, wrongLine{line, errText(text)})
	}
	return wrong
}

// tokenLine returns the line that keeps a token from being made.
func (f *connectionForm) tokenLine(v []string) int {
	if v[lineToken] != placeNone {
		return lineToken
	}
	if f.certified() {
		return lineCertificateSecret
	}
	return lineCertificate
}

// secretAt returns the secret that a line belongs to; nil: none.
func (f *connectionForm) secretAt(line int) *secretLines {
	i := slices.IndexFunc(f.secrets, func(s *secretLines) bool { return s.has(wrongLine{line: line}) })
	if i < 0 {
		return nil
	}
	return f.secrets[i]
}

// wrongAt returns what is wrong with one line.
func (f *connectionForm) wrongAt(m *Model, i int, v []string) error {
	_, _, wrong := f.build(m, v)
	for _, w := range wrong {
		if w.line == i {
			return w.err
		}
	}
	return nil
}

// save keeps what was typed and writes the connection, unless a line is wrong that
// is further up than the person was.
func (f *connectionForm) save(m *Model) tea.Cmd {
	made, typed, wrong := f.build(m, f.entry.Values())
	if len(wrong) > 0 {
		f.entry.focus(wrong[0].line)
		f.entry.wrong = wrong[0].err
		return nil
	}
	return m.sureOfRename(f.old, made, func() tea.Cmd {
		f.entry.busy = "saving"
		return m.keepConnection(f.entry, f.old, made, typed)
	})
}

// heard follows the saving. A file of secrets that is locked, or not there yet, is
// opened first; any other error leaves everything as it was typed.
func (f *connectionForm) heard(m *Model, msg tea.Msg) tea.Cmd {
	kept, ok := msg.(connectionKeptMsg)
	if !ok || kept.of != f.entry {
		return nil
	}
	f.entry.busy = ""
	if isLocked(kept.err) {
		return m.unlockThen(func() tea.Cmd { return f.save(m) })
	}
	if kept.err != nil {
		f.entry.wrong = kept.err
		return nil
	}
	m.close()
	return m.connectionKept(kept)
}

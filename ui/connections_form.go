package ui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"sttwizard/agora"
	"sttwizard/internal/connections"
	"sttwizard/internal/explain"
	"sttwizard/internal/secret"
	"sttwizard/internal/session"
)

// The lines of the form; those of a secret are four, see secretLines.
const (
	lineName = iota
	lineVersion
	lineAppID
	lineKey
	lineSecret
	lineCertificate       = lineSecret + secretLineCount
	lineCertificateSecret = lineCertificate + 1
	linePresence          = lineCertificateSecret + secretLineCount
	lineProduction        = linePresence + 1
)

// lineOf are the lines of a connection's fields.
var lineOf = map[string]int{
	connections.FieldName: lineName, connections.FieldVersion: lineVersion, connections.FieldAppID: lineAppID,
	connections.FieldCustomerKey: lineKey, connections.FieldSecret: lineSecret, connections.FieldCertificate: lineCertificate,
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
			from: "From Agora's console, RESTful API."},
		{form: f, which: session.AppCertificate, label: "App Certificate itself", at: lineCertificateSecret, was: c.AppCertificate,
			from: "From Agora's console, with the App ID.", optional: true, when: f.certified},
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
		{label: "Name", kept: c.Name, help: "Yours to choose: a-z, 0-9 and -, such as acme"},
		{label: "API version", text: string(c.Version), choices: func() []choice { return versionChoices(m, c.Version) }},
		{label: "App ID", kept: c.AppID, help: "32 hexadecimal digits, from Agora's console"},
		{label: "Customer key", kept: c.CustomerKey, help: "From Agora's console, RESTful API. It is no secret."},
	}
	lines = append(lines, f.secrets[0].lines(m)...)
	lines = append(lines, &entryField{label: "App Certificate", text: certificate, choices: func() []choice { return certificateChoices }})
	lines = append(lines, f.secrets[1].lines(m)...)
	return append(lines,
		&entryField{label: "Presence", text: c.Presence(), choices: func() []choice { return presenceChoices }},
		&entryField{label: "Production", text: productionWord(c), choices: func() []choice { return productionChoices }},
	)
}

var certificateChoices = []choice{
	{string(agora.CertificateUnknown), "unknown", "Not known whether the project has it switched on: bot tokens may be left out."},
	{string(agora.CertificateOff), "off", "The project needs no tokens."},
	{string(agora.CertificateOn), "on", "Both bots need a token in every task."},
}

var presenceChoices = []choice{
	{connections.PresenceOn, "on", "Agora is asked whether the bots are in the channel where the outcome of a start is not known."},
	{connections.PresenceOff, "off", "Agora is not asked whether the bots are in the channel; a start whose outcome is unknown then can't be settled."},
}

var productionChoices = []choice{
	{connections.ProductionOff, "no", "For tests and trials."},
	{connections.ProductionOn, "yes", "Real users: it is marked PRODUCTION everywhere, and starting and stopping ask first."},
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
	for _, v := range agora.Versions() {
		c := choice{value: string(v), words: string(v)}
		if end := explain.EndOfLife(v, m.now()); end != "" {
			c.help = capital(end) + "."
		}
		out = append(out, c)
	}
	if old != "" && !slices.Contains(agora.Versions(), old) {
		out = append(out, choice{string(old), string(old), "There is no such version."})
	}
	return out
}

// certified tells whether the App Certificate is said to be on.
func (f *connectionForm) certified() bool {
	return f.entry.fields[lineCertificate].value() == string(agora.CertificateOn)
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
	var typed []session.Typed
	var wrong []wrongLine
	for i, ref := range []*secret.Ref{&c.Secret, &c.AppCertificate} {
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
		wrong = append(wrong, wrongLine{lineName, errText("there is a connection " + c.Name + " already; choose another name")})
	}
	for _, e := range c.Validate() {
		line, known := lineOf[e.Path]
		if of := f.secretAt(line); known && (of == nil || !slices.ContainsFunc(wrong, of.has)) {
			wrong = append(wrong, wrongLine{line, errText(e.Text)})
		}
	}
	return c, typed, wrong
}

// secretAt gives the secret that a line belongs to; nil: none.
func (f *connectionForm) secretAt(line int) *secretLines {
	i := slices.IndexFunc(f.secrets, func(s *secretLines) bool { return s.has(wrongLine{line: line}) })
	if i < 0 {
		return nil
	}
	return f.secrets[i]
}

// wrongAt gives what is wrong with one line.
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
	made, typed, wrong := f.build(m, f.entry.values())
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

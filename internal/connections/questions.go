package connections

import "sttwizard/agora"

// Question is what is asked about a field of a connection, on the screen and in a shell.
type Question struct {
	Label   string
	Help    string   // the rule, or where a person finds the value
	Without string   // what it means that a secret is not given
	Choices []Choice // empty: it is typed
}

// Choice is one of the few values that a field can have.
type Choice struct {
	Value string
	Words string // in a word or two
	Help  string
}

// QuestionFor returns what is asked about a field, FieldName and the others; without a
// label for those that nobody is asked about.
func QuestionFor(field string) Question { return questions[field] }

// Asked returns the fields that somebody is asked about, in the order of asking. Of one that
// is there the screen asks for FieldLookAhead too: the usual is right for nearly all.
func Asked() []string {
	return []string{FieldName, FieldVersion, FieldBaseURL, FieldAppID, FieldAuth, FieldToken, FieldCustomerKey, FieldSecret,
		FieldCertificate, FieldAppCertificate, FieldPresence, FieldProduction}
}

var questions = map[string]Question{
	FieldName: {Label: "Name", Help: "Yours to choose: a-z, 0-9 and -, such as acme"},
	FieldVersion: {Label: "API version",
		Help: "Agora's console says which one the project has. Those made since June 2025 must use v7."},
	FieldBaseURL: {Label: "Agora's address", Choices: []Choice{
		{AddressAgora, "Agora", "api.agora.io, for projects everywhere but in mainland China."},
		{AddressChina, "China", "api.sd-rtn.com, for projects in mainland China, as Agora's guides there say."},
	}},
	FieldAppID: {Label: "App ID", Help: "32 hexadecimal digits, from Agora's console"},
	FieldAuth: {Label: "Sign in with", Choices: []Choice{
		{AuthKey, "customer key", "The customer key and secret of the Agora account."},
		{AuthToken, "RTC token", "A token of the project: agora token=007..., as public code writes it."},
		{AuthQuotedToken, "RTC token, with quotation marks",
			`The same, as Agora's page writes it: agora token="007...". Take it where the plain one is refused.`},
	}},
	FieldToken: {Label: "Token", Help: "An RTC token of the project, which begins with 007.",
		Without: "Made with the App Certificate, which is given below: a fresh one for each hour."},
	FieldCustomerKey: {Label: "Customer key", Help: "From Agora's console, RESTful API. It is no secret."},
	FieldSecret: {Label: "Customer secret", Help: "From Agora's console, RESTful API.",
		Without: "Calls take the token; without key and secret nobody can ask who is in a channel."},
	FieldCertificate: {Label: "App Certificate", Choices: []Choice{
		{string(agora.CertificateUnknown), "unknown",
			"Not known whether the project has it switched on: bot tokens may be left out."},
		{string(agora.CertificateOff), "off", "The project needs no tokens."},
		{string(agora.CertificateOn), "on", "Both bots need a token in every task."},
	}},
	FieldAppCertificate: {Label: "App Certificate itself", Help: "32 hexadecimal digits, from Agora's console, with the App ID.",
		Without: "Bot tokens are typed or pasted for each task. With it they are made when a task is sent."},
	FieldPresence: {Label: "May look who is there", Choices: []Choice{
		{PresenceOn, "yes", "Where the answer to a start is lost, Agora is asked whether the bots are in the channel."},
		{PresenceOff, "no",
			"Agora is never asked who is in a channel: where the answer to a start is lost, nobody can tell whether it runs."},
	}},
	FieldLookAhead: {Label: "Ask ahead of a start", Choices: []Choice{
		{LookAheadOn, "yes", "While a review is read, Agora is asked for what its start needs: it bills nothing, and a start is one request."},
		{LookAheadOff, "no", "Agora hears nothing before a task is started: what it refuses shows only then."},
	}},
	FieldProduction: {Label: "Production", Choices: []Choice{
		{ProductionOff, "no", "For tests and trials."},
		{ProductionOn, "yes", "Real users: it is marked PRODUCTION everywhere, and starting and stopping ask first."},
	}},
}

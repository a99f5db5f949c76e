package convert

// Language is what a program is exported in.
type Language string

// The languages.
const (
	Shell  Language = "curl"
	Go     Language = "go"
	Python Language = "python"
	Node   Language = "node"
)

// language is how a program is written in one language.
type language struct {
	name      Language
	extension string
	program   func(Call) string
}

// languages has a row for each language.
func languages() []language {
	return []language{
		{Shell, ".sh", Curl},
		{Go, ".go", goProgram},
		{Python, ".py", pythonProgram},
		{Node, ".js", nodeProgram},
	}
}

// Languages returns the languages that Program writes, curl first.
func Languages() []Language {
	var out []Language
	for _, l := range languages() {
		out = append(out, l.name)
	}
	return out
}

// Extension returns how a file of that language ends, as in ".py".
func (l Language) Extension() string {
	for _, row := range languages() {
		if row.name == l {
			return row.extension
		}
	}
	return ""
}

// Program returns the call as a program that runs by itself: a shell script with
// curl, or a file for Go 1.22, Python 3.8 or Node 18, each without any package
// that has to be installed. It acquires a builder token where the version has
// one, starts the task and prints its id and the calls that query and stop it.
// It is empty for an unknown language and for a version that can't start tasks.
//
// No program holds a secret: they are taken from the variables that Curl names.
// It ends with 1 when nothing was started and with 3 when nobody knows.
//
// Source: https://docs.agora.io/en/real-time-stt/rest-api/start (v5.x, v6.x) and
// https://docs.agora.io/en/real-time-stt/rest-api/join (v7.x)
func Program(l Language, c Call) string {
	for _, row := range languages() {
		if row.name == l && c.canStart() {
			return row.program(c)
		}
	}
	return ""
}

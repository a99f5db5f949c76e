package explain

import (
	"strings"

	"sttwizard/agora"
)

// TestWords says what a test of a connection does, before it is made.
func TestWords(v agora.Version) string {
	does := "acquires a builder token"
	if v.Named() {
		does = "lists the tasks that run"
	}
	return "the test " + does + ": that starts nothing and bills nothing"
}

// Tested says what came of testing a connection; nil: Agora took the call.
func Tested(err error, c Context) Explanation {
	if err == nil {
		return Explanation{What: "Agora was reached, took the credentials, and has Speech-to-Text switched on for this App ID. " + HarmlessCall + "."}
	}
	e := Failure(err, c)
	e.Do = strings.Replace(e.Do, "send again", "test again", 1)
	return e
}

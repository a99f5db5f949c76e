package cli

import (
	"net/http"
	"strings"
	"testing"

	"sttwizard/agora"
)

// changedWithout is a running task of v7 that speaks fr-FR and whose change to it-IT was
// answered by answer.
func (w *world) changedWithout(answer http.HandlerFunc) (id string) {
	w.t.Helper()
	w.serveAs(agora.V7, nil)
	id = decoded(w.t, w.want(exitDone, startArgs("hall", "--json")...).out).TaskID
	w.want(exitDone, "tasks", "update", id, "--yes", "--set", "languages=fr-FR")
	w.serveAs(agora.V7, map[string]http.HandlerFunc{"POST /update": answer})
	w.want(exitUnknown, "tasks", "update", id, "--yes", "--set", "languages=it-IT")
	w.serveAs(agora.V7, nil)
	return id
}

// Whatever tells what a task runs with tells that it may be what a change without an answer says.
func TestASettingWhoseChangeHasNoAnswerIsToldWithItsDoubt(t *testing.T) {
	t.Parallel()
	for name, answer := range map[string]http.HandlerFunc{
		"no answer": func(rw http.ResponseWriter, r *http.Request) { breakOff(rw, r) },
		"an error":  answerWith(503, `{"detail":"busy","reason":"ServiceUnavailable"}`),
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			id := w.changedWithout(answer)
			mustHold(t, w.want(exitDone, "tasks", "show", id).out, "spoken          fr-FR or it-IT: a change of it has no answer")
			mustHold(t, w.want(exitDone, "tasks", "list").out, ": whether its last change is in force is not known: spoken fr-FR or it-IT")
			for _, command := range [][]string{{"show", id}, {"list"}} {
				mustHold(t, onOneLine(w.want(exitDone, append(append([]string{"tasks"}, command...), "--json")...).out),
					`"path":"languages","text":"fr-FR","known":true,"perhaps":["it-IT"]`)
			}
			mustHold(t, w.want(exitDone, "tasks", "show", id, "--json").out, `"languages": ""`)
			w.want(exitDone, "tasks", "update", id, "--yes", "--set", "languages=it-IT")
			mustHold(t, w.want(exitDone, "tasks", "show", id).out, "spoken          it-IT\n")
			mustHold(t, onOneLine(w.want(exitDone, "tasks", "list", "--json").out), `"text":"it-IT","known":true,"perhaps":[]`)
			mustHold(t, w.want(exitDone, "tasks", "show", id, "--json").out, `"languages": "it-IT"`)
		})
	}
}

// Who watches is told of the doubt, in words and by a key.
func TestAWatchTellsWhatAChangeWithoutAnAnswerMayHaveMade(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.changedWithout(answerWith(503, `{"detail":"busy","reason":"ServiceUnavailable"}`))
	w.serveAs(agora.V7, map[string]http.HandlerFunc{"GET /agents/" + id: answerWith(404, `{"detail":"gone","reason":"TaskNotFound"}`)})
	out := w.run("", "tasks", "watch", id, "--json").out
	mustHold(t, out, "whether its last change is in force is not known: spoken fr-FR or it-IT", `"unsure":["languages"]`)
}

// onOneLine returns JSON without the spaces between its parts.
func onOneLine(text string) string {
	return strings.NewReplacer("\n", "", " ", "").Replace(text)
}

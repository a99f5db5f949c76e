package cli

import (
	"maps"
	"strings"
	"testing"

	"sttwizard/agora"
	"sttwizard/agora/sandbox"
)

// A change spells codes of languages as a start does: in small letters they are others.
func TestAChangeSpellsCodesOfLanguages(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := decoded(t, w.want(exitDone, startArgs("demo", "--sandbox", "--api", "v7", "--json")...).out).TaskID
	r := w.want(exitDone, "tasks", "update", id, "--dry-run", "--json",
		"--set", "languages=de-de,EN-us", "--set", "uidLanguagesConfig=501:en-us")
	mustHold(t, r.out, `"to": "de-DE, en-US"`, `"to": "501 speaks en-US"`)
	mustLack(t, r.out+r.err, "is not on the list")
}

// A language that Agora did not publish is told before a change, as before a start.
func TestAChangeTellsOfLanguagesThatAreNotPublished(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := decoded(t, w.want(exitDone, startArgs("demo", "--sandbox", "--api", "v7", "--json")...).out).TaskID
	for _, set := range []string{"languages=xx-YY", "uidLanguagesConfig=501:xx-YY"} {
		r := w.want(exitDone, "tasks", "update", id, "--dry-run", "--set", set)
		mustHold(t, r.out+r.err, "xx-YY is not on the list that Agora published for v7 and may be refused")
	}
}

// What a task runs with is known as of this machine's own last change. What is asked for is sent,
// so that it is in force also after somebody else changed the task.
func TestAChangeIsSentThoughTheNotesHaveIt(t *testing.T) {
	t.Parallel()
	w, other := newWorld(t), newWorld(t)
	w.serveAs(agora.V7, nil)
	id := decoded(t, w.want(exitDone, startArgs("hall", "--json")...).out).TaskID
	w.want(exitDone, "tasks", "update", id, "--yes", "--set", "languages=fr-FR")
	other.env, other.clock = w.env, w.clock // one time for all
	home := other.vars["STTWIZARD_HOME"]
	other.vars = maps.Clone(w.vars)
	other.vars["STTWIZARD_HOME"] = home
	other.want(exitDone, "tasks", "take-up", id, "--channel", "hall")
	r := other.want(exitDone, "tasks", "update", id, "--yes", "--json", "--set", "languages=es-ES")
	mustHold(t, r.out+r.err, "languages: not known → es-ES", `"from": "not known"`)
	mustHold(t, other.want(exitDone, "tasks", "show", id).out, "spoken          es-ES")

	w.clock.pass(agora.UpdateGap)
	r = w.want(exitFailed, "tasks", "update", id, "--yes", "--set", "languages=fr-FR")
	mustHold(t, r.err, "languages: fr-FR → fr-FR (sent all the same", "sequenceId: must be more", "change the task again; that change has a higher number")
	w.want(exitDone, "tasks", "update", id, "--yes", "--set", "languages=fr-FR")
	state, err := sandbox.Read(w.agora)
	if err != nil {
		t.Fatal(err)
	}
	if body := string(state.Tasks[0].Request); !strings.Contains(body, "fr-FR") || state.Tasks[0].Updates != 3 {
		t.Errorf("%d changes, %s", state.Tasks[0].Updates, body)
	}
}

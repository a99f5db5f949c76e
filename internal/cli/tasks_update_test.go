package cli

import "testing"

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

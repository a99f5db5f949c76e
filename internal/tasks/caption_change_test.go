package tasks_test

import (
	"testing"
	"time"

	"sttwizard/agora"
	"sttwizard/internal/captions"
	"sttwizard/internal/captions/arriving"
	"sttwizard/internal/tasks"
)

// Captions follow a change of the languages: copies that are gone can be read on and are not
// judged, and of a new one nothing is missed that was said before.
func TestCaptionsFollowAChangeOfTheLanguages(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "")
	seven := theSandbox(t, w.Session)
	seven.Version = agora.V7
	var err error
	if w.by, err = w.Tasks.Caller(t.Context(), seven, nil); err != nil {
		t.Fatal(err)
	}
	e := newEventOf(t, w, "town-hall", captions.ModeFine)
	if r := e.until(9.2); r.State != arriving.Arriving {
		t.Fatalf("%s, %s", r.State, r.Why)
	}
	change, err := e.at.NewChange(func(r *agora.Request) error {
		if err := r.Set(agora.PathLanguages, "fr-FR"); err != nil {
			return err
		}
		return r.Set(agora.PathTranslatedPairs, "fr-FR:it-IT")
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.by.Change(t.Context(), e.at, change, func(time.Duration) {}); err != nil {
		t.Fatal(err)
	}
	r := e.until(11.5)
	if r.Why != "" || r.Doubt {
		t.Errorf("after the change: %s, %s, of %v", r.State, r.Why, r.Lacking)
	}
	var codes []string
	for _, l := range r.Languages {
		codes = append(codes, l.Code)
	}
	if len(codes) != 3 || codes[1] != "fr-FR" || codes[2] != "it-IT" {
		t.Errorf("judged are %q", codes)
	}
	c, err := tasks.CaptionsOf(e.at)
	if err != nil {
		t.Fatal(err)
	}
	for language, want := range map[string]string{"": "", "en-US": "en-US", "de-DE": "de-DE", "fr-FR": "fr-FR", "it-IT": "it-IT"} {
		if got, ok := c.CopyOf(language); got != want || !ok {
			t.Errorf("%q: %q, %t", language, got, ok)
		}
	}
	if _, ok := c.CopyOf("es-ES"); ok {
		t.Error("es-ES was never there")
	}
}

package page

import (
	"testing"

	"sttwizard/agora"
	"sttwizard/form"
)

// Enter does the same before and after the list was moved in, and takes what one stands on
// where something is needed.
func TestEnterTakesFromTheFirstLookOnWhatANeededListStandsOn(t *testing.T) {
	for path, want := range map[string]string{agora.PathLanguages: "en-US", agora.PathRegion: "0"} {
		d := draftWith(t, with(full, path, ""))
		p := pageAt(t, d, path)
		if !p.EnterChooses() {
			t.Errorf("%s: enter takes nothing at first", path)
		}
		do(p, "down", "up")
		if !p.EnterChooses() {
			t.Errorf("%s: enter takes nothing after the list was moved in", path)
		}
		p = pageAt(t, d, path)
		if do(p, "enter"); d.Text(path) != want {
			t.Errorf("%s: enter took %q, want %q", path, d.Text(path), want)
		}
	}
}

func TestEnterTakesNothingOfAListThatMayStayEmpty(t *testing.T) {
	d := draftWith(t, legal)
	p := pageAt(t, d, agora.PathTransferMode)
	if p.EnterChooses() || !p.EnterPasses() {
		t.Error("enter does not go on with none")
	}
	if do(p, "down"); !p.EnterChooses() || p.EnterPasses() {
		t.Error("after a row was moved to it is not taken")
	}
	if do(p, "space"); p.EnterPasses() {
		t.Error("with one chosen it goes on with none")
	}
}

func TestAListOfSeveralStandsOnWhatIsChosen(t *testing.T) {
	d := form.NewDraft(v7)
	d.Set(agora.PathLanguages, "fr-FR", form.Typed)
	p := pageAt(t, d, agora.PathLanguages)
	mustContain(t, "the list", seen(p), "❯ [✓] French (France)")
	if p.EnterChooses() {
		t.Error("enter takes another one, though one is chosen and nobody moved")
	}
}

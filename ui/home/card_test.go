package home

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"sttwizard/agora"
	"sttwizard/internal/clock/clocktest"
	"sttwizard/internal/explain"
	"sttwizard/internal/secret"
	"sttwizard/presets"
	"sttwizard/ui/kit/kittest"
)

// Of a card that is low the keys stay, and no lonely brace of the request is shown.
func TestALowCardKeepsItsKeys(t *testing.T) {
	w := &world{presets: []presets.Entry{ready("weekly")}, open: running(t, "a", "b")}
	s, _ := opened(w)
	kittest.Press(t, s, "end")
	for height := 17; height < 24; height++ {
		text := kittest.Text(s, 80, height)
		if !strings.Contains(text, "╭─ ") {
			continue
		}
		_, card, _ := strings.Cut(text, "╭─ ")
		if !strings.Contains(card, "e edit") || strings.Contains(card, "{") && strings.Count(card, "\n") < 9 {
			t.Errorf("%d lines:\n%s", height, text)
		}
	}
}

// A column that is named has room for the longest of how a task ended and since when.
func TestColumnsHaveRoomForHowATaskEnded(t *testing.T) {
	for width := 56; width <= 140; width++ {
		c := (&picture{width: width}).columns()
		if c.word <= ansi.StringWidth("ended 14:53:46") || c.word <= ansi.StringWidth(explain.ReminderPassed) || c.since <= ansi.StringWidth("after 59 min") {
			t.Errorf("%d columns: %+v", width, c)
		}
		if c.end > 0 && c.end < ansi.StringWidth("reminder 18:53") && width >= 80 {
			t.Errorf("%d columns leave %d for the reminder", width, c.end)
		}
	}
}

// The cards of a preset and of unsent answers say in the same words how secrets stand.
func TestCardsTellOfSecretsInTheSameWords(t *testing.T) {
	preset := ready("weekly")
	preset.Preset.Secrets[agora.PathSalt] = secret.Ask()
	kept := answers(preset.Preset)
	s, _ := opened(&world{presets: []presets.Entry{preset}, unsent: &Kept{kept, clocktest.At(13, 30, 0)}})
	const want = "secrets      1 in the keyring, 1 to be typed"
	for _, key := range []string{"home", "end"} {
		kittest.Press(t, s, key)
		if text := kittest.Text(s, 120, 40); !strings.Contains(text, want) {
			t.Errorf("after %s there is no %q:\n%s", key, want, text)
		}
	}
}

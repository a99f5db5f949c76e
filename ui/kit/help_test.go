package kit

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

func nothing() tea.Cmd { return nil }

func TestTheFooterNeverLosesTheWayOutAndToAllKeys(t *testing.T) {
	s := NewStyles(Look{Dark: true})
	table := []Binding{
		Key("s", "send", nothing), Key("esc h", "back", nothing), Key("down j", "next line", nothing).As("↓").Rare(),
		Label("space", "on or off"), Key("ctrl+s", "save as preset", nothing),
	}
	all := Key("? f1", "keys", nothing)
	for width, want := range map[int][2]string{
		80: {" s send   space on or off   ctrl+s save as preset", "esc back   ? keys"},
		60: {" s send   space on or off", "esc back   ? keys"},
		40: {" s send", "esc back   ? keys"},
		20: {" s send", "? keys"},
		16: {" s se…", "? keys"},
	} {
		got := ansi.Strip(s.Footer(append(table, all), all, width))
		gap, _ := strings.CutSuffix(strings.TrimPrefix(got, want[0]), want[1])
		if len(gap) < 3 || strings.TrimSpace(gap) != "" || ansi.StringWidth(got) != width-1 {
			t.Errorf("at %d columns the footer is %q, want %q and on the right %q", width, got, want[0], want[1])
		}
	}
}

// A footer that has no room for all says some in fewer words, and the list of keys in all.
func TestAFooterWithoutRoomIsBrief(t *testing.T) {
	s := NewStyles(Look{Dark: true})
	table := []Binding{Key("x", "stop", nothing), Key("ctrl+s", "save as preset", nothing).Brief("save"), Key("n", "another like this", nothing).Brief("another")}
	for width, want := range map[int]string{
		80: " x stop   ctrl+s save as preset   n another like this ", 50: " x stop   ctrl+s save   n another ", 35: " x stop   ctrl+s save ",
	} {
		if got := ansi.Strip(s.Footer(table, Key("?", "keys", nothing), width)); !strings.HasPrefix(got, want) {
			t.Errorf("at %d columns the footer is %q, want %q", width, got, want)
		}
	}
	if got := HelpRows(table)[1].What; got != "save as preset" {
		t.Errorf("the list of keys says %q", got)
	}
}

func TestWordsOfTheWayOutAreCutAndNotLeftOut(t *testing.T) {
	s := NewStyles(Look{Dark: true})
	table := []Binding{Key("enter", "take and go on", nothing), Key("esc", "empty the filter", nothing)}
	for width, want := range map[int]string{80: "esc empty the filter   F1 keys", 40: "esc empty t…   F1 keys", 33: "  F1 keys"} {
		got := ansi.Strip(s.Footer(table, Key("f1", "keys", nothing).As("F1"), width))
		if !strings.HasSuffix(got, want) || ansi.StringWidth(got) != width-1 {
			t.Errorf("at %d columns the footer is %q, want %q", width, got, want)
		}
	}
}

func TestTheListOfAllKeysTellsAllOfThem(t *testing.T) {
	s := NewStyles(Look{Dark: true})
	rows := HelpRows([]Binding{
		Key("down j pgdown", "on", nothing).As("↓").Rare(),
		Key("s", strings.Repeat("word ", 12), nothing),
		Label("← →", "on or off"),
	})
	lines := strings.Split(ansi.Strip(s.HelpList(rows, 50)), "\n")
	for i, want := range []string{
		"   ↓  j  page down     on",
		"   s                   word word",
		"                       word word",
		"",
		"   ← →                 on or off",
	} {
		if i >= len(lines) || !strings.HasPrefix(lines[i], want) {
			t.Errorf("line %d is not %q:\n%s", i, want, strings.Join(lines, "\n"))
		}
	}
}

func TestAKeyIsFoundByEachOfItsNames(t *testing.T) {
	table := []Binding{Key("esc h", "home", nothing), Key("y x", "stop", nothing).Held(), Label("enter", "choose")}
	for k, want := range map[string]string{"esc": "home", "h": "home", "x": "stop", "enter": "", "q": ""} {
		b, ok := Find(table, k)
		if ok != (want != "") || ok && b.What() != want {
			t.Errorf("%s is found: %v, as %v", k, ok, b)
		}
	}
	up := Key("up k", "back", nothing).Without([]Binding{Key("k", "other", nothing)})
	if _, still := Find([]Binding{up}, "k"); still || up.Show() != "up" {
		t.Errorf("%v still has the key that is taken", up.Keys())
	}
}

package ui

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"sttwizard/agora/sandbox"
	term "sttwizard/internal/screen"
)

// form opens the form for a new connection, or for acme where that is there.
func formOf(t *testing.T, acme bool, width, height int) *rig {
	home := t.TempDir()
	if acme {
		write(t, home, "config/connections.yaml", connectionFile("acme", "ask", ""))
	}
	r := start(t, rigOptions{real: true, home: home, keyring: newKeyring(nil), screen: term.Options{Width: width, Height: height}})
	r.see("Home")
	if acme {
		r.keys("ce", "Edit acme")
		return r
	}
	r.keys("a", "Add a connection")
	return r
}

func TestLeavingTypedLinesAsksOnce(t *testing.T) {
	t.Parallel()
	r := formOf(t, false, 100, 30)
	r.keys(term.Esc, "a connect to Agora") // nothing was typed
	r.keys("a", "Add a connection")
	r.keys("acme" + term.Enter + term.Space + term.Enter + term.Enter + "0123")
	r.keys(term.Esc, "Throw away what was typed?")
	r.keys("n", "Add a connection", "acme", "0123")
	r.keys(term.Esc, "Throw away what was typed?")
	r.keys("y", "a connect to Agora")
	r.mustNot("Add a connection", "0123")
}

func TestTypingReplacesWhatAConnectionHasAndEnterKeepsIt(t *testing.T) {
	t.Parallel()
	r := formOf(t, true, 100, 30)
	r.keys("umbrella"+term.Enter, "API version ❯", "umbrella")
	r.mustNot("acmeumbrella")
	r.keys(term.Enter+term.Enter+term.Enter, "Customer key ┃", sandbox.DefaultAppID)
	r.must("Enter keeps it, typing replaces it")
}

func TestAPasteIntoAChoiceGoesToTheSecretsLineOrIsRefused(t *testing.T) {
	t.Parallel()
	r := formOf(t, false, 100, 30)
	r.keys(filled("acme"), "Customer secret ❯", "❯ (●) keyring")
	r.Paste("the-secret-1234")
	r.see("typed or pasted ┃")
	r.mustNot("the-secret-1234")
	r.keys(term.Enter, "App Certificate ❯", "(fingerprint)")
	certificate := strings.Repeat("c0ffee11", 4)
	r.Paste(certificate)
	r.see("nothing can be pasted here")
	r.keys(term.Left+term.Enter, "App Certificate itself ❯", "❯ (●) keyring")
	r.keys(term.Space+term.Space+term.Enter, "variable ┃")
	r.Paste(certificate)
	r.keys(term.Enter, "this looks like the secret itself")
}

func TestASecretIsShownWhileItIsTypedWhereThatIsWanted(t *testing.T) {
	t.Parallel()
	r := formOf(t, false, 100, 30)
	r.keys(filled("acme")+term.Enter, "typed or pasted ┃")
	r.keys("the-secret-1234")
	r.mustNot("the-secret-1234")
	r.keys("\x14", "the-secret-1234")
	r.keys("\x14")
	r.settled()
	r.mustNot("the-secret-1234")
	r.keys("\x14", "the-secret-1234")
	r.keys(term.Enter + term.Up) // hidden again
	r.settled()
	r.mustNot("the-secret-1234")
}

func TestAMalformedCertificateIsNotTaken(t *testing.T) {
	t.Parallel()
	r := formOf(t, false, 100, 30)
	r.keys(filled("acme")+term.Enter+"the-secret"+term.Enter+term.Left+term.Enter, "App Certificate itself ❯")
	r.keys(term.Enter+"too short"+term.Enter, "must be 32 hexadecimal digits")
}

// worded makes choices whose words are their values.
func worded(values ...string) []choice {
	out := make([]choice, len(values))
	for i, v := range values {
		out[i] = choice{Value: v, Words: v}
	}
	return out
}

// TestLabelsStandInTheirColumn holds every entry against its labels: a value never
// stands in them, and no choice is cut.
func TestLabelsStandInTheirColumn(t *testing.T) {
	t.Parallel()
	m := newDesk(t, rigOptions{}).m
	labels := []string{"Name", "Title", "Note", "Where the secret key goes", "Where the access key goes", "Where the encryption secret goes"}
	var fields []*entryField
	for _, l := range labels {
		f := &entryField{Label: l, Kept: "value"}
		if strings.HasPrefix(l, "Where") {
			f.Choices = func() []choice { return worded("keyring", "file of secrets", "asked each time") }
		}
		fields = append(fields, f)
	}
	e := newEntry(m, "Save", "save", fields, nil, func(int, []string) error { return nil })
	for _, size := range [][2]int{{80, 20}, {60, 16}, {120, 30}} {
		for at := range fields {
			e.focus(at)
			view := ansi.Strip(e.view(m, size[0], size[1]))
			column := 0
			for line := range strings.SplitSeq(view, "\n") {
				if ansi.StringWidth(line) > size[0] {
					t.Errorf("at %dx%d line %d is too wide: %q", size[0], size[1], at, line)
				}
				for _, l := range labels {
					_, value, found := strings.Cut(line, " "+l+" ")
					if value = strings.TrimLeft(value, " "); !found || value == "" {
						continue
					}
					from := ansi.StringWidth(line) - ansi.StringWidth(value)
					if strings.HasPrefix(value, "keyring") && l == labels[at] {
						from -= 2 // its mark
					}
					if column > 0 && from != column {
						t.Errorf("at %dx%d, line %d: %q begins in column %d, not %d:\n%s", size[0], size[1], at, l, from, column, view)
					}
					column = from
				}
			}
			if fields[at].Choices != nil {
				for _, c := range fields[at].Choices() {
					if !strings.Contains(view, c.Words) {
						t.Errorf("at %dx%d the choice %q is not seen:\n%s", size[0], size[1], c.Words, view)
					}
				}
			}
		}
	}
}

func TestAfterRemovingTheConnectionInUseTheDefaultIsUsed(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	other := strings.SplitAfter(connectionFile("other", "ask", ""), "connections:\n")[1]
	file := connectionFile("acme", "ask", "") + other
	write(t, home, "config/connections.yaml", strings.Replace(file, "connections:", "default: other\nconnections:", 1))
	r := start(t, rigOptions{real: true, home: home, screen: term.Options{Width: 100, Height: 30}})
	r.see("other · API v5")
	r.keys("c", "acme")
	r.keys("k"+term.Enter, "tasks now run by acme")
	r.keys("c", "in use")
	r.keys("x", "Remove the connection acme?")
	r.calm()
	r.keys("y", "removed acme", "other · API v5")
	r.mustNot("no connection yet")
}

func TestAReferenceThatIsChangedLeavesTheSecret(t *testing.T) {
	t.Parallel()
	home, keyring := t.TempDir(), newKeyring(nil)
	keyring.entries["acme-customer-secret"] = "the-secret"
	write(t, home, "config/connections.yaml", connectionFile("acme", "keyring:acme-customer-secret", ""))
	r := start(t, rigOptions{real: true, home: home, keyring: keyring, screen: term.Options{Width: 120, Height: 30}})
	r.see("Home")
	r.keys("ce", "Edit acme")
	r.keys(strings.Repeat(term.Tab, 5), "Customer secret ❯")
	r.keys(term.Space+term.Space+term.Enter, "variable ┃")
	r.keys("ACME"+strings.Repeat(term.Enter, 5), "saved acme", "the old customer secret stays in the keyring (acme-customer-secret)")
	if keyring.has("acme-customer-secret") != "the-secret" {
		t.Error("the secret was deleted unasked")
	}
}

func TestEnterGoesOnFromEveryLineAndTheEndLeadsToWhatIsWrong(t *testing.T) {
	t.Parallel()
	d := newDesk(t, rigOptions{})
	d.run(d.m.addConnection())
	d.press("tab") // the name is left empty
	d.types("7")
	d.must("❯ (●) v7")
	d.types("x")
	d.must("no choice begins with x")
	d.press("enter")
	d.types("c")
	d.must("❯ (●) China")
	d.press("enter")
	d.must("App ID ┃")
	d.types(strings.Repeat("0", 32))
	d.press("enter") // goes on, though the name is still wrong
	d.must("Sign in with ❯")
	for range 11 {
		d.press("tab")
	}
	d.must("enter save", "Save Cancel")
	d.press("right")
	d.must("enter cancel")
	d.press("left", "enter")
	d.must("✗ Name", "must be 1 to 32")
	d.press("shift+tab", "esc")
	d.must("Throw away what was typed?", "Go on typing")
	d.press("enter")
	d.must("Add a connection", strings.Repeat("0", 32))
}

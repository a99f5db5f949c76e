package page

import (
	"strings"
	"testing"

	"sttwizard/agora"
	"sttwizard/form"
	"sttwizard/internal/secret"
)

// storage are legal answers of captions but for the two keys.
var storage = with(legal, string(form.Captions), "on", agora.PathBucket, "captions", agora.PathVendor, "1", agora.PathRegion, "0")

const canary = "canary-7f3a-value"

var acme = secret.Keyring("acme-storage")

func TestAnEmptyFieldSaysWhereItsSecretIs(t *testing.T) {
	d := draftWith(t, storage)
	d.SetSecret(agora.PathSecretKey, "", acme, form.FromPreset("weekly", ""))
	p := pageAt(t, d, agora.PathSecretKey)
	mustContain(t, "the focused field", seen(p), "keyring acme-storage, not found yet")
	p.Focus(agora.PathBucket)
	mustContain(t, "the field", seen(p), "keyring acme-storage, not found yet")
	p.Focus(agora.PathSecretKey)
	typed(p, canary)
	mustNotContain(t, "the focused field", seen(p), canary, "acme-storage")
	if d.Text(agora.PathSecretKey) != canary || !d.Ref(agora.PathSecretKey).IsZero() {
		t.Errorf("typed was %q, from %s", d.Text(agora.PathSecretKey), d.Ref(agora.PathSecretKey))
	}
}

func TestTypingIntoASecretThatIsThereReplacesIt(t *testing.T) {
	held := func(t *testing.T) (*form.Draft, *Page) {
		d := draftWith(t, storage)
		d.SetSecret(agora.PathSecretKey, canary, acme, form.FromPreset("weekly", ""))
		p := pageAt(t, d, agora.PathSecretKey)
		mustContain(t, "the field", seen(p), "set · 17 characters · from the keyring", "typing replaces it")
		return d, p
	}
	was := func(t *testing.T, d *form.Draft, text string, kept bool) {
		t.Helper()
		if d.Text(agora.PathSecretKey) != text || (d.Ref(agora.PathSecretKey) == acme) != kept {
			t.Errorf("the secret is %q, from %v", d.Text(agora.PathSecretKey), d.Ref(agora.PathSecretKey))
		}
	}
	t.Run("typed", func(t *testing.T) {
		d, p := held(t)
		typed(p, "new")
		was(t, d, "new", false)
		mustContain(t, "the field", seen(p), "3 characters")
		do(p, "backspace", "backspace", "backspace")
		was(t, d, canary, true)
		mustContain(t, "the emptied field", seen(p), "set · 17 characters · from the keyring")
	})
	t.Run("pasted", func(t *testing.T) {
		d, p := held(t)
		pastes(p, "new one")
		was(t, d, "newone", false)
		p.Tab()
		mustContain(t, "the row", seen(p), "set · 6 characters · typed")
	})
	t.Run("passed", func(t *testing.T) {
		d, p := held(t)
		do(p, "enter", "shift+tab", "tab", "right", "end")
		was(t, d, canary, true)
	})
	t.Run("emptied", func(t *testing.T) {
		d, p := held(t)
		do(p, "backspace")
		was(t, d, "", false)
		mustNotContain(t, "the field", seen(p), "set ·")
	})
	t.Run("shown", func(t *testing.T) {
		d, p := held(t)
		p.Reveal()
		mustContain(t, "the field", seen(p), canary)
		p.Reveal()
		mustNotContain(t, "the field", seen(p), canary)
		mustContain(t, "the field", seen(p), "set · 17 characters · from the keyring")
		was(t, d, canary, true)
	})
}

func TestAMadeSecretIsHeldToo(t *testing.T) {
	d := draftWith(t, with(legal, agora.PathCryptionMode, "7"))
	p := pageAt(t, d, agora.PathSecret)
	if err := p.Make(); err != nil {
		t.Fatal(err)
	}
	mustContain(t, "the field", seen(p), "set · ", "made here")
	made := d.Text(agora.PathSecret)
	typed(p, "x")
	if d.Text(agora.PathSecret) != "x" || made == "" {
		t.Errorf("typing made %q of %q", d.Text(agora.PathSecret), made)
	}
}

func TestARevealedSecretThatIsAsWideAsItsLineIsSeenWhole(t *testing.T) {
	const salt = "c2FsdC1vZi10aGlydHktdHdvLWJ5dGVzLWluLWFsbCE="
	d := draftWith(t, legal)
	for _, set := range [][2]string{{string(form.Encryption), "on"}, {agora.PathCryptionMode, "7"}, {agora.PathSalt, salt}} {
		if err := d.Set(set[0], set[1], form.Typed); err != nil {
			t.Fatal(err)
		}
	}
	for width := 40; width < 70; width++ {
		p := pageAt(t, d, agora.PathSalt)
		p.Resize(width, 24)
		if strings.Contains(strings.Join(strings.Fields(seen(p)), ""), salt) {
			t.Fatalf("at %d columns it is seen without being asked for", width)
		}
		p.Reveal()
		if got := strings.Join(strings.Fields(seen(p)), ""); !strings.Contains(got, salt) {
			t.Errorf("at %d columns the salt is not whole:\n%s", width, seen(p))
		}
	}
}

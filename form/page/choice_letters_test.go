package page

import (
	"testing"

	"sttwizard/agora"
	"sttwizard/form"
)

// A choice is chosen by the first letters of any of its words, as in the dialogs.
func TestLettersChooseAnOption(t *testing.T) {
	for _, step := range []struct{ path, keys, want string }{
		{agora.PathVendor, "azure", "5"}, {agora.PathVendor, "a", "1"}, {agora.PathVendor, "aa", "5"},
		{agora.PathVendor, "aaa", "1"}, {agora.PathVendor, "Microsoft Azure", "5"}, {agora.PathVendor, "goog", "6"},
		{agora.PathCryptionMode, "aes_256_gcm", "6"}, {agora.PathCryptionMode, "aes_256_gcm2", "8"},
		{agora.PathCryptionMode, "sm4", "4"}, {agora.PathCryptionMode, "n", "0"}, {agora.PathCryptionMode, "nn", "0"},
		{agora.PathCryptionMode, "j", "0"},
	} {
		d := draftWith(t, unnamed)
		d.Set(string(form.Captions), "on", form.Typed)
		d.Set(string(form.Encryption), "on", form.Typed)
		p := pageAt(t, d, step.path)
		typed(p, step.keys)
		if got := d.Text(step.path); got != step.want {
			t.Errorf("%q chooses %q, want %q", step.keys, got, step.want)
		}
	}
}

// Options that have no room are counted, as the rows of a list are.
func TestAChoiceSaysWhichOptionsAreSeen(t *testing.T) {
	d := draftWith(t, unnamed)
	d.Set(string(form.Encryption), "on", form.Typed)
	p := pageAt(t, d, agora.PathCryptionMode)
	p.Resize(78, 12)
	mustContain(t, "the page", flat(p), " of 10")
	for range 9 {
		do(p, "down")
		p.View()
	}
	mustContain(t, "the page at the last option", flat(p), " to 10 of 10")
	p.Resize(78, 30)
	mustNotContain(t, "a page with room for all", flat(p), " of 10")
}

func TestALetterThatNoOptionHasIsTold(t *testing.T) {
	d := draftWith(t, unnamed)
	d.Set(string(form.Captions), "on", form.Typed)
	p := pageAt(t, d, agora.PathVendor)
	typed(p, "azq")
	if d.Text(agora.PathVendor) != "5" {
		t.Errorf("it is %q", d.Text(agora.PathVendor))
	}
	mustContain(t, "the page", flat(p), "✗ no choice begins with q: ↑ and ↓ choose")
	do(p, "down")
	mustNotContain(t, "the page after another key", flat(p), "no choice begins")
}

// Where letters mean nothing the page says what does.
func TestALetterOnASwitchOrAFoldIsTold(t *testing.T) {
	d := draftWith(t, unnamed)
	p := pageAt(t, d, string(form.Captions))
	typed(p, "azure")
	mustContain(t, "the page", flat(p), "letters mean nothing here: space switches it on or off, enter goes on")
	if d.On(form.Captions) {
		t.Error("a word switched it")
	}
	if do(p, "space"); !d.On(form.Captions) {
		t.Error("space does not")
	}
	mustNotContain(t, "the page after space", flat(p), "letters mean nothing")
	p = pageOf(draftWith(t, unnamed), form.StepChannel)
	do(p, "down")
	typed(p, "x")
	mustContain(t, "the page", flat(p), "letters mean nothing here: space opens it")
	do(p, "space", "up")
	typed(p, "x")
	mustContain(t, "the page on an open fold", flat(p), "letters mean nothing here: ↓ and enter go to its questions, space closes it")
	do(p, "down")
	mustNotContain(t, "the page on the next row", flat(p), "letters mean nothing")
}

package page

import (
	"strings"
	"testing"

	"sttwizard/agora"
	"sttwizard/form"
)

func TestEveryLanguagesNamesTakeItsUsualLocaleInEveryVersion(t *testing.T) {
	for _, v := range agora.Versions() {
		d := form.NewDraft(agora.Project{Version: v})
		d.SetUsed([]string{"en-GB", "fr-CA", "zh-HK", "de-AT"}, nil)
		q, _ := form.QuestionFor(d, agora.PathLanguages)
		value := ""
		list := newPicker(q.Key, q.Options(d), 4, &value, testStyles())
		for _, l := range agora.UsualLocales(v, agora.Transcription) {
			for _, name := range []string{l.English, l.Own} {
				if name == "" || !l.Published(v, agora.Transcription) {
					continue
				}
				value = ""
				list.filter.SetValue(name)
				list.search()
				list.take()
				of, _ := agora.LanguageOf(value)
				if value != l.Code && (of.English != l.English || !of.Published(v, agora.Transcription)) {
					t.Errorf("%s: %q takes %q, want %s", v, name, value, l.Code)
				}
			}
		}
	}
}

func TestLanguagesUsedLastStandFirstInTheList(t *testing.T) {
	d := form.NewDraft(v7)
	d.SetUsed([]string{"es-MX"}, nil)
	p := pageAt(t, d, agora.PathLanguages)
	mustContain(t, "the list", seen(p), "❯ [ ] Spanish (Mexico)", "used last   es-MX")
	do(p, "down", "up", "enter")
	if got := d.Text(agora.PathLanguages); got != "es-MX" {
		t.Errorf("took %q", got)
	}
}

func TestAFullListUnderAFilterLetsEnterGoOnAndTakesBack(t *testing.T) {
	full := func() (*form.Draft, *Page) {
		d := form.NewDraft(v5)
		d.Set(agora.PathLanguages, "en-US,fr-FR", form.Typed)
		p := pageAt(t, d, agora.PathLanguages)
		typed(p, "germ")
		mustContain(t, "the filtered list", seen(p), "English en-US", "French fr-FR", "German (Germany)")
		if p.Enter() != Stay {
			t.Error("enter went on without a word")
		}
		mustContain(t, "the full list", seen(p), "no more than 2: backspace takes one back first", "English en-US", "French fr-FR", "[✓]")
		return d, p
	}
	d, p := full()
	if p.Enter() != NextStep || d.Text(agora.PathLanguages) != "en-US,fr-FR" {
		t.Errorf("the second enter does not go on: %q", d.Text(agora.PathLanguages))
	}
	d, p = full()
	do(p, "backspace")
	typed(p, "germ")
	if p.Enter() != NextStep || d.Text(agora.PathLanguages) != "en-US,de-DE" {
		t.Errorf("after one was taken back it is %q", d.Text(agora.PathLanguages))
	}
	_, p = full()
	do(p, "down", "down", "enter")
	if p.Enter() != NextStep {
		t.Error("enter is stuck on a row that was moved to")
	}
}

func TestOneOfManyLooksLikeOne(t *testing.T) {
	d := draftWith(t, with(full, agora.PathRegion, ""))
	p := pageAt(t, d, agora.PathRegion)
	list, _, _ := strings.Cut(seen(p), "Bucket")
	_, list, _ = strings.Cut(list, "Region")
	mustContain(t, "the list", list, "( ) us-east-1")
	mustNotContain(t, "the list", list, "[ ]", "[✓]", "chosen")
	typed(p, "us-east-1")
	p.Enter()
	p.Back()
	mustContain(t, "the list with one", seen(p), "(●) us-east-1")
	mustNotContain(t, "the list with one", seen(p), "chosen")
}

// The languages of each speaker are chosen from the same list, behind the uids.
func TestLanguagesOfSpeakersAreChosenFromTheList(t *testing.T) {
	d := draftWith(t, with(legal, agora.PathUIDLanguages, ""))
	d.SetProject(v7)
	p := pageAt(t, d, agora.PathUIDLanguages)
	typed(p, "101, 102")
	do(p, "enter")
	mustContain(t, "the page", seen(p), "101 speaks", "type to search")
	typed(p, "germ")
	do(p, "enter")
	typed(p, "fren")
	do(p, "enter")
	if got := d.Text(agora.PathUIDLanguages); got != "101:de-DE,102:fr-FR" {
		t.Errorf("the answer is %q", got)
	}
	p.Focus(agora.PathUIDLanguages)
	empty(p)
	typed(p, "102,103,1") // who was there before speaks as before
	do(p, "enter")
	if got := d.Text(agora.PathUIDLanguages); got != "102:fr-FR,103:,1:" {
		t.Errorf("after all was typed anew the answer is %q", got)
	}
	p = pageAt(t, d, agora.PathUIDLanguages)
	empty(p)
	typed(p, "7:english,8:german")
	do(p, "enter")
	if got := d.Text(agora.PathUIDLanguages); got != "7:en-US,8:de-DE" || p.Focused().Title != "7 speaks" {
		t.Errorf("as files write it the answer is %q, and then comes %s", got, p.Focused().Title)
	}
	mustContain(t, "the page", seen(p), "✓ 7 speaks en-US; 8 speaks de-DE.")
}

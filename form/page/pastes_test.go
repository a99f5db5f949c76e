package page

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"sttwizard/agora"
)

func pastes(p *Page, text string) { p.Update(tea.PasteMsg{Content: text}) }

func TestPastedLinesAreItemsAndTold(t *testing.T) {
	d := draftWith(t, legal)
	d.SetProject(v7)
	p := pageAt(t, d, agora.PathKeywords)
	pastes(p, "Agora\nMoravia Group\nLadislav\n")
	if got := d.Text(agora.PathKeywords); got != "Agora,Moravia Group,Ladislav" || len(d.Request().Keywords) != 3 {
		t.Fatalf("the keywords are %q", got)
	}
	mustContain(t, "the page", seen(p), "✓ Pasted as 3 items.")
	typed(p, ",Eva")
	if got := d.Text(agora.PathKeywords); got != "Agora,Moravia Group,Ladislav,Eva" {
		t.Errorf("typing behind a paste made %q", got)
	}
	mustNotContain(t, "the page after another letter", seen(p), "Pasted as")
}

func TestSpacesAtTheEndsGoWithAWord(t *testing.T) {
	for name, in := range map[string]func(*Page){
		"typed": func(p *Page) { typed(p, " town hall ") }, "pasted": func(p *Page) { pastes(p, " town hall \n") },
	} {
		d := draftWith(t, with(legal, agora.PathChannelName, ""))
		p := pageAt(t, d, agora.PathChannelName)
		in(p)
		if got := d.Text(agora.PathChannelName); got != "town hall" {
			t.Errorf("%s: the channel is %q", name, got)
		}
		p.Tab()
		mustContain(t, name, seen(p), "✓ The spaces at its ends are taken off.")
		p.Back()
		typed(p, "s")
		if got := d.Text(agora.PathChannelName); got != "town halls" {
			t.Errorf("%s: the field kept its spaces: %q", name, got)
		}
		mustNotContain(t, name, seen(p), "The spaces")
	}
}

func TestAnAddressFillsBucketAndFolder(t *testing.T) {
	for name, in := range map[string]func(*Page){
		"typed": func(p *Page) { typed(p, "s3://acme/a/b"); p.Enter() }, "pasted": func(p *Page) { pastes(p, "s3://acme/a/b") },
	} {
		d := draftWith(t, with(full, agora.PathBucket, "", agora.PathFileNamePrefix, "old"))
		p := pageAt(t, d, agora.PathBucket)
		in(p)
		if d.Text(agora.PathBucket) != "acme" || d.Text(agora.PathFileNamePrefix) != "a/b" {
			t.Errorf("%s: bucket %q, folder %q", name, d.Text(agora.PathBucket), d.Text(agora.PathFileNamePrefix))
		}
		mustContain(t, name, seen(p), "✓ Taken from the address: bucket acme, folder a/b.", "a/b/")
	}
}

func TestAPasteOfLinesNeverRunsIntoTheNextQuestion(t *testing.T) {
	d := draftWith(t, with(legal, agora.PathChannelName, ""))
	p := pageAt(t, d, agora.PathChannelName)
	before := p.Focused().Key
	pastes(p, "town-hall\nboard\n")
	if d.Text(agora.PathChannelName) != "town-hall" || p.Focused().Key != before {
		t.Errorf("the channel is %q, the focus on %s", d.Text(agora.PathChannelName), p.Focused().Key)
	}
	mustContain(t, "the page", seen(p), "Only the first of 2 lines is taken")
	if strings.Contains(seen(p), "board") {
		t.Error("the second line went somewhere")
	}
}

func TestNothingIsTakenOfAPasteThatIsNoAnswer(t *testing.T) {
	long := strings.Repeat("a town hall ", 10_000)
	d := draftWith(t, legal)
	p := pageAt(t, d, agora.PathChannelName)
	before := d.Text(agora.PathChannelName)
	pastes(p, long)
	if got := d.Text(agora.PathChannelName); got != before {
		t.Errorf("%d bytes are the channel", len(got))
	}
	mustContain(t, "the page", flat(p), "nothing was taken of the paste: it is 117 kB long")
	typed(p, "s")
	mustNotContain(t, "the page after a letter", flat(p), "nothing was taken")

	dialog := NewDialog(testStyles(), &Line{Label: "Title"})
	dialog.Update(tea.PasteMsg{Content: long})
	if got := dialog.Value(0); got != "" {
		t.Errorf("%d bytes are the title", len(got))
	}
}

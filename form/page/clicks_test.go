package page

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"sttwizard/agora"
	"sttwizard/form"
	"sttwizard/internal/mouse"
)

// clickOn clicks on a text where it is drawn, and fails the test if it is not.
func clickOn(t *testing.T, draw func() string, spots *mouse.Spots, text string) {
	t.Helper()
	drawn := ansi.Strip(draw())
	for y, line := range strings.Split(drawn, "\n") {
		before, _, found := strings.Cut(line, text)
		if !found {
			continue
		}
		for _, spot := range spots.Read(draw).At(ansi.StringWidth(before), y) {
			if spot.Do != nil {
				spot.Do()
				return
			}
		}
		t.Fatalf("%q can't be clicked on:\n%s", text, drawn)
	}
	t.Fatalf("%q is not drawn:\n%s", text, drawn)
}

// clickable returns a page with spots, and what clicks on it.
func clickable(t *testing.T, p *Page) func(text string) {
	p.styles.Spots = &mouse.Spots{}
	return func(text string) { t.Helper(); clickOn(t, p.View, p.styles.Spots, text) }
}

func TestAClickOnAQuestionGoesThere(t *testing.T) {
	for _, size := range [][2]int{{80, 60}, {50, 60}, {36, 90}} {
		for _, step := range form.Steps() {
			p := unfolded(pageOf(draftWith(t, full), step))
			p.Resize(size[0], size[1])
			click := clickable(t, p)
			for range 2 { // there, and from the last one back
				for i, r := range p.rows {
					if i == p.at() {
						continue
					}
					if click(title(r, size[0])); p.at() != i {
						t.Errorf("at %v a click on %s goes to %s", size, r.q.Title, p.Focused().Title)
					}
				}
			}
		}
	}
}

// title is how a row's title is drawn.
func title(r *row, width int) string {
	text := r.q.Title
	if len(text) > width-titleAt-2 {
		text = text[:width-titleAt-6]
	}
	return text
}

func TestAClickOnWhatHasTheFocusTurnsOrChoosesIt(t *testing.T) {
	d := draftWith(t, legal)
	p := pageOf(d, form.StepEncryption)
	click := clickable(t, p)
	if click("The channel is encrypted"); !d.On(form.Encryption) {
		t.Error("a click turns nothing on")
	}
	click("Encryption mode")
	for _, mode := range []string{"AES_256_GCM2", "none", "SM4_128_ECB"} {
		click(mode)
		if words := p.Focused().Words(d); !strings.HasPrefix(words, mode) {
			t.Errorf("a click on %s chooses %s", mode, words)
		}
		mustContain(t, "the list", seen(p), "❯ (●) "+mode)
	}
	p.Resize(80, 6)
	click("AES_128_ECB") // in a list that scrolls
	mustContain(t, "the list", seen(p), "❯ (●) AES_128_ECB")

	p = pageOf(d, form.StepChannel)
	click = clickable(t, p)
	click("Ends")
	click("Ends")
	mustContain(t, "the page", seen(p), "▾ Ends", "Idle time")
}

func TestAClickInAListTakesARowAndStays(t *testing.T) {
	d := draftWith(t, with(legal, agora.PathLanguages, ""))
	p := pageAt(t, d, agora.PathLanguages)
	click := clickable(t, p)
	typed(p, "english united")
	click("English (United States)")
	empty(p)
	typed(p, "french france")
	click("French (France)")
	if got := d.Text(agora.PathLanguages); got != "en-US,fr-FR" || p.Focused().Path != agora.PathLanguages {
		t.Errorf("chosen is %s, and the focus is at %s", got, p.Focused().Path)
	}
	click("French fr-FR") // the chip
	if got := d.Text(agora.PathLanguages); got != "en-US" {
		t.Errorf("with one taken back there is %s", got)
	}
}

func TestTheWheelScrollsAPageUntilTheNextKey(t *testing.T) {
	p := unfolded(pageOf(draftWith(t, full), form.StepChannel))
	p.Resize(80, 8)
	p.styles.Spots = &mouse.Spots{}
	first := seen(p)
	turn := func(by int) {
		for _, spot := range p.styles.Spots.Read(p.View).At(3, 3) {
			if spot.Wheel != nil {
				spot.Wheel(by)
				return
			}
		}
		t.Fatal("the page does not scroll")
	}
	turn(1)
	if now := seen(p); now == first || p.at() != 0 {
		t.Errorf("it does not scroll, or the focus went to %d:\n%s", p.at(), now)
	}
	for range 30 {
		turn(1)
	}
	mustContain(t, "the end", seen(p), p.rows[len(p.rows)-1].q.Title)
	turn(-1)
	if do(p, "x"); !strings.Contains(seen(p), p.Focused().Title) {
		t.Errorf("a key does not lead back to its question:\n%s", seen(p))
	}
}

func TestADialogCanBeClicked(t *testing.T) {
	for _, width := range []int{80, 40} {
		d := secretDialog()
		d.styles.Spots = &mouse.Spots{}
		click := func(text string) {
			t.Helper()
			draw := func() string { lines, _ := d.View(Said{}, width); return strings.Join(lines, "\n") }
			clickOn(t, draw, d.styles.Spots, text)
		}
		click("Place")
		click("the variable")
		click("Variable")
		click("Name")
		click("Place")
		click("the file")
		if click("Secret"); d.At() != 2 || !slices.Equal(d.Values(), []string{"acme", "file", "", "ACME_SECRET"}) {
			t.Errorf("at %d: %q", d.At(), d.Values())
		}
		went := -1
		d.Clicked = func(line int) { went = line }
		if click("Name"); went != 0 {
			t.Errorf("its owner hears of line %d", went)
		}
	}
}

// turnAt turns the wheel over a text as it is drawn.
func turnAt(t *testing.T, p *Page, text string, by int) {
	t.Helper()
	for y, line := range strings.Split(seen(p), "\n") {
		before, _, found := strings.Cut(line, text)
		if !found {
			continue
		}
		for _, spot := range p.styles.Spots.Read(p.View).At(ansi.StringWidth(before), y) {
			if spot.Wheel != nil {
				spot.Wheel(by)
				return
			}
		}
	}
	t.Fatalf("nothing turns at %q:\n%s", text, seen(p))
}

func TestEnterTakesTheRowThatIsSeenAfterTheWheel(t *testing.T) {
	d := draftWith(t, with(legal, agora.PathLanguages, ""))
	p := pageAt(t, d, agora.PathLanguages)
	p.Resize(80, 16)
	p.styles.Spots = &mouse.Spots{}
	for _, by := range []int{1, 1, 1, 1, 1, -1, -1, -1} {
		turnAt(t, p, "[ ]", by)
		mustContain(t, "the list", seen(p), "❯ [ ]")
	}
	_, row, _ := strings.Cut(seen(p), "❯ [ ] ")
	row, _, _ = strings.Cut(row, "\n")
	do(p, "enter")
	if got := d.Text(agora.PathLanguages); got == "" || !strings.HasSuffix(strings.TrimSpace(row), got) {
		t.Errorf("enter took %q, and it stood on %q", got, row)
	}
}

func TestEnterShowsAQuestionThatTheWheelScrolledAway(t *testing.T) {
	p := unfolded(pageOf(draftWith(t, full), form.StepChannel))
	p.Resize(80, 8)
	p.wheel(5)
	if seen(p); p.Enter() != Stay || p.at() != 0 {
		t.Errorf("enter goes on from what is not seen, to %s", p.Focused().Title)
	}
	mustContain(t, "the page", seen(p), p.Focused().Title)
	if p.Enter(); p.at() == 0 {
		t.Error("the second enter does not go on")
	}
}

func TestADoubleClickInAListTakesOneRow(t *testing.T) {
	d := draftWith(t, with(legal, agora.PathLanguages, ""))
	p := pageAt(t, d, agora.PathLanguages)
	spots := &mouse.Spots{}
	p.styles.Spots = spots
	at := time.Unix(0, 0)
	x, y := 8, 9
	click := func(after time.Duration) {
		at = at.Add(after)
		spots.Clicked(x, y, at)
		for _, spot := range spots.Read(p.View).At(x, y) {
			if spot.Do != nil {
				spot.Do()
				return
			}
		}
	}
	click(time.Hour)
	first := d.Text(agora.PathLanguages)
	if click(200 * time.Millisecond); first == "" || d.Text(agora.PathLanguages) != first {
		t.Errorf("after the first click %q is chosen, after the second %q", first, d.Text(agora.PathLanguages))
	}
	if click(time.Second); d.Text(agora.PathLanguages) == first {
		t.Error("a click of its own changes nothing")
	}
}

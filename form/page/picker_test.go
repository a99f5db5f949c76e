package page

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"sttwizard/agora"
	"sttwizard/form"
	"sttwizard/internal/screen"
)

// optionsOf returns what an empty draft can choose from at a path.
func optionsOf(path string) []form.Option {
	d := form.NewDraft(v5)
	q, _ := form.QuestionFor(d, path)
	return q.Options(d)
}

// languagePicker returns a focused picker over the whole catalogue.
func languagePicker(limit int, chosen string) (*picker, *string) {
	value := chosen
	p := newPicker("k", optionsOf(agora.PathLanguages), limit, &value, testStyles())
	p.WithWidth(60)
	p.WithHeight(12)
	p.Focus()
	return p, &value
}

func keysTo(p *picker, names ...string) {
	for _, name := range names {
		p.Update(press(name))
	}
}

func filterBy(p *picker, text string) {
	for _, r := range text {
		keysTo(p, string(r))
	}
}

// hitCodes returns the values in the order in which they are drawn.
func hitCodes(p *picker) []string {
	var out []string
	for _, i := range p.hits {
		out = append(out, p.options[i].Value)
	}
	return out
}

func TestTheFilterFindsByNameAndCode(t *testing.T) {
	for filter, want := range map[string]string{
		"fr-f": "fr-FR", "french (fr": "fr-FR", "FRANCE": "fr-FR", "swiss": "", "canada fr": "fr-CA", "pt-br": "pt-BR", "brazil": "pt-BR",
	} {
		p, _ := languagePicker(2, "")
		p.Update(tea.PasteMsg{Content: filter + "\n"})
		if want == "" && len(p.hits) != 0 || want != "" && (len(p.hits) == 0 || hitCodes(p)[0] != want) {
			t.Errorf("%q finds %v", filter, hitCodes(p))
		}
	}
}

func TestWordsThatBeginWithTheFilterComeFirst(t *testing.T) {
	p, _ := languagePicker(2, "")
	filterBy(p, "fr")
	if got := hitCodes(p); len(got) < 4 || got[0][:3] != "fr-" || !slices.Contains(got, "af-ZA") {
		t.Errorf("fr finds %v", got) // Afrikaans holds fr too, French begins with it
	}
	p.clear()
	filterBy(p, "us")
	if got := hitCodes(p); !strings.HasSuffix(got[0], "-US") || !slices.Contains(got, "ru-RU") {
		t.Errorf("us finds %v", got)
	}
	p.clear()
	filterBy(p, "new")
	for _, code := range hitCodes(p) {
		if name := strings.ToLower(agora.LanguageName(code)); !strings.Contains(name, "new") {
			t.Errorf("new finds %s by its note", code)
		}
	}
}

func TestARegionIsFoundByItsPlaceAndEitherName(t *testing.T) {
	for _, filter := range []string{"frankfurt", "eu-central", "EU_CENTRAL_1"} {
		value := ""
		p := newPicker("k", optionsOf(agora.PathRegion), 1, &value, testStyles())
		p.Focus()
		filterBy(p, filter)
		keysTo(p, "enter")
		if value != "7" {
			t.Errorf("%q takes %q", filter, value)
		}
	}
}

func TestWhatIsChosenOfSeveralStandsAboveTheFilter(t *testing.T) {
	p, value := languagePicker(2, "fr-FR,de-DE")
	lines := strings.Split(ansi.Strip(p.View()), "\n")
	mustContain(t, "the first line", lines[0], "[French fr-FR ×]", "[German de-DE ×]")
	mustContain(t, "the count", lines[len(lines)-1], "2 chosen, up to 2")
	filterBy(p, "french")
	if got := hitCodes(p); got[0] != "fr-FR" || p.cursor != 1 {
		t.Errorf("under a filter: %v, cursor at %d", got, p.cursor)
	}
	mustContain(t, "the first line", ansi.Strip(p.View()), "[German de-DE ×]")
	keysTo(p, "backspace")
	if *value != "fr-FR,de-DE" || p.filter.Value() != "frenc" {
		t.Errorf("backspace took %q from the chosen or left the filter %q", *value, p.filter.Value())
	}
	p.clear()
	keysTo(p, "backspace", "backspace", "backspace")
	if *value != "" {
		t.Errorf("backspace in an empty filter leaves %q", *value)
	}
}

func TestEnterWithTextInTheFilterTakesTheRow(t *testing.T) {
	p, value := languagePicker(2, "")
	if p.takesEnter() {
		t.Error("enter is taken with an empty filter")
	}
	filterBy(p, "fr-ca")
	if !p.takesEnter() {
		t.Fatal("enter is not taken")
	}
	keysTo(p, "enter")
	if *value != "fr-CA" || p.filter.Value() != "" || p.takesEnter() {
		t.Errorf("chosen is %q, the filter %q", *value, p.filter.Value())
	}
	filterBy(p, "fr-ca")
	keysTo(p, "enter")
	if *value != "fr-CA" {
		t.Errorf("enter on a chosen row took it back: %q", *value)
	}
	filterBy(p, "zzz")
	keysTo(p, "enter")
	if *value != "fr-CA" || p.note == "" || p.filter.Value() != "zzz" {
		t.Errorf("enter on nothing: %q, %q", *value, p.note)
	}
}

func TestEnterTakesARowThatWasMovedTo(t *testing.T) {
	p, value := languagePicker(2, "")
	keysTo(p, "down")
	want := hitCodes(p)[1]
	keysTo(p, "enter")
	if *value != want {
		t.Errorf("chosen is %q, not %q", *value, want)
	}
	if p.takesEnter() {
		t.Error("enter on a chosen row does not go on")
	}
	keysTo(p, "down", "down")
	if !p.takesEnter() {
		t.Error("enter on another row does not take it")
	}
}

func TestSpaceTakesUnlessAnotherWordMayFollow(t *testing.T) {
	p, value := languagePicker(4, "")
	first := hitCodes(p)[0]
	keysTo(p, "space")
	if *value != first {
		t.Errorf("chosen is %q", *value)
	}
	keysTo(p, "space")
	if *value != "" {
		t.Errorf("space did not take back: %q", *value)
	}
	for filter, want := range map[string]string{"fr-ca": "fr-CA", "German (G": "de-DE", "de-de": "de-DE"} {
		*value = ""
		filterBy(p, filter)
		if keysTo(p, "space"); *value != want || p.filter.Value() != "" {
			t.Errorf("%q and space choose %q, and leave the filter %q", filter, *value, p.filter.Value())
		}
	}
	for _, filter := range []string{"english", "united", "fr"} {
		*value = ""
		filterBy(p, filter)
		if keysTo(p, "space"); *value != "" || p.filter.Value() != filter+" " {
			t.Errorf("%q and space choose %q, the filter is %q", filter, *value, p.filter.Value())
		}
		p.clear()
	}
}

func TestSpaceChoosesTheRowThatTheCursorWasMovedTo(t *testing.T) {
	p, value := languagePicker(2, "")
	filterBy(p, "fr canada")
	if got := hitCodes(p); len(got) == 0 || got[0] != "fr-CA" {
		t.Fatalf("two words find %v", got)
	}
	p.clear()
	filterBy(p, "french")
	keysTo(p, "down")
	want := hitCodes(p)[p.cursor]
	keysTo(p, "space")
	if *value != want || p.filter.Value() != "french" || hitCodes(p)[p.cursor] != want {
		t.Errorf("space chose %q, not %q, and left the filter %q", *value, want, p.filter.Value())
	}
	keysTo(p, "space")
	if *value != "" {
		t.Errorf("space again did not take it back: %q", *value)
	}
}

func TestAFullListRefusesAndSaysWhatToDo(t *testing.T) {
	p, value := languagePicker(2, "en-US,fr-FR")
	filterBy(p, "de-de")
	keysTo(p, "enter")
	if *value != "en-US,fr-FR" {
		t.Errorf("chosen is %q", *value)
	}
	mustContain(t, "the list", ansi.Strip(p.View()), "takes one back first")
	keysTo(p, "up")
	mustContain(t, "the list after a key", ansi.Strip(p.View()), "2 chosen, up to 2")
}

func TestOneOfManyIsExchanged(t *testing.T) {
	p, value := languagePicker(1, "en-US")
	filterBy(p, "fr-fr")
	keysTo(p, "enter")
	if *value != "fr-FR" {
		t.Errorf("chosen is %q", *value)
	}
}

func TestUnknownValuesStayAndAreShown(t *testing.T) {
	p, value := languagePicker(2, "xx-YY")
	mustContain(t, "the list", ansi.Strip(p.View()), "[xx-YY ×]")
	filterBy(p, "xx")
	mustContain(t, "the list", ansi.Strip(p.View()), "[✓] xx-YY", "not on the list")
	p.clear()
	filterBy(p, "fr-fr")
	keysTo(p, "enter")
	if *value != "xx-YY,fr-FR" {
		t.Errorf("chosen is %q", *value)
	}
	over, value := languagePicker(2, "en-US,fr-FR,xx-YY,de-DE")
	mustContain(t, "the list", ansi.Strip(over.View()), "4 chosen, up to 2")
	keysTo(over, "backspace")
	if got := agora.SplitList(*value); len(got) != 3 {
		t.Errorf("of four too many one was taken back: %v", got)
	}
}

// TestNoSequenceOfKeysBreaksThePicker is the properties of the picker: however
// long somebody types, the limit holds, what is chosen is left only by choosing,
// and the cursor stands on a row that is drawn.
func TestNoSequenceOfKeysBreaksThePicker(t *testing.T) {
	names := []string{
		"up", "down", "down", "pgup", "pgdown", "home", "end", "left", "right", "space", "space", "enter", "backspace", "backspace",
		"delete", "ctrl+u", "ctrl+w", "ctrl+k", "ctrl+n", "ctrl+p", "a", "e", "f", "r", "-", "(", "z", "ü",
	}
	for _, limit := range []int{1, 2, 5} {
		for _, seed := range screen.Few(t, []uint64{0, 1, 2, 3}) {
			walkPicker(t, rand.New(rand.NewPCG(seed, uint64(limit))), limit, names)
		}
	}
}

func walkPicker(t *testing.T, random *rand.Rand, limit int, names []string) {
	t.Helper()
	p, value := languagePicker(limit, "xx-YY")
	for step := range 10_000 {
		before := p.chosen()
		name := names[random.IntN(len(names))]
		switch random.IntN(40) {
		case 0:
			p.WithHeight(random.IntN(20))
			p.WithWidth(random.IntN(100))
		case 1:
			name = "a paste"
			p.Update(tea.PasteMsg{Content: []string{"fr", "\n", "\x1b[2J", "english (u"}[random.IntN(4)]})
		case 2:
			name = "leaving"
			p.Blur()
			p.Focus()
		default:
			p.Update(press(name))
		}
		after := p.chosen()
		if len(after) > limit {
			t.Fatalf("step %d, %s: %v are more than %d", step, name, after, limit)
		}
		if name == "backspace" && len(after) < len(before) {
			name = "space" // which takes back, too, where there is no filter
		}
		if name != "space" && name != "enter" && !slices.Equal(before, after) {
			t.Fatalf("step %d: %s changed %v to %v", step, name, before, after)
		}
		if lost := len(before) - len(after); lost > 1 || (lost > 0 && name != "space") {
			t.Fatalf("step %d: %s made %v of %v", step, name, after, before)
		}
		if len(p.hits) > 0 && (p.cursor < p.top || p.cursor >= p.top+p.rows() || p.cursor >= len(p.hits)) {
			t.Fatalf("step %d, %s: the cursor is at %d of %d, drawn from %d on", step, name, p.cursor, len(p.hits), p.top)
		}
		if *value != strings.Join(after, ",") {
			t.Fatalf("step %d: the value is %q", step, *value)
		}
		if step%50 == 0 {
			for _, line := range strings.Split(p.View(), "\n") {
				if ansi.StringWidth(line) > p.width {
					t.Fatalf("step %d: %q is wider than %d", step, line, p.width)
				}
			}
			if n := strings.Count(p.View(), "\n") + 1; n > p.height {
				t.Fatalf("step %d: %d lines instead of %d", step, n, p.height)
			}
		}
	}
}

func TestALetterAfterARowThatWasTakenBeginsAnotherWord(t *testing.T) {
	p, value := languagePicker(3, "")
	for _, k := range []string{"e", "n", "g", "down", "space", "f", "r", "e"} {
		p.Update(press(k))
	}
	if p.filter.Value() != "fre" || *value == "" {
		t.Errorf("the filter is %q, chosen is %q", p.filter.Value(), *value)
	}
}

func TestWhatWasSaidOfAFilterGoesWithIt(t *testing.T) {
	p, _ := languagePicker(3, "")
	for _, k := range []string{"q", "q", "q", "enter"} {
		p.Update(press(k))
	}
	if p.note == "" {
		t.Fatal("nothing is said of a filter that matches nothing")
	}
	if p.clear(); p.note != "" {
		t.Errorf("after it is empty %q still stands there", p.note)
	}
}

func TestPastedLinesAreTakenFromAList(t *testing.T) {
	for text, want := range map[string]string{
		"zh-CN\nen-US\n": "zh-CN,en-US", "english, french": "en-US,fr-FR", "FR-fr\r\nde-DE\r\nes-ES": "fr-FR,de-DE",
		"zh-CN\nnonsense": "", "en": "", "en-US\nchin": "", // of several nothing is guessed
	} {
		p, value := languagePicker(2, "")
		if p.Update(tea.PasteMsg{Content: text}); *value != want {
			t.Errorf("%q takes %q, want %q", text, *value, want)
		}
		if full := strings.Count(text, "-") == 3; full != strings.Contains(p.note, "left out") {
			t.Errorf("of %q it says %q", text, p.note)
		}
	}
}

// What is pasted into the list of a page comes there line by line, and names that are typed
// with commas between them are taken one by one.
func TestNamesInALineAreTakenFromTheListOfAPage(t *testing.T) {
	fill := func(put func(p *Page)) string {
		d := draftWith(t, with(legal, agora.PathLanguages, ""))
		put(pageAt(t, d, agora.PathLanguages))
		return d.Text(agora.PathLanguages)
	}
	if got := fill(func(p *Page) { pastes(p, "english\nfrench\n") }); got != "en-US,fr-FR" {
		t.Errorf("pasted lines take %q", got)
	}
	if got := fill(func(p *Page) { typed(p, "engl, fren"); do(p, "enter") }); got != "en-US,fr-FR" {
		t.Errorf("typed with a comma they are %q", got)
	}
	if got := fill(func(p *Page) { typed(p, ",qq,"); pastes(p, "one\x1b[31m\ntwo"); seen(p) }); got != "" {
		t.Errorf("what is no language takes %q", got)
	}
}

// An empty filter says what it is for, and what the rows that come first are.
func TestALongListInvitesToSearch(t *testing.T) {
	p := pageAt(t, draftWith(t, with(legal, agora.PathLanguages, "")), agora.PathLanguages)
	mustContain(t, "the empty filter", seen(p), "type to search")
	typed(p, "engl")
	mustContain(t, "the filter", seen(p), "most common   en-US")
	mustNotContain(t, "the filter", seen(p), "type to search")
	v := pageAt(t, draftWith(t, full), agora.PathTransferMode)
	mustNotContain(t, "a short list", seen(v), "type to search")
}

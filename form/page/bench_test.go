package page

import (
	"testing"

	tea "charm.land/bubbletea/v2"

	"sttwizard/agora"
	"sttwizard/form"
)

// keyed presses keys in turn on a page of 120x40 and draws it after each.
func benchKeys(b *testing.B, p *Page, keys ...string) {
	b.Helper()
	messages := make([]tea.KeyPressMsg, len(keys))
	for i, k := range keys {
		messages[i] = press(k)
	}
	p.Resize(79, 34)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		p.Update(messages[i%len(messages)])
		p.Resize(79, 34) // as package ui does for every picture
		p.View()
	}
}

func BenchmarkKeyInTheLanguageList(b *testing.B) {
	benchKeys(b, pageAt(b, draftWith(b, full), agora.PathLanguages), "down", "down", "up", "end", "home")
}

func BenchmarkLetterInTheLanguageFilter(b *testing.B) {
	benchKeys(b, pageAt(b, draftWith(b, full), agora.PathLanguages), "e", "n", "g", "backspace", "backspace", "backspace")
}

func BenchmarkChoosingInTheLanguageList(b *testing.B) {
	benchKeys(b, pageAt(b, draftWith(b, full), agora.PathLanguages), "space", "down")
}

func BenchmarkKeyInOneOfTwoTargetLists(b *testing.B) {
	benchKeys(b, pageAt(b, draftWith(b, full), agora.PathTranslatedPairs), "space", "down", "e", "backspace")
}

func BenchmarkLetterInTheChannel(b *testing.B) {
	benchKeys(b, pageAt(b, draftWith(b, full), agora.PathChannelName), "a", "backspace")
}

func BenchmarkChoosingAMode(b *testing.B) {
	benchKeys(b, pageAt(b, draftWith(b, full), agora.PathCryptionMode), "down", "up")
}

func BenchmarkSwitchingASection(b *testing.B) {
	benchKeys(b, pageAt(b, draftWith(b, full), "translateConfig"), "space")
}

func BenchmarkBuildingAPage(b *testing.B) {
	d, s := draftWith(b, full), testStyles()
	for _, step := range form.Steps() {
		b.Run(step.Title(), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				p := New(d, step, s)
				p.Resize(79, 34)
				p.View()
			}
		})
	}
}

package main

import (
	"strings"
	"testing"
)

func TestTheFactsOfLanguagesAreThoseOfCLDR(t *testing.T) {
	text, err := table()
	if err != nil {
		t.Fatal(err)
	}
	if err := compare("../../"+file, text); err != nil {
		t.Error(err)
	}
	for _, row := range []string{"en\ten-US\tEnglish\tEnglish\n", "pt\tpt-BR\tPortuguese\tportuguês\n", "ja\tja-JP\tJapanese\t日本語\n", "bn\tbn-IN\tBangla\tবাংলা\n"} {
		if !strings.Contains(string(text), row) {
			t.Errorf("the table lacks %q", row)
		}
	}
	if err := compare("../../"+file, append(text, 'x')); err == nil {
		t.Error("a file that differs passed")
	}
}

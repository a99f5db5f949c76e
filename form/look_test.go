package form

import (
	"testing"

	"charm.land/lipgloss/v2"
)

func TestABoldLookLeavesTheOtherAsItWas(t *testing.T) {
	look := NewLook(lipgloss.NewStyle().Foreground(lipgloss.Color("#7DD3FC")))
	before := look.Render("text")
	if bold := look.Bold(); bold.Render("text") == before || !bold.Style().GetBold() {
		t.Errorf("in bold it is %q", bold.Render("text"))
	}
	if got := look.Render("text"); got != before || look.Style().GetBold() {
		t.Errorf("first %q, then %q", before, got)
	}
}

package ui

import (
	"testing"

	"go.uber.org/goleak"

	term "sttwizard/internal/screen"
)

func TestMain(m *testing.M) {
	term.RunBeside()
	goleak.VerifyTestMain(m)
}

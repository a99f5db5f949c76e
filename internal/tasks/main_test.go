package tasks

import (
	"testing"

	"go.uber.org/goleak"

	"sttwizard/internal/storage/storagetest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(storagetest.Suite{M: m}) }

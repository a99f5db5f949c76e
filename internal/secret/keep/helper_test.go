package keep_test

import (
	"sttwizard/internal/session/sessiontest"
	"testing"

	"go.uber.org/goleak"
)

const appID = sessiontest.AppID

var (
	open = sessiontest.Open
	save = sessiontest.Save
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

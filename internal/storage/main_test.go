package storage

import (
	"bytes"
	"fmt"
	"log"
	"testing"

	"go.uber.org/goleak"

	"sttwizard/internal/storage/storagetest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(silent{storagetest.Suite{M: m}}) }

// silent fails where anything was logged in all of the tests.
type silent struct{ storagetest.Suite }

func (s silent) Run() int {
	var said bytes.Buffer // the logger locks it
	log.SetOutput(&said)
	code := s.Suite.Run()
	if said.Len() > 0 {
		fmt.Printf("the clients or their servers logged: %q\n", said.String())
		return 1
	}
	return code
}

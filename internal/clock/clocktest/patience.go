package clocktest

import (
	"os"
	"sync"
	"time"
)

// PatienceVariable is the environment variable that raises [Patience], as in "10m".
const PatienceVariable = "STTWIZARD_PATIENCE"

// patience is far longer than anything takes on the slowest machine. Waiting that
// long is failing; so it costs nothing where all is well.
const patience = 3 * time.Minute

// Patience returns how long every test waits for what must come.
var Patience = sync.OnceValue(func() time.Duration {
	limit, err := patienceOf(os.Getenv(PatienceVariable))
	if err != nil {
		panic(PatienceVariable + ": " + err.Error())
	}
	return limit
})

// patienceOf never makes it shorter.
func patienceOf(text string) (time.Duration, error) {
	if text == "" {
		return patience, nil
	}
	limit, err := time.ParseDuration(text)
	return max(limit, patience), err
}

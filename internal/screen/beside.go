package screen

import (
	"flag"
	"runtime"
	"runtime/debug"
	"strconv"
)

// RunBeside lets more parallel tests run at the same time than there are
// processors: a test of screens mostly waits, for frames and for what is typed to
// be read. It also collects garbage less often, as each test throws all away that
// it made. Call it at the beginning of TestMain; -test.parallel has the last word.
func RunBeside() {
	flag.Parse()
	debug.SetGCPercent(garbage)
	if f := flag.Lookup("test.parallel"); f != nil && f.Value.String() == f.DefValue {
		_ = f.Value.Set(strconv.Itoa(perProcessor * runtime.GOMAXPROCS(0))) // a number is always taken
	}
}

const (
	perProcessor = 4   // tests
	garbage      = 400 // percent of what is in use
)

package agora

import (
	"regexp"
	"sync"
)

// pattern returns a regular expression that is compiled when it is first needed:
// compiling all of them took a third of the time of --version.
func pattern(expr string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) })
}

package secret

import (
	"errors"
	"strings"
)

// owned are the ends of the names under which connections keep their own
// secrets. A preset or a request of a stranger must not send those anywhere.
var owned = []string{"-customer-secret", "-app-certificate", "_CUSTOMER_SECRET", "_APP_CERTIFICATE"}

// CheckForeign reports whether a file that may come from somebody else, a preset or
// a request, may say that a secret is there: another machine can follow the
// reference, and it is no connection's own secret. The error says why not and
// never repeats the reference.
func CheckForeign(ref Ref) error {
	if _, err := ParseSharedRef(ref.String()); err != nil {
		return err
	}
	for _, end := range owned {
		if strings.HasSuffix(strings.ToUpper(ref.Name()), strings.ToUpper(end)) {
			return errors.New("can't be a connection's own secret: " +
				"a preset or a request may come from somebody else and must not send that anywhere")
		}
	}
	return nil
}

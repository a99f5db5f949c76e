package explain

import (
	"strings"
	"testing"

	"sttwizard/agora"
)

func TestWhatACallAheadMetIsSaidAsAfterAStart(t *testing.T) {
	for _, op := range []string{agora.OpAcquire, agora.OpList} {
		for _, err := range []error{
			&agora.APIError{Op: op, Status: 401, Kind: agora.KindCredentials},
			&agora.APIError{Op: op, Status: 400, Kind: agora.KindNotEnabled},
			&agora.APIError{Op: op, Status: 503, Kind: agora.KindServer},
			&agora.NetError{Op: op, Cause: agora.CauseRefused},
			&agora.NetError{Op: op, Cause: agora.CauseDNS},
		} {
			c := Context{Op: op, Connection: "acme"}
			e, got := Failure(err, c), Ahead(err, c)
			if !strings.HasPrefix(got, e.What+" ") || !strings.HasSuffix(got, ". Likely "+e.Likely+".") {
				t.Errorf("%v: %s", err, got)
			}
			if strings.Contains(got, "send again") || strings.Contains(got, "billed") {
				t.Errorf("of a start that nobody made: %s", got)
			}
		}
	}
	denied := Ahead(&agora.APIError{Op: agora.OpAcquire, Status: 401, Kind: agora.KindCredentials}, Context{Op: agora.OpAcquire, Connection: "acme"})
	if want := "Agora refused the credentials. Check the customer key and secret of"; !strings.HasPrefix(denied, want) {
		t.Error(denied)
	}
	off := Ahead(&agora.APIError{Op: agora.OpAcquire, Status: 400, Kind: agora.KindNotEnabled}, Context{Op: agora.OpAcquire})
	if !strings.Contains(off, "enable Real-Time Speech-to-Text there, then start. Likely it was") {
		t.Error(off)
	}
}

package pretend_test

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"sttwizard/agora/sandbox"
	"sttwizard/internal/pretend"
)

func TestOnlyASandboxOfThisProgramIsPretend(t *testing.T) {
	t.Parallel()
	listens, err := sandbox.New(sandbox.Options{AppID: "0123456789abcdef0123456789abcdef"}).Listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listens.Close()
	asked := 0
	own := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked++ }))
	defer own.Close()
	ledger := &sandbox.MemoryLedger{}
	if err := ledger.Update(func(st *sandbox.State) error {
		st.Tasks = append(st.Tasks, sandbox.Task{ID: "PRETENDED"})
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	const gone = "http://127.0.0.1:1"
	for name, c := range map[string]struct {
		address, task string
		want          bool
		asks          int
	}{
		"inside the program":               {"", "", true, 0},
		"served beside it":                 {listens.URL(), "", true, 0},
		"somebody's own server":            {own.URL, "A1", false, 1},
		"the end of a tunnel, not there":   {gone, "A1", false, 0},
		"a sandbox that has ended":         {gone, "PRETENDED", true, 0},
		"on another machine, by that name": {"https://127.0.0.1.example.org", "", false, 0},
		"Agora itself":                     {"https://api.agora.io", "PRETENDED", false, 0},
	} {
		asked = 0
		if got := (pretend.Known{Ledger: ledger}).Is(t.Context(), c.address, c.task); got != c.want || asked != c.asks {
			t.Errorf("%s: %v, asked %d times", name, got, asked)
		}
	}
	if (pretend.Known{}).Is(t.Context(), gone, "PRETENDED") {
		t.Error("without a ledger no task is known")
	}
}

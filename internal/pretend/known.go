package pretend

import (
	"context"
	"net/http"
	"slices"

	"sttwizard/agora"
	"sttwizard/agora/sandbox"
)

// Known tells the pretend Agora of this program from any other one: that a server is on
// this machine says nothing, it may be somebody's own, or the end of a tunnel to Agora.
type Known struct {
	Ledger    sandbox.Ledger    // of this home; nil: none
	Transport http.RoundTripper // nil: one that dials this machine and no other
}

// Is reports whether the Agora at a base URL is a sandbox of this program, which is also
// known by a task that its ledger has; task may be empty. The empty address is the sandbox
// inside the program. Only an address on this machine is asked, once, without
// credentials; what can't be found out is no sandbox.
func (k Known) Is(ctx context.Context, address, task string) bool {
	switch {
	case address == "":
		return true
	case !agora.OnThisMachine(address):
		return false
	case task != "" && k.wrote(task):
		return true
	}
	by := k.Transport
	if by == nil {
		own := here()
		defer own.CloseIdleConnections()
		by = own
	}
	return sandbox.Answers(ctx, by, address)
}

// wrote reports whether the ledger has a task.
func (k Known) wrote(task string) bool {
	if k.Ledger == nil {
		return false
	}
	state, err := sandbox.Read(k.Ledger)
	return err == nil && slices.ContainsFunc(state.Tasks, func(t sandbox.Task) bool { return t.ID == task })
}

package attempt

import (
	"context"
	"fmt"
	"io"
	"time"

	"sttwizard/agora"
	"sttwizard/internal/tempo"
)

// EarlyLife is how old a builder token may be when an attempt takes it over. It lives a
// minute longer, in which a start whose answer is lost can be sent again.
var EarlyLife = tempo.Of(4 * time.Minute)

// Early is a builder token that was got before its attempt was begun, ahead of a start
// that somebody may want. It starts nothing and bills nothing. It is no attempt's until
// a Runner takes it over, and dies unused if none does; so it is in no journal until then.
type Early struct {
	InstanceID string // of the attempt that may take it over

	token agora.Secret
	got   moment
	place agora.Place
}

// Format writes the instance id for every verb: the fields hold the builder token.
func (e *Early) Format(f fmt.State, _ rune) {
	io.WriteString(f, "builder token of instance "+e.InstanceID)
}

// AcquireEarly gets a builder token for an instance id that no attempt has yet. The
// errors are those of agora's Acquire.
func (j *Journal) AcquireEarly(ctx context.Context, api API, instanceID string) (*Early, error) {
	token, err := api.Acquire(ctx, instanceID)
	if err != nil {
		return nil, err
	}
	return &Early{InstanceID: instanceID, token: token.Name, got: j.momentOf(api.Place()), place: api.Place()}, nil
}

// EarlyLeft returns for how long an attempt could still take the token over.
func (j *Journal) EarlyLeft(e *Early) time.Duration {
	return max(EarlyLife-j.momentOf(e.place).since(e.got), 0)
}

// momentOf returns the present by the clock of new attempts at a place.
func (j *Journal) momentOf(p agora.Place) moment { return j.moment(j.home(p).up) }

// suits reports whether the runner's attempt may take the token over: it was got for
// it, at its place, and is young enough.
func (e *Early) suits(r *Runner) bool {
	in := r.attempt.Intent()
	return e.token != "" && e.InstanceID == in.InstanceID && in.Place().Same(e.place) && r.attempt.journal.EarlyLeft(e) > 0
}

package clock

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"
)

func TestAWaitIsAsLongAsItIsToldToBe(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		began := Now()
		if err := Sleep(t.Context(), time.Minute); err != nil || Since(began) != time.Minute {
			t.Errorf("%v after %v", err, Since(began))
		}
		Pause(time.Minute)
		if got := -Until(began); got != 2*time.Minute {
			t.Errorf("it began %v ago", got)
		}
		if at := <-After(t.Context(), time.Hour); at.Sub(began) != time.Hour+2*time.Minute {
			t.Errorf("it rang after %v", at.Sub(began))
		}
	})
}

func TestAWaitEndsWithItsContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		began := Now()
		ring := After(ctx, time.Hour)
		if err := Sleep(ctx, time.Hour); !errors.Is(err, context.DeadlineExceeded) || Since(began) != time.Second {
			t.Errorf("%v after %v", err, Since(began))
		}
		Pause(2 * time.Hour)
		select {
		case <-ring:
			t.Error("a timer rang whose context had ended")
		default:
		}
	})
}

package kit

import "testing"

func TestEveryListMovesByTheSameKeys(t *testing.T) {
	at := 3
	moves := Moves(20, 8, func(by int) { at = max(0, min(at+by, 19)) })
	for _, step := range []struct {
		key  string
		want int
	}{{"down", 4}, {"up", 3}, {"pgdown", 11}, {"pgup", 3}, {"end", 19}, {"home", 0}, {"j", 1}, {"k", 0}} {
		b, ok := Find(moves, step.key)
		if !ok {
			t.Fatalf("%s does nothing", step.key)
		}
		if b.Do(); at != step.want {
			t.Errorf("%s leads to %d, want %d", step.key, at, step.want)
		}
	}
}

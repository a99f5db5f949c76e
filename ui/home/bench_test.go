package home

import (
	"fmt"
	"testing"

	"sttwizard/ui/kit"
)

// BenchmarkManyTasks draws home with 200 tasks, as each key does.
func BenchmarkManyTasks(b *testing.B) {
	names := make([]string, 200)
	for i := range names {
		names[i] = fmt.Sprintf("room-%03d", i)
	}
	s, _ := opened(&world{open: running(b, names...)})
	st := kit.NewStyles(kit.Look{Dark: true})
	for b.Loop() {
		s.View(&st, 120, 36)
	}
}

package form

import "testing"

func BenchmarkReview(b *testing.B) {
	d := draftWith(b, full)
	b.ReportAllocs()
	for b.Loop() {
		Review(d)
	}
}

// Package clocktest is what the tests share about time: the day on which they
// play, and how long they wait for what must come.
//
//	now := clocktest.At(14, 0, 0) // of the suite's day, in UTC
//
// The day is a fixed one, so that a test does not depend on the machine's date.
// STTWIZARD_TEST_DAY=+400d moves it by whole days, forth or back, to prove that
// nothing depends on it either:
//
//	STTWIZARD_TEST_DAY=+400d go test -count=1 ./...
//
// A test whose expected text holds a date may have a day of its own where that
// text is what it is about.
//
// A test that waits waits for [Patience], never for a number of its own: a limit
// that fits a quiet machine fails on a busy one. STTWIZARD_PATIENCE=10m raises it.
//
// The package is for development only, and knows the standard library and nobody
// else.
package clocktest

//go:build unix

package terminal

import (
	"context"
	"os"
	"path/filepath"
	"testing"
)

func pipe(t *testing.T) (r, w *os.File) {
	t.Helper()
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { r.Close(); w.Close() })
	return r, w
}

func TestAPipeThatNobodyReadsIsNoticedWithoutAWrite(t *testing.T) {
	r, w := pipe(t)
	noticed := make(chan error)
	go func() { noticed <- AwaitUnread(t.Context(), w) }()
	r.Close()
	if err := <-noticed; !Unread(err) {
		t.Errorf("noticed: %v", err)
	}
	if _, err := w.Write([]byte("x")); !Unread(err) {
		t.Errorf("written: %v", err)
	}
}

func TestAPipeThatIsReadIsWaitedForUntilTheContextEnds(t *testing.T) {
	_, w := pipe(t)
	if _, err := w.Write([]byte("x")); err != nil { // what is not read yet changes nothing
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	noticed := make(chan error)
	go func() { noticed <- AwaitUnread(ctx, w) }()
	cancel()
	if err := <-noticed; err != nil {
		t.Errorf("noticed: %v", err)
	}
}

func TestOnlyTheNullDeviceThrowsAway(t *testing.T) {
	null, err := os.OpenFile(os.DevNull, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer null.Close()
	file, err := os.Create(filepath.Join(t.TempDir(), "file"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	_, w := pipe(t)
	if !Discards(null) || Discards(file) || Discards(w) {
		t.Errorf("null %v, a file %v, a pipe %v", Discards(null), Discards(file), Discards(w))
	}
	if err := AwaitUnread(t.Context(), file); err != nil { // a file is no pipe
		t.Error(err)
	}
}

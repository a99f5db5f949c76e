package files

import (
	"bytes"
	"io"
	"io/fs"
	"os"
	"slices"
)

// Read returns the content of a plain file of at most max bytes. It refuses
// larger files with *TooLargeError, directories, pipes and devices with
// *NotFileError, and never waits for a pipe's other end. A missing file is
// fs.ErrNotExist.
func Read(path string, max int64) ([]byte, error) {
	// Looked at before it is opened: opening a device can already do something.
	info, err := os.Stat(path)
	if err != nil {
		return nil, fail("read", path, err)
	}
	if err := plain(path, info.Mode()); err != nil {
		return nil, err
	}
	return ReadListed(nil, path, max)
}

// ReadListed is Read of what its directory lists as a plain file, with a buffer for
// the content, which is used where it is large enough.
func ReadListed(buffer []byte, path string, max int64) ([]byte, error) {
	f, err := openNow(path)
	if err != nil {
		return nil, fail("read", path, err)
	}
	defer f.Close()
	// It may have been exchanged since it was looked at.
	mode, size, err := f.look()
	if err != nil {
		return nil, fail("read", path, err)
	}
	if err := plain(path, mode); err != nil {
		return nil, err
	}
	return readAtMost(buffer[:0], f, path, size, max)
}

// readAtMost appends what is in a file to data. The size that it has is not believed:
// it may be growing, or lie.
func readAtMost(data []byte, f io.Reader, path string, size, max int64) ([]byte, error) {
	data = slices.Grow(data, int(min(max, size))+1) // one more shows the end in one read
	for {
		n, err := f.Read(data[len(data):cap(data)])
		data = data[:len(data)+n]
		switch {
		case int64(len(data)) > max:
			return nil, &TooLargeError{Path: path, Max: max}
		case err == io.EOF:
			return data, nil
		case err != nil:
			return nil, fail("read", path, err)
		case len(data) == cap(data):
			data = slices.Grow(data, bytes.MinRead)
		}
	}
}

// plain refuses everything that is not a regular file.
func plain(path string, mode fs.FileMode) error {
	if mode.IsRegular() {
		return nil
	}
	what := "something special"
	switch {
	case mode.IsDir():
		what = "a directory"
	case mode&fs.ModeNamedPipe != 0:
		what = "a named pipe"
	case mode&fs.ModeSocket != 0:
		what = "a socket"
	case mode&fs.ModeDevice != 0:
		what = "a device"
	}
	return &NotFileError{Path: path, What: what}
}

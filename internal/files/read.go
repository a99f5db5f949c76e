package files

import (
	"io"
	"io/fs"
	"os"
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
	if err := plain(path, info); err != nil {
		return nil, err
	}
	f, err := openNow(path)
	if err != nil {
		return nil, fail("read", path, err)
	}
	defer f.Close()
	// And again afterwards, as it may have been exchanged in between.
	if info, err = f.Stat(); err != nil {
		return nil, fail("read", path, err)
	}
	if err := plain(path, info); err != nil {
		return nil, err
	}
	return readAtMost(f, path, max)
}

func readAtMost(f *os.File, path string, max int64) ([]byte, error) {
	// The size is not believed: the file may be growing.
	data, err := io.ReadAll(io.LimitReader(f, max+1))
	if err != nil {
		return nil, fail("read", path, err)
	}
	if int64(len(data)) > max {
		return nil, &TooLargeError{Path: path, Max: max}
	}
	return data, nil
}

// plain refuses everything that is not a regular file.
func plain(path string, info fs.FileInfo) error {
	mode := info.Mode()
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

package report

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"time"

	"sttwizard/internal/files"
)

// lineStart is how every log begins, and so how a file is known as one.
const lineStart = "time="

// OpenError is a file that no log is written to.
type OpenError struct {
	Path string
	Why  string
}

// Error names the file and says why not.
func (e *OpenError) Error() string { return "the log can't be written to " + e.Path + ": " + e.Why }

// OpenLog opens the file at path for a log, at its end, and makes it where there is
// none, for this user only. The log says what was done on this machine and when, and what is
// added to it can't be taken back. So a file is refused that is no log already, that
// others may read, that belongs to somebody else, or that has a second name; and
// so is a symbolic link, which in a shared directory anybody may have laid. Its
// directory must be there. The error is *OpenError or *files.Error.
func OpenLog(path string, now func() time.Time) (*Log, error) {
	f, err := openFile(path)
	if err != nil {
		return nil, refusal(path, err)
	}
	info, err := f.Stat()
	if err == nil {
		err = check(path, f, info)
	}
	if err != nil {
		f.Close()
		return nil, refusal(path, err)
	}
	l := NewLog(f, now)
	l.path = path
	return l, nil
}

func refusal(path string, err error) error {
	why, isWhy := errors.AsType[*OpenError](err)
	info, found := os.Lstat(path)
	switch {
	case isWhy:
		return why
	case found == nil && info.Mode()&fs.ModeSymlink != 0:
		return &OpenError{path, "it is a symbolic link"}
	case found == nil && !info.Mode().IsRegular():
		return &OpenError{path, special(info)}
	}
	return &files.Error{Op: "open the log", Path: path, Err: err}
}

// check looks at the file that was opened, which nobody can exchange any more.
func check(path string, f io.ReaderAt, info fs.FileInfo) error {
	if !info.Mode().IsRegular() {
		return &OpenError{path, special(info)}
	}
	if info.Size() > 0 {
		head := make([]byte, len(lineStart))
		if _, err := f.ReadAt(head, 0); err != nil && !errors.Is(err, io.EOF) {
			return err
		}
		if string(head) != lineStart {
			return &OpenError{path, "there is something else in it"}
		}
	}
	if why := foreign(info); why != "" {
		return &OpenError{path, why}
	}
	return nil
}

func special(info fs.FileInfo) string {
	if info.IsDir() {
		return "it is a directory"
	}
	return "it is not a file"
}

package files

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"sttwizard/internal/clock"
)

const (
	// staleAfter is the age from which a temporary file is what a crash left
	// and not what another sttwizard is writing at this moment.
	staleAfter = time.Hour
	// maxBackup is the largest file of which a backup is made.
	maxBackup = 16 << 20
	// maxLinks is how many symbolic links are followed one after the other.
	maxLinks = 40
)

// WriteOptions are the choices that Write leaves to its caller.
type WriteOptions struct {
	// BackupDir, when set, keeps the content that was there before as
	// BackupDir/PARENT/NAME (as backups/presets/demo.yaml). One backup is kept
	// of each file. Without a backup nothing is replaced.
	BackupDir string
}

// Write replaces or makes the file at path with data, readable by this user
// only (0600), and returns when that would survive a power cut. Missing
// directories are made (0700), symbolic links stay links and their target is
// replaced. After an error of any kind but a failed directory fsync, which
// comes last, the old content is still there and whole.
func Write(path string, data []byte, o WriteOptions) error {
	if err := MakeDir(filepath.Dir(path)); err != nil {
		return fail("write", path, err)
	}
	target, err := follow(path)
	if err != nil {
		return fail("write", path, err)
	}
	if o.BackupDir != "" {
		if err := backup(path, target, data, o.BackupDir); err != nil {
			return fail("back up", path, err)
		}
	}
	return fail("write", path, replace(target, data))
}

// follow returns the file that path stands for in the end, which may not exist
// yet. It refuses what is not a plain file.
func follow(path string) (string, error) {
	for range maxLinks {
		info, err := os.Lstat(path)
		if errors.Is(err, fs.ErrNotExist) {
			return path, nil
		}
		if err != nil {
			return "", err
		}
		if info.Mode()&fs.ModeSymlink == 0 {
			return path, plain(path, info.Mode())
		}
		if path, err = step(path); err != nil {
			return "", err
		}
	}
	return "", errors.New("its symbolic links lead in a circle")
}

func step(link string) (string, error) {
	to, err := os.Readlink(link)
	if err != nil || filepath.IsAbs(to) {
		return to, err
	}
	dir, err := filepath.EvalSymlinks(filepath.Dir(link))
	// Not filepath.Join: it would take "a/.." away although a may be a link.
	return dir + string(filepath.Separator) + to, err
}

// backup copies what target holds, under the name by which the file was asked
// for. When nothing changes, the older backup is worth more and stays.
func backup(path, target string, data []byte, dir string) error {
	old, err := Read(target, maxBackup)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil || bytes.Equal(old, data) {
		return err
	}
	abs, err := filepath.Abs(path)
	if err != nil {
		return err
	}
	dir = filepath.Join(dir, filepath.Base(filepath.Dir(abs)))
	return Write(filepath.Join(dir, filepath.Base(abs)), old, WriteOptions{})
}

func replace(target string, data []byte) error {
	dir, name := filepath.Split(target)
	if dir == "" {
		dir = "."
	}
	removeStale(dir, name)
	f, err := os.CreateTemp(dir, temporary(name))
	if err != nil {
		return err
	}
	if err := fill(f, data); err != nil {
		os.Remove(f.Name())
		return err
	}
	if err := os.Rename(f.Name(), target); err != nil {
		os.Remove(f.Name())
		return err
	}
	return SyncDir(dir)
}

// fill writes, makes durable and closes. The close counts too: some network
// file systems report a full disk only then.
func fill(f *os.File, data []byte) error {
	_, err := f.Write(data)
	if err == nil {
		err = f.Sync()
	}
	return errors.Join(err, f.Close())
}

// temporary is the pattern of the temporary files for name: hidden, and not
// ending like name, so that no listing takes it for a preset.
func temporary(name string) string { return "." + name + ".*.tmp" }

// removeStale clears away what a crash left behind. It is tidying only, so its
// errors don't matter.
func removeStale(dir, name string) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return
	}
	for _, e := range entries {
		if ok, err := filepath.Match(temporary(name), e.Name()); !ok || err != nil {
			continue
		}
		if info, err := e.Info(); err == nil && clock.Since(info.ModTime()) > staleAfter {
			os.Remove(filepath.Join(dir, e.Name()))
		}
	}
}

package presets

import (
	"encoding/json"
	"errors"
	"io/fs"
	"time"

	"sttwizard/internal/files"
	"sttwizard/internal/seal"
)

// Use is one use of a preset, for lists: "today 08:55, started, 1 h 31 min".
type Use struct {
	At       time.Time     `json:"at"`
	Result   string        `json:"result,omitempty"` // a word such as "started"
	Duration time.Duration `json:"ns,omitempty"`     // of the task; 0: not known
}

// Used remembers when the preset with that name was last used, and how that
// ended. It does not need the preset to exist.
func (s *Store) Used(name string, use Use) error {
	if err := CheckName(name); err != nil {
		return err
	}
	use.At = use.At.UTC().Truncate(time.Second)
	return s.changeLast(func(uses map[string]Use) { uses[name] = use })
}

// LastUsed returns the last use of a preset, and whether one is known.
func (s *Store) LastUsed(name string) (Use, bool) {
	use, ok := s.readLast()[name]
	return use, ok
}

// maxLast is the size of the largest list of last uses that is read.
const maxLast = 4 << 20

// readLast returns what is known. It is a convenience only: where the file can't be
// read, nothing is known, and no preset is worse for that. A damaged one is set aside
// and told.
func (s *Store) readLast() map[string]Use {
	uses := map[string]Use{}
	data, err := files.Read(s.home.Last(), maxLast)
	if err != nil {
		return uses
	}
	content, why := seal.OpenKept(data)
	if why == "" && json.Unmarshal(content, &uses) != nil {
		why = "it is no list of uses"
	}
	if why == "" {
		return uses
	}
	damaged := seal.SetAside(s.home.Last(), data, why)
	damaged.Lost = "when presets were last used"
	s.tell(damaged)
	return map[string]Use{}
}

// OnDamage has told called with each file that is found damaged, by whoever finds it.
func (s *Store) OnDamage(told func(*seal.DamagedError)) { s.tell = told }

// changeLast changes the file under a lock of its own.
func (s *Store) changeLast(change func(map[string]Use)) error {
	return files.WithLock(s.home.Locks(), "last uses", patience, func() error {
		uses := s.readLast()
		change(uses)
		if _, err := files.Read(s.home.Last(), maxLast); errors.Is(err, fs.ErrNotExist) && len(uses) == 0 {
			return nil
		}
		data, err := json.MarshalIndent(uses, "", "  ")
		if err != nil {
			return err
		}
		return seal.WriteKept(s.home.Last(), data, files.WriteOptions{BackupDir: s.home.Backups()})
	})
}

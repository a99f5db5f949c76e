package tasks

import (
	"bytes"
	"encoding/json"
	"time"

	"sttwizard/internal/files"
	"sttwizard/internal/seal"
)

const (
	mostKept = 1 << 20         // bytes of a file
	keptWait = 2 * time.Second // for another sttwizard that writes to it
)

// keptMap is a kept file of the home with a JSON object that is a help only: where it
// can't be read, nothing is known.
type keptMap[T any] struct {
	tasks *Tasks
	path  string
	lock  string
	lost  string // what is done without where it is damaged
}

// read returns what is known. A damaged file is set aside and told.
func (k keptMap[T]) read() map[string]T {
	out := map[string]T{}
	data, err := files.Read(k.path, mostKept)
	if err != nil {
		return out
	}
	content, why := seal.OpenKept(data)
	if why == "" && json.Unmarshal(content, &out) != nil {
		why = "it is no list of what was seen"
	}
	if why == "" {
		return out
	}
	damaged := seal.SetAside(k.path, data, why)
	damaged.Lost = k.lost
	if k.tasks.o.Damaged != nil {
		k.tasks.o.Damaged(damaged)
	}
	return map[string]T{}
}

// change changes the file under a lock of its own.
func (k keptMap[T]) change(change func(map[string]T)) error {
	return files.WithLock(k.tasks.o.Home.Locks(), k.lock, keptWait, func() error {
		known := k.read()
		before, err := json.MarshalIndent(known, "", "  ")
		if err != nil {
			return err
		}
		change(known)
		after, err := json.MarshalIndent(known, "", "  ")
		if err != nil || bytes.Equal(before, after) {
			return err
		}
		return seal.WriteKept(k.path, after, files.WriteOptions{})
	})
}

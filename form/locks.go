package form

import (
	"maps"
	"slices"

	"sttwizard/agora"
)

// A preset can lock answers: they are shown and not asked, until somebody unlocks them. A
// lock guards against a slip and is no secret: whoever unlocks is asked once, and the
// review says so.

// LockedWords say of an answer that it is locked.
const LockedWords = "locked by the preset"

// Lock locks the answers at paths.
func (d *Draft) Lock(paths []string) {
	for _, path := range paths {
		if d.locks == nil {
			d.locks = map[string]bool{}
		}
		d.locks[path] = true
	}
}

// Unlock lets answers be changed.
func (d *Draft) Unlock(paths ...string) {
	for _, path := range paths {
		if _, ok := d.locks[path]; ok {
			d.locks[path] = false
		}
	}
}

// HasLocks reports whether answers are locked, or were.
func (d *Draft) HasLocks() bool { return len(d.locks) > 0 }

// Locked reports whether the answer at a path is locked. One that breaks a rule is not: it
// must be put right.
func (d *Draft) Locked(path string) bool {
	return d.locks[path] && !slices.ContainsFunc(d.Problems(), func(e agora.FieldError) bool { return e.Field() == path })
}

// Unlocked reports whether the answer at a path was locked, and somebody unlocked it.
func (d *Draft) Unlocked(path string) bool {
	locked, was := d.locks[path]
	return was && !locked
}

// Overridden returns the paths of locked answers that are not as the draft began, in the
// order of the alphabet: a file or a flag changed them.
func (d *Draft) Overridden() []string {
	return slices.DeleteFunc(slices.Sorted(maps.Keys(d.locks)), func(path string) bool {
		return !d.locks[path] || d.Text(path) == d.began[path]
	})
}

// asked leaves out the questions whose answers are locked.
func asked(d *Draft, all []Question) []Question {
	if !d.HasLocks() {
		return all
	}
	return slices.DeleteFunc(all, func(q Question) bool { return d.Locked(q.Path) })
}

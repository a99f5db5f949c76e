package form

import (
	"slices"

	"sttwizard/agora"
)

// ofStorage are the paths whose answers belong to one storage and mean nothing, or give
// something away, at another.
var ofStorage = []string{
	agora.PathAccessKey, agora.PathSecretKey, agora.PathBucket, agora.PathRegion, agora.PathEndpoint, agora.PathStorageType,
	agora.PathProvider, agora.PathStorageRegion, agora.PathTag, agora.PathTagByRule, agora.PathSSE, agora.PathOverwriteKeys,
}

// IsOfStorage reports whether the answer about a path belongs to the chosen storage.
func IsOfStorage(path string) bool { return slices.Contains(ofStorage, path) }

// shelf is what was answered about a storage, by path. It is made once and not changed.
type shelf map[string]shelved

type shelved struct {
	answer answer
	from   kept // where it comes from, of a secret
}

// setVendor changes the storage. What was answered about the old one goes with it, secrets
// too, and comes back with it. What was answered before any was chosen is for each.
func setVendor(d *Draft, text string, from Source) {
	old := d.Text(agora.PathVendor)
	if old == text {
		return
	}
	d.shelves[old] = d.shelve()
	d.Set(agora.PathVendor, text, from)
	back, was := d.shelves[text]
	if !was {
		back = d.shelves[""]
	}
	for _, path := range ofStorage {
		d.unshelve(path, back[path])
	}
}

// startStorage changes the storage before the answers of a file or an import are put over
// those that are there, if they name one: a preset's keys belong to its own.
func (d *Draft) startStorage(vendor string, from Source) {
	if vendor != "" {
		setVendor(d, vendor, from)
	}
}

// shelve returns what is answered about the present storage.
func (d *Draft) shelve() shelf {
	out := shelf{}
	for _, path := range ofStorage {
		a, answered := d.answers[path]
		k, refers := d.refs[path]
		if answered || refers {
			out[path] = shelved{a, k}
		}
	}
	return out
}

// unshelve puts back what was answered about a path, or empties it.
func (d *Draft) unshelve(path string, back shelved) {
	delete(d.refs, path)
	delete(d.had, path)
	d.Set(path, back.answer.text, back.answer.source)
	if !back.from.ref.IsZero() {
		d.refs[path] = back.from
	}
}

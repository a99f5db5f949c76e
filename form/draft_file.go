package form

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"

	"sttwizard/agora"
	"sttwizard/internal/secret"
)

// draftFile is the unsent draft as it is kept on disk, without any secret.
type draftFile struct {
	Schema  int                   `json:"schema"`
	Version agora.Version         `json:"version"`
	Sent    bool                  `json:"sent,omitempty"`
	Origin  string                `json:"origin,omitempty"`
	On      []Section             `json:"on,omitempty"`
	Answers map[string]fileAnswer `json:"answers"`
	Began   map[string]string     `json:"began,omitempty"`
	Locks   map[string]bool       `json:"locks,omitempty"`
	Open    []string              `json:"open,omitempty"`    // paths that the preset asks for
	Secrets []string              `json:"secrets,omitempty"` // paths only: they are asked for again
	Refs    map[string]fileAnswer `json:"refs,omitempty"`    // where secrets are, never what they are
}

type fileAnswer struct {
	Text   string `json:"text"`
	Source Source `json:"source"`
}

const draftSchema = 1

// MarshalJSON writes the draft to be gone on with later: of its secrets the
// references, and no value.
func (d *Draft) MarshalJSON() ([]byte, error) {
	f := draftFile{Schema: draftSchema, Version: d.project.Version, Sent: d.sent, Origin: d.origin, Answers: map[string]fileAnswer{}, Began: map[string]string{}}
	for path, a := range d.answers {
		if !agora.IsSecret(path) && d.secretAt(path) == "" && !holdsRequest(path, a.text) {
			f.Answers[path] = fileAnswer{a.text, a.source}
		}
	}
	for path, text := range d.began {
		if !agora.IsSecret(path) && d.secretAt(path) == "" && !holdsRequest(path, text) {
			f.Began[path] = text
		}
	}
	f.Secrets, f.Locks, f.Open = d.secrets(), d.locks, slices.Sorted(maps.Keys(d.open))
	for path, k := range d.refs {
		if f.Refs == nil {
			f.Refs = map[string]fileAnswer{}
		}
		f.Refs[path] = fileAnswer{k.ref.String(), k.source}
	}
	for _, s := range Sections() {
		if d.on[s] {
			f.On = append(f.On, s)
		}
	}
	return json.Marshal(f)
}

// KeptFor returns the version that a draft of ReadDraft was written for; empty for
// any other draft.
func (d *Draft) KeptFor() agora.Version { return d.kept }

// ReadDraft reads what MarshalJSON wrote, for a project. Paths that do not exist
// and secrets are refused: such a file was not written by this program.
func ReadDraft(data []byte, p agora.Project) (*Draft, error) {
	var f draftFile
	if json.Unmarshal(data, &f) != nil {
		return nil, errors.New("the kept draft is damaged and can't be read")
	}
	if f.Schema != draftSchema {
		return nil, fmt.Errorf("the kept draft has schema %d; this program reads %d", f.Schema, draftSchema)
	}
	d := NewDraft(p)
	for _, path := range append(slices.Collect(maps.Keys(f.Answers)), slices.Collect(maps.Keys(f.Began))...) {
		if agora.IsSecret(path) {
			return nil, fmt.Errorf("the kept draft holds a secret at %s", path)
		}
	}
	for path, a := range f.Answers {
		if err := d.Set(path, a.Text, a.Source); err != nil {
			return nil, fmt.Errorf("the kept draft: %w", err)
		}
	}
	for path, a := range f.Refs {
		ref, err := secret.ParseSharedRef(a.Text)
		if err != nil || !agora.IsSecret(path) {
			return nil, fmt.Errorf("the kept draft does not say where a secret is, at %s", path)
		}
		d.SetSecret(path, "", ref, a.Source)
	}
	for _, s := range Sections() {
		d.on[s] = slices.Contains(f.On, s)
	}
	d.origin, d.sent, d.kept, d.locks = f.Origin, f.Sent, f.Version, f.Locks
	d.LeaveOpen(f.Open)
	if f.Began != nil {
		d.began = f.Began
	}
	for _, path := range f.Secrets {
		d.had[path] = agora.IsSecret(path)
	}
	return d, nil
}

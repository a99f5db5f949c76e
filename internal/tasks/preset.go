package tasks

import (
	"sttwizard/agora"
	"sttwizard/internal/secret"
	"sttwizard/presets"
)

// Draft is what a preset is opened into; *form.Draft is one. S says where a value
// came from.
type Draft[S any] interface {
	Set(path, text string, source S) error
	SetSecret(path string, value agora.Secret, ref secret.Ref, source S)
	Lock(paths []string)
	LeaveOpen(paths []string)
	Begin(preset string)
}

// FillDraft takes over a preset's values into a draft, wrong ones too, each with the source
// that its preset's name and that of the one it is inherited from make; the draft counts as
// begun with them.
func FillDraft[S any](d Draft[S], p presets.Preset, source func(preset, inherited string) S) {
	for _, path := range p.Paths() {
		_ = d.Set(path, p.Values[path], source(p.From(path))) // unknown paths were refused on reading
	}
	for _, section := range p.Sections {
		_ = d.Set(section, "on", source(p.From(section)))
	}
	for _, path := range p.SecretPaths() {
		d.SetSecret(path, "", p.Secrets[path], source(p.From(path)))
	}
	d.Lock(p.Lock)
	d.LeaveOpen(p.Ask)
	d.Begin(p.Name)
}

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
	Begin(preset string)
}

// FillDraft takes over a preset's values into a draft, wrong ones too, with that
// source; the draft counts as begun with them.
func FillDraft[S any](d Draft[S], p presets.Preset, source S) {
	for _, path := range p.Paths() {
		_ = d.Set(path, p.Values[path], source) // unknown paths were refused on reading
	}
	for _, section := range p.Sections {
		_ = d.Set(section, "on", source)
	}
	for _, path := range p.SecretPaths() {
		d.SetSecret(path, "", p.Secrets[path], source)
	}
	d.Begin(p.Name)
}

package form

import (
	"fmt"
	"strings"

	"sttwizard/agora"
)

// everywhere returns a draft with a text in every field that takes one.
func everywhere(text string) *Draft {
	d := NewDraft(v5)
	for _, f := range agora.Fields() {
		switch f.Kind {
		case agora.List:
			d.Set(f.Path, "en-US,"+strings.ReplaceAll(text, ",", ";"), FromPreset("weekly", ""))
		case agora.Pairs:
			safe := strings.NewReplacer(",", ";", ":", ";", "+", ";").Replace(text)
			d.Set(f.Path, fmt.Sprintf("en-US:%s+fr-FR,%s:fr-FR", safe, safe), FromPreset("weekly", ""))
		default:
			d.Set(f.Path, text, FromPreset("weekly", ""))
		}
	}
	return d
}

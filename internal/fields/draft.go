package fields

import (
	"strconv"
	"strings"
	"sync"

	"sttwizard/agora"
	"sttwizard/form"
)

// Draft returns a draft of a version that raises the question about a path.
func Draft(v agora.Version, path string) *form.Draft {
	d := form.NewDraft(agora.Project{Version: v})
	for _, s := range form.Sections() {
		d.Set(string(s), "on", form.Typed) // its errors are about unknown paths
	}
	if strings.HasPrefix(path, agora.PathExtension+".") && path != agora.PathSSE {
		d.Set(agora.PathVendor, strconv.Itoa(agora.VendorS3Like), form.Typed)
	}
	return d
}

// required has the paths that a start of some version needs, those of optional parts
// included: the rules say it of a request that has nothing else.
var required = sync.OnceValue(func() map[string]bool {
	out := map[string]bool{}
	for _, v := range agora.Versions() {
		empty := agora.Request{Caption: &agora.CaptionConfig{}, Translate: &agora.TranslateConfig{}}
		for _, e := range empty.Validate(agora.Project{Version: v}) {
			if e.Rule == "required" {
				out[e.Field()] = true
			}
		}
	}
	return out
})

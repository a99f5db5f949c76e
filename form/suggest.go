package form

import (
	"sync"

	"sttwizard/agora"
)

// Suggest returns the path of the field that was probably meant by a name which is none,
// or "" where none is near: see agora.Suggest. It knows the titles of the questions, and
// what storages call theirs.
func Suggest(name string) string { return agora.Suggest(name, titles()...) }

// titles are what the questions are called in any version, and in storages' own words.
var titles = sync.OnceValue(func() []agora.Called {
	var out []agora.Called
	for _, q := range table {
		if _, is := agora.FieldAt(q.Path); !is {
			continue // a switch
		}
		for _, v := range agora.Versions() {
			out = append(out, agora.Called{Path: q.Path, Title: q.In(v).Title})
		}
		for _, vendor := range agora.V7.Limits().Vendors {
			if term, has := agora.TermsOf(vendor).At(q.Path); has {
				out = append(out, agora.Called{Path: q.Path, Title: term})
			}
		}
	}
	return out
})

package samples

import (
	"slices"

	"sttwizard/agora"
)

// hard are legal values that are harder to write and read than the examples of their
// fields.
var hard = []Setting{
	{agora.PathKeywords, `Agora,one\, two,back\\slash,声网`},
	{agora.PathTag, "event=1"},
	{agora.PathTagByRule, `[{"suffix":"vtt","n":1.50}]`},
	{agora.PathOverwriteKeys, `{"a":["b",null,true]}`},
}

// Full returns a legal value for every field that a version has, mostly its example, in the order of the
// API's document. Only who is not heard is left out: a request says either that or
// who is.
func Full(v agora.Version) []Setting {
	var out []Setting
	for _, f := range v.Fields() {
		if f.Path == agora.PathUnSubscribeUIDs {
			continue
		}
		i := slices.IndexFunc(hard, func(s Setting) bool { return s.Path == f.Path })
		if i < 0 {
			out = append(out, Setting{f.Path, f.Example})
		} else {
			out = append(out, hard[i])
		}
	}
	return out
}

// FullRequest returns the request that [Full] makes.
func FullRequest(v agora.Version) agora.Request { return made(Full(v)) }

// LegalRequest returns the request that [Legal] makes, for a channel.
func LegalRequest(channel string) agora.Request {
	return made(over(Legal(), Setting{agora.PathChannelName, channel}))
}

// made panics where a text can't be set: that is a mistake in a table of this
// package, which its test finds.
func made(settings []Setting) agora.Request {
	var r agora.Request
	for _, s := range settings {
		if err := r.Set(s.Path, s.Text); err != nil {
			panic(err)
		}
	}
	return r
}

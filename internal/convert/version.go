package convert

import (
	"strings"

	"sttwizard/agora"
)

// guess tells which version a text was written for. A URL decides between v7 and
// the older two; those two share their URLs, so their fields decide.
func (t *taker) guess(call callInfo) (v agora.Version, why string) {
	newer := t.sole(agora.V7)
	older := t.sole(agora.V5)
	two := t.seen[agora.PathSubBotUID]
	switch {
	case call.version != "":
		return call.version, "its URL is of " + string(call.version)
	case t.nested:
		return agora.V5, "it has the nested form of 2023, from before v6"
	case newer != "":
		return agora.V7, "it has " + newer + ", which only v7 has"
	case older != "":
		return agora.V5, "it has " + older + ", which only v5 has"
	case !call.older && !two && t.seen[agora.PathPubBotUID]:
		return agora.V7, "it has one bot only"
	case strings.HasSuffix(t.from[agora.PathAccessKey], "accesskey"):
		return agora.V5, "its storage keys are spelled as on the page of v5"
	case call.older || two:
		return agora.V6, "it has two bots, and nothing that v6 lacks"
	}
	return "", ""
}

// sole returns the first field of the text that only one version has, or nothing.
func (t *taker) sole(v agora.Version) string {
	for _, f := range v.Fields() {
		elsewhere := false
		for _, other := range agora.Versions() {
			elsewhere = elsewhere || other != v && other.Has(f.Path)
		}
		if t.seen[f.Path] && !elsewhere {
			return f.Path
		}
	}
	return ""
}

// Lacking returns a note for each value that a version does not send. The values
// stay in the draft.
func (im Import) Lacking(v agora.Version) []Note {
	var out []Note
	for _, e := range im.Request().Unsent(v) {
		out = append(out, Note{Lacking, e.Path, "stays in the draft and is not sent: " + e.Text})
	}
	return out
}

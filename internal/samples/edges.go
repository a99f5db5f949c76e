package samples

import (
	"fmt"
	"strconv"
	"strings"

	"sttwizard/agora"
)

// Edge is a request that is legal at the very edge of a rule: Set put over Legal,
// in that order.
type Edge struct {
	Path string // the field
	Name string // what is at its edge, as a test's name
	Set  []Setting
}

// Request returns the request itself. Every text is one that agora.Request.Set takes.
func (e Edge) Request() (agora.Request, error) { return Broken{Set: e.Set}.Request() }

// EdgeRequestsOf returns requests that are legal at the limits of a version: as many
// as may be, as long, as large and as small. Beside BrokenRequestsOf they prove
// that a form, a preset, a command line or a server has the version's own numbers.
func EdgeRequestsOf(v agora.Version) []Edge {
	var out []Edge
	for _, rule := range v.Rules() {
		out = append(out, atLimits(v, rule)...)
	}
	for _, e := range edges(v.Limits()) {
		if v.Has(e.Path) {
			out = append(out, e)
		}
	}
	return out
}

// edges are those that no rule says by itself.
func edges(l agora.Limits) []Edge {
	codes := codes(max(l.UIDLanguagesEach.Max, l.TranslateTargets.Max))
	of := func(path, name, text string, more ...Setting) Edge {
		return Edge{path, name, append([]Setting{{path, text}}, more...)}
	}
	out := []Edge{
		of(agora.PathName, "the longest name", strings.Repeat("n", int(l.Name.Max))),
		of(agora.PathUIDLanguages, "as many speakers with as many languages", speakers(l.UIDLanguages.Max, codes[:l.UIDLanguagesEach.Max])),
		of(agora.PathChannelName, "the longest channel name", strings.Repeat("c", int(l.ChannelName.Max))),
		of(agora.PathPubBotUID, "the lowest uid", digits(l.UID.Min)),
		of(agora.PathPubBotUID, "the highest uid", digits(l.UID.Max)),
		of(agora.PathFileNamePrefix, "the longest folders", strings.Repeat("a", l.FileNamePrefix/2-1)+","+strings.Repeat("b", l.FileNamePrefix/2-1), Captions()...),
		of(agora.PathTranslatedPairs, "as many targets as may be", pairs([]string{"aa-AA"}, codes[:l.TranslateTargets.Max])),
	}
	if l.AllUIDs {
		out = append(out, of(agora.PathSubscribeUIDs, "everybody is subscribed to", agora.AllUIDs))
	}
	for _, mode := range l.TransferModes {
		out = append(out, of(agora.PathTransferMode, "transfer mode "+mode, mode))
	}
	for _, sse := range l.SSE {
		out = append(out, of(agora.PathSSE, "storage encryption "+sse, sse, Captions()...))
	}
	for _, vendor := range l.Vendors {
		out = append(out, storages(vendor)...)
	}
	return out
}

// storages are captions at a vendor, in the first and the last of its regions.
func storages(vendor int) []Edge {
	regions := agora.Regions(vendor)
	var more []Setting
	if vendor == agora.VendorS3Like {
		more = []Setting{{agora.PathEndpoint, "https://host:9002"}}
	}
	var out []Edge
	for _, i := range []int{0, len(regions) - 1} {
		region := strconv.Itoa(regions[i].Number)
		set := Captions(append([]Setting{{agora.PathVendor, strconv.Itoa(vendor)}, {agora.PathRegion, region}}, more...)...)
		name := fmt.Sprintf("%s, region %s", agora.VendorName(vendor), region)
		out = append(out, Edge{agora.PathVendor, name, set})
	}
	return out[:min(len(out), len(regions))]
}

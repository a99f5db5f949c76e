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
	for _, e := range edges(v.Limits()) {
		if v.Has(e.Path) {
			out = append(out, e)
		}
	}
	return out
}

func edges(l agora.Limits) []Edge {
	codes := codes(max(l.Languages.Max, l.TranslateSources.Max, l.TranslateTargets.Max) + 1)
	of := func(path, name, text string, more ...Setting) Edge {
		return Edge{path, name, append([]Setting{{path, text}}, more...)}
	}
	encrypted := []Setting{{agora.PathSecret, "pretend-secret"}, {agora.PathSalt, "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="}}
	translated := Setting{agora.PathTranslatedPairs, "en-US:fr-FR"}
	out := []Edge{
		of(agora.PathName, "the longest name", strings.Repeat("n", int(l.Name.Max))),
		of(agora.PathLanguages, "as many languages as may be", strings.Join(codes[:l.Languages.Max], ",")),
		of(agora.PathUIDLanguages, "as many speakers with as many languages", speakers(l.UIDLanguages.Max, codes[:l.UIDLanguagesEach.Max])),
		of(agora.PathKeywords, "as many keywords as may be", uids(l.Keywords.Max)),
		of(agora.PathMaxIdleTime, "the shortest idle time", digits(l.MaxIdleTime.Min)),
		of(agora.PathMaxIdleTime, "the longest idle time", digits(l.MaxIdleTime.Max)),
		of(agora.PathChannelName, "the longest channel name", strings.Repeat("c", int(l.ChannelName.Max))),
		of(agora.PathPubBotUID, "the lowest uid", digits(l.UID.Min)),
		of(agora.PathPubBotUID, "the highest uid", digits(l.UID.Max)),
		of(agora.PathSubscribeUIDs, "as many subscribed uids as may be", uids(l.SubscribeAudioUIDs.Max)),
		of(agora.PathUnSubscribeUIDs, "as many uids that are not heard as may be", uids(l.UnSubscribeAudioUIDs.Max)),
		of(agora.PathCryptionMode, "no encryption", digits(l.CryptionMode.Min)),
		of(agora.PathCryptionMode, "the last encryption mode", digits(l.CryptionMode.Max), encrypted...),
		of(agora.PathSliceDuration, "the shortest caption files", digits(l.SliceDuration.Min), Captions()...),
		of(agora.PathSliceDuration, "the longest caption files", digits(l.SliceDuration.Max), Captions()...),
		of(agora.PathFileNamePrefix, "the longest folders", strings.Repeat("a", l.FileNamePrefix/2-1)+","+strings.Repeat("b", l.FileNamePrefix/2-1), Captions()...),
		of(agora.PathForceInterval, "the shortest translation interval", digits(l.ForceTranslateInterval.Min), translated),
		of(agora.PathForceInterval, "the longest translation interval", digits(l.ForceTranslateInterval.Max), translated),
		of(agora.PathTranslatedPairs, "as many source languages as may be", pairs(codes[:l.TranslateSources.Max], codes[len(codes)-1:])),
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
		more = []Setting{{agora.PathEndpoint, "http://host:9002"}}
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

// codes are so many language codes, which need not be those of languages.
func codes(n int) []string {
	out := make([]string, n)
	for i := range out {
		out[i] = fmt.Sprintf("%c%c-US", 'b'+i/26, 'a'+i%26)
	}
	return out
}

func speakers(n int, codes []string) string {
	out := make([]string, n)
	for i := range out {
		out[i] = strconv.Itoa(201+i) + ":" + strings.Join(codes, "+")
	}
	return strings.Join(out, ",")
}

func pairs(sources, targets []string) string {
	out := make([]string, len(sources))
	for i, source := range sources {
		out[i] = source + ":" + strings.Join(targets, "+")
	}
	return strings.Join(out, ",")
}

func digits(n int64) string { return strconv.FormatInt(n, 10) }

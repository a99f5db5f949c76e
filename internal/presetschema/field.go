package presetschema

import (
	"slices"
	"strconv"
	"strings"

	"sttwizard/agora"
	"sttwizard/internal/fields"
	"sttwizard/presets"
)

// object takes the object of the request at a path, with the widest limits of versions.
// It has no secrets: a preset says elsewhere where they are. Told is set where an editor
// looks for what it tells, second where the file is of the second schema: there null leaves
// out what is inherited, and a text may have variables.
func object(path string, of []agora.Version, told, second bool) node {
	properties := node{}
	for _, f := range fields.All() {
		rest, below := strings.CutPrefix(f.Path, strings.TrimPrefix(path+".", "."))
		switch {
		case !below || strings.Contains(rest, ".") || f.Secret:
		case f.Object:
			properties[rest] = object(f.Path, of, told, second)
		default:
			if properties[rest] = value(f, of); second {
				properties[rest] = loose(properties[rest].(node), f)
			}
			if told {
				describe(properties[rest].(node), f)
			}
		}
	}
	n := node{"type": "object", "properties": properties, "additionalProperties": false}
	if second && path != "" {
		n["type"] = []string{"object", "null"}
	}
	switch path {
	case "captionConfig.storage":
		n["allOf"] = regions(of)
	case "rtcConfig":
		if len(of) == 1 && has(of[0], agora.PathUnSubscribeUIDs, "exclusive") {
			n["not"] = both("subscribeAudioUids", "unSubscribeAudioUids")
		}
	}
	return n
}

// loose takes what a field may hold, or null, or a text with variables, whose rules can be
// looked at only when they are filled in.
func loose(n node, f fields.Field) node {
	any := []node{n, {"type": "null"}}
	if presets.HoldsText(f.Field) {
		variables := node{"type": "string", "pattern": `[{}]`}
		any = append(any, variables, node{"type": "array", "contains": variables})
	}
	return node{"anyOf": any}
}

// describe adds what an editor tells about a field.
func describe(n node, f fields.Field) {
	if f.Title != "" {
		n["title"] = f.Title
	}
	var told []string
	if f.Help != "" {
		told = append(told, f.Help)
	}
	for _, in := range f.In {
		if in.Limits != "" {
			told = append(told, string(in.Version)+": "+in.Limits+".")
		}
	}
	for _, l := range f.Lacks {
		told = append(told, string(l.Version)+" lacks it: "+l.Why+".")
	}
	if len(told) > 0 {
		n["description"] = strings.Join(told, "\n")
	}
}

// value takes what a field may hold: the document's own type, and the text that --set
// takes, of which a schema can check less.
func value(f fields.Field, of []agora.Version) node {
	ins := slices.DeleteFunc(slices.Clone(f.In), func(in fields.In) bool { return !slices.Contains(of, in.Version) })
	switch f.Field.Kind {
	case agora.Number:
		return numbers(f, ins)
	case agora.Flag:
		return node{"anyOf": []node{{"type": "boolean"}, {"type": "string", "pattern": `^\s*([Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee]|[Yy][Ee][Ss]|[Nn][Oo]|[Oo][Nn]|[Oo][Ff][Ff]|)\s*$`}}}
	case agora.List:
		return list(f, ins)
	case agora.Pairs, agora.Speakers:
		return entries(f, ins, of)
	case agora.Object:
		return node{"type": []string{"object", "array", "string"}, "items": node{"type": "object"}, "pattern": `^\s*([{\[]|$)`}
	}
	return text(f, ins)
}

// text takes a text; a number is one as well.
func text(f fields.Field, ins []fields.In) node {
	n := node{"type": []string{"string", "number"}}
	if closed(f) && len(ins) > 0 {
		return node{"enum": append(valuesOf(ins), "")}
	}
	if form := formOf(f.Path, ins); form != "" {
		n["pattern"] = "^$|" + form
	}
	if r, is := widest(ins); is {
		n["maxLength"] = r.Max
	}
	return n
}

// numbers takes a whole number, or its digits as a text.
func numbers(f fields.Field, ins []fields.In) node {
	n := node{"type": "integer"}
	digits := node{"type": "string", "pattern": `^\s*([+-]?[0-9]+)?\s*$`}
	if r, is := widest(ins); is {
		n["minimum"], n["maximum"] = r.Min, r.Max
	}
	if values, names := choices(ins); closed(f) && len(values) > 0 {
		n["enum"], n["enumDescriptions"] = values, names
		var all []string
		for _, v := range values {
			all = append(all, strconv.Itoa(v))
		}
		digits["pattern"] = `^\s*(` + strings.Join(all, "|") + `)?\s*$`
	}
	return node{"anyOf": []node{n, digits}}
}

// list takes a list of texts, or the same with commas between them.
func list(f fields.Field, ins []fields.In) node {
	item := node{"type": []string{"string", "number"}, "pattern": `^\S([\s\S]*\S)?$`} // no white space at its ends
	switch form := formOf(f.Path, ins); {
	case f.Path == agora.PathLanguages:
		item = node{"$ref": "#/definitions/transcription"}
	case closed(f) && len(ins) > 0:
		item = node{"enum": valuesOf(ins)}
	case form != "":
		item["pattern"] = form
	}
	n := node{"type": []string{"array", "string", "number"}, "items": item}
	if most := mostItems(ins); most > 0 {
		n["maxItems"] = most
	}
	if ruled(f.Path, "duplicate") {
		n["uniqueItems"] = true
	}
	if slices.ContainsFunc(ins, func(in fields.In) bool { return has(in.Version, f.Path, "alone") }) {
		n["if"], n["then"] = node{"type": "array", "contains": node{"const": agora.AllUIDs}}, node{"maxItems": 1}
	}
	return n
}

// entries takes a list of objects with a text and a list of texts each, or the same as
// one text.
func entries(f fields.Field, ins []fields.In, of []agora.Version) node {
	name, items := f.Field.Item()
	each, _ := fields.At(f.Path + "." + items)
	within := slices.DeleteFunc(slices.Clone(each.In), func(in fields.In) bool { return !slices.Contains(of, in.Version) })
	text := node{"$ref": "#/definitions/source"}
	code := "target"
	if f.Field.Kind == agora.Speakers {
		text, code = node{"type": []string{"string", "number"}, "pattern": formOf(f.Path, f.In)}, "transcription"
	}
	of1 := node{"type": "array", "items": node{"$ref": "#/definitions/" + code}, "uniqueItems": true, "minItems": 1}
	if most := mostItems(within); most > 0 {
		of1["maxItems"] = most
	}
	n := node{"type": []string{"array", "string"}, "items": node{
		"type": "object", "properties": node{name: text, items: of1}, "required": []string{name, items}, "additionalProperties": false,
	}}
	if most := mostItems(ins); most > 0 {
		n["maxItems"] = most
	}
	return n
}

// regions takes the regions of a storage that has some, once it is named.
func regions(of []agora.Version) []node {
	var out []node
	vendors := map[int]bool{}
	for _, v := range of {
		for _, vendor := range v.Limits().Vendors {
			if vendors[vendor] || agora.NeedsNoRegion(vendor) {
				continue
			}
			vendors[vendor] = true
			var known []any
			var names []string
			for _, r := range agora.Regions(vendor) {
				known, names = append(known, r.Number), append(names, r.Label())
			}
			for _, number := range slices.Clone(known) {
				known = append(known, strconv.Itoa(number.(int)))
			}
			known = append(known, nil)
			out = append(out, node{
				"if":   node{"required": []string{"vendor"}, "properties": node{"vendor": node{"enum": []any{vendor, strconv.Itoa(vendor)}}}},
				"then": node{"properties": node{"region": node{"enum": append(known, ""), "enumDescriptions": names}}},
			})
		}
	}
	return out
}

// both takes an object in which two lists have something.
func both(x, y string) node {
	some := node{"minItems": 1, "minLength": 1}
	return node{"required": []string{x, y}, "properties": node{x: some, y: some}}
}

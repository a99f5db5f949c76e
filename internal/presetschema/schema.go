package presetschema

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"

	"sttwizard/agora"
	"sttwizard/internal/fields"
	"sttwizard/presets"
)

// node is a piece of a JSON Schema.
type node map[string]any

// JSON returns the schema, of draft 7, which editors understand best.
func JSON() []byte {
	top := node{
		"$schema":              "http://json-schema.org/draft-07/schema#",
		"title":                "A preset of sttwizard",
		"description":          "A prepared request without secrets. Made by go run ./internal/reference from the program's own tables.",
		"type":                 "object",
		"required":             []string{"schema"},
		"additionalProperties": false,
		"definitions":          definitions(),
		"properties":           properties(),
		"allOf":                narrow(),
	}
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	if err := e.Encode(top); err != nil {
		panic(fmt.Sprintf("presetschema: %v", err)) // nodes hold nothing that has no JSON
	}
	return out.Bytes()
}

// properties are the keys of the file.
func properties() node {
	texts := []string{"string", "number"} // a number is a text where a text is wanted
	return node{
		"schema":     node{"enum": []int{1, presets.Schema}, "description": "The form of this file: 2 to extend other presets, for variables, locks and a reminder."},
		"title":      node{"type": texts, "description": "A line for people."},
		"note":       node{"type": texts, "description": "More about it, perhaps in several lines."},
		"connection": node{"type": texts, "pattern": "^[a-z0-9-]{1,32}$", "description": "The name of the connection that it is meant for, which each machine has with its own secret."},
		"version":    versions(),
		"ask": node{"type": "array", "items": node{"enum": paths(func(agora.Field) bool { return true })},
			"description": "The paths of what is asked at each use, usually the channel."},
		"extends": node{"type": "array", "uniqueItems": true, "items": node{"type": "string", "pattern": `^([a-z0-9-]{1,64}|\./[A-Za-z0-9_][A-Za-z0-9._ -]*\.yaml)$`},
			"description": "Presets that it begins with, or files beside it such as ./client.yaml; later ones go before earlier ones, and what this file says before all."},
		"vars": node{"type": "object", "additionalProperties": false, "description": "Variables of its texts, {name}; one without a value is given at each use.",
			"propertyNames":     node{"not": node{"enum": presets.OwnVariables()}},
			"patternProperties": node{`^[a-z][a-z0-9_]{0,31}$`: node{"type": append(texts, "null"), "maxLength": 256}}},
		"lock": node{"type": "array", "items": node{"enum": paths(func(agora.Field) bool { return true })},
			"description": "The paths of answers that are changed only after somebody unlocked them."},
		"reminder": node{"type": "string", "pattern": `^\s*(none|\+?([0-9]*\.?[0-9]+(h|m|s))+|[0-9]{1,2}:[0-9]{2})?\s*$`,
			"description": "When somebody is reminded of the task: +3h30m after its start, at 21:00, or none."},
		"secrets": secrets(),
		"request": object("", agora.Versions(), true, true),
	}
}

// first is what holds of a file of the first schema besides.
func first() node {
	var later []node
	for _, key := range []string{"extends", "vars", "lock", "reminder"} {
		later = append(later, node{"required": []string{key}})
	}
	return node{
		"if":   node{"properties": node{"schema": node{"const": 1}}},
		"then": node{"properties": node{"request": object("", agora.Versions(), false, false)}, "not": node{"anyOf": later}},
	}
}

// versions takes the names of versions as the program reads them.
func versions() node {
	return node{
		"description": "The version of the API that it is made for. A preset opens on every other, too.",
		"anyOf":       []node{{"enum": agora.Versions()}, spelled(agora.Versions()...)},
	}
}

// spelled takes the other spellings of versions: V5, 5.
func spelled(of ...agora.Version) node {
	var names []string
	var numbers []json.Number
	for _, v := range of {
		digits := strings.TrimPrefix(string(v), "v")
		names, numbers = append(names, digits), append(numbers, json.Number(digits))
	}
	return node{"anyOf": []node{
		{"type": "string", "pattern": `^\s*[vV]?(` + strings.Join(names, "|") + `)\s*$`},
		{"enum": numbers},
	}}
}

// paths returns the paths of fields.
func paths(which func(agora.Field) bool) []string {
	var out []string
	for _, f := range agora.Fields() {
		if which(f) {
			out = append(out, f.Path)
		}
	}
	return out
}

// secrets takes where secrets are, and never what they are.
func secrets() node {
	named := node{}
	for _, path := range paths(func(f agora.Field) bool { return f.Secret }) {
		f, _ := fields.At(path)
		named[path] = node{"$ref": "#/definitions/place", "title": f.Title}
	}
	return node{"type": "object", "properties": named, "additionalProperties": false, "description": "Where secrets are, never what they are."}
}

// narrow are the schemas of single versions: where a preset names one, that holds too.
func narrow() []node {
	out := []node{first()}
	for _, v := range agora.Versions() {
		out = append(out, node{
			"if":   node{"required": []string{"version"}, "properties": node{"version": spelled(v)}},
			"then": node{"properties": node{"request": node{"$ref": "#/definitions/" + string(v)}}},
		})
	}
	return out
}

// definitions are what is used at several places.
func definitions() node {
	out := node{
		"place": node{"type": "string", "pattern": `^\s*(ask|(keyring|age):\s*[A-Za-z0-9._-]{1,64}|env:\s*[A-Za-z_][A-Za-z0-9_]*)\s*$`,
			"examples": []string{"keyring:NAME", "env:NAME", "age:NAME", "ask"}},
		"transcription": languages(agora.Transcription),
		"source":        languages(agora.TranslationSource),
		"target":        languages(agora.TranslationTarget),
	}
	for _, v := range agora.Versions() {
		out[string(v)] = object("", []agora.Version{v}, false, true)
	}
	return out
}

// languages takes any code, and offers those of the newest version's catalogue.
func languages(use agora.Use) node {
	var codes, names []string
	for _, l := range agora.Languages(agora.V7, use) {
		codes, names = append(codes, l.Code), append(names, l.Name)
	}
	return node{"anyOf": []node{
		{"enum": codes, "enumDescriptions": names},
		{"type": "string", "pattern": agora.LanguageForm()},
	}}
}

package presets

import (
	"encoding/json"
	"strings"

	"sttwizard/agora"
	"sttwizard/internal/strictyaml"
)

// entry is an item of a list of objects with a text and a list of texts each.
type entry struct {
	text  string
	items []string
}

func pairsOf(v *strictyaml.Value) (string, error) {
	entries, err := entriesOf(v, "source", "target")
	out := make([]agora.Translation, len(entries))
	for i, e := range entries {
		out[i] = agora.Translation{Source: e.text, Target: e.items}
	}
	return agora.FormatPairs(out), err
}

func speakersOf(v *strictyaml.Value) (string, error) {
	entries, err := entriesOf(v, "uid", "languages")
	out := make([]agora.UIDLanguages, len(entries))
	for i, e := range entries {
		out[i] = agora.UIDLanguages{UID: e.text, Languages: e.items}
	}
	return agora.FormatSpeakers(out), err
}

func entriesOf(v *strictyaml.Value, key, list string) ([]entry, error) {
	values, err := v.List()
	if err != nil {
		return nil, err
	}
	out := make([]entry, len(values))
	for i, value := range values {
		m, err := value.Map()
		if err != nil {
			return nil, err
		}
		if out[i], err = entryOf(m, key, list); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func entryOf(m *strictyaml.Map, key, list string) (e entry, err error) {
	if err := m.Unknown(key, list); err != nil {
		return e, err
	}
	text, ok := m.Get(key)
	if !ok {
		return e, m.Missing(key)
	}
	if e.text, err = text.String(); err != nil {
		return e, err
	}
	if why := unjoinable(e.text, ",:"); why != "" {
		return e, text.Errorf("%s", why)
	}
	if items, ok := m.Get(list); ok {
		e.items, err = listOf(items, ",+")
	}
	return e, err
}

// jsonOf returns a map, or a list of maps, as the JSON that the field's text form is.
func jsonOf(f agora.Field, v *strictyaml.Value) (string, error) {
	var b strings.Builder
	if err := writeJSON(&b, v); err != nil {
		return "", err
	}
	var r agora.Request
	if err := r.Set(f.Path, b.String()); err != nil {
		return "", v.Errorf("must be a map, or a list of maps")
	}
	text, _ := r.Get(f.Path)
	return text, nil
}

// writeJSON writes a value of the file as JSON.
func writeJSON(b *strings.Builder, v *strictyaml.Value) error {
	switch v.Kind {
	case strictyaml.KindMap:
		return writeObject(b, v)
	case strictyaml.KindList:
		return writeList(b, v)
	case strictyaml.KindNull:
		b.WriteString("null")
		return nil
	}
	text := v.Text()
	if v.Kind == strictyaml.KindText {
		quoted, err := json.Marshal(text)
		b.Write(quoted)
		return err
	}
	if !json.Valid([]byte(text)) {
		return v.Errorf("must be a plain decimal number, or a text in quotes")
	}
	b.WriteString(text)
	return nil
}

func writeList(b *strings.Builder, v *strictyaml.Value) error {
	items, err := v.List()
	if err != nil {
		return err
	}
	b.WriteByte('[')
	for i, item := range items {
		if i > 0 {
			b.WriteByte(',')
		}
		if err := writeJSON(b, item); err != nil {
			return err
		}
	}
	b.WriteByte(']')
	return nil
}

func writeObject(b *strings.Builder, v *strictyaml.Value) error {
	m, err := v.Map()
	if err != nil {
		return err
	}
	b.WriteByte('{')
	for i, key := range m.Keys() {
		if i > 0 {
			b.WriteByte(',')
		}
		name, err := json.Marshal(key.Name)
		if err != nil {
			return err
		}
		b.Write(name)
		b.WriteByte(':')
		value, _ := m.Get(key.Name)
		if err := writeJSON(b, value); err != nil {
			return err
		}
	}
	b.WriteByte('}')
	return nil
}

package agora

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strings"
)

// readJSON reads exactly one JSON value, with the members of its objects in the
// order of the text.
func readJSON(data []byte) (any, error) {
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	v, err := readValue(d, 0)
	if err != nil {
		return nil, jsonError(err)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("there is more than one JSON value")
	}
	return v, nil
}

// objectFromJSON returns an object, or a list of objects, as compact JSON.
func objectFromJSON(v any) (any, string) {
	const why = "must be a JSON object, or a list of them"
	items, isList := v.([]any)
	if !isList {
		items = []any{v}
	}
	for _, item := range items {
		if _, ok := item.([]member); !ok {
			return nil, why
		}
	}
	if isList && len(items) == 0 {
		return nil, ""
	}
	var b strings.Builder
	writeJSON(&b, v)
	return JSONText(b.String()), ""
}

// writeJSON writes what readValue read as compact JSON.
func writeJSON(b *strings.Builder, v any) {
	switch v := v.(type) {
	case []member:
		b.WriteByte('{')
		for i, m := range v {
			if i > 0 {
				b.WriteByte(',')
			}
			b.WriteString(quote(m.name) + ":")
			writeJSON(b, m.value)
		}
		b.WriteByte('}')
	case []any:
		b.WriteByte('[')
		for i, item := range v {
			if i > 0 {
				b.WriteByte(',')
			}
			writeJSON(b, item)
		}
		b.WriteByte(']')
	case string:
		b.WriteString(quote(v))
	case json.Number:
		b.WriteString(v.String())
	case bool:
		b.WriteString(formatValue(v))
	default:
		b.WriteString("null")
	}
}

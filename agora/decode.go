package agora

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// MaxRequestBytes is the largest request that DecodeRequest reads.
const MaxRequestBytes = 256 << 10

// DecodeRequest reads a request's JSON strictly: one object, names spelled as
// the API spells them (both spellings of the storage keys are taken), no name
// twice, every value of its type; null counts as unset. All FieldErrors are
// given at once, with rule "unknown", "type" or "twice"; the error is non-nil
// when the text is not one JSON object of at most MaxRequestBytes. What was
// readable is in the request either way. Rules are Validate's business.
func DecodeRequest(data []byte) (Request, []FieldError, error) {
	var r Request
	if len(data) > MaxRequestBytes {
		return r, nil, fmt.Errorf("the request is larger than %d bytes", MaxRequestBytes)
	}
	root, err := readJSON(data)
	if err != nil {
		return r, nil, err
	}
	members, ok := root.([]member)
	if !ok {
		return r, nil, errors.New("the request must be a JSON object")
	}
	dec := &decoder{request: &r}
	dec.object("", members)
	return r, dec.errs, nil
}

// jsonError says what is wrong with a JSON text without quoting any of it.
func jsonError(err error) error {
	if syntax, ok := errors.AsType[*json.SyntaxError](err); ok {
		return fmt.Errorf("this is not JSON: something is wrong near byte %d", syntax.Offset)
	}
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return errors.New("this is not JSON: it ends too early")
	}
	return err
}

// member is one name and value of a JSON object, in the order of the text, so
// that a name given twice is seen.
type member struct {
	name  string
	value any // nil, bool, json.Number, string, []any or []member
}

const maxDepth = 16

// readValue reads one JSON value from the token stream.
func readValue(d *json.Decoder, depth int) (any, error) {
	if depth > maxDepth {
		return nil, errors.New("the JSON is nested too deeply")
	}
	token, err := d.Token()
	if err != nil {
		return nil, err
	}
	switch token {
	case json.Delim('{'):
		members := []member{}
		for d.More() {
			name, err := d.Token()
			if err != nil {
				return nil, err
			}
			value, err := readValue(d, depth+1)
			if err != nil {
				return nil, err
			}
			members = append(members, member{name.(string), value})
		}
		_, err := d.Token()
		return members, err
	case json.Delim('['):
		items := []any{}
		for d.More() {
			item, err := readValue(d, depth+1)
			if err != nil {
				return nil, err
			}
			items = append(items, item)
		}
		_, err := d.Token()
		return items, err
	}
	return token, nil
}

type decoder struct {
	request *Request
	errs    []FieldError
}

func (d *decoder) fail(path, rule, text string) {
	d.errs = append(d.errs, FieldError{Path: path, Rule: rule, Text: text})
}

// object reads the members of an object that stands at a path.
func (d *decoder) object(path string, members []member) {
	seen := map[string]bool{}
	for _, m := range members {
		name := m.name
		if path == "captionConfig.storage" && (name == "accessKey" || name == "secretKey") {
			name = strings.ToLower(name)
		}
		at := strings.TrimPrefix(path+"."+name, ".")
		if seen[at] {
			d.fail(at, "twice", "stands there twice")
			continue
		}
		seen[at] = true
		d.value(at, m.value)
	}
}

func (d *decoder) value(at string, v any) {
	f, isField := FieldAt(at)
	if !isField && !isObject(at) {
		d.fail(at, "unknown", "there is no such field in the request"+suggestion(at))
		return
	}
	if v == nil {
		return
	}
	if isField {
		d.field(f, v)
		return
	}
	members, ok := v.([]member)
	if !ok {
		d.fail(at, "type", "must be a JSON object")
		return
	}
	switch at {
	case PathCaption:
		d.request.caption(true)
	case PathTranslate:
		d.request.translate(true)
	}
	d.object(at, members)
}

// field reads the value of a field, which is not null.
func (d *decoder) field(f Field, v any) {
	switch f.Kind {
	case Pairs:
		d.pairs(f, v)
	case Speakers:
		d.speakers(f, v)
	default:
		if value, why := f.fromJSON(v); why != "" {
			text, _ := v.(string)
			d.errs = append(d.errs, wrongType(f.Path, text, why))
		} else if value != nil {
			f.set(d.request, value)
		}
	}
}

// isObject reports whether fields stand below that path.
func isObject(path string) bool {
	return slices.ContainsFunc(fields, func(f Field) bool { return strings.HasPrefix(f.Path, path+".") })
}

// suggestion names the field or object that was probably meant by a path: see Suggest,
// which knows no objects.
func suggestion(path string) string {
	for _, known := range knownPaths() {
		if strings.EqualFold(known, path) {
			return "; did you mean " + known + "? Names are case sensitive"
		}
	}
	for _, known := range knownPaths() {
		if strings.EqualFold(lastName(known), lastName(path)) {
			return "; did you mean " + known + "?"
		}
	}
	if near := Suggest(path); near != "" {
		return "; did you mean " + near + "?"
	}
	return ""
}

// knownPaths returns the paths of all fields and of the objects above them.
func knownPaths() []string {
	var out []string
	for _, f := range fields {
		for i, r := range f.Path {
			if object := f.Path[:i]; r == '.' && !slices.Contains(out, object) {
				out = append(out, object)
			}
		}
		out = append(out, f.Path)
	}
	return out
}

func lastName(path string) string { return path[strings.LastIndexByte(path, '.')+1:] }

// fromJSON turns a JSON value into the field's kind of value, other than Pairs and Speakers;
// why is empty when it is one.
func (f Field) fromJSON(v any) (any, string) {
	switch f.Kind {
	case Number:
		if n, ok := v.(json.Number); ok {
			if i, err := n.Int64(); err == nil && int64(int(i)) == i {
				return int(i), ""
			}
		}
		return nil, "must be a whole number"
	case Flag:
		if b, ok := v.(bool); ok {
			return b, ""
		}
		return nil, "must be true or false"
	case List:
		return textsFromJSON(v)
	case Object:
		return objectFromJSON(v)
	}
	s, ok := v.(string)
	switch {
	case !ok:
		return nil, "must be a JSON string"
	case s == "":
		return nil, ""
	case f.Secret:
		return Secret(s), ""
	}
	return s, ""
}

func textsFromJSON(v any) (any, string) {
	items, ok := v.([]any)
	if !ok {
		return nil, "must be a list of JSON strings"
	}
	out := make([]string, len(items))
	for i, item := range items {
		if out[i], ok = item.(string); !ok {
			return nil, "must be a list of JSON strings"
		}
	}
	return out, ""
}

package convert

import (
	"encoding/json"
	"strings"

	"sttwizard/agora"
)

// fill reads what was taken as agora reads a request, and puts the values into
// the import as texts. What agora does not take is kept as it is where it is one
// text, and told in any case.
func (t *taker) fill(im *Import) error {
	root := map[string]any{}
	for _, f := range agora.Fields() {
		v, ok := t.values[f.Path]
		if !ok {
			continue
		}
		v, changed := typed(f, v)
		if changed != "" {
			t.told.add(Changed, t.from[f.Path], changed)
		}
		t.values[f.Path] = v
		insert(root, strings.Split(f.Path, "."), t.plain(t.from[f.Path], v))
	}
	body, err := json.Marshal(root)
	if err != nil {
		return ErrNoRequest // a number that no JSON has; parse refuses those
	}
	r, wrong, err := agora.DecodeRequest(body)
	if err != nil {
		return err
	}
	for _, f := range agora.Fields() {
		if text, ok := r.Get(f.Path); ok && text != "" { // a list of an empty text has none
			t.store(im, f, text)
		}
	}
	for _, e := range wrong {
		t.refused(im, e)
	}
	t.checkTexts(r, *im)
	return nil
}

// insert puts a value below names.
func insert(at map[string]any, names []string, v any) {
	for _, name := range names[:len(names)-1] {
		next, ok := at[name].(map[string]any)
		if !ok {
			next = map[string]any{}
			at[name] = next
		}
		at = next
	}
	at[names[len(names)-1]] = v
}

// plain returns a value as package json writes it.
func (t *taker) plain(path string, v any) any {
	switch v := v.(type) {
	case number:
		return json.Number(v)
	case []any:
		out := make([]any, len(v))
		for i, item := range v {
			out[i] = t.plain(path+"["+decimal(i)+"]", item)
		}
		return out
	case object:
		out := map[string]any{}
		for _, m := range t.unique(path, v) {
			out[m.name] = t.plain(join(path, m.name), m.value)
		}
		return out
	}
	return v
}

func (t *taker) store(im *Import, f agora.Field, text string) {
	if f.Secret {
		im.Secrets[f.Path] = agora.Secret(text)
		return
	}
	im.Values[f.Path] = text
}

// refused tells of a value that agora did not take, and keeps it where a draft
// can: a person sees the text at its field and corrects it.
func (t *taker) refused(im *Import, e agora.FieldError) {
	path := e.Path
	if from, ok := t.from[e.Field()]; ok {
		path = from + strings.TrimPrefix(e.Path, e.Field())
	}
	text := e.Text + "; it was not taken"
	if f, ok := agora.FieldAt(e.Path); ok && !f.Secret {
		switch v := t.values[e.Path].(type) {
		case string:
			im.Values[e.Path], text = v, e.Text+"; it stands in the draft as it is"
		case number:
			im.Values[e.Path], text = string(v), e.Text+"; it stands in the draft as it is"
		}
	}
	t.told.add(Unknown, path, text)
}

// checkTexts tells of values that their text form does not hold: a comma inside
// of an item, for example.
func (t *taker) checkTexts(r agora.Request, im Import) {
	show := func(string, agora.Secret) string { return "" }
	back := im.Request()
	for _, f := range agora.Fields() {
		var a, b agora.Request
		text, ok := r.Get(f.Path)
		if !ok || f.Secret {
			continue
		}
		again, _ := back.Get(f.Path)
		if err := a.Set(f.Path, text); err == nil && again == text {
			b = onlyField(r, f.Path)
			if a.JSON(agora.Project{}, show) == b.JSON(agora.Project{}, show) {
				continue
			}
		}
		t.told.add(Changed, t.from[f.Path], "holds signs that separate items here, such as a comma, so it reads differently now: look at it")
	}
}

// onlyField returns a request with nothing but one field.
func onlyField(r agora.Request, path string) agora.Request {
	out := r.Clone()
	for _, f := range agora.Fields() {
		if f.Path != path {
			_ = out.Set(f.Path, "")
		}
	}
	if !strings.HasPrefix(path, agora.PathCaption+".") {
		out.Caption = nil
	}
	if !strings.HasPrefix(path, agora.PathTranslate+".") {
		out.Translate = nil
	}
	return out
}

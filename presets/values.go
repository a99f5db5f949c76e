package presets

import (
	"strings"

	"sttwizard/agora"
	"sttwizard/internal/strictyaml"
)

// textOf returns a value of the file in the text form of Request.Set. Besides
// the document's own types, every field takes that text form itself, so a text
// that is no number can be kept for the number's field.
func textOf(f agora.Field, v *strictyaml.Value) (string, error) {
	switch f.Kind {
	case agora.Number:
		if scalar(v) {
			return v.Text(), nil
		}
		_, err := v.Int()
		return "", err
	case agora.Flag:
		if scalar(v) {
			return v.Text(), nil
		}
		_, err := v.Bool()
		return "", err
	case agora.List:
		if v.Kind == strictyaml.KindText || v.Kind == strictyaml.KindNumber {
			return v.Text(), nil
		}
		separators := ","
		if f.Path == agora.PathKeywords { // which may be whole phrases
			separators = ""
		}
		items, err := listOf(v, separators)
		if f.Path == agora.PathFileNamePrefix {
			return agora.JoinFolder(items), err
		}
		return agora.JoinList(items), err
	case agora.Pairs:
		if v.Kind == strictyaml.KindText {
			return v.Text(), nil
		}
		return pairsOf(v)
	case agora.Speakers:
		if v.Kind == strictyaml.KindText {
			return v.Text(), nil
		}
		return speakersOf(v)
	case agora.Object:
		if scalar(v) {
			return v.Text(), nil
		}
		return jsonOf(f, v)
	}
	return v.String()
}

func scalar(v *strictyaml.Value) bool {
	return v.Kind == strictyaml.KindText || v.Kind == strictyaml.KindNumber || v.Kind == strictyaml.KindBool
}

// listOf reads a list of texts that can be joined and separated again.
func listOf(v *strictyaml.Value, separators string) ([]string, error) {
	values, err := v.List()
	if err != nil {
		return nil, err
	}
	items := make([]string, len(values))
	for i, value := range values {
		item, err := value.String()
		if err != nil {
			return nil, err
		}
		if item == "" {
			return nil, value.Errorf("is empty; remove it")
		}
		if why := unjoinable(item, separators); why != "" {
			return nil, value.Errorf("%s", why)
		}
		items[i] = item
	}
	return items, nil
}

// unjoinable says why an item can't stand in a text form with those
// separators, or gives "" where it can.
func unjoinable(item, separators string) string {
	if i := strings.IndexAny(item, separators); i >= 0 {
		return "can't hold " + item[i:i+1] + "; write each item on its own"
	}
	if strings.TrimSpace(item) != item {
		return "can't begin or end with white space"
	}
	return ""
}

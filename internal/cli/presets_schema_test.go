package cli

import (
	"encoding/json"
	"testing"

	"sttwizard/presets"
)

func TestTheSchemaOfAPresetIsPrinted(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for _, args := range [][]string{{"presets", "schema"}, {"presets", "schema", "--json"}} {
		r := w.want(exitDone, args...)
		if r.out != string(presets.SchemaJSON()) || !json.Valid([]byte(r.out)) {
			t.Errorf("%v: %d bytes, the schema has %d", args, len(r.out), len(presets.SchemaJSON()))
		}
	}
}

package presets

import (
	"bytes"
	_ "embed" // the schema is a file of its own
	"path/filepath"

	"sttwizard/internal/files"
)

//go:embed preset.schema.json
var schema []byte

// SchemaJSON returns the JSON Schema of a preset's file, for editors. It is made of the
// tables of fields by internal/presetschema.
func SchemaJSON() []byte { return bytes.Clone(schema) }

// schemaFile is the schema's name. It lies above the presets, which people keep in git.
const schemaFile = "preset.schema.json"

// schemaLine tells an editor's YAML language server where the schema is. It is relative,
// as a preset may come from another machine.
const schemaLine = "# yaml-language-server: $schema=../" + schemaFile + "\n"

// putSchema writes the schema to where the presets say that it is. A failure is nobody's
// concern: the preset was saved, and an editor says that it finds no schema.
func (s *Store) putSchema() {
	path := filepath.Join(filepath.Dir(s.Dir()), schemaFile)
	if old, err := files.Read(path, int64(len(schema))); err == nil && bytes.Equal(old, schema) {
		return
	}
	_ = files.Write(path, schema, files.WriteOptions{})
}

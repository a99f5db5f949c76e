// Package presetschema makes the JSON Schema of a preset's file from the tables of
// fields, so that an editor completes and checks a preset while it is written.
//
// Words: a node is a piece of the schema; the wide schema takes what any version of the
// API takes, and holds for every preset; a narrow one takes what one version does, and
// holds where the preset names it.
//
//	os.WriteFile("preset.schema.json", presetschema.JSON(), 0o644)
//
// go run ./internal/reference writes it into the package presets, which prints it and
// puts it beside the presets, and into docs. So the program links none of this.
//
// A legal preset is never refused. What a schema can't say of a broken one is in the
// test's table of reasons.
//
// It must not know how a preset is read, beside its version and its keys.
package presetschema

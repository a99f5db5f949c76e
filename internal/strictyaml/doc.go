// Package strictyaml reads small YAML files that strangers may have written,
// such as shared presets, and says in own words what is wrong on which line.
//
// It reads the part of YAML that people write by hand: maps with text keys,
// lists, text, numbers, true and false. Everything with a trap in it is
// refused: anchors, aliases, merge keys, foreign tags, doubled keys, a second
// document, deep nesting. No error ever quotes a value or a line of the file,
// since there may be a secret on it; only names of keys are repeated.
//
//	top, err := strictyaml.Parse(data)
//	...
//	if err := top.Unknown("schema", "title"); err != nil { ... } // line 3: unknown key "tite", ...
//	if v, ok := top.Get("title"); ok {
//		title, err = v.String()
//	}
//
// It must not know what the keys mean, nor open files. Write writes what the
// library's nodes say.
package strictyaml

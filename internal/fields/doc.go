// Package fields tells all that is known of each field of a request in one place: its
// kind, its limits and choices in each version of the API, an example, Agora's page.
//
// Words: a field is one of agora's, or an object that fields stand in, or a part of the
// objects in a list, as translateConfig.languages.source; what a version says of it is
// an In.
//
//	f, ok := fields.At("maxIdleTime")
//	f.In[0].Limits // 5 to 2592000 seconds; 30 s if left empty
//
// Nothing is stated here: kinds, examples and numbers are agora's, titles and helps those
// of form's questions. What reads them are the command that explains fields and the
// JSON Schema of a preset.
//
// It must not know commands, screens or presets.
package fields

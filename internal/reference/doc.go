// Command reference makes the documents that only say what the program says:
//
//	go run ./internal/reference            writes them
//	go run ./internal/reference -check     fails where one is missing or differs
//
// docs/QUESTIONS.md has every question that sttwizard asks and so every path of a
// request. Questions and helps are form's table, rules and numbers are agora's, and
// the sentence of an error is what the rule says about the sandbox's request that
// breaks it. docs/KEYS.md has what F1 lists on each screen, with notes of ours
// beside it. docs/COMMANDS.md has every command's --help, docs/JSON.md what each prints
// with --json, in the words of the comments at its types, and README.md a table of the
// commands. In KEYS, COMMANDS, JSON and README only what stands below a line is made, in
// README.md down to a second one, and the text around it is kept. docs/preset.schema.json
// is the JSON Schema of a preset, of which the package presets has a copy to print.
package main

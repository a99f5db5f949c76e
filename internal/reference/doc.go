// Command reference makes the documents that only say what the program says:
//
//	go run ./internal/reference            writes them
//	go run ./internal/reference -check     fails where one is missing or differs
//
// docs/QUESTIONS.md has every question that sttwizard asks and so every path of a
// request. Questions and helps are form's table, rules and numbers are agora's, and
// the sentence of an error is what the rule says about the sandbox's request that
// breaks it. docs/KEYS.md has what F1 lists on each screen, with notes of ours
// beside it. docs/COMMANDS.md has every command's --help. In the last two only what
// stands below a line is made, and the text above it is kept.
package main

// Command reference makes docs/QUESTIONS.md, the reference of every question
// that sttwizard asks and so of every path of a request:
//
//	go run ./internal/reference            writes docs/QUESTIONS.md
//	go run ./internal/reference -check     fails where it is missing or differs
//
// Nothing in it is written by hand. Questions and helps are form's table, rules
// and numbers are agora's, and the sentence of an error is what the rule says
// about the sandbox's request that breaks it.
package main

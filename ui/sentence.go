package ui

import "sttwizard/internal/explain"

// sentence puts an error into one line for people.
func sentence(err error) string { return explain.Sentence(err, "") }

// sentenceOf is sentence for a failure of one of agora's calls.
func sentenceOf(err error, op string) string { return explain.Sentence(err, op) }

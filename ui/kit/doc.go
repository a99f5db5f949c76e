// Package kit is what the screens are made of: looks, keys and their help, the
// frame round a screen, texts that scroll, lists, tables, questions, and what moves
// while something is waited for. It stands on Bubbles and Lip Gloss.
//
// Nothing of tasks, requests or connections is in it: whoever reads it learns how
// sttwizard looks, not what it does. Text from outside passes terminal.Safe here or
// before. Colours stand in theme.go only, under names of meaning, and no colour
// carries a meaning alone.
package kit

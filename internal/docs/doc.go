// Package docs keeps the documents true; it has tests and nothing else. They run
// every example of README and docs/*.md against the sandbox, compare the tables
// that are written by hand with what the commands give (docs/JSON.md, the exit
// codes, the sandbox's modes and faults, variables and files), and follow every
// link.
//
// What is made is checked where it is made: the pictures in internal/pictures,
// questions, keys and commands in internal/reference.
package docs

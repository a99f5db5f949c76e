// Package docs keeps the documents true; it has tests and nothing else. They run
// README's examples against the sandbox, compare its tables with what the
// commands give, and follow every link.
//
// What is generated is checked where it is made: internal/pictures (also README's
// table of keys) and internal/reference.
package docs

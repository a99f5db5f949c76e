// Command locales makes agora/data/locales.tsv: for each language of the catalogue the
// locale that most of its speakers have, by CLDR's likely subtags, and its names in
// English and in itself. So agora has the facts and needs no library for them.
//
//	go run ./internal/locales         // writes the file
//	go run ./internal/locales -check  // compares with it and writes nothing
package main

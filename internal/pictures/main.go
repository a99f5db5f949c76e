// Command pictures makes the pictures of the screens that README and docs show:
//
//	go run ./internal/pictures            writes docs/pictures/*.svg
//	go run ./internal/pictures -check     fails where one is missing or differs
//	go run ./internal/pictures -forms DIR each at all sizes and looks, to be looked at
//
// Package scenes has what they show. The lists of keys in docs/KEYS.md come
// from there, too; internal/reference writes them.
package main

import (
	"os"

	"sttwizard/internal/pictures/scenes"
)

func main() { os.Exit(scenes.Run(os.Args[1:], os.Stdout, os.Stderr)) }

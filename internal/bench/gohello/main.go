// Command gohello prints a line: what any Go program takes to start. The bench
// compares the product's --version with it.
package main

import "fmt"

func main() { fmt.Println("hello") }

// Package secret finds secret values by references to them, so that files and
// commands say where a secret is and never what it is.
//
// Words: a reference is a text such as env:NAME (an environment variable) or
// ask (the person types it each time); a source is where values come from in
// this run; found says in words which source gave the value, which is shown
// before the value is used.
//
//	ref, err := secret.ParseRef("env:AGORA_CUSTOMER_SECRET")
//	...
//	value, found, err := ref.Resolve(ctx, "customer secret", secret.Sources{Getenv: os.Getenv, Ask: ask})
//	fmt.Println(found) // customer secret from the environment variable AGORA_CUSTOMER_SECRET
//
// A further form is a row in the table of forms. The package must not know
// what a secret is for, nor keep, print or log one. No error of it repeats a
// text that it was given as a reference: that may be the secret itself.
package secret

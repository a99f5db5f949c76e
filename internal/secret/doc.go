// Package secret finds secret values by references to them, so that files and
// commands say where a secret is and never what it is.
//
// Words: a reference is a text such as keyring:acme-customer-secret (an entry of
// the system's keyring), env:NAME (an environment variable) or ask (the person
// types it each time); a shared reference is one that a preset may have, which
// can't name a file or a command; a source is where values come from in this
// run; found says in words which source gave the value, which is shown before
// the value is used; a vault is a place that keeps secrets by name.
//
//	ref, err := secret.ParseRef("env:AGORA_CUSTOMER_SECRET")
//	...
//	value, found, err := ref.Resolve(ctx, "customer secret", secret.Sources{Getenv: os.Getenv, Ask: ask})
//	fmt.Println(found) // customer secret from the environment variable AGORA_CUSTOMER_SECRET
//
// A further form is a row in the table of forms. The package must not know
// what a secret is for, which keyring there is, nor keep, print or log a value.
// No error of it repeats a text that it was given as a reference: that may be
// the secret itself. What a command prints is never shown either.
package secret

// Package vault is the two places that keep a person's secrets by name: the
// system's keyring, and a file of secrets that a passphrase opens where there
// is no keyring. Both are a secret.Vault.
//
// Words: the keyring is the Secret Service of a Linux desktop, the macOS
// keychain or the Windows credential store; the file of secrets is an age file
// (age-encryption.org) that "age -d" reads too; locked is that file before its
// passphrase was given in this run.
//
//	keyring := vault.NewKeyring(os.Getenv)
//	if err := keyring.Available(ctx); err != nil {
//		file := vault.NewAgeFile(home.Secrets(), home.Locks(), os.Getenv)
//		if !file.Exists() { // and the person agreed
//			err = file.Create(ctx, passphrase)
//		}
//		...
//	}
//	err := keyring.Put(ctx, "acme-customer-secret", value)
//
// The package must not know what a secret is for. No error of it has a value or
// a passphrase in it.
package vault

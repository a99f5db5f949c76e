// Package vault is the places that keep a person's secrets by name: the system's
// keyring, and a file that a passphrase opens where there is no keyring.
package vault

import (
	_ "filippo.io/age"
	_ "github.com/zalando/go-keyring"
)

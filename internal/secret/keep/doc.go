// Package keep finds this person's secrets and keeps them: those of connections and
// those of drafts, in the keyring or in the file of secrets. It moves them such that no
// failure on the way loses one, and makes the tokens of calls and of bots.
//
// Words: a kind is one of a connection's secrets (connections.SecretKind); to keep one
// is to store it where its reference says; what was typed is remembered for this run.
//
//	secrets := keep.New(keep.Options{...}) // session.New does
//	for found := range secrets.LookUp(ctx, draft.Wanted()) {
//		...
//	}
//	err := secrets.KeepShared(ctx, ref, value, false)
//	err = secrets.MoveSecret(ctx, "acme", connections.CustomerSecret, secret.Keyring(""), ask)
//
// The package must not know screens, commands, drafts or the run that it works for, and
// prints nothing.
package keep

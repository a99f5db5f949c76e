// Package connections keeps where and as whom Agora is called, in
// connections.yaml.
//
// Words: a connection has a name, an API version, an App ID, a customer key and
// references to the customer secret and, where it is known, the App Certificate,
// never the secrets themselves; one on which real events run is marked as
// production; its base URL is Agora's own unless it says another; its calls say who calls by customer key
// and secret, or in v7 by a token; the connection sandbox stands for the
// pretend Agora, the connection environment for the AGORA_ variables, and
// neither is in the file.
//
//	store := connections.Open(home)
//	err := store.Save(connections.Connection{
//		Name: "production", Version: agora.V5, AppID: appID, CustomerKey: key,
//		Secret: secret.Env("EVENTS_SECRET"),
//	}, false)
//	...
//	c, err := store.Get("production")
//
// The file is this person's own, but it is read as strictly as a stranger's. A
// connection whose values are wrong is given with what is wrong (Validate), so
// that the others still work and the person can correct it.
//
// The package must not know how to call Agora, nor find the secrets.
package connections

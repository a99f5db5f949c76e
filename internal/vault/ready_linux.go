package vault

// ready looks for a bus and a keyring on it.
func ready(func(string) string) error { return nil }

package presets

import "sttwizard/agora"

// FromAnswers makes a preset of what was answered for a task: the request's
// values, and as questions the channel and every secret that was given, since
// secrets are not saved. The connection is the name of the one in use; empty for
// the sandbox, which a preset does not name: it would keep a real task from
// being started.
func FromAnswers(r agora.Request, name, connection string, v agora.Version) Preset {
	p := FromRequest(r)
	p.Name, p.Connection, p.Version = name, connection, v
	_, secrets := r.WithoutSecrets()
	p.Ask = append([]string{agora.PathChannelName}, secrets...)
	return p
}

// Package presets keeps requests that somebody prepared, one YAML file each, to
// start from.
//
// Words: a preset is a saved request without secret values, with a name, a
// title and a note; its values are texts by path, as agora's Request.Set takes
// them, so that a value which is wrong for its field still opens and can be
// corrected there; ask lists the paths that are asked for each time; secrets
// says where secrets are (see package secret), never what they are; a section is
// an optional part of the request (captions, translation) that may be there
// without any value in it.
//
//	store := presets.New(home)
//	p := presets.FromRequest(request)
//	p.Name, p.Title, p.Ask = "town-hall", "Weekly town hall", []string{agora.PathChannelName}
//	err := store.Save(p, false) // *ExistsError where there is one already
//	...
//	p, err = store.Load("town-hall")
//	request, wrong := p.Request()
//
// A preset's file may come from a stranger: what it can name is a connection,
// never a host, a command or a file, and anything that it should not hold is
// refused with its line. Nothing but presets lies in their directory, since
// people keep it in git; backups, locks and the last uses lie elsewhere.
//
// The package must not know the questions, the screens or the connections.
package presets

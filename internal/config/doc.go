// Package config reads config.yaml, in which a person or whoever sets up their
// machine says once how sttwizard works there:
//
//	store: postgres://dana@db.example.com/sttwizard   # the team's journal; or: files
//	password: keyring:team-journal                    # where its password is
//	who: dana                                         # how others see what is done here
//
// All of it can be left out. It must not know stores: whether an address can be used
// is theirs to say.
package config

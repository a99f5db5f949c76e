package explain

import (
	"cmp"

	"sttwizard/agora"
	"sttwizard/internal/connections"
	"sttwizard/internal/words"
)

// What leads to a task of v7 that another machine started. Agora's list alone tells of it:
// no list of this machine's has it.

// NameStrangers is typed to have such tasks of a channel named, with what takes each up.
func NameStrangers(channel string, by connections.Connection) string {
	return "sttwizard tasks recover --channel " + words.Shell(channel) + " --connection " + words.Shell(by.Name)
}

// TakeUp is typed to have one of them listed, watched and stopped here; an empty channel is
// not known.
func TakeUp(id, channel string, by connections.Connection) string {
	if words.Shell(id) != id { // it comes from a server, and a shell would read it
		id = "TASKID"
	}
	command := "sttwizard tasks take-up " + id + " --channel " + words.Shell(cmp.Or(channel, "NAME")) + " --connection " + words.Shell(by.Name)
	if by.Version != agora.V7 || by.Sandbox {
		command += " --api " + string(agora.V7)
	}
	return command
}

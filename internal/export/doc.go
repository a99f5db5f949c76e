// Package export writes what the wizard is about to send as programs that run
// without the wizard: a shell script with curl, and programs in Go, Python and
// Node, for every version of the API.
//
// Words used here: a variable is an environment variable that stands for a
// secret, because no exported text ever holds one; an escape makes a text safe
// inside one kind of quotes; a mark stands in a source, between @, where a value
// is put in.
//
//	script := export.Program(export.Python, export.Call{
//		BaseURL: connection.BaseURL, AppID: connection.AppID, Key: connection.CustomerKey,
//		Project: project, Request: request,
//	})
//
// Every program does the same: it names the variables that are missing before
// anything is sent, acquires where the version wants it, starts, sends the same
// start again where no answer was clear, and tells the id or that nobody knows it.
//
// The package imports agora and the standard library only. It must not know
// screens, commands, clipboards or files, and it sends nothing.
package export

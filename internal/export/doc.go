// Package export writes what the wizard is about to send in forms that run
// without the wizard. So far there is one, a shell script with curl.
//
// Words used here: a variable is an environment variable that stands for a
// secret, because no exported text ever holds one; an escape makes a text safe
// inside one kind of quotes.
//
//	script := export.Curl(export.Call{
//		BaseURL: connection.BaseURL, AppID: connection.AppID, Key: connection.CustomerKey,
//		Project: project, Request: request,
//	})
//
// The package imports agora and the standard library only. It must not know
// screens, commands, clipboards or files, and it sends nothing.
package export

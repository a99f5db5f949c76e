// Package convert reads requests in whatever form people have them, and writes
// them in the forms that people take away.
//
// In: JSON for any version of the API, also the nested form of 2023; a whole curl
// command, also as browsers copy it for Windows; such an object inside of a program in
// any usual language or a page of documentation; the requests of an export of Postman,
// of a browser (HAR) or of n8n, of which one is chosen. Out: a shell script with curl,
// and programs in Go, Python and Node, which run without the wizard, and the JSON alone.
// The files named to_ and program write; the others read.
//
// Words of reading: the text is what was pasted; a body is the object in it that is
// a request; code is a value that a program would have computed, so that it does not
// stand in the text; a source is a program, of which the variables that hold objects
// are followed, with what is put into them further on, and nothing is run; a template is
// a text of one that has a variable in it; an exchange is one request of an export; a
// placeholder is a value such as <your_channel> that somebody forgot to replace; a note
// tells one thing that a person should know before the draft is trusted. Nothing in the
// text is dropped without one.
//
//	im, err := convert.Read(pasted)
//	if err != nil {
//		return err // no request was found; the error says what is wrong where
//	}
//	im.Fill(func(path, value string) { draft.Set(path, value, form.Imported) })
//
// Words of writing: a variable is an environment variable that stands for a secret,
// because no exported text ever holds one; an escape makes a text safe inside one
// kind of quotes; a mark stands in a source, between @, where a value is put in.
//
//	script := convert.Program(convert.Python, convert.Call{
//		BaseURL: connection.BaseURL, AppID: connection.AppID, Key: connection.CustomerKey,
//		Project: project, Request: request,
//	})
//
// Every program does the same: it names the variables that are missing before
// anything is sent, acquires where the version wants it, starts, sends the same start
// again where no answer was clear, and tells the id or that nobody knows it.
//
// The package imports agora and the standard library only. It must not know drafts,
// screens, commands, clipboards or files, and it sends nothing, also where a text
// that it reads would. Notes and errors never hold a value of a secret, nor one of a
// field that nobody knows: it may be a secret.
package convert

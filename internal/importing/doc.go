// Package importing reads what people paste when they have a request already: its
// JSON for any version of the API, also the nested form of 2023, a whole curl
// command, or such an object inside of a program or a page of documentation.
//
// Words used here: the text is what was pasted; a body is the object in it that
// is a request; code is a value that a program would have computed, so that it
// does not stand in the text; a placeholder is a value such as <your_channel>
// that somebody forgot to replace; a note tells one thing that a person should
// know before the draft is trusted. Nothing in the text is dropped without one.
//
//	im, err := importing.Read(pasted)
//	if err != nil {
//		return err // no request was found; the error says what is wrong where
//	}
//	im.Fill(func(path, value string) { draft.Set(path, value, form.Imported) })
//	for _, n := range im.Notes {
//		fmt.Println(n)
//	}
//
// The package imports agora and the standard library only. It opens no file and
// calls nobody, also where a command in the text would. It must not know drafts,
// screens or connections. Notes and errors never hold a value of a secret, nor
// one of a field that nobody knows: it may be a secret.
package importing

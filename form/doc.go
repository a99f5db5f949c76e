// Package form asks a person for a request. It holds the table of questions, the
// draft that the answers go into, the rows of the review, and plain prompts, a line
// each. Package page asks the same questions on a screen.
//
// Words used here: a question is a row of the table, about one path of the
// request; a draft is a request being filled in, with texts that need not be
// legal yet and the source of every value; a step is a group of questions that
// make a page; a section is an optional part that is switched on or off as a
// whole (encryption, captions, translation).
//
//	d := form.NewDraft(agora.Project{Version: agora.V5})
//	d.Set("rtcConfig.channelName", "town-hall", form.Typed)
//	for _, e := range d.Problems() {
//		fmt.Println(e.Path, e.Text)
//	}
//
// The package does not know presets, files, the network, or how anything is drawn.
package form

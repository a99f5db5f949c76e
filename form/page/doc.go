// Package page asks on a screen, with forms of package huh: package form's questions,
// a step of the wizard at a time, and what else the program has to ask for.
//
// Words used here: a page is a step, or a few questions from any step; it writes
// every change to the draft at once. A dialog is a list of lines about things that
// are no part of the request, such as a preset's name. A field is huh's, or the
// picker, with what is edited in it. The focus is moved at once and never by huh
// itself, so that keys typed ahead reach the field that they were meant for.
//
//	p := page.New(draft, form.StepChannel, styles)
//	p.Resize(80, 20)
//	p.Update(msg)
//	if p.Enter() == page.NextStep {
//		p = page.New(draft, form.StepLanguages, styles)
//	}
//
// The package knows form and agora, and neither presets, files or the network nor
// which screen follows: package ui moves between steps, and says what is wrong with a
// line of a dialog.
package page

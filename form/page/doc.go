// Package page draws package form's questions on a screen and takes their answers.
//
// A page is one step of the wizard, or a few questions from any step. It writes
// every change to the draft at once and decides everything synchronously, so that
// keys typed ahead reach the field that they were meant for.
//
//	p := page.New(draft, form.StepChannel, styles)
//	p.Resize(80, 20)
//	p.Update(msg)
//	if p.Enter() == page.NextStep {
//		p = page.New(draft, form.StepLanguages, styles)
//	}
//
// The package knows form, and neither presets, files or the network nor which
// screen follows: package ui moves between steps.
package page

package cli

import (
	"context"
	"io"
	"slices"
	"strings"

	"sttwizard/agora"
	"sttwizard/form"
	"sttwizard/internal/words"
	"sttwizard/presets"
)

// varsOf reads the values of --var.
func varsOf(texts []string) (map[string]string, error) {
	given := map[string]string{}
	for _, text := range texts {
		name, value, ok := strings.Cut(text, "=")
		if !ok {
			return nil, wrongUse("write --var NAME=VALUE, as --var client=acme", "a --var has no equals sign")
		}
		given[name] = value
	}
	return given, nil
}

// givenVars reads the variables that --var gives to a preset.
func givenVars(p presets.Preset, from sources) (map[string]string, error) {
	given, err := varsOf(from.vars)
	if err != nil {
		return nil, err
	}
	if len(given) > 0 && from.preset == "" {
		return nil, wrongUse("name the preset that has them, or leave --var out", "--var is for variables of a preset, and none is named")
	}
	if err := p.CheckVars(given); err != nil {
		return nil, wrongUse("see the preset: sttwizard presets show "+p.Name, "--var: %v", err)
	}
	return given, nil
}

// use is one use of a preset, whose variables are filled in.
type use struct {
	app      *app
	preset   presets.Preset
	fill     presets.Fill
	answered func(path string) bool // whether something goes over the preset there
}

func (a *app) useOf(p presets.Preset, given map[string]string, answered func(string) bool) use {
	return use{a, p, presets.Fill{Now: a.env.Now(), Vars: given}, answered}
}

// lacks are the texts that are used and have no value for want of variables.
func (u use) lacks() []presets.Unfilled {
	return slices.DeleteFunc(u.preset.Unfilled(u.fill), func(t presets.Unfilled) bool { return u.answered(t.Path) })
}

// filled is the preset for this use. A text that lacks variables is asked for as any other
// answer.
func (u use) filled() presets.Preset {
	p, _ := u.preset.Filled(u.fill)
	return p
}

// ask asks for each variable that a text lacks, where somebody is there. One that is not
// given leaves the whole text to be asked for.
func (u use) ask(ctx context.Context, somebody bool) error {
	if !somebody {
		return nil // what is missing is told where it is missed
	}
	left := map[string]bool{}
	for _, text := range u.lacks() {
		for _, name := range text.Vars {
			if _, known := u.fill.Vars[name]; known || left[name] {
				continue
			}
			value, err := u.askOne(ctx, name, text)
			if err != nil {
				return err
			}
			if left[name] = value == ""; value != "" {
				u.fill.Vars[name] = value
			}
		}
	}
	return nil
}

// askOne asks for a variable until its value can be one.
func (u use) askOne(ctx context.Context, name string, text presets.Unfilled) (string, error) {
	for {
		value, err := u.app.prompt(ctx, "Variable "+name+" of the preset "+u.preset.Name+", for "+text.Path+" "+text.Text+":")
		if err == io.EOF {
			return "", wrongUse("give it with --var "+name+"=VALUE", "the input ended at the question for the variable %s", name)
		}
		if err != nil || value == "" {
			return "", err
		}
		wrong := u.preset.CheckVars(map[string]string{name: value})
		if wrong == nil {
			return value, nil
		}
		u.app.say("  wrong: %v", wrong)
	}
}

// lacking are errors about texts that lack variables and that nothing else has said.
func lacking(d *form.Draft, texts []presets.Unfilled) []agora.FieldError {
	var out []agora.FieldError
	for _, t := range texts {
		if d.Text(t.Path) == "" && d.Lacks(t.Path) == "" {
			out = append(out, agora.FieldError{Path: t.Path, Rule: "required",
				Text: "is " + t.Text + " and has no value for " + words.And(t.Vars...)})
		}
	}
	return out
}

// varFlags are the flags that supply what a text lacks; nil: it is no text of variables.
func varFlags(path string, texts []presets.Unfilled) []string {
	var out []string
	for _, t := range texts {
		if t.Path == path {
			for _, name := range t.Vars {
				out = append(out, "--var "+name+"=VALUE")
			}
		}
	}
	return out
}

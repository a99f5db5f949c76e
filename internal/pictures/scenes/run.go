package scenes

import (
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

const suffix = ".svg"

// Run makes or checks the pictures; 0: done, 1: they differ or can't be made,
// 2: wrong use.
func Run(args []string, out, errs io.Writer) int {
	flags := flag.NewFlagSet("pictures", flag.ContinueOnError)
	flags.SetOutput(errs)
	check := flags.Bool("check", false, "compare with the files and write nothing")
	dir := flags.String("dir", filepath.Join("docs", "pictures"), "the `directory` of the pictures")
	forms := flags.String("forms", "", "write each scene at all sizes and looks into this `directory`, to be looked at")
	if err := flags.Parse(args); err != nil || flags.NArg() > 0 {
		return 2
	}
	var err error
	shown := scenes
	switch {
	case *forms != "":
		*dir, shown = *forms, inAllForms(append(slices.Clone(scenes), besides...))
		err = write(*dir, shown)
	case *check:
		err = compare(*dir, scenes)
	default:
		err = write(*dir, scenes)
	}
	if err != nil {
		fmt.Fprintln(errs, err)
		return 1
	}
	fmt.Fprintf(out, "%d pictures in %s\n", len(shown), *dir)
	return 0
}

// write makes the pictures, each as a file in the directory.
func write(dir string, scenes []scene) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	for _, sc := range scenes {
		svg, err := sc.draw()
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(dir, sc.name+suffix), []byte(svg), 0o644); err != nil {
			return err
		}
	}
	return nil
}

// compare returns an error that names every picture that is missing, differs, or
// is none of the scenes.
func compare(dir string, scenes []scene) error {
	var wrong []string
	for _, sc := range scenes {
		svg, err := sc.draw()
		if err != nil {
			return err
		}
		path := filepath.Join(dir, sc.name+suffix)
		have, err := os.ReadFile(path)
		switch {
		case os.IsNotExist(err):
			wrong = append(wrong, path+" is missing")
		case err != nil:
			return err
		case unix(have) != svg:
			wrong = append(wrong, path+" differs from the screen")
		}
	}
	wrong = append(wrong, strangers(dir, scenes)...)
	if len(wrong) == 0 {
		return nil
	}
	return fmt.Errorf("%s\nlook at the changes, then remake them: go run ./internal/pictures", strings.Join(wrong, "\n"))
}

// unix returns a file's text as it was written, where a checkout has changed the
// ends of its lines.
func unix(data []byte) string { return strings.ReplaceAll(string(data), "\r\n", "\n") }

// strangers names the pictures that no scene makes.
func strangers(dir string, scenes []scene) []string {
	found, _ := filepath.Glob(filepath.Join(dir, "*"+suffix)) // the pattern is right
	var out []string
	for _, path := range found {
		name := strings.TrimSuffix(filepath.Base(path), suffix)
		if !slices.ContainsFunc(scenes, func(sc scene) bool { return sc.name == name }) {
			out = append(out, path+" is made by no scene: delete it")
		}
	}
	return out
}

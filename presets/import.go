package presets

import (
	"sttwizard/internal/files"
	"sttwizard/internal/seal"
)

// Extending reads a preset of a file elsewhere as it would be here under a name: what it
// extends is looked for among the presets. An empty name stands for the file's own. The
// errors are those of LoadFile and *BadNameError.
func (s *Store) Extending(file, name string) (Preset, error) {
	p, _, err := s.extending(file, name)
	return p, err
}

// ImportExtending saves the preset of a file elsewhere as it stands, with its comments and
// with what it extends, which must be among the presets. The errors are those of Extending
// and Save.
func (s *Store) ImportExtending(file, name string, overwrite bool) (Preset, error) {
	p, text, err := s.extending(file, name)
	if err != nil {
		return Preset{}, err
	}
	return p, s.put(p.Name, text, overwrite)
}

func (s *Store) extending(file, name string) (Preset, []byte, error) {
	if name == "" {
		name = nameOf(file)
	}
	path, err := s.Path(name)
	if err != nil {
		return Preset{}, nil, err
	}
	data, err := files.Read(file, MaxBytes)
	if err != nil {
		return Preset{}, nil, fileError(file, err)
	}
	sheet, err := decode(data)
	if err != nil {
		return Preset{}, nil, &FileError{Path: file, Err: err}
	}
	sheet.Path, sheet.Name = path, name
	p, err := reader{}.with(sheet, []string{path})
	if err != nil {
		return Preset{}, nil, &FileError{Path: file, Err: err}
	}
	text, _, _ := seal.OpenYAML(data) // decode took it
	return p, sealed(text), nil
}

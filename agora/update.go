package agora

import (
	"bytes"
	"context"
	"encoding/json"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// Update is a change of a task that runs.
type Update struct {
	Sequence int      // 0 or more, and more than that of the update before
	Mask     []string // the paths that change, each of Version.UpdatePaths
	Request  Request  // their new values; others don't count, and what is unset is cleared
}

// UpdatePaths returns the paths that can be changed while a task runs, in the order
// of the document.
func (v Version) UpdatePaths() []string {
	paths := []string{PathLanguages, PathUIDLanguages, PathKeywords, PathSubscribeUIDs, PathTranslateOn, PathTranslatedPairs}
	return slices.DeleteFunc(paths, func(path string) bool { return path != PathTranslateOn && !v.Has(path) })
}

// Changes returns the mask that makes a task of what it was: the paths of
// UpdatePaths whose values differ. Where one of two requests translates and the
// other does not, translateConfig.enable is among them; UpdateOf fills it in.
func (v Version) Changes(was, now Request) []string {
	was, now = translating(was), translating(now)
	var mask []string
	for _, path := range v.UpdatePaths() {
		before, _ := was.Get(path)
		after, _ := now.Get(path)
		if before != after && (path != PathTranslatedPairs || *now.Translate.Enable) {
			mask = append(mask, path)
		}
	}
	return mask
}

// UpdateOf makes the update that turns what a task was into what it shall be; its
// mask is that of Changes and may be empty.
func (v Version) UpdateOf(sequence int, was, now Request) Update {
	return Update{Sequence: sequence, Mask: v.Changes(was, now), Request: translating(now)}
}

// translating returns the request with translateConfig.enable as the presence of
// languages says it.
func translating(r Request) Request {
	r = r.Clone()
	t := r.translate(true)
	if t.Enable == nil {
		on := len(t.Languages) > 0
		t.Enable = &on
	}
	return r
}

// Validate returns every rule of the project's version that the changed fields break.
// Rules of fields that are not in the mask don't count.
func (u Update) Validate(p Project) []FieldError {
	if len(u.Mask) == 0 {
		return []FieldError{{Path: "updateMask", Rule: "required", Text: "nothing is changed"}}
	}
	var errs []FieldError
	for _, path := range u.Mask {
		if !slices.Contains(p.Version.UpdatePaths(), path) {
			errs = append(errs, FieldError{Path: path, Rule: "unknown", Text: "can't be changed while the task runs"})
		}
	}
	changed := u.Request.copyOf(func(path string) bool { return slices.Contains(u.Mask, path) })
	if !slices.Contains(u.Mask, PathTranslatedPairs) {
		changed.Translate = nil
	}
	// What these need to be judged by is not in the mask.
	changed.RTC.SubBotUID, changed.RTC.PubBotUID = u.Request.RTC.SubBotUID, u.Request.RTC.PubBotUID
	if !slices.Contains(u.Mask, PathLanguages) {
		changed.Languages = slices.Clone(u.Request.Languages)
	}
	for _, e := range changed.Validate(p) {
		if slices.Contains(u.Mask, e.Field()) {
			errs = append(errs, e)
		}
	}
	return errs
}

// Body returns the JSON of the changed fields. A list that is unset becomes an empty
// one, or "all" where everybody shall be heard again.
func (u Update) Body(p Project) []byte {
	var out bytes.Buffer
	if err := json.Compact(&out, []byte(u.JSON(p))); err != nil {
		panic("agora: the update's own JSON is not JSON") // every value in it was marshalled
	}
	return out.Bytes()
}

// JSON returns the same as indented JSON. It holds no secrets: none can be changed.
func (u Update) JSON(p Project) string {
	root := &node{}
	for _, f := range fields {
		if !slices.Contains(u.Mask, f.Path) {
			continue
		}
		v := f.get(&u.Request)
		switch {
		case v != nil:
		case f.Path == PathSubscribeUIDs && p.Version.Limits().AllUIDs:
			v = []string{AllUIDs}
		case f.Kind == Flag:
			v = false
		default:
			v = emptyList{}
		}
		root.put(f.Path, v, p)
	}
	root.sort()
	w := &writer{show: Masked}
	w.object(root, "", "")
	lines := make([]string, len(w.lines))
	for i, l := range w.lines {
		lines[i] = l.Text
	}
	return strings.Join(lines, "\n")
}

// Update changes a running task, once. Agora wants UpdateGap between the start and
// the first change, and between two of them; the caller keeps it. The error is
// *ConfigError, *NetError, *APIError (KindNotFound: the task is over) or *AnswerError.
//
// https://docs.agora.io/en/real-time-stt/rest-api/update
func (c *Client) Update(ctx context.Context, h Handle, u Update) (Task, error) {
	call, err := c.about(OpUpdate, h)
	switch {
	case err != nil:
		return Task{}, err
	case u.Sequence < 0:
		return Task{}, &ConfigError{"sequenceId", "must be 0 or more"}
	case len(u.Mask) == 0:
		return Task{}, &ConfigError{"updateMask", "is empty: nothing is changed"}
	}
	call.query = url.Values{"sequenceId": {strconv.Itoa(u.Sequence)}, "updateMask": {strings.Join(u.Mask, ",")}}
	call.body = u.Body(c.config.Project)
	a, err := c.do(ctx, call)
	if err != nil {
		return Task{}, err
	}
	task := a.task()
	if task.ID != "" && task.ID != h.TaskID {
		return Task{}, a.unusable(WhyOtherTask)
	}
	task.ID = h.TaskID
	return task, nil
}

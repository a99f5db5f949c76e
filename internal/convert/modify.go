package convert

import (
	"slices"
	"strconv"
	"strings"
)

// changed is a value that a program changes after the object was made, in a way that was
// not read: the line of it, from 1.
type changed int

// nextItem stands for the place behind the last item of a list, as PHP's [] does.
type nextItem struct{}

// below returns the place that a method's first argument names.
func below(names, items []any) []any {
	if len(items) > 0 {
		if name, is := items[0].(string); is {
			return append(slices.Clone(names), name)
		}
	}
	return names
}

// put puts a value at a place of the variable.
func (s *source) put(b *built, names []any, value any) bool {
	last := len(names) - 1
	_, ok := modify(b, names[:last], func(v any) (any, bool) { return setAt(v, names[last], value) })
	return ok
}

// merge puts what a method is given into what stands at a place of the variable.
func (s *source) merge(b *built, names, items []any, named object) bool {
	_, ok := modify(b, names, func(v any) (any, bool) {
		if o, is := v.(object); is && len(named) > 0 {
			v = append(o, named...)
			if len(items) == 0 {
				return v, true
			}
		}
		switch v := v.(type) {
		case object:
			return put(v, plainItems(items))
		case []any:
			return appended(v, items)
		}
		return nil, false
	})
	return ok
}

// plainItems puts the objects that variables hold in their place.
func plainItems(items []any) []any {
	if b, is := first(items).(*built); is && len(items) == 1 {
		return []any{b.value}
	}
	return items
}

func first(items []any) any {
	if len(items) == 0 {
		return nil
	}
	return items[0]
}

// appended puts items behind those of a list, also those of one list.
func appended(list, items []any) (any, bool) {
	if _, isNumber := first(items).(number); len(items) == 0 || isNumber && len(items) > 1 { // the place is given
		return nil, false
	}
	if more, is := first(items).([]any); is && len(items) == 1 {
		items = more
	}
	return append(list, items...), true
}

// setAt gives a value to a member or an item.
func setAt(v, name, value any) (any, bool) {
	switch name := name.(type) {
	case string:
		if v == nil {
			v = object{}
		}
		o, is := v.(object)
		return append(o, member{name, value}), is
	case number:
		list, is := v.([]any)
		i, err := strconv.Atoi(string(name))
		if !is || err != nil || i < 0 || i >= len(list) {
			return nil, false
		}
		list[i] = value
		return list, true
	case nextItem:
		list, is := v.([]any)
		return append(list, value), is
	}
	return nil, false
}

// modify gives what stands below names to a function, and puts what it makes of it there.
func modify(v any, names []any, change func(any) (any, bool)) (any, bool) {
	if b, is := v.(*built); is {
		more, ok := modify(b.value, names, change)
		if inner, isBuilt := more.(*built); ok && !isBuilt || isBuilt && inner != b && len(names) > 0 {
			b.value = more
		}
		return b, ok
	}
	if len(names) == 0 {
		return change(v)
	}
	switch v := v.(type) {
	case nil:
		inner, ok := modify(nil, names[1:], change)
		name, is := names[0].(string)
		return object{{name, inner}}, ok && is
	case object:
		for i := len(v) - 1; i >= 0; i-- {
			if v[i].name == names[0] {
				more, ok := modify(v[i].value, names[1:], change)
				if ok {
					v[i].value = more
				}
				return v, ok
			}
		}
		inner, ok := modify(nil, names[1:], change)
		if !ok {
			return nil, false
		}
		return setAt(v, names[0], inner)
	case []any:
		name, _ := names[0].(number)
		if i, err := strconv.Atoi(string(name)); err == nil && i >= 0 && i < len(v) {
			more, ok := modify(v[i], names[1:], change)
			if ok {
				v[i] = more
			}
			return v, ok
		}
	}
	return nil, false
}

// touch tells that a place of the variable is changed in a way that is not read: a field
// is open then. Of an object, nobody knows which of its fields.
func (s *source) touch(b *built, names []any, at int) {
	line := s.line(at)
	if len(names) > 0 {
		last := len(names) - 1
		_, ok := modify(b, names[:last], func(v any) (any, bool) {
			if o, is := v.(object); is {
				if name, is := names[last].(string); is {
					if have, _ := o.get(name); isObject(have) {
						return nil, false
					}
				}
			}
			return setAt(v, names[last], changed(line))
		})
		if ok {
			return
		}
	}
	if len(b.later) < maxNotes && !slices.Contains(b.later, line) {
		b.later = append(b.later, line)
	}
}

func isObject(v any) bool {
	switch v.(type) {
	case object, *built:
		return true
	}
	return false
}

// line returns the number of the line that a place is in, from 1.
func (s *source) line(at int) int {
	if at < s.lineAt {
		s.lineAt, s.lines = 0, 0
	}
	s.lines += strings.Count(s.text[s.lineAt:at], "\n")
	s.lineAt = at
	return s.lines + 1
}

// laterIn gathers the lines in which a value, and what is in it, is changed unread.
func laterIn(v any, depth int, seen map[*built]bool) (lines []int) {
	if depth > maxDepth {
		return nil
	}
	switch v := v.(type) {
	case *built:
		if !seen[v] {
			seen[v] = true
			lines = append(slices.Clone(v.later), laterIn(v.value, depth+1, seen)...)
		}
	case object:
		for _, m := range v {
			lines = append(lines, laterIn(m.value, depth+1, seen)...)
		}
	case []any:
		for _, item := range v {
			lines = append(lines, laterIn(item, depth+1, seen)...)
		}
	}
	return lines
}

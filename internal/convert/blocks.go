package convert

import (
	"slices"
	"strings"
)

// builders are Kotlin's functions that put what stands in the block behind them.
var builders = []string{"putjsonobject", "putjsonarray", "addjsonobject", "addjsonarray"}

func isBuilder(name string) bool { return slices.Contains(builders, strings.ToLower(name)) }

// putInside reads put("name", value) between braces, add(value), and Kotlin's
// putJsonObject("name") { ... }. Any other statement is one of which it is not known what it
// puts.
func (r *reader) putInside(method string) (element, error) {
	var items []any
	var err error
	if r.peek() == '(' {
		if items, _, err = r.arguments(); err != nil {
			return element{}, err
		}
	}
	method = strings.ToLower(method)
	if isBuilder(method) {
		r.skipTo(true)
		block, err := r.block(strings.HasSuffix(method, "array"))
		if err != nil {
			return element{}, err
		}
		items = append(items, block)
	}
	inner, one := only(items)
	switch name, is := nameOf(items); {
	case is && (slices.Contains(putters, method) || strings.HasPrefix(method, "putjson") && isBuilder(method)):
		return element{member: member{name, items[1]}, named: true, statement: true}, nil
	case one && (method == "add" || strings.HasPrefix(method, "addjson") && isBuilder(method)):
		return element{member: member{"", inner}, statement: true}, nil
	}
	return element{}, r.fail("a colon is missing behind a name")
}

// block reads the statements between braces that build an object, or with list a list.
func (r *reader) block(list bool) (any, error) {
	if r.peek() != '{' {
		return nil, r.fail("a block is missing")
	}
	v, err := r.braces(false)
	o, isObject := v.(object)
	switch {
	case err != nil:
		return nil, err
	case list && isObject && len(o) == 0:
		return []any{}, nil
	case list == isObject:
		return nil, r.fail("what this block builds is not known")
	}
	return v, nil
}

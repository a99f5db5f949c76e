package strictyaml

import "go.yaml.in/yaml/v3"

// check refuses everything in a node and below it that is more than maps with
// text keys, lists and plain values.
func check(n *yaml.Node, depth int) error {
	if n.Kind == yaml.AliasNode || n.Anchor != "" {
		return errorAt(n.Line, "anchors and aliases (& and *) are not allowed")
	}
	if depth > MaxDepth && n.Kind != yaml.ScalarNode {
		return errorAt(n.Line, "more than %d maps and lists inside one another", MaxDepth)
	}
	if !coreTag(n) {
		return errorAt(n.Line, "a tag with ! is not allowed here; put the value in quotes if it is text")
	}
	if n.Kind == yaml.MappingNode {
		return checkMap(n, depth)
	}
	for _, item := range n.Content {
		if err := check(item, depth+1); err != nil {
			return err
		}
	}
	return nil
}

func checkMap(n *yaml.Node, depth int) error {
	seen := make(map[string]int, len(n.Content)/2)
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		if err := checkKey(key, depth); err != nil {
			return err
		}
		if line, twice := seen[key.Value]; twice {
			return errorAt(key.Line, "the key %s stands here twice, first on line %d; remove one", quote(key.Value), line)
		}
		seen[key.Value] = key.Line
		if err := check(value, depth+1); err != nil {
			return err
		}
	}
	return nil
}

func checkKey(key *yaml.Node, depth int) error {
	if key.Tag == "!!merge" {
		return errorAt(key.Line, "merge keys (<<) are not allowed")
	}
	if key.Kind == yaml.ScalarNode && key.ShortTag() != "!!str" {
		return errorAt(key.Line, "a key must be text; put it in quotes")
	}
	if key.Kind != yaml.ScalarNode && key.Kind != yaml.AliasNode {
		return errorAt(key.Line, "a key must be text, not a map or list")
	}
	return check(key, depth+1)
}

// coreTag says whether a node is of one of YAML's own types. An unquoted date
// counts, as the library sees a type in it that today's YAML takes for text.
func coreTag(n *yaml.Node) bool {
	tag := n.ShortTag()
	switch n.Kind {
	case yaml.MappingNode:
		return tag == "!!map"
	case yaml.SequenceNode:
		return tag == "!!seq"
	}
	switch tag {
	case "!!str", "!!int", "!!float", "!!bool", "!!null":
		return true
	case "!!timestamp":
		return n.Style&yaml.TaggedStyle == 0
	}
	return false
}

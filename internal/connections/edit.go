package connections

import (
	"fmt"
	"slices"

	"go.yaml.in/yaml/v3"

	"sttwizard/internal/strictyaml"
)

// page is connections.yaml as the library sees it. Changes are made in it, and
// not by writing the file anew, so that a person's comments stay.
type page struct {
	document *yaml.Node
}

// emptyFile is what a first connection is added to.
const emptyFile = "schema: 1\nconnections: []\n"

// open reads a file that decode has found to be right.
func open(data []byte) (*page, error) {
	if len(data) == 0 {
		data = []byte(emptyFile)
	}
	var n yaml.Node
	if err := yaml.Unmarshal(data, &n); err != nil || len(n.Content) != 1 {
		// The library's own text could hold a piece of the file.
		return nil, fmt.Errorf("the file can't be changed as it stands")
	}
	return &page{&n}, nil
}

func (p *page) bytes() ([]byte, error) {
	text, err := strictyaml.Write(p.document)
	if err != nil {
		return nil, fmt.Errorf("the connections can't be written as YAML: %w", err)
	}
	return text, nil
}

func (p *page) top() *yaml.Node { return p.document.Content[0] }

// list returns the list of connections, made where there is none.
func (p *page) list() *yaml.Node {
	if n := get(p.top(), "connections"); n != nil {
		return n
	}
	n := &yaml.Node{Kind: yaml.SequenceNode, Tag: "!!seq"}
	p.top().Content = append(p.top().Content, scalar("connections"), n)
	return n
}

func (p *page) setDefault(name string) {
	if name == "" {
		remove(p.top(), "default")
		return
	}
	if n := get(p.top(), "default"); n != nil {
		change(n, name)
		return
	}
	// After the schema, which comes first.
	p.top().Content = slices.Insert(p.top().Content, 2, scalar("default"), scalar(name))
}

// put adds the connection, or changes the one of that name in place.
func (p *page) put(c Connection) {
	list := p.list()
	if item := itemOf(list, c.Name); item != nil {
		fill(item, c)
		return
	}
	list.Style = 0
	item := &yaml.Node{Kind: yaml.MappingNode, Tag: "!!map"}
	fill(item, c)
	list.Content = append(list.Content, item)
}

func (p *page) remove(name string) {
	list := p.list()
	list.Content = slices.DeleteFunc(list.Content, func(item *yaml.Node) bool {
		n := get(item, FieldName)
		return n != nil && n.Value == name
	})
	if len(list.Content) == 0 {
		list.Style = yaml.FlowStyle
	}
}

func itemOf(list *yaml.Node, name string) *yaml.Node {
	for _, item := range list.Content {
		if n := get(item, FieldName); n != nil && n.Value == name {
			return item
		}
	}
	return nil
}

// fill writes the fields that are set and takes away the others.
func fill(item *yaml.Node, c Connection) {
	values := map[string]string{
		FieldName: c.Name, FieldVersion: string(c.Version), FieldAppID: c.AppID, FieldCustomerKey: c.CustomerKey,
		FieldCertificate: string(c.Certificate), FieldSecret: c.Secret.String(), FieldAppCertificate: c.AppCertificate.String(),
		FieldToken: c.Token.String(), FieldAuth: string(c.Auth), FieldBaseURL: c.BaseURL, FieldStorageKeys: string(c.StorageKeys),
	}
	if c.NoProbe {
		values[FieldPresence] = PresenceOff
	}
	if c.NoLookAhead {
		values[FieldLookAhead] = LookAheadOff
	}
	if c.Production {
		values[FieldProduction] = ProductionOn
	}
	for _, field := range fieldNames {
		value := values[field]
		switch n := get(item, field); {
		case value == "":
			remove(item, field)
		case n != nil:
			change(n, value)
		default:
			item.Content = append(item.Content, scalar(field), scalar(value))
		}
	}
}

// scalar makes a text; the library puts quotes where it would be something else.
func scalar(value string) *yaml.Node {
	return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: value}
}

// change puts another text into a node and keeps its comments.
func change(n *yaml.Node, value string) {
	if n.Value != value {
		n.Value, n.Tag, n.Style = value, "!!str", 0
	}
}

func get(m *yaml.Node, key string) *yaml.Node {
	for i := 0; i+1 < len(m.Content); i += 2 {
		if m.Content[i].Value == key {
			return m.Content[i+1]
		}
	}
	return nil
}

func remove(m *yaml.Node, key string) {
	for i := 0; i+1 < len(m.Content); i += 2 {
		if m.Content[i].Value == key {
			m.Content = slices.Delete(m.Content, i, i+2)
			return
		}
	}
}

package connections

import (
	"fmt"
	"slices"

	"sttwizard/agora"
	"sttwizard/internal/secret"
	"sttwizard/internal/strictyaml"
)

// schema is the newest form of the file that this program knows.
const schema = 1

// content is what connections.yaml holds.
type content struct {
	byDefault   string // name of the default connection; may be a built-in one
	connections []Connection
	prices      *agora.Prices // the person's own; nil: there are none
}

func (c content) index(name string) int {
	return slices.IndexFunc(c.connections, func(c Connection) bool { return c.Name == name })
}

func (c content) names() []string {
	var names []string
	for _, c := range c.connections {
		names = append(names, c.Name)
	}
	return names
}

// decode reads the file. The error is a *strictyaml.Error.
func decode(data []byte) (content, error) {
	var c content
	top, err := strictyaml.Parse(data)
	if err != nil {
		return c, err
	}
	if err := checkSchema(top); err != nil {
		return c, err
	}
	if err := top.Unknown("schema", "default", FieldPrices, "connections"); err != nil {
		return c, err
	}
	if v, ok := top.Get("connections"); ok {
		items, err := v.List()
		if err != nil {
			return c, err
		}
		for _, item := range items {
			if err := c.add(item); err != nil {
				return c, err
			}
		}
	}
	if err := c.readPrices(top); err != nil {
		return c, err
	}
	return c, c.readDefault(top)
}

func checkSchema(top *strictyaml.Map) error {
	v, ok := top.Get("schema")
	if !ok {
		return &strictyaml.Error{Line: top.Line, Text: fmt.Sprintf("schema is missing; the file begins with the line schema: %d", schema)}
	}
	n, err := v.Int()
	switch {
	case err != nil:
		return err
	case n > schema:
		return v.Errorf("is %d: this file was made by a newer sttwizard; update sttwizard to use it", n)
	case n != schema:
		return v.Errorf("must be %d", schema)
	}
	return nil
}

func (c *content) readDefault(top *strictyaml.Map) error {
	v, ok := top.Get("default")
	if !ok {
		return nil
	}
	name, err := v.String()
	if err != nil {
		return err
	}
	if c.index(name) < 0 && name != SandboxName && name != EnvironmentName {
		return v.Errorf("must be the name of a connection below")
	}
	c.byDefault = name
	return nil
}

func (c *content) add(item *strictyaml.Value) error {
	m, err := item.Map()
	if err != nil {
		return err
	}
	if err := m.Unknown(fieldNames...); err != nil {
		return err
	}
	if _, ok := m.Get(FieldName); !ok {
		return m.Missing(FieldName)
	}
	var connection Connection
	for _, key := range m.Keys() {
		v, _ := m.Get(key.Name)
		text, err := v.String()
		if err != nil {
			return err
		}
		if err := connection.set(v, key.Name, text); err != nil {
			return err
		}
		if key.Name == FieldName && c.index(text) >= 0 {
			return v.Errorf("stands here twice; give one of the two another name")
		}
	}
	c.connections = append(c.connections, connection)
	return nil
}

// set puts a text of the file at a field. It refuses what can't be shown and
// corrected as it stands; the rest is Validate's business.
func (c *Connection) set(v *strictyaml.Value, field, text string) error {
	switch field {
	case FieldName:
		if err := CheckName(text); err != nil {
			return v.Errorf("%v", err)
		}
		c.Name = text
	case FieldVersion:
		c.Version = versionOf(text)
	case FieldAppID:
		c.AppID = text
	case FieldCustomerKey:
		c.CustomerKey = text
	case FieldCertificate:
		if c.Certificate = agora.Certificate(text); !oneOf(c.Certificate, certificates) {
			return v.Errorf("must be %s", orList(certificates))
		}
	case FieldSecret, FieldAppCertificate, FieldToken:
		ref, err := secret.ParseRef(text)
		if err != nil {
			return v.Errorf("%v", err)
		}
		*KindOf(field).Of(c) = ref
	case FieldAuth:
		if err := c.SetAuth(text); err != nil {
			return v.Errorf("%v", err)
		}
	case FieldBaseURL:
		if err := CheckAddress(text); err != nil {
			return v.Errorf("%s", reason(err))
		}
		if c.BaseURL = text; text == AddressAgora {
			c.BaseURL = ""
		}
	case FieldStorageKeys:
		if c.StorageKeys = agora.KeySpelling(text); !oneOf(c.StorageKeys, spellings) {
			return v.Errorf("must be %s", orList(spellings))
		}
	case FieldPresence:
		if err := c.SetPresence(text); err != nil {
			return v.Errorf("%v", err)
		}
	case FieldLookAhead:
		if err := c.SetLookAhead(text); err != nil {
			return v.Errorf("%v", err)
		}
	case FieldProduction:
		if err := c.SetProduction(text); err != nil {
			return v.Errorf("%v", err)
		}
	}
	return nil
}

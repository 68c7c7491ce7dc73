package manifest

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"reflect"
	"slices"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"
)

// Parse reads a manifest. It refuses what it does not know; every mistake is reported with its line and its path.
func Parse(r io.Reader) (*Manifest, error) {
	decoder := yaml.NewDecoder(r)
	var document yaml.Node
	m := &Manifest{}
	if err := decoder.Decode(&document); err != nil {
		if errors.Is(err, io.EOF) {
			return m, nil
		}
		return nil, fmt.Errorf("the manifest is not YAML: %w", err)
	}
	if err := decoder.Decode(&yaml.Node{}); !errors.Is(err, io.EOF) {
		return nil, errors.New("the manifest holds more than one YAML document: apply them one by one")
	}
	root := document.Content[0]
	if root.ShortTag() == "!!null" {
		return m, nil
	}
	var p parser
	p.read(root, "", reflect.ValueOf(m).Elem())
	return m, errors.Join(p.problems...)
}

// parser fills Go values from YAML nodes and collects what is wrong with them.
type parser struct{ problems []error }

func (p *parser) wrong(n *yaml.Node, path, format string, args ...any) {
	if path == "" {
		path = "the manifest"
	}
	p.problems = append(p.problems, fmt.Errorf("line %d: %s: %s", n.Line, path, fmt.Sprintf(format, args...)))
}

var (
	momentType = reflect.TypeFor[time.Time]()
	refType    = reflect.TypeFor[Ref]()
)

func (p *parser) read(n *yaml.Node, path string, into reflect.Value) {
	if n.Kind == yaml.AliasNode {
		n = n.Alias
	}
	if into.Kind() == reflect.Pointer {
		into.Set(reflect.New(into.Type().Elem()))
		into = into.Elem()
	}
	if n.ShortTag() == "!!null" {
		if into.Type() != momentType && into.Type() != refType {
			p.wrong(n, path, `there is no value: leave the key out, or write "" or [] for an empty one`)
		}
		return // a date or a reference that is null is none
	}
	switch {
	case into.Type() == momentType:
		p.readMoment(n, path, into)
	case into.Type() == refType:
		p.readRef(n, path, into)
	case into.Kind() == reflect.Struct:
		p.readObject(n, path, into)
	case into.Kind() == reflect.Slice:
		p.readList(n, path, into)
	case into.Kind() == reflect.Map:
		p.readMap(n, path, into)
	default:
		p.readScalar(n, path, into)
	}
}

func (p *parser) readObject(n *yaml.Node, path string, into reflect.Value) {
	fields := keysOf(into.Type())
	p.eachKey(n, path, func(key, value *yaml.Node, below string) {
		index, known := fields[key.Value]
		if !known {
			p.wrong(key, below, "this key is not known; the keys here are %s", strings.Join(slices.Sorted(maps.Keys(fields)), ", "))
			return
		}
		p.read(value, below, into.Field(index))
	})
}

func (p *parser) readMap(n *yaml.Node, path string, into reflect.Value) {
	into.Set(reflect.MakeMap(into.Type()))
	p.eachKey(n, path, func(key, value *yaml.Node, below string) {
		text := reflect.New(into.Type().Elem()).Elem()
		p.read(value, below, text)
		into.SetMapIndex(reflect.ValueOf(key.Value), text)
	})
}

// eachKey visits the keys of a mapping, each with its path.
func (p *parser) eachKey(n *yaml.Node, path string, visit func(key, value *yaml.Node, below string)) {
	if n.Kind != yaml.MappingNode {
		p.wrong(n, path, "expected keys with values, found %s", shape(n))
		return
	}
	seen := map[string]bool{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := n.Content[i]
		below := key.Value
		if path != "" {
			below = path + "." + key.Value
		}
		if seen[key.Value] {
			p.wrong(key, below, "this key stands here twice")
			continue
		}
		seen[key.Value] = true
		visit(key, n.Content[i+1], below)
	}
}

func (p *parser) readList(n *yaml.Node, path string, into reflect.Value) {
	if n.Kind != yaml.SequenceNode {
		p.wrong(n, path, "expected a list, found %s", shape(n))
		return
	}
	into.Set(reflect.MakeSlice(into.Type(), len(n.Content), len(n.Content)))
	for i, item := range n.Content {
		p.read(item, at(path, i), into.Index(i))
	}
}

// readScalar takes text as it is written, so that a name may look like a number. It shows no value: it may be a secret.
func (p *parser) readScalar(n *yaml.Node, path string, into reflect.Value) {
	if n.Kind != yaml.ScalarNode {
		p.wrong(n, path, "expected %s, found %s", expected[into.Kind()], shape(n))
		return
	}
	if into.Kind() == reflect.String {
		into.SetString(n.Value)
		return
	}
	// The library would cut a fraction off to make a whole number of it.
	if err := n.Decode(into.Addr().Interface()); err != nil || n.ShortTag() != tags[into.Kind()] {
		p.wrong(n, path, "expected %s", expected[into.Kind()])
	}
}

func (p *parser) readMoment(n *yaml.Node, path string, into reflect.Value) {
	moment, err := time.Parse(time.RFC3339Nano, n.Value)
	if err != nil || n.Kind != yaml.ScalarNode {
		p.wrong(n, path, "expected a moment with its time zone, such as 2030-12-31T23:59:59Z")
		return
	}
	into.Set(reflect.ValueOf(moment.UTC()))
}

func (p *parser) readRef(n *yaml.Node, path string, into reflect.Value) {
	var ref Ref
	switch n.ShortTag() {
	case "!!int":
		if err := n.Decode(&ref.ID); err != nil || ref.ID <= 0 {
			p.wrong(n, path, "expected an id, which is 1 or more")
		}
	case "!!str":
		ref.Name = n.Value
	default:
		p.wrong(n, path, "expected an id or a name, found %s", shape(n))
	}
	into.Set(reflect.ValueOf(ref))
}

var expected = map[reflect.Kind]string{
	reflect.String: "text", reflect.Int: "a whole number", reflect.Bool: "true or false",
}

var tags = map[reflect.Kind]string{reflect.Int: "!!int", reflect.Bool: "!!bool"}

func shape(n *yaml.Node) string {
	switch n.Kind {
	case yaml.MappingNode:
		return "keys with values"
	case yaml.SequenceNode:
		return "a list"
	}
	return "a single value"
}

// keysOf finds the fields of a struct by their names in YAML.
func keysOf(t reflect.Type) map[string]int {
	keys := make(map[string]int, t.NumField())
	for i := range t.NumField() {
		keys[keyOf(t.Field(i))] = i
	}
	return keys
}

// keyOf is the name of a field in YAML.
func keyOf(f reflect.StructField) string {
	name, _, _ := strings.Cut(f.Tag.Get("yaml"), ",")
	return name
}

// at is the path of an item of a list.
func at(list string, i int) string { return fmt.Sprintf("%s[%d]", list, i) }

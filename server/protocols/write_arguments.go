package protocols

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"gatehouse/server/call"
	"gatehouse/server/docs"
)

// Sayable is what the client's side of a wire can write.
type Sayable struct {
	Depth int                      // of lists and objects inside one another; 0: as deep as our readers go below an envelope
	Text  func(text string) string // says what is wrong with a text or a key, empty when nothing; nil: UTF-8 is enough
}

// deepest leaves room for what is around the arguments on every wire.
const deepest = MaxDepth - 8

// Check fails, with the path, when a wire cannot say the arguments: they are nested too deep or too many, a text is not UTF-8 or none of
// this wire, a number is none. What it lets through can be written without asking again.
func (s Sayable) Check(arguments map[string]any) error {
	if s.Depth == 0 {
		s.Depth = deepest
	}
	c := &sayCheck{Sayable: s}
	return c.value("", 0, arguments)
}

type sayCheck struct {
	Sayable
	values int
}

func (c *sayCheck) value(path string, depth int, v any) error {
	if c.values++; c.values > MaxValues-MaxDepth { // the envelope's own are counted by readers too
		return TooMany()
	}
	if depth > c.Depth {
		return TooDeep(path)
	}
	switch v := v.(type) {
	case nil, bool, int64:
		return nil
	case float64:
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return call.Invalid(path, "is not a number that can be sent.")
		}
		return nil
	case string:
		return c.text(path, v)
	case []any:
		for i, item := range v {
			if err := c.value(path+"["+strconv.Itoa(i)+"]", depth+1, item); err != nil {
				return err
			}
		}
		return nil
	case map[string]any:
		return c.object(path, depth, v)
	}
	return call.Invalid(path, "is a value that JSON does not have.")
}

func (c *sayCheck) object(path string, depth int, object map[string]any) error {
	for _, e := range Entries(object, nil) {
		below := PathBelow(path, e.Name)
		if err := c.text(below, e.Name); err != nil {
			return err
		}
		if err := c.value(below, depth+1, e.Value); err != nil {
			return err
		}
	}
	return nil
}

func (c *sayCheck) text(path, text string) error {
	if !utf8.ValidString(text) {
		return call.Invalid(path, "holds text that is not UTF-8.")
	}
	if c.Text != nil {
		if wrong := c.Text(text); wrong != "" {
			return call.Invalid(path, "%s", wrong)
		}
	}
	return nil
}

// PathBelow is the path of a key below a path, as errors show it.
func PathBelow(path, key string) string {
	if path == "" {
		return Printable(key)
	}
	return path + "." + Printable(key)
}

// Entry is a key of an object to be written, with its value.
type Entry struct {
	Name   string
	Value  any
	Schema *call.Schema // nil where the key is not declared
}

// Entries are those of an object in the order of a schema, and behind them in alphabetical order what it does not know. The schema may be
// nil, or that of something else: then it knows nothing.
func Entries(object map[string]any, s *call.Schema) []Entry {
	list := make([]Entry, 0, len(object))
	if s != nil {
		for i := range s.Fields {
			f := &s.Fields[i]
			if v, ok := object[f.Name]; ok {
				list = append(list, Entry{f.Name, v, f.Schema})
			}
		}
	}
	known := len(list)
	if known == len(object) {
		return list
	}
	for name, v := range object {
		if !slices.ContainsFunc(list[:known], func(e Entry) bool { return e.Name == name }) {
			list = append(list, Entry{Name: name, Value: v})
		}
	}
	slices.SortFunc(list[known:], func(a, b Entry) int { return strings.Compare(a.Name, b.Name) })
	return list
}

// ItemOf is the schema of a list's items; nil where no list is declared.
func ItemOf(s *call.Schema) *call.Schema {
	if s == nil {
		return nil
	}
	return s.Item
}

// Sent is a message of POST, unless its body is larger than what this server reads.
func Sent(path string, kind docs.BodyKind, mediaType string, body []byte, header ...docs.Header) (*docs.Message, error) {
	if len(body) > MaxBody {
		return nil, TooLarge()
	}
	header = append([]docs.Header{{Name: "Content-Type", Value: mediaType}}, header...)
	return &docs.Message{Method: "POST", Path: path, Header: header, Body: body, Kind: kind}, nil
}

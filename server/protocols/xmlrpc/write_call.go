package xmlrpc

import (
	"regexp"
	"strconv"

	"gatehouse/server/call"
	"gatehouse/server/docs"
	"gatehouse/server/protocols"
)

// WriteCall writes a methodCall to our own address, which reads as Moodle's does. It is a docs.Face's Write.
//
// Parameters stand in the order of their declaration, with the default of what is left out before the last one. Where that cannot say
// the arguments, because a name is not known or what is left out has no default, one struct holds them by their names.
func WriteCall(f *call.Function, arguments map[string]any) (*docs.Message, error) {
	if err := (protocols.Sayable{Text: protocols.NoXML}).Check(arguments); err != nil {
		return nil, err
	}
	list, schemas, ok := byPosition(f, arguments)
	if !ok {
		if err := protocols.NamesKnown(f, arguments); err != nil {
			return nil, err
		}
		list, schemas = []any{arguments}, []*call.Schema{f.Parameters}
	}
	return protocols.Sent("/webservice/xmlrpc", docs.XMLBody, "text/xml", methodCall(f.Name, list, schemas), docs.Bearer)
}

// methodCall writes a call, for people to read.
func methodCall(function string, list []any, schemas []*call.Schema) []byte {
	e := &encoder{}
	e.text(`<?xml version="1.0" encoding="UTF-8"?><methodCall><methodName>`)
	e.b = protocols.AppendXML(e.b, function)
	e.text("</methodName><params>")
	for i, v := range list {
		e.text("<param>")
		e.argument(v, schemas[i])
		e.text("</param>")
	}
	e.text("</params></methodCall>")
	return single.ReplaceAll(protocols.IndentXML(e.b), []byte("<value>$1</value>"))
}

// single is a value that needs no line of its own. Texts hold no tags: theirs are references.
var single = regexp.MustCompile(`<value>\s+(<(?:int|i8|boolean|double|string)>[^<]*</\w+>|<(?:nil|string)/>)\s+</value>`)

// byPosition puts arguments where the function's parameters stand. It is not ok where that would say something else.
func byPosition(f *call.Function, arguments map[string]any) (list []any, schemas []*call.Schema, ok bool) {
	given := 0
	for i := range f.Parameters.Fields {
		p := &f.Parameters.Fields[i]
		v, known := arguments[p.Name]
		switch {
		case known:
			given++
		case given == len(arguments):
			return list, schemas, !aloneObject(list)
		case p.Presence != call.Defaulted:
			return nil, nil, false
		default:
			v = p.Default
		}
		list, schemas = append(list, v), append(schemas, p.Schema)
	}
	return list, schemas, given == len(arguments) && !aloneObject(list)
}

// aloneObject says whether the only parameter is a struct, which would be taken for the parameters by name.
func aloneObject(list []any) bool {
	if len(list) != 1 {
		return false
	}
	_, is := list[0].(map[string]any)
	return is
}

// argument writes a value as JSON has it, which need not fit the schema.
func (e *encoder) argument(v any, s *call.Schema) {
	switch v := v.(type) {
	case nil:
		e.text("<value><nil/></value>")
	case bool:
		e.text("<value><boolean>" + map[bool]string{true: "1", false: "0"}[v] + "</boolean></value>")
	case int64:
		e.int(v)
	case float64:
		e.text("<value><double>" + strconv.FormatFloat(v, 'f', -1, 64) + "</double></value>")
	case string:
		e.string(v)
	case []any:
		e.array(len(v), func(i int) { e.argument(v[i], protocols.ItemOf(s)) })
	case map[string]any:
		e.open()
		for _, entry := range protocols.Entries(v, s) {
			e.member(string(protocols.AppendXML(nil, entry.Name)), func() { e.argument(entry.Value, entry.Schema) })
		}
		e.close()
	}
}

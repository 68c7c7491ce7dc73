package soap

import (
	"encoding/xml"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"

	"gatehouse/server/call"
	"gatehouse/server/protocols/conformance"
)

// envelope puts a body into an envelope of this version.
func envelope(v *version, body string) string {
	return `<?xml version="1.0" encoding="UTF-8"?><e:Envelope xmlns:e="` + v.envelope + `" xmlns:xsi="` + instanceSpace + `" xmlns:xsd="` + schemaSpace +
		`" xmlns:enc="` + v.encoding + `" xmlns:apache="` + mapSpace + `"><e:Body>` + body + `</e:Body></e:Envelope>`
}

func post(h http.Handler, v *version, target, token, body string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodPost, target, strings.NewReader(body))
	r.Header.Set("Content-Type", v.media+"; charset=utf-8")
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

// literalClient speaks to our own address.
type literalClient struct{ *version }

func (c literalClient) Call(t *testing.T, h http.Handler, token, function string, arguments map[string]any) conformance.Answer {
	body := "<" + function + ` xmlns="` + Namespace + `">` + literalFields(arguments) + "</" + function + ">"
	answer, result := readAnswer(t, c.version, post(h, c.version, ownPath, token, envelope(c.version, body)))
	if f := conformance.Find(function); result != nil && f.Result.Shape != call.Nothing {
		answer.Value = readLiteral(result.Nodes, returnName, f.Result)
	}
	return answer
}

func literalFields(object map[string]any) string {
	var b strings.Builder
	for name, value := range object {
		if list, ok := value.([]any); ok {
			for _, item := range list {
				b.WriteString(literalElement(name, item))
			}
			continue
		}
		b.WriteString(literalElement(name, value))
	}
	return b.String()
}

func literalElement(name string, v any) string {
	switch v := v.(type) {
	case nil:
		return "<" + name + ` xsi:nil="true"/>`
	case map[string]any:
		return "<" + name + ">" + literalFields(v) + "</" + name + ">"
	}
	return "<" + name + ">" + escaped(v) + "</" + name + ">"
}

func escaped(v any) string {
	var b strings.Builder
	if err := xml.EscapeText(&b, []byte(fmt.Sprint(v))); err != nil {
		panic(err)
	}
	return b.String()
}

// element is an element of an answer.
type element struct {
	XMLName xml.Name
	Type    string    `xml:"http://www.w3.org/2001/XMLSchema-instance type,attr"`
	Nil     string    `xml:"http://www.w3.org/2001/XMLSchema-instance nil,attr"`
	Text    string    `xml:",chardata"`
	Nodes   []element `xml:",any"`
}

func (e *element) child(path ...string) *element {
	for _, name := range path {
		var next *element
		for i := range e.Nodes {
			if e.Nodes[i].XMLName.Local == name {
				next = &e.Nodes[i]
			}
		}
		if next == nil {
			return &element{}
		}
		e = next
	}
	return e
}

// readAnswer reads an envelope: its fault, or the element in its body.
func readAnswer(t *testing.T, v *version, w *httptest.ResponseRecorder) (answer conformance.Answer, result *element) {
	t.Helper()
	answer.HTTPStatus = w.Code
	if w.Body.Len() == 0 {
		return answer, nil
	}
	var e element
	if err := xml.Unmarshal(w.Body.Bytes(), &e); err != nil {
		t.Fatalf("%v: %s", err, w.Body)
	}
	if got := w.Header()["Content-Type"]; got[0] != v.contentType[0] || e.XMLName.Space != v.envelope {
		t.Errorf("an answer of another version: %v %s", got, w.Body)
	}
	fault := e.child("Body", "Fault")
	if fault.XMLName.Local == "" {
		return answer, &e.child("Body").Nodes[0]
	}
	if v == soap11 {
		answer.Message, answer.Code = fault.child("faultstring").Text, fault.child("faultactor").Text
	} else {
		answer.Message = fault.child("Reason", "Text").Text
		_, answer.Code, _ = strings.Cut(fault.child("Code", "Subcode", "Value").Text, ":")
	}
	if detail := append(fault.child("detail").Nodes, fault.child("Detail").Nodes...); len(detail) > 0 {
		d := &detail[0]
		answer.Code, answer.Message = d.child("errorcode").Text, d.child("message").Text
		answer.Check, answer.Path, answer.RequestID = d.child("check").Text, d.child("path").Text, d.child("requestid").Text
	}
	return answer, nil
}

func readLiteral(nodes []element, name string, s *call.Schema) any {
	items := []any{}
	for i := range nodes {
		if nodes[i].XMLName.Local != name || nodes[i].XMLName.Space != Namespace {
			continue
		}
		if s.Shape != call.List {
			return literalValue(&nodes[i], s)
		}
		items = append(items, literalValue(&nodes[i], s.Item))
	}
	return items
}

func literalValue(e *element, s *call.Schema) any {
	switch {
	case e.Nil != "":
		return nil
	case s.Shape == call.Object:
		object := map[string]any{}
		for _, f := range s.Fields {
			if value := e.child(f.Name); value.XMLName.Local != "" || f.Shape == call.List {
				object[f.Name] = readLiteral(e.Nodes, f.Name, f.Schema)
			}
		}
		return object
	}
	return typedText(e.Text, map[call.Type]string{call.Int: "int", call.Float: "double", call.Bool: "boolean"}[s.Type])
}

func typedText(text, schemaType string) any {
	switch schemaType {
	case "int", "long":
		if n, err := strconv.ParseInt(text, 10, 64); err == nil {
			return n
		}
	case "double":
		if f, err := strconv.ParseFloat(text, 64); err == nil {
			return f
		}
	case "boolean":
		return text == "true"
	}
	return text
}

// encodedClient speaks to Moodle's address.
type encodedClient struct {
	*version
	named   bool // parts have the names of parameters
	structs bool // objects are structs, not maps
}

func (c encodedClient) Call(t *testing.T, h http.Handler, token, function string, arguments map[string]any) conformance.Answer {
	var parts strings.Builder
	f := conformance.Find(function)
	for i := 0; f != nil && i < len(arguments); i++ {
		name := f.Parameters.Fields[i].Name
		part := "param" + strconv.Itoa(i)
		if c.named {
			part = name
		}
		parts.WriteString(c.element(part, arguments[name]))
	}
	body := `<ns1:` + function + ` xmlns:ns1="http://example.org/any" e:encodingStyle="` + c.encoding + `">` + parts.String() + "</ns1:" + function + ">"
	answer, result := readAnswer(t, c.version, post(h, c.version, tokenPath, token, envelope(c.version, body)))
	if result != nil {
		for i := range result.Nodes {
			if result.Nodes[i].XMLName.Local == returnName {
				answer.Value = encodedValue(&result.Nodes[i])
			}
		}
	}
	return answer
}

func (c encodedClient) element(name string, v any) string {
	tag := func(xsiType, inside string) string {
		return "<" + name + ` xsi:type="` + xsiType + `">` + inside + "</" + name + ">"
	}
	switch v := v.(type) {
	case nil:
		return "<" + name + ` xsi:nil="true"/>`
	case []any:
		var items strings.Builder
		for _, item := range v {
			items.WriteString(c.element("item", item))
		}
		return tag("enc:Array", items.String())
	case map[string]any:
		return c.object(tag, v)
	case int64:
		return tag("xsd:long", escaped(v))
	case float64:
		return tag("xsd:double", escaped(v))
	case bool:
		return tag("xsd:boolean", escaped(v))
	}
	return tag("xsd:string", escaped(v))
}

func (c encodedClient) object(tag func(xsiType, inside string) string, object map[string]any) string {
	var fields strings.Builder
	for key, value := range object {
		if c.structs {
			fields.WriteString(c.element(key, value))
			continue
		}
		fields.WriteString(`<item><key xsi:type="xsd:string">` + key + "</key>" + c.element("value", value) + "</item>")
	}
	if c.structs {
		return tag("enc:Struct", fields.String())
	}
	return tag("apache:Map", fields.String())
}

func encodedValue(e *element) any {
	_, name, _ := strings.Cut(e.Type, ":")
	switch {
	case e.Nil != "":
		return nil
	case name == "Array":
		items := []any{}
		for i := range e.Nodes {
			items = append(items, encodedValue(&e.Nodes[i]))
		}
		return items
	case name == "Map":
		object := map[string]any{}
		for i := range e.Nodes {
			object[e.Nodes[i].child("key").Text] = encodedValue(e.Nodes[i].child("value"))
		}
		return object
	case name == "":
		object := map[string]any{}
		for i := range e.Nodes {
			object[e.Nodes[i].XMLName.Local] = encodedValue(&e.Nodes[i])
		}
		return object
	}
	return typedText(e.Text, name)
}

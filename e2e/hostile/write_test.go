package hostile

import (
	"fmt"
	"net/url"
	"strings"
)

// Each writer says a value in its wire's words, and whether the wire has words for it.

// writeForm writes parameters with brackets: a[0][b]=x.
func writeForm(o object) (string, bool) {
	var b strings.Builder
	ok := true
	for _, m := range o {
		ok = formPairs(m.key, m.value, func(key, value string) {
			if b.Len() > 0 {
				b.WriteByte('&')
			}
			b.WriteString(url.QueryEscape(key) + "=" + url.QueryEscape(value))
		}) && ok
	}
	return b.String(), ok
}

func formPairs(key string, v any, pair func(key, value string)) bool {
	// Brackets are gathered on the way down, so that a key a thousand deep is made once.
	path := []string{key}
	var walk func(v any) bool
	walk = func(v any) bool {
		ok := true
		into := func(part string, v any) {
			path = append(path, "["+part+"]")
			ok = walk(v) && ok
			path = path[:len(path)-1]
		}
		switch v := v.(type) {
		case string:
			pair(strings.Join(path, ""), v)
		case number:
			pair(strings.Join(path, ""), string(v))
		case list:
			ok = len(v) > 0
			for i, item := range v {
				into(fmt.Sprint(i), item)
			}
		case object:
			ok = len(v) > 0
			for _, m := range v {
				into(m.key, m.value)
			}
		default:
			return false
		}
		return ok
	}
	return walk(v)
}

// writeMultipart writes the parameters as parts of a form.
func writeMultipart(o object) (string, bool) {
	var b strings.Builder
	ok := true
	for _, m := range o {
		ok = formPairs(m.key, m.value, func(key, value string) {
			b.WriteString("--x\r\nContent-Disposition: form-data; name=\"" + key + "\"\r\n\r\n" + value + "\r\n")
		}) && ok
	}
	return b.String() + "--x--\r\n", ok
}

var xmlEscapes = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", "\r", "&#13;")

// isName says whether a key can be the name of an element.
func isName(s string) bool {
	return s != "" && strings.Trim(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_") == ""
}

// writeXMLRPC writes a value of XML-RPC.
func writeXMLRPC(b *strings.Builder, v any) bool {
	ok := true
	b.WriteString("<value>")
	switch v := v.(type) {
	case nil:
		b.WriteString("<nil/>")
	case string:
		b.WriteString("<string>" + xmlEscapes.Replace(v) + "</string>")
	case number:
		kind := "int"
		if strings.ContainsAny(string(v), ".eEN") {
			kind = "double"
		}
		b.WriteString("<" + kind + ">" + string(v) + "</" + kind + ">")
	case list:
		b.WriteString("<array><data>")
		for _, item := range v {
			ok = writeXMLRPC(b, item) && ok
		}
		b.WriteString("</data></array>")
	case object:
		b.WriteString("<struct>")
		for _, m := range v {
			b.WriteString("<member><name>" + xmlEscapes.Replace(m.key) + "</name>")
			ok = writeXMLRPC(b, m.value) && ok
			b.WriteString("</member>")
		}
		b.WriteString("</struct>")
	default:
		ok = false
	}
	b.WriteString("</value>")
	return ok
}

// writeElements writes the members of an object as SOAP's elements: a list is an element for each item, or with encoded an array.
func writeElements(b *strings.Builder, o object, encoded bool) bool {
	ok := true
	for _, m := range o {
		ok = isName(m.key) && writeElement(b, m.key, m.value, encoded) && ok
	}
	return ok
}

func writeElement(b *strings.Builder, name string, v any, encoded bool) bool {
	inside := func(attributes string, write func() bool) bool {
		b.WriteString("<" + name + attributes + ">")
		ok := write()
		b.WriteString("</" + name + ">")
		return ok
	}
	text := func(s string) func() bool {
		return func() bool { b.WriteString(s); return true }
	}
	switch v := v.(type) {
	case nil:
		return inside(` i:nil="true"`, text(""))
	case string:
		return inside("", text(xmlEscapes.Replace(v)))
	case number:
		return inside("", text(string(v)))
	case object:
		return inside("", func() bool { return writeElements(b, v, encoded) })
	case list:
		items := func(name string) bool {
			ok := true
			for _, item := range v {
				if _, nested := item.(list); nested && !encoded {
					ok = inside("", func() bool { return writeElement(b, name, item, encoded) }) && ok
				} else {
					ok = writeElement(b, name, item, encoded) && ok
				}
			}
			return ok
		}
		if encoded {
			return inside(` i:type="n:Array"`, func() bool { return items("item") })
		}
		return items(name)
	}
	return false
}

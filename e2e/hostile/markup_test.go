package hostile

import (
	"fmt"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"unicode/utf16"
)

// TestHostileMarkup sends XML that makes other readers fetch, expand or loop.
func TestHostileMarkup(t *testing.T) { carry(t, hostileMarkup) }

// TestNothingIsFetched sends documents that name a file and an address of ours: the file must not come back, and nobody may call.
func TestNothingIsFetched(t *testing.T) {
	const kept = "kept-to-ourselves"
	file := filepath.Join(t.TempDir(), "kept.txt")
	if err := os.WriteFile(file, []byte(kept), 0o600); err != nil {
		t.Fatal(err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	var calls atomic.Int32
	go func() {
		for conn, err := listener.Accept(); err == nil; conn, err = listener.Accept() {
			calls.Add(1)
			conn.Close()
		}
	}()
	url := "http://" + listener.Addr().String() + "/x"
	for why, head := range map[string]string{
		"a file":                    `<!DOCTYPE a [<!ENTITY x SYSTEM "file://` + file + `">]>`,
		"an address":                `<!DOCTYPE a [<!ENTITY x SYSTEM "` + url + `">]>`,
		"a document type":           `<!DOCTYPE a SYSTEM "` + url + `">`,
		"a public document type":    `<!DOCTYPE a PUBLIC "-//X//Y" "` + url + `">`,
		"a parameter entity":        `<!DOCTYPE a [<!ENTITY % p SYSTEM "` + url + `"> %p;]>`,
		"a style sheet":             `<?xml-stylesheet href="` + url + `" type="text/xsl"?>`,
		"a schema that is located":  "",
		"a document that is called": "",
	} {
		for _, w := range wires {
			if w.family != "xml" && w.family != "amf" {
				continue
			}
			t.Run(why+"/"+w.name, func(t *testing.T) {
				r := w.request()
				switch {
				case w.family == "amf":
					r.body = packet(0, probe, xmlInAMF(head+"<a>&x;</a>"))
				case why == "a schema that is located":
					r.body = strings.Replace(w.marked(), "<", `<?xml version="1.0"?><`, 1)
					r.body = strings.Replace(r.body, "><", ` xmlns:l="http://www.w3.org/2001/XMLSchema-instance" l:schemaLocation="urn:x `+url+`"><`, 2)
				case why == "a document that is called":
					r.body = strings.Replace(w.marked(), mark, `<i:include xmlns:i="http://www.w3.org/2001/XInclude" href="`+url+`"/>`, 1)
				default:
					r.body = head + strings.Replace(w.marked(), mark, "&x;", 1)
				}
				got := measured(t, "what names "+why, w.column, func() (*answer, error) { return target.send(r) })
				(&attack{}).judge(t, w, got)
				if strings.Contains(string(got.body), kept) {
					t.Errorf("the file came back: %s", got.body)
				}
			})
		}
	}
	if n := calls.Load(); n > 0 {
		t.Errorf("the server called %d times", n)
	}
}

// xmlInAMF is AMF0's document, as the field of the call.
func xmlInAMF(text string) string {
	return "\x0A" + u32(1) + "\x03" + key0("field") + "\x0F" + u32(len(text)) + text + key0("") + "\x09"
}

// inMark puts something where the text of the field stands.
func inMark(text string) func(w *wire, n int) string {
	return func(w *wire, _ int) string { return strings.Replace(w.marked(), mark, text, 1) }
}

// beforeAll puts something before the document, which uses the entity that it declares.
func beforeAll(head string) func(w *wire, n int) string {
	return func(w *wire, n int) string { return head + inMark("&x;")(w, n) }
}

// laughs are entities that each stand for ten of the next.
func laughs() string {
	var b strings.Builder
	b.WriteString(`<!DOCTYPE a [<!ENTITY e0 "ha">`)
	for i := range 9 {
		fmt.Fprintf(&b, `<!ENTITY e%d "%s">`, i+1, strings.Repeat(fmt.Sprintf("&e%d;", i), 10))
	}
	return b.String() + `<!ENTITY x "&e9;">]>`
}

const blank = "a text of blanks and comments is a text"

var hostileMarkup = []attack{
	{name: "a billion laughs", rules: "P-01 P-02", on: of("xml"), body: beforeAll(laughs())},
	{name: "an entity of a megabyte, used often", rules: "P-02", on: of("xml"), body: func(w *wire, _ int) string {
		return `<!DOCTYPE a [<!ENTITY x "` + strings.Repeat("x", 1<<20) + `">]>` + inMark(strings.Repeat("&x;", 100_000))(w, 0)
	}},
	{name: "a document type behind a comment", rules: "P-01", on: of("xml"), body: func(w *wire, _ int) string { return "<!-- --><!DOCTYPE a>" + inMark("id")(w, 0) }},
	{name: "a document type in small letters", rules: "P-01", on: of("xml"), body: func(w *wire, _ int) string { return "<!doctype a>" + inMark("id")(w, 0) }},
	{name: "an entity of HTML", rules: "P-02", on: of("xml"), body: inMark("&nbsp;")},
	{name: "an entity without an end", rules: "P-02", on: of("xml"), body: inMark("&" + strings.Repeat("x", 1<<20))},
	{name: "a reference to no character", rules: "P-05", on: of("xml"), body: inMark("&#xD800;&#0;&#x110000;")},
	{name: "a reference of a megabyte", rules: "P-08", on: of("xml"), body: inMark("&#" + strings.Repeat("0", 1<<20) + "65;")},
	{name: "elements in elements", rules: "P-03", on: of("xml"), body: inMark(strings.Repeat("<a>", 200_000) + strings.Repeat("</a>", 200_000))},
	{name: "elements that are never closed", rules: "P-03", on: of("xml"), body: inMark(strings.Repeat("<a>", 1_000_000))},
	{name: "a million ends", rules: "P-03", on: of("xml"), body: inMark(strings.Repeat("</a>", 900_000))},
	{name: "200,000 attributes", rules: "P-07", on: of("xml"), body: func(w *wire, _ int) string {
		var b strings.Builder
		for i := range 200_000 {
			fmt.Fprintf(&b, ` a%d="x"`, i)
		}
		return inMark("<a"+b.String()+"/>")(w, 0)
	}},
	{name: "an attribute of three megabytes", rules: "P-09", on: of("xml"), body: inMark(`<a b="` + strings.Repeat("x", 3<<20) + `"/>`)},
	{name: "200,000 namespaces", rules: "P-07", on: of("xml"), body: func(w *wire, _ int) string {
		return inMark(strings.Repeat(`<a xmlns:b="urn:b"/>`, 190_000))(w, 0)
	}},
	{name: "a name of three megabytes", rules: "P-09", on: of("xml"), body: inMark("<" + strings.Repeat("n", 3<<20) + "/>")},
	{name: "a prefix that nobody declared", rules: "P-14", on: of("xml"), body: inMark(`<zz:a/>`)},
	{name: "a comment that does not end", rules: "P-02", on: of("xml"), body: inMark("<!--" + strings.Repeat("-", 1<<20))},
	{name: "a million comments", rules: "P-07", on: of("xml"), answered: blank, body: inMark(strings.Repeat("<!---->", 500_000))},
	{name: "CDATA that does not end", rules: "P-02", on: of("xml"), body: inMark("<![CDATA[" + strings.Repeat("]]", 1<<19))},
	{name: "UTF-16", rules: "P-05", on: of("xml", "json"), body: func(w *wire, _ int) string { return inUTF16(inMark("id")(w, 0)) }},
	{name: "UTF-7 that is declared", rules: "P-05", on: of("xml"), body: func(w *wire, _ int) string {
		return `<?xml version="1.0" encoding="UTF-7"?>` + inMark("+ADw-id")(w, 0)
	}},
	{name: "two documents", rules: "P-15", on: of("xml", "json"), body: func(w *wire, _ int) string { return inMark("id")(w, 0) + inMark("id")(w, 0) }},
	{name: "nothing but blanks", rules: "P-15", on: of("xml", "json"), body: func(*wire, int) string { return strings.Repeat(" ", 3<<20) }},
	{name: "an opening bracket, three million times", rules: "P-03", on: of("json"), body: func(*wire, int) string { return strings.Repeat("[", 3<<20) }},
	{name: "a byte order mark", rules: "P-05", on: of("json"), body: func(w *wire, _ int) string { return "\ufeff" + inMark("id")(w, 0) }},
	{name: "a comment in JSON", rules: "P-15", on: of("json"), body: func(w *wire, _ int) string { return "/* */" + inMark("id")(w, 0) }},
	{name: "a comma too many", rules: "P-15", on: of("json"), body: func(w *wire, _ int) string {
		return strings.Replace(inMark("id")(w, 0), `"values":`, `,"values":`, 1) + ","
	}},

	{name: "an array of two thousand million items", rules: "P-11", on: encodedSOAP, body: array("[2147483647]")},
	{name: "an array of several dimensions", rules: "P-11", on: encodedSOAP, body: array("[99999,99999,99999]")},
	{name: "an array that begins far out", rules: "P-11", on: encodedSOAP, body: func(w *wire, _ int) string {
		return strings.Replace(array("[3]")(w, 0), "<values ", `<values n:offset="[2147483646]" `, 1)
	}},
	{name: "a value that holds itself", rules: "P-12", on: encodedSOAP, body: references(`<m id="a"><item href="#a"/><item ref="a"/></m>`)},
	{name: "two values that hold each other", rules: "P-12", on: encodedSOAP, body: references(`<m id="a"><item href="#b"/></m><m id="b"><item href="#a"/></m>`)},
	{name: "a reference that leads outside", rules: "P-12", on: encodedSOAP, body: func(w *wire, _ int) string {
		return strings.Replace(references("")(w, 0), "#a", "http://127.0.0.1:1/a", 1)
	}},
	{name: "references that double at each step", rules: "P-12", on: encodedSOAP, body: func(w *wire, _ int) string {
		var b strings.Builder
		for i := range 30 {
			next := "a" + strings.Repeat("b", i+1)
			fmt.Fprintf(&b, `<m id="%s"><item href="#%s" n:ref="%s"/><item href="#%s" n:ref="%s"/></m>`, "a"+strings.Repeat("b", i), next, next, next, next)
		}
		return references(b.String())(w, 0)
	}},
	{name: "a long text, referred to often", rules: "P-12", on: encodedSOAP, body: func(w *wire, _ int) string {
		return references(`<m id="a">`+strings.Repeat(`<item href="#t" n:ref="t"/>`, 9_000)+`</m><m id="t">`+strings.Repeat("x", 1<<20)+"</m>")(w, 0)
	}},
}

// encodedSOAP are the addresses of SOAP that read SOAP's encoding.
func encodedSOAP(w *wire) bool {
	return strings.HasPrefix(w.name, "soap") && !strings.HasSuffix(w.name, "-own")
}

// array is a list that says something of its size.
func array(size string) func(w *wire, n int) string {
	return func(w *wire, _ int) string {
		says := `<values n:arrayType="s:string` + size + `" n:itemType="s:string" n:arraySize="` + strings.Trim(size, "[]") + `" `
		return strings.Replace(inMark("x")(w, 0), "<values ", says, 1)
	}
}

// references puts values beside the call, of which the list refers to a.
func references(beside string) func(w *wire, n int) string {
	return func(w *wire, _ int) string {
		body := w.marked()
		from, to := strings.Index(body, "<values"), strings.Index(body, "</values>")+len("</values>")
		body = body[:from] + `<values href="#a" n:ref="a"/>` + body[to:]
		return strings.Replace(strings.Replace(body, mark, "id", 1), "</e:Body>", beside+"</e:Body>", 1)
	}
}

func inUTF16(s string) string {
	units := slices.Insert(utf16.Encode([]rune(s)), 0, 0xFEFF)
	b := make([]byte, 0, 2*len(units))
	for _, u := range units {
		b = append(b, byte(u), byte(u>>8))
	}
	return string(b)
}

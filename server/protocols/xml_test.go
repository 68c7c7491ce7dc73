package protocols

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/http/httptest"
	"runtime"
	"strings"
	"testing"

	"gatehouse/server/call"
)

// flat reads a document to its end and writes its tags and texts in one line: {space}name(attributes) for a start, / for an end.
func flat(document string) (string, error) {
	return flatten(document, func(attribute string) string { return attribute })
}

func flatten(document string, attribute func(string) string) (string, error) {
	x, err := NewXMLReader([]byte(document))
	if err != nil {
		return "", err
	}
	var b strings.Builder
	for depth := 0; depth > 0 || b.Len() == 0; {
		tag, err := x.Next()
		if err != nil {
			return "", err
		}
		if b.Len() > 0 {
			fmt.Fprintf(&b, "%q", tag.Text)
		}
		if !tag.Start {
			depth--
			b.WriteString("/")
			continue
		}
		depth++
		fmt.Fprintf(&b, "{%s}%s(", tag.Space, tag.Name)
		for _, a := range tag.Attributes {
			fmt.Fprintf(&b, "{%s}%s=%q", a.Space, a.Name, attribute(a.Value))
		}
		b.WriteString(")")
	}
	return b.String(), x.Finish()
}

func TestXMLRefused(t *testing.T) {
	for _, row := range []struct{ why, document, says string }{
		{"nothing", "", "expected a tag"},
		{"a DOCTYPE could name what is outside", `<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>`, "DOCTYPE"},
		{"also inside", `<a><!DOCTYPE a></a>`, "DOCTYPE"},
		{"also after the root", `<a/><!DOCTYPE a>`, "DOCTYPE"},
		{"entities could grow without bound", `<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]><a>&c;</a>`, "DOCTYPE"},
		{"an entity that nobody declared", `<a>&nbsp;</a>`, "&nbsp;"},
		{"an entity in an attribute", `<a b="&c;"/>`, "&c;"},
		{"a processing instruction", `<a><?php echo 1 ?></a>`, "processing instruction"},
		{"one before the root", `<?xml version="1.0"?><?xml-stylesheet href="x"?><a/>`, "processing instruction"},
		{"the declaration elsewhere", ` <?xml version="1.0"?><a/>`, "processing instruction"},
		{"the declaration of another version", `<?xml version="1.1"?><a/>`, "XML 1.0"},
		{"the declaration without an end", `<?xml version="1.0"`, "XML 1.0"},
		{"another encoding", `<?xml version="1.0" encoding="ISO-8859-1"?><a>é</a>`, "UTF-8"},
		{"an encoding that has no ASCII in it", `<?xml version="1.0" encoding="UTF-16"?><a/>`, "UTF-8"},
		{"UTF-16", "\xfe\xff\x00<\x00a\x00/\x00>", "UTF-8"},
		{"bad UTF-8", "<a>\xff</a>", "UTF-8"},
		{"bad UTF-8 in a comment", "<a><!--\xff--></a>", "UTF-8"},
		{"a control character", "<a>\x01</a>", "byte 4"},
		{"no character", "<a>\uFFFE</a>", "byte 4"},
		{"a reference to NUL", "<a>&#0;</a>", "&#0;"},
		{"a reference to half a pair, which must not become something else", "<a>&#xD800;</a>", "&#xD800;"},
		{"a reference to no character", "<a>&#xFFFF;</a>", "&#xFFFF;"},
		{"a reference past all characters", "<a>&#x110000;</a>", "&#x110000;"},
		{"a reference that is no number", "<a>&#x;</a>", "&#x;"},
		{"a reference with a sign", "<a>&#+65;</a>", "&#+65;"},
		{"an ampersand by itself", "<a>a & b</a>", "&amp;"},
		{"]]> in a text", "<a>]]></a>", "&gt;"},
		{"< in an attribute", `<a b="<"/>`, "&lt;"},
		{"an attribute without quotes", `<a b=c/>`, "quotes"},
		{"an attribute without a value", `<a b/>`, "quotes"},
		{"an attribute that does not end", `<a b="c/>`, "quote"},
		{"attributes that touch", `<a b="c"d="e"/>`, "blank"},
		{"an attribute twice", `<a b="1" b="2"/>`, "twice"},
		{"an attribute twice by its namespace", `<a xmlns:p="u" xmlns:q="u" p:b="1" q:b="2"/>`, "twice"},
		{"a namespace twice", `<a xmlns="u" xmlns="v"/>`, "once"},
		{"a prefix nobody declared", `<p:a/>`, "not declared"},
		{"an empty prefix", `<:a/>`, "not declared"},
		{"a prefix of an attribute", `<a p:b="1"/>`, "not declared"},
		{"a prefix out of scope", `<a><b xmlns:p="u"/><p:c/></a>`, "not declared"},
		{"a prefix undeclared again", `<a xmlns:p=""/>`, "namespace"},
		{"the prefix xmlns", `<a xmlns:xmlns="u"/>`, "namespace"},
		{"the prefix xml for something else", `<a xmlns:xml="u"/>`, "namespace"},
		{"two colons", `<a xmlns:p="u"><p:b:c/></a>`, "not declared"},
		{"no name", `< a/>`, "name"},
		{"a name that begins with a digit", `<1a/>`, "not declared"},
		{"another end", `<a></b>`, "</a>"},
		{"an end that is longer", `<a></ab>`, "</a>"},
		{"an end too many", `</a>`, "opening"},
		{"no end", `<a>`, "a tag"},
		{"half a tag", `<a`, "blank"},
		{"two roots", `<a/><b/>`, "nothing more"},
		{"text before the root", `x<a/>`, "blanks"},
		{"text after the root", `<a/>x`, "nothing more"},
		{"CDATA outside", `<a/><![CDATA[x]]>`, "CDATA"},
		{"CDATA without an end", `<a><![CDATA[x</a>`, "CDATA"},
		{"a comment without an end", `<a><!--x</a>`, "comment"},
		{"two hyphens in a comment", `<a><!--x--y--></a>`, "comment"},
		{"nesting past the limit", strings.Repeat("<a>", 100_000), "64 deep"},
		{"too many elements", "<a>" + strings.Repeat("<b/>", 100_000) + "</a>", "20000"},
		{"too many attributes", "<a" + strings.Repeat(` b=""`, 500_000) + "/>", "64 attributes"},
		{"too many attributes in all", "<a>" + strings.Repeat(`<b c="" d="" e=""/>`, 27_000), "20000"},
		{"too many namespaces in scope", strings.Repeat("<a"+manyNamespaces()+">", 6), "256 namespaces"},
		{"many comments in a text", "<a>" + strings.Repeat("x<!---->", 400_000), "a tag"},
	} {
		t.Run(row.why, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			got, err := flat(row.document)
			runtime.ReadMemStats(&after)
			var refused *call.Error
			if !errors.As(err, &refused) || refused.Code != call.InvalidParameter || !strings.Contains(refused.Message, row.says) {
				t.Errorf("got %s and %v, want an error saying %q", got, err, row.says)
			}
			if used := after.TotalAlloc - before.TotalAlloc; used > 32<<20 {
				t.Errorf("%d MB were allocated", used>>20)
			}
		})
	}
}

func manyNamespaces() string {
	var b strings.Builder
	for i := range maxAttributes {
		fmt.Fprintf(&b, ` xmlns:p%d="u"`, i)
	}
	return b.String()
}

func TestXMLRead(t *testing.T) {
	for _, row := range []struct{ why, document, want string }{
		{"a document", `<a><b>c</b> </a>`, `{}a()""{}b()"c"/" "/`},
		{"with declaration, byte order mark and comments", "\uFEFF<?xml version='1.0' encoding='utf-8' standalone=\"no\" ?>\n<!-- b --><a/><!-- c -->\n", `{}a()""/`},
		{"so is what PHP calls ISO-8859-1 and writes in ASCII", `<?xml version="1.0" encoding="iso-8859-1"?><a>&#233;</a>`, `{}a()"é"/`},
		{"ASCII is UTF-8", `<?xml version="1.0" encoding="us-ascii"?><a/>`, `{}a()""/`},
		{"references", "<a>&lt;&amp;&gt;&quot;&apos;&#233;&#xe9;&#x1F600;&#10;</a>", `{}a()"<&>\"'éé😀\n"/`},
		{"nothing is resolved twice", "<a>&amp;lt;</a>", `{}a()"&lt;"/`},
		{"CDATA and comments join the text", "<a>b<![CDATA[<&c]]]]>d<!-- e -->f</a>", `{}a()"b<&c]]df"/`},
		{"ends of lines are one character, unless written as a reference", "<a>b\r\nc\rd&#13;</a>", `{}a()"b\nc\nd\r"/`},
		{"an attribute is one line", "<a b='c\r\nd\te&#10;'/>", `{}a({}b="c d e\n")""/`},
		{"namespaces", `<a xmlns="u" b="1"><p:c xmlns:p="v" xmlns="" p:d="2"><e/></p:c><f/></a>`, `{u}a({}b="1")""{v}c({v}d="2")""{}e()""/""/""{u}f()""/""/`},
		{"the prefix that needs no declaration", `<a xml:lang="en"/>`, `{}a({http://www.w3.org/XML/1998/namespace}lang="en")""/`},
		{"non-ASCII and blanks", "<a>é 世界 😀 \t</a >", `{}a()"é 世界 😀 \t"/`},
	} {
		got, err := flat(row.document)
		if err != nil || got != row.want {
			t.Errorf("%s: got %s and %v, want %s", row.why, got, err, row.want)
		}
	}
}

func TestXMLSteps(t *testing.T) {
	x, err := NewXMLReader([]byte(`<a xmlns:p="u"> <b>text</b> <c><d>x<e/></d>y</c><f g="p:h"/> </a>`))
	if err != nil {
		t.Fatal(err)
	}
	if tag, ok, err := x.Child(); err != nil || !ok || tag.Name != "a" {
		t.Fatalf("%+v %v %v", tag, ok, err)
	}
	if tag, ok, err := x.Child(); err != nil || !ok || tag.Name != "b" {
		t.Fatalf("%+v %v %v", tag, ok, err)
	}
	if text, err := x.Content(); err != nil || text != "text" {
		t.Fatalf("%q %v", text, err)
	}
	if tag, ok, err := x.Child(); err != nil || !ok || tag.Name != "c" {
		t.Fatalf("%+v %v %v", tag, ok, err)
	}
	if err := x.Skip(); err != nil {
		t.Fatal(err)
	}
	tag, ok, err := x.Child()
	if err != nil || !ok || tag.Name != "f" {
		t.Fatalf("%+v %v %v", tag, ok, err)
	}
	value, _ := tag.Attribute("", "g")
	if space, name, ok := x.Resolve(value); space != "u" || name != "h" || !ok {
		t.Errorf("%q is {%s}%s, %v", value, space, name, ok)
	}
	if err := x.Skip(); err != nil { // of an element without content
		t.Fatal(err)
	}
	if err := x.End(); err != nil {
		t.Fatal(err)
	}
	if err := x.Finish(); err != nil {
		t.Fatal(err)
	}
}

func TestTheContentTypeOfXML(t *testing.T) {
	for header, ok := range map[string]bool{
		"":                               false,
		"text/plain":                     false,
		"text/xml; charset=iso-8859-1":   false,
		"text/xml":                       true,
		"Text/XML; charset=\"UTF-8\"":    true,
		"application/xml;charset=utf-8":  true,
		"application/soap+xml; action=x": false,
	} {
		r := httptest.NewRequest("POST", "/", nil)
		r.Header.Set("Content-Type", header)
		if err := CheckXML(r, "text/xml", "application/xml"); (err == nil) != ok {
			t.Errorf("%q: %v", header, err)
		}
	}
}

// FuzzXML holds that no document makes the reader panic, and that what it accepts is what encoding/xml reads out of it.
func FuzzXML(f *testing.F) {
	for _, seed := range []string{
		`<a xmlns="u"><p:b xmlns:p="v" p:c="1">x&amp;<![CDATA[<]]>y</p:b><d/></a>`,
		"<?xml version=\"1.0\" encoding=\"utf-8\"?>\r\n<a>é&#233;</a><!-- end -->",
		`<a><!-- b -->c<d e='f"'/></a >`,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, document string) {
		got, err := flatten(document, withoutLines)
		if err != nil {
			var refused *call.Error
			if !errors.As(err, &refused) {
				t.Fatalf("an error of another kind: %v", err)
			}
			return
		}
		if want, err := standard(document); err != nil || got != want {
			t.Errorf("got  %s\nwant %s (%v)", got, want, err)
		}
	})
}

// standard does what flatten does with encoding/xml.
func standard(document string) (string, error) {
	decoder := xml.NewDecoder(strings.NewReader(strings.TrimPrefix(document, "\uFEFF")))
	decoder.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
	var b, text bytes.Buffer
	depth := 0
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			return b.String(), nil
		} else if err != nil {
			return "", err
		}
		switch token := token.(type) {
		case xml.CharData:
			if depth > 0 {
				text.Write(token)
			}
		case xml.StartElement:
			if depth > 0 {
				fmt.Fprintf(&b, "%q", text.String())
			}
			depth++
			text.Reset()
			fmt.Fprintf(&b, "{%s}%s(", token.Name.Space, token.Name.Local)
			for _, a := range token.Attr {
				if a.Name.Space != "xmlns" && (a.Name.Space != "" || a.Name.Local != "xmlns") {
					fmt.Fprintf(&b, "{%s}%s=%q", a.Name.Space, a.Name.Local, withoutLines(a.Value))
				}
			}
			b.WriteString(")")
		case xml.EndElement:
			depth--
			fmt.Fprintf(&b, "%q/", text.String())
			text.Reset()
		}
	}
}

// withoutLines takes away the one difference: encoding/xml keeps the blanks of an attribute as they are.
func withoutLines(attribute string) string {
	return strings.NewReplacer("\t", " ", "\n", " ", "\r", " ").Replace(attribute)
}

package protocols

import (
	"net/http"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"gatehouse/server/call"
)

// What one XML document may hold besides XMLReader.Depth.
const (
	maxElements   = 4 * MaxValues // XML-RPC spells a value of a struct with four elements; as many attributes in all
	maxAttributes = 64            // of one element
	maxNamespaces = 256           // declared at one place of the document
)

// CheckXML refuses a request whose content type is none of those given, or that says another encoding than UTF-8.
func CheckXML(r *http.Request, accepted ...string) error {
	media, parameters := MediaType(r)
	if !slices.Contains(accepted, media) {
		return call.Errorf(call.MediaType, "The content type of the request must be %s.", strings.Join(accepted, " or "))
	}
	if charset, ok := parameters["charset"]; ok && !isUTF8(charset) {
		return call.Errorf(call.MediaType, "The request must be in UTF-8, and say so if it says anything about it.")
	}
	return nil
}

// isUTF8 says whether an encoding is UTF-8, or ASCII, which is a part of it.
func isUTF8(encoding string) bool {
	return strings.EqualFold(encoding, "utf-8") || strings.EqualFold(encoding, "us-ascii")
}

// XMLReader reads one XML document (XML 1.0 and Namespaces in XML 1.0, both without DTD) tag by tag, without building a tree. It
// is stricter than encoding/xml: a DOCTYPE, processing instructions, entities beyond the five, references to what is no
// character, bytes that are not UTF-8, undeclared prefixes, an attribute twice, and what is past the limits are refused. Names
// are ASCII, as all are that a protocol here knows.
type XMLReader struct {
	Depth int // of elements inside one another: MaxDepth, unless a protocol whose values take several elements each raises it

	text       string
	at         int
	open       []openElement
	namespaces []namespace    // in scope, the innermost last
	attributes []XMLAttribute // of the tag at hand
	selfClosed bool           // the tag at hand was <a/>: its end comes next
	begun      bool
	elements   int
	attributed int // attributes of all elements
	values     int
}

type openElement struct {
	name       string // with its prefix
	namespaces int    // how many were in scope outside it
}

type namespace struct{ prefix, uri string }

// XMLTag is a start tag, or an end tag, with the text between the tag before it and itself.
type XMLTag struct {
	Text        string         // with references and CDATA resolved, without comments
	Start       bool           // an element starts here; otherwise the innermost open one ends, and the rest is empty
	Space, Name string         // the namespace, "" for none, and the name without prefix
	Attributes  []XMLAttribute // without the declarations of namespaces; they last until the next tag is read
}

// XMLAttribute is an attribute. One without a prefix has no namespace.
type XMLAttribute struct{ Space, Name, Value string }

// Attribute returns the value of an attribute.
func (t *XMLTag) Attribute(space, name string) (string, bool) {
	for i := range t.Attributes {
		if a := &t.Attributes[i]; a.Name == name && a.Space == space {
			return a.Value, true
		}
	}
	return "", false
}

// xmlDeclaration is what a document may begin with: XML 1.0, section 2.8.
var xmlDeclaration = regexp.MustCompile(`^<\?xml[ \t\r\n]+version[ \t\r\n]*=[ \t\r\n]*(?:"1\.0"|'1\.0')(?:[ \t\r\n]+encoding[ \t\r\n]*=[ \t\r\n]*["']([A-Za-z][A-Za-z0-9._-]*)["'])?(?:[ \t\r\n]+standalone[ \t\r\n]*=[ \t\r\n]*["'](?:yes|no)["'])?[ \t\r\n]*\?>`)

// NewXMLReader begins a document. It checks the characters of the whole and reads its declaration.
func NewXMLReader(document []byte) (*XMLReader, error) {
	x := &XMLReader{Depth: MaxDepth, text: strings.TrimPrefix(string(document), "\uFEFF")}
	if !utf8.ValidString(x.text) {
		return nil, call.Errorf(call.InvalidParameter, "The XML is not UTF-8.")
	}
	if at := notXML(x.text); at >= 0 {
		return nil, call.Errorf(call.InvalidParameter, "The XML is wrong at byte %d: there is a character that XML does not have.", at+1)
	}
	if !strings.HasPrefix(x.text, "<?xml") {
		return x, nil
	}
	found := xmlDeclaration.FindStringSubmatch(x.text[:min(len(x.text), 256)])
	if found == nil {
		return nil, x.wrong("a declaration of XML 1.0, or none")
	}
	if found[1] != "" && !isUTF8(found[1]) && !(strings.EqualFold(found[1], "iso-8859-1") && ascii(x.text)) {
		return nil, call.Errorf(call.InvalidParameter, "The XML must be in UTF-8.")
	}
	x.at = len(found[0])
	return x, nil
}

// ascii says whether a text means the same in every encoding that has ASCII in it. PHP's xmlrpc_encode_request declares ISO-8859-1
// and writes all else as references.
func ascii(text string) bool {
	for i := range len(text) {
		if text[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// notXML returns where the first character stands that no XML document may hold, in whatever place (XML 1.0, section 2.2), or -1.
func notXML(text string) int {
	for i := range len(text) {
		if c := text[i]; c < ' ' && c != '\t' && c != '\n' && c != '\r' {
			return i
		}
	}
	if at := strings.Index(text, "\uFFFE"); at >= 0 {
		return at
	}
	return strings.Index(text, "\uFFFF")
}

// Wrong is the error for a document that is well-formed and has something else at this place than a protocol expects.
func (x *XMLReader) Wrong(expected string) error { return x.wrong(expected) }

func (x *XMLReader) wrong(expected string) error {
	return call.Errorf(call.InvalidParameter, "The XML is wrong at byte %d: expected %s.", x.at+1, expected)
}

// Next goes past the next tag. The first one is that of the root. After its end, Finish says whether more follows.
func (x *XMLReader) Next() (XMLTag, error) {
	if x.selfClosed {
		x.selfClosed = false
		x.pop()
		return XMLTag{}, nil
	}
	outside := len(x.open) == 0
	if outside && x.begun {
		return XMLTag{}, x.wrong("nothing more")
	}
	text, err := x.characters()
	if err != nil {
		return XMLTag{}, err
	}
	switch {
	case x.at == len(x.text):
		return XMLTag{}, x.wrong("a tag")
	case outside && !blank(text):
		return XMLTag{}, x.wrong("nothing but blanks before the first tag")
	case strings.HasPrefix(x.text[x.at:], "</"):
		return XMLTag{Text: text}, x.endTag()
	}
	x.begun = true
	tag, err := x.startTag()
	tag.Text = text
	return tag, err
}

// Child goes to the next element inside the innermost open one, and past its start tag; ok is false when that one has ended. Between
// them only blanks may stand.
func (x *XMLReader) Child() (tag XMLTag, ok bool, err error) {
	tag, err = x.Next()
	if err == nil && !blank(tag.Text) {
		err = x.wrong("no text between elements")
	}
	return tag, tag.Start, err
}

// Content reads what is left of the innermost open element, which may hold text alone, and goes past its end.
func (x *XMLReader) Content() (string, error) {
	tag, err := x.Next()
	if err == nil && tag.Start {
		err = x.wrong("text and no elements")
	}
	return tag.Text, err
}

// End goes past the end of the innermost open element, before which only blanks may be left.
func (x *XMLReader) End() error {
	_, more, err := x.Child()
	if err == nil && more {
		err = x.wrong("no further element")
	}
	return err
}

// Skip goes past the end of the innermost open element, whatever it holds.
func (x *XMLReader) Skip() error {
	for outside := len(x.open) - 1; len(x.open) > outside; {
		if _, err := x.Next(); err != nil {
			return err
		}
	}
	return nil
}

// Finish fails unless the root has ended and nothing but blanks and comments follows it.
func (x *XMLReader) Finish() error {
	if len(x.open) > 0 || x.selfClosed {
		return x.wrong("a closing tag")
	}
	text, err := x.characters()
	if err == nil && (!blank(text) || x.at < len(x.text)) {
		err = x.wrong("nothing more")
	}
	return err
}

// Resolve returns the name that a prefixed name in a text or an attribute stands for, by the namespaces declared at this place.
func (x *XMLReader) Resolve(qualified string) (space, name string, ok bool) {
	prefix, name, prefixed := strings.Cut(strings.Trim(qualified, " \t\r\n"), ":")
	if !prefixed {
		prefix, name = "", prefix
	}
	space, ok = x.space(prefix)
	return space, name, ok && (!prefixed || validName(prefix)) && validName(name)
}

// CountValue counts one more value of the request. It fails past MaxValues.
func (x *XMLReader) CountValue() error {
	if x.values++; x.values > MaxValues {
		return TooMany()
	}
	return nil
}

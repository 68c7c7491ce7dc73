package docs

import (
	"slices"
	"strings"

	"gatehouse/server/call"
)

// Face is one way of writing a call down: a protocol at one of its addresses.
type Face struct {
	Name     string // stable: rest, rest-moodle
	Protocol string // that it belongs to, as settings and capabilities name it
	Title    string // for people
	Path     string // where calls are sent to; FUNCTION stands for the name of the function
	Kind     BodyKind
	// Write writes a call as a client sends it. The arguments are map[string]any, []any, string, int64, float64, bool and nil, as in
	// JSON; they need not be right: a test client sends wrong ones too. It fails when this wire cannot say them.
	Write func(f *call.Function, arguments map[string]any) (*Message, error)
}

// Message is a request as a client sends it. CredentialMark stands where the token belongs: in the header Authorization, or in a field
// of the form.
type Message struct {
	Method string
	Path   string // with the query
	Header []Header
	Form   []Header // the fields of a form in their order, where that is what Body is
	Body   []byte
	Kind   BodyKind
}

// Header is a name with its value: of a header, or of a field of a form.
type Header struct{ Name, Value string }

// BodyKind is what a body is made of.
type BodyKind string

// The kinds.
const (
	NoBody     BodyKind = "none"
	JSONBody   BodyKind = "json"
	FormBody   BodyKind = "form"
	XMLBody    BodyKind = "xml"
	BinaryBody BodyKind = "binary"
)

// Bearer is the header that carries the token where nothing else is said.
var Bearer = Header{"Authorization", "Bearer " + CredentialMark}

// Shown is a text of a message, or its body, with what stands for the token in it.
func Shown(text, credential string) string {
	return strings.ReplaceAll(text, CredentialMark, credential)
}

// Faces is all of them, in the order in which people see them.
type Faces []Face

// Find returns the face of that name, nil when there is none.
func (list Faces) Find(name string) *Face {
	i := slices.IndexFunc(list, func(f Face) bool { return f.Name == name })
	if i < 0 {
		return nil
	}
	return &list[i]
}

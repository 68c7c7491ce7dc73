package transfer

import (
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/textproto"
	"unicode/utf8"

	"gatehouse/server/call"
	"gatehouse/server/protocols"
)

const (
	// mostParts is how many fields and files a form may have.
	mostParts = 100
	// longestField is how long the value of one field may be.
	longestField = 4 << 10
)

// form reads a multipart form part by part: fields are remembered on the way, files are handed out. (RFC 7578.)
type form struct {
	body   *body
	parts  *multipart.Reader // nil: the form holds no files
	fields protocols.Form
	count  int
	files  bool // a file was found
}

// part is a file of a form.
type part struct {
	io.Reader
	field string
	name  string // what its sender calls it
}

// next returns the next file, or nil when there is none.
func (f *form) next() (*part, error) {
	for f.parts != nil {
		var p *multipart.Part
		err := f.body.within(formLimit, func() (err error) {
			p, err = f.parts.NextRawPart() // raw: the bytes as they are, whatever the part says of their encoding
			return err
		})
		if err == io.EOF { // as it is: one inside another error is a body that ends too early
			return nil, nil
		}
		if err != nil {
			return nil, malformed(err)
		}
		if f.count++; f.count > mostParts {
			return nil, call.Errorf(call.InvalidParameter, "The form has more than %d parts.", mostParts)
		}
		field, name, isFile, err := readHead(p.Header)
		if err != nil {
			return nil, err
		}
		if isFile {
			f.files = true
			return &part{Reader: p, field: field, name: name}, nil
		}
		if err := f.remember(field, p); err != nil {
			return nil, err
		}
	}
	return nil, nil
}

// malformed says what is wrong with a form whose next part cannot be read.
func malformed(err error) error {
	var protocol textproto.ProtocolError
	if errors.As(err, &protocol) || errors.Is(err, multipart.ErrMessageTooLarge) {
		return call.Errorf(call.InvalidParameter, "The head of a part of the form cannot be read.").Because(err)
	}
	return broken(err)
}

// readHead reads what a part says of itself.
func readHead(head textproto.MIMEHeader) (field, name string, isFile bool, err error) {
	kind, parameters, err := mime.ParseMediaType(head.Get("Content-Disposition"))
	field, named := parameters["name"]
	if err != nil || kind != "form-data" || !named || field == "" {
		return "", "", false, call.Errorf(call.InvalidParameter, "A part of the form has no name.")
	}
	if !utf8.ValidString(field) {
		return "", "", false, call.Errorf(call.InvalidParameter, "The name of a part of the form is not correct UTF-8.")
	}
	name, isFile = parameters["filename"]
	return field, name, isFile, nil
}

// remember keeps a field. Those that nobody asks for are read all the same, up to their limit.
func (f *form) remember(field string, from io.Reader) error {
	value, err := io.ReadAll(io.LimitReader(from, longestField+1))
	if err != nil {
		return broken(err)
	}
	if len(value) > longestField {
		return call.Invalid(protocols.Printable(field), "has more than %d bytes.", longestField)
	}
	f.fields = append(f.fields, protocols.Pair{Key: field, Value: string(value)})
	return nil
}

package docs

import (
	"slices"

	"gatehouse/server/call"
)

// The files in which functions are described.
const (
	OpenAPIFile    = "openapi.json"
	OpenRPCFile    = "openrpc.json"
	PostmanFile    = "postman.json"
	WSDLFile       = "soap.wsdl"
	MoodleWSDLFile = "moodle.wsdl"
	TypeScriptFile = "client.ts"
	GoFile         = "client.go"
	PythonFile     = "client.py"
)

// Description is one way of writing down a set of functions.
type Description struct {
	File      string // its name
	Title     string // for people
	MediaType string
	Protocol  string // over which the functions are called: whoever may not use it gets none
	Address   string // the path at which they are called
	Own       string // the path and query at which the protocol itself gives the description too; empty for most
	*Documents
}

// Descriptions is all of them.
type Descriptions struct {
	Site func() Site // as it is at the moment
	All  []Description
}

// Find returns the description that stands in a file, nil when there is none.
func (d *Descriptions) Find(file string) *Description {
	i := slices.IndexFunc(d.All, func(one Description) bool { return one.File == file })
	if i < 0 {
		return nil
	}
	return &d.All[i]
}

// Write describes functions in a file. It returns nil twice when there is no such file. The functions must be those that the reader
// may call over the description's protocol: nothing is asked here.
func (d *Descriptions) Write(file string, functions []*call.Function) (*Description, *Document) {
	description := d.Find(file)
	if description == nil {
		return nil, nil
	}
	return description, description.Of(d.Site(), functions)
}

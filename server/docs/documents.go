package docs

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"strings"
	"sync"

	"gatehouse/server/call"
)

// CredentialMark stands in a document where the credential of the reader belongs: who has it in the address finds it in the
// addresses of the document too, because many clients have no other place for it. Neither XML nor code holds this character.
const CredentialMark = "\x00"

// Document is a text about a set of functions. It is shared by all who read it.
type Document struct {
	ETag string // with its quotes
	text []byte
}

// NewDocument takes a text, which nobody may change any more.
func NewDocument(text []byte) *Document {
	sum := sha256.Sum256(text)
	return &Document{`"` + base64.RawURLEncoding.EncodeToString(sum[:12]) + `"`, text}
}

// Append writes the document behind b, with credential wherever one belongs: in the spelling of the document, empty for none.
func (d *Document) Append(b []byte, credential string) []byte {
	rest := d.text
	for {
		mark := bytes.IndexByte(rest, CredentialMark[0])
		if mark < 0 {
			return append(b, rest...)
		}
		b = append(append(b, rest[:mark]...), credential...)
		rest = rest[mark+1:]
	}
}

// Bytes is the document for a reader whose credential stands in no address.
func (d *Document) Bytes() []byte { return d.Append(nil, "") }

// Documents makes texts about sets of functions once and gives them out many times. They depend on the site, on the functions, on
// what Make was made with, and on nothing else.
type Documents struct {
	Make func(site Site, functions []*call.Function) []byte

	mutex sync.RWMutex
	made  map[string]*Document
	size  int // of all that are kept, in bytes
}

// What is kept at most. Services are few; past this all are forgotten and made anew.
const (
	maxDocuments     = 64
	maxDocumentBytes = 8 << 20
)

// Of returns the text about these functions, in this order.
func (d *Documents) Of(site Site, functions []*call.Function) *Document {
	key := keyOf(site, functions)
	d.mutex.RLock()
	made := d.made[key]
	d.mutex.RUnlock()
	if made != nil {
		return made
	}
	made = NewDocument(d.Make(site, functions))
	d.mutex.Lock()
	defer d.mutex.Unlock()
	if d.made == nil || len(d.made) >= maxDocuments || d.size+len(made.text) > maxDocumentBytes {
		d.made, d.size = map[string]*Document{}, 0
	}
	if _, again := d.made[key]; !again {
		d.made[key] = made
		d.size += len(made.text)
	}
	return made
}

// keyOf is other for every other document. The names of functions are words, and a name of a site may hold anything.
func keyOf(site Site, functions []*call.Function) string {
	var key strings.Builder
	for _, f := range functions {
		key.WriteString(f.Name)
		key.WriteByte('\n')
	}
	key.WriteString(site.Version + "\n" + site.URL + "\n" + site.Name)
	return key.String()
}

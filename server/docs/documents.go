package docs

import (
	"crypto/sha256"
	"encoding/base64"
	"sync"

	"gatehouse/server/call"
)

// Document is a text about a set of functions, as it is sent. Nobody may change it.
type Document struct {
	Body []byte
	ETag string // with its quotes
}

// Documents makes texts about sets of functions once and gives them out many times. They depend on the functions and on what
// Make was made with, and on nothing else.
type Documents struct {
	Make func(functions []*call.Function) []byte

	mutex sync.RWMutex
	made  map[string]*Document
}

// maxDocuments is how many are kept. Services are few; past this all are forgotten and made anew.
const maxDocuments = 64

// Of returns the text about these functions, in this order.
func (d *Documents) Of(functions []*call.Function) *Document {
	key := make([]byte, 0, 4096)
	for _, f := range functions {
		key = append(append(key, f.Name...), '\n')
	}
	d.mutex.RLock()
	made := d.made[string(key)]
	d.mutex.RUnlock()
	if made != nil {
		return made
	}
	body := d.Make(functions)
	sum := sha256.Sum256(body)
	made = &Document{body, `"` + base64.RawURLEncoding.EncodeToString(sum[:12]) + `"`}
	d.mutex.Lock()
	defer d.mutex.Unlock()
	if d.made == nil || len(d.made) >= maxDocuments {
		d.made = map[string]*Document{}
	}
	d.made[string(key)] = made
	return made
}

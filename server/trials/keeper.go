package trials

import (
	"net/http"
	"slices"
	"unicode/utf8"

	"gatehouse/server/docs"
)

// maxKept is how much of an answer is kept.
const maxKept = 1 << 20

// keeper keeps what a handler answers.
type keeper struct {
	header http.Header
	sent   http.Header // as it was when the status was sent
	status int
	body   []byte
	cut    bool
}

// Header returns the header fields of the answer.
func (k *keeper) Header() http.Header { return k.header }

// WriteHeader takes the status.
func (k *keeper) WriteHeader(status int) {
	if k.status == 0 && status >= http.StatusOK { // before that they only announce it
		k.status, k.sent = status, k.header.Clone()
	}
}

// Write takes a part of the body.
func (k *keeper) Write(part []byte) (int, error) {
	k.WriteHeader(http.StatusOK)
	room := maxKept - len(k.body)
	k.body = append(k.body, part[:min(room, len(part))]...)
	k.cut = k.cut || len(part) > room
	return len(part), nil
}

// lookedAt are the header fields that a client of some wire looks at, by name.
var lookedAt = []string{"Allow", "Content-Disposition", "Content-Type", "Retry-After", "Www-Authenticate"}

func (k *keeper) answer() Answer {
	k.WriteHeader(http.StatusOK)
	a := Answer{Status: k.status, Body: k.body, Cut: k.cut}
	for _, name := range lookedAt {
		for _, value := range k.sent.Values(name) {
			a.Header = append(a.Header, docs.Header{Name: name, Value: value})
		}
	}
	a.Binary = slices.Contains(k.sent.Values("Content-Type"), "application/x-amf")
	if a.Cut && !a.Binary {
		a.Body = wholeCharacters(a.Body)
	}
	a.Binary = a.Binary || !utf8.Valid(a.Body)
	return a
}

// wholeCharacters leaves out the beginning of a character at the end.
func wholeCharacters(text []byte) []byte {
	for n := 1; n < utf8.UTFMax && n <= len(text); n++ {
		if start := len(text) - n; utf8.RuneStart(text[start]) {
			if !utf8.FullRune(text[start:]) {
				return text[:start]
			}
			break
		}
	}
	return text
}

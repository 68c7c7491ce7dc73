package protocols

import (
	"errors"
	"io"
	"mime"
	"net/http"
	"strings"
	"time"

	"gatehouse/server/call"
)

const (
	// quickBody is how long a body may be that has to arrive within the server's ordinary time.
	quickBody = 64 << 10
	// bodyTimeout is how long any other may take.
	bodyTimeout = 25 * time.Second
)

// ReadBody reads a body that may have at most MaxBody bytes, refusing by its announced length before reading any of it.
func ReadBody(w http.ResponseWriter, r *http.Request) ([]byte, error) {
	if r.ContentLength > MaxBody {
		return nil, TooLarge()
	}
	if r.ContentLength == 0 {
		return nil, nil
	}
	if err := CheckEncoding(r); err != nil {
		return nil, err
	}
	if r.ContentLength < 0 || r.ContentLength > quickBody {
		// Where deadlines cannot be set (in tests) there is none to extend.
		_ = http.NewResponseController(w).SetReadDeadline(time.Now().Add(bodyTimeout))
	}
	read, err := readAll(http.MaxBytesReader(w, r.Body, MaxBody), r.ContentLength)
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large):
		return nil, TooLarge()
	case err != nil:
		return nil, call.Errorf(call.InvalidParameter, "The request broke off before its end.")
	}
	return read, nil
}

// CheckEncoding refuses a compressed body, which may be a thousand times longer than it looks.
func CheckEncoding(r *http.Request) error {
	for _, encoding := range r.Header["Content-Encoding"] {
		if encoding != "" && encoding != "identity" {
			return call.Errorf(call.MediaType, "Compressed requests are not read here: send it without Content-Encoding.")
		}
	}
	return nil
}

// readAll reads a body of a length, -1 when it is not known. Memory follows what has arrived, and not what was announced.
func readAll(body io.Reader, length int64) ([]byte, error) {
	if length < 0 {
		return io.ReadAll(body)
	}
	read := make([]byte, min(length, quickBody))
	for have := int64(0); ; {
		n, err := io.ReadFull(body, read[have:])
		if have += int64(n); err != nil || have == length {
			return read[:have], err
		}
		longer := make([]byte, min(length, 4*have))
		copy(longer, read)
		read = longer
	}
}

// MediaType is the content type of a request without its parameters, in lower case; empty when there is none.
func MediaType(r *http.Request) (media string, parameters map[string]string) {
	header := r.Header.Get("Content-Type")
	if header == "" {
		return "", nil
	}
	media, parameters, err := mime.ParseMediaType(header)
	if err != nil {
		return "unreadable", nil
	}
	return media, parameters
}

// Shown is the places of a request where a token was found. A caller must show exactly one token; the same one in several
// places is one.
type Shown struct {
	token     string
	found     bool
	malformed bool
}

// Add takes a value that stood in the request times times.
func (s *Shown) Add(token string, times int) {
	if times == 0 {
		return
	}
	if times > 1 || s.found && s.token != token {
		s.malformed = true
	}
	s.token, s.found = token, true
}

// Malform says that a token was shown where none may stand.
func (s *Shown) Malform() { s.malformed = true }

// AddHeader takes the token of an Authorization header: "Bearer TOKEN", and with bare also "TOKEN".
func (s *Shown) AddHeader(r *http.Request, bare bool) {
	values := r.Header.Values("Authorization")
	if len(values) == 0 {
		return
	}
	scheme, token, ok := strings.Cut(values[0], " ")
	switch {
	case ok && strings.EqualFold(scheme, "Bearer"):
		s.Add(strings.TrimLeft(token, " "), len(values))
	case !ok && bare:
		s.Add(values[0], len(values))
	}
}

// AddQuery takes the token of the parameter wstoken in a query. Unless allowed says that one may stand there, it is malformed.
func (s *Shown) AddQuery(query Form, allowed bool) {
	token, times := query.Scalar("wstoken")
	if times > 0 && !allowed {
		s.Malform()
	}
	s.Add(token, times)
}

// Credential is what was shown.
func (s *Shown) Credential() call.Credential {
	return call.Credential{Token: s.token, Malformed: s.malformed}
}

// Token is the token that the Authorization header or the query shows, for the addresses that take it nowhere else. inURL says whether
// one may stand in the query.
func Token(r *http.Request, query Form, inURL bool) call.Credential {
	var shown Shown
	shown.AddHeader(r, false)
	shown.AddQuery(query, inURL)
	return shown.Credential()
}

// UserCredential is the user name and the password that a query shows, for the addresses that ask for them. One that stands there
// twice is none.
func UserCredential(query Form) call.Credential {
	once := func(key string) string {
		if value, times := query.Scalar(key); times == 1 {
			return value
		}
		return ""
	}
	return call.Credential{ByUser: true, Username: once("wsusername"), Password: once("wspassword")}
}

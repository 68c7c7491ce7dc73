package openid

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

const (
	// requestLimit is how long one request to the provider may take.
	requestLimit = 5 * time.Second
	// answerLimit is how many bytes of an answer are read. Documents, keys and tokens have a few thousand.
	answerLimit = 1 << 20
)

// newClient makes a client that speaks with a few hosts, follows nothing that they say, and reads no more than it must.
func newClient(hosts []string) *http.Client {
	inner := http.DefaultTransport.(*http.Transport).Clone()
	inner.MaxConnsPerHost = atOnce
	inner.MaxResponseHeaderBytes = 64 << 10
	return &http.Client{
		Transport:     &bounded{hosts, inner},
		Timeout:       requestLimit,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// bounded is a transport to a few hosts whose answers have an end.
type bounded struct {
	hosts []string
	inner http.RoundTripper
}

// RoundTrip sends a request where that is allowed.
func (b *bounded) RoundTrip(r *http.Request) (*http.Response, error) {
	if err := b.allow(r.URL.String()); err != nil {
		return nil, err
	}
	response, err := b.inner.RoundTrip(r)
	if err != nil {
		return nil, err
	}
	response.Body = &ended{response.Body, answerLimit}
	return response, nil
}

// allow fails unless an address is one that the settings let the provider name.
func (b *bounded) allow(address string) error {
	u, err := url.Parse(address)
	switch {
	case err != nil || u.Host == "" || u.User != nil || !encrypted(u):
		return errors.New("it is not an https address")
	case !slices.Contains(b.hosts, strings.ToLower(u.Host)):
		return fmt.Errorf("the host %q is not among those of the settings", u.Host)
	}
	return nil
}

// ended is a body that fails where it becomes too long, so that half of it is not taken for the whole.
type ended struct {
	io.ReadCloser
	left int
}

var errTooLong = fmt.Errorf("the answer has more than %d bytes", answerLimit)

func (e *ended) Read(p []byte) (int, error) {
	if e.left <= 0 {
		return 0, errTooLong
	}
	n, err := e.ReadCloser.Read(p[:min(len(p), e.left)])
	e.left -= n
	return n, err
}

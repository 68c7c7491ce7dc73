package openid

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"
)

// TestSlow waits for a provider that says nothing, shorter than people would.
func TestSlow(t *testing.T) {
	release := make(chan struct{})
	silent := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { <-release }))
	t.Cleanup(silent.Close)
	t.Cleanup(func() { close(release) })
	p, err := New(Options{Issuer: silent.URL, ClientID: "gatehouse"})
	if err != nil {
		t.Fatal(err)
	}
	if p.client.Timeout != requestLimit {
		t.Errorf("a request may take %v", p.client.Timeout)
	}
	p.client.Timeout = 50 * time.Millisecond
	if _, err := p.Begin(t.Context(), p.NewAttempt("sign-in"), false); !errors.Is(err, ErrUnavailable) {
		t.Errorf("after the wait: %v", err)
	}
}

package server

import (
	"bufio"
	"io"
	"log/slog"
	"net"
	"net/http"
	"testing"
)

// Past keepLimit open connections an answer is the last one of its connection; below it is not.
func TestTooManyConnectionsAreNotKept(t *testing.T) {
	served := HTTP(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { plain(w, http.StatusOK, "ok") }), slog.New(slog.DiscardHandler))
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer served.Close()
	go func() { _ = served.Serve(listener) }()
	kept, ended := 0, 0
	for range keepLimit + 20 {
		conn, err := net.Dial("tcp", listener.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		if _, err := io.WriteString(conn, "GET / HTTP/1.1\r\nHost: a\r\n\r\n"); err != nil {
			t.Fatal(err)
		}
		answer, err := http.ReadResponse(bufio.NewReader(conn), nil)
		if err != nil || answer.StatusCode != http.StatusOK {
			t.Fatalf("%v, %v", answer, err)
		}
		if answer.Close {
			ended++
		} else {
			kept++
		}
		answer.Body.Close()
	}
	if kept != keepLimit || ended != 20 {
		t.Errorf("%d connections are kept, %d ended, want %d and 20", kept, ended, keepLimit)
	}
}

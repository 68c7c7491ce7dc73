package hostile

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// request is one request as it goes over the socket.
type request struct {
	method string
	target string
	header []string // lines
	body   string
	length string // what Content-Length says; "" the truth, "-" nothing
}

// answer is what came back.
type answer struct {
	status int
	header http.Header
	body   []byte
	took   time.Duration
}

// head is a request up to its body.
func (r *request) head() string {
	lines := []string{r.method + " " + r.target + " HTTP/1.1"}
	if !hasHeader(r.header, "Host") {
		lines = append(lines, "Host: "+target.address)
	}
	if !hasHeader(r.header, "Connection") {
		lines = append(lines, "Connection: close")
	}
	switch {
	case r.length == "" && (r.body != "" || r.method == "POST"):
		lines = append(lines, "Content-Length: "+strconv.Itoa(len(r.body)))
	case r.length != "" && r.length != "-":
		lines = append(lines, "Content-Length: "+r.length)
	}
	return strings.Join(append(lines, r.header...), "\r\n") + "\r\n\r\n"
}

func hasHeader(lines []string, name string) bool {
	for _, line := range lines {
		if strings.HasPrefix(strings.ToLower(line), strings.ToLower(name)+":") {
			return true
		}
	}
	return false
}

// patience is how long an answer is waited for at all.
const patience = 20 * time.Second

// longestAnswer is more than any refusal needs.
const longestAnswer = 8 << 20

// send sends a request over a connection of its own.
func (p *process) send(r *request) (*answer, error) {
	return p.exchange(r.method, r.head()+r.body)
}

// exchange writes bytes to the server and reads one answer, which may come before all of them are gone.
func (p *process) exchange(method, text string) (*answer, error) {
	began := time.Now()
	conn, err := net.Dial("tcp", p.address)
	if err != nil {
		return nil, err
	}
	defer conn.Close()
	_ = conn.SetDeadline(began.Add(patience))
	go func() { _, _ = io.WriteString(conn, text) }() // which ends with the connection
	return readAnswer(bufio.NewReader(conn), method, began)
}

func readAnswer(from *bufio.Reader, method string, began time.Time) (*answer, error) {
	response, err := http.ReadResponse(from, &http.Request{Method: method})
	if err != nil {
		return nil, fmt.Errorf("no answer after %v: %w", time.Since(began), err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(io.LimitReader(response.Body, longestAnswer))
	if err != nil {
		return nil, fmt.Errorf("the answer breaks off after %v: %w", time.Since(began), err)
	}
	return &answer{status: response.StatusCode, header: response.Header, body: body, took: time.Since(began)}, nil
}

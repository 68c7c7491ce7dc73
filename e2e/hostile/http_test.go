package hostile

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"gatehouse/server/call"
)

// rawAttack is what goes over a socket as it stands, and which answers are right. PATH stands for a place and HOST for the server's.
type rawAttack struct {
	name, rules string
	text        string
	statuses    []int // 0: the connection is closed without a word
}

// places are where each of these is sent: a protocol, the admin API, the sign-in, files, and the app.
var places = []string{"/webservice/rest/server.php", "/webservice/jsonrpc", "/graphql", "/login/token.php", "/webservice/upload.php", "/webservice/pluginfile.php/1/a/b/c", "/"}

const (
	refused = http.StatusBadRequest
	closed  = 0
)

var rawAttacks = []rawAttack{
	{"two lengths that differ", "H-03", "POST PATH HTTP/1.1\r\nHost: HOST\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nabcde", []int{refused}},
	{"two lengths in one field", "H-03", "POST PATH HTTP/1.1\r\nHost: HOST\r\nContent-Length: 4, 5\r\n\r\nabcde", []int{refused}},
	{"a length with a sign", "H-03", "POST PATH HTTP/1.1\r\nHost: HOST\r\nContent-Length: +4\r\n\r\nabcd", []int{refused}},
	{"a length below nought", "H-03", "POST PATH HTTP/1.1\r\nHost: HOST\r\nContent-Length: -1\r\n\r\n", []int{refused}},
	{"a length in hexadecimal", "H-03", "POST PATH HTTP/1.1\r\nHost: HOST\r\nContent-Length: 0x4\r\n\r\nabcd", []int{refused}},
	{"a length past all numbers", "H-03", "POST PATH HTTP/1.1\r\nHost: HOST\r\nContent-Length: 99999999999999999999\r\n\r\n", []int{refused}},
	{"another coding than chunks", "H-03", "POST PATH HTTP/1.1\r\nHost: HOST\r\nTransfer-Encoding: gzip\r\n\r\n", []int{501, refused}},
	{"chunks behind another coding", "H-03", "POST PATH HTTP/1.1\r\nHost: HOST\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", []int{501, refused}},
	{"chunks twice", "H-03", "POST PATH HTTP/1.1\r\nHost: HOST\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", []int{501, refused}},
	{"chunks with a tab", "H-03", "POST PATH HTTP/1.1\r\nHost: HOST\r\nTransfer-Encoding:\x0bchunked\r\n\r\n0\r\n\r\n", []int{501, refused}},
	{"a blank before the colon", "H-03", "POST PATH HTTP/1.1\r\nHost: HOST\r\nContent-Length : 4\r\n\r\nabcd", []int{refused}},
	{"a line that goes on, which net/http joins (RFC 9112, section 5.2)", "H-03", "GET PATH HTTP/1.1\r\nHost: HOST\r\nX: a\r\n Content-Length: 4\r\n\r\n", []int{200, 405}},
	{"a line that goes on before the first", "H-03", "GET PATH HTTP/1.1\r\n Host: HOST\r\n\r\n", []int{refused}},
	{"a carriage return alone", "H-03", "GET PATH HTTP/1.1\r\nHost: HOST\r\nX: a\rContent-Length: 4\r\n\r\n", []int{refused}},
	{"NUL in a header", "H-03", "GET PATH HTTP/1.1\r\nHost: HOST\r\nX: a\x00b\r\n\r\n", []int{refused}},
	{"a name that is none", "H-03", "GET PATH HTTP/1.1\r\nHost: HOST\r\nX Y: a\r\n\r\n", []int{refused}},
	{"a header without a colon", "H-03", "GET PATH HTTP/1.1\r\nHost: HOST\r\nnothing\r\n\r\n", []int{refused}},
	{"two hosts", "H-03", "GET PATH HTTP/1.1\r\nHost: HOST\r\nHost: HOST\r\n\r\n", []int{refused}},
	{"no host", "I-03", "GET PATH HTTP/1.1\r\n\r\n", []int{refused}},
	{"somebody else's host", "I-03", "GET PATH HTTP/1.1\r\nHost: evil.example\r\n\r\n", []int{421}},
	{"a host with markup", "I-03", "GET PATH HTTP/1.1\r\nHost: <b>\r\n\r\n", []int{421, refused}},
	{"a host with a user", "I-03", "GET PATH HTTP/1.1\r\nHost: a@HOST\r\n\r\n", []int{421, refused}},
	{"another's address as the target", "I-03", "GET http://evil.examplePATH HTTP/1.1\r\nHost: HOST\r\n\r\n", []int{421}},
	{"TRACE", "H-04", "TRACE PATH HTTP/1.1\r\nHost: HOST\r\nX-Secret: s3cret\r\n\r\n", []int{405}},
	{"CONNECT", "H-04", "CONNECT 127.0.0.1:1 HTTP/1.1\r\nHost: HOST\r\n\r\n", []int{405, 421}},
	{"a method that there is not", "H-04", "BREW PATH HTTP/1.1\r\nHost: HOST\r\n\r\n", []int{405}},
	{"a method in small letters", "H-04", "get PATH HTTP/1.1\r\nHost: HOST\r\n\r\n", []int{405}},
	{"a method with a slash", "H-04", "GE/T PATH HTTP/1.1\r\nHost: HOST\r\n\r\n", []int{refused}},
	{"a version that there is not", "H-03", "GET PATH HTTP/9.9\r\nHost: HOST\r\n\r\n", []int{505, refused}},
	{"no version", "H-03", "GET PATH\r\n\r\n", []int{refused}},
	{"blanks in the address", "H-03", "GET PATH x HTTP/1.1\r\nHost: HOST\r\n\r\n", []int{refused}},
	{"bytes that are no HTTP", "H-03", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", []int{refused, closed}},
	{"HTTP/2 without asking", "H-03", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", []int{505, 421, refused, 405, closed}},
	{"an address of 17 kilobytes", "H-02", "GET PATH?" + strings.Repeat("a", 17<<10) + " HTTP/1.1\r\nHost: HOST\r\n\r\n", []int{414}},
	{"an address of a megabyte", "H-02", "GET PATH?" + strings.Repeat("a", 1<<20) + " HTTP/1.1\r\nHost: HOST\r\n\r\n", []int{431, 414}},
	{"a header of a megabyte", "H-02", "GET PATH HTTP/1.1\r\nHost: HOST\r\nX: " + strings.Repeat("a", 1<<20) + "\r\n\r\n", []int{431}},
	{"a cookie of 100 kilobytes", "H-02", "GET PATH HTTP/1.1\r\nHost: HOST\r\nCookie: " + strings.Repeat("a=b;", 25<<10) + "\r\n\r\n", []int{431}},
	{"100,000 headers", "H-02", "GET PATH HTTP/1.1\r\nHost: HOST\r\n" + strings.Repeat("A: b\r\n", 100_000) + "\r\n", []int{431}},
	{"an expectation that there is not", "H-03", "POST PATH HTTP/1.1\r\nHost: HOST\r\nExpect: 200-maybe\r\nContent-Length: 1\r\n\r\n", []int{417}},
}

// TestHostileHTTP sends what is no honest HTTP, to each kind of address.
func TestHostileHTTP(t *testing.T) {
	for _, a := range rawAttacks {
		for _, place := range places {
			t.Run(a.name+place, func(t *testing.T) { a.try(t, place) })
		}
	}
}

func (a rawAttack) try(t *testing.T, place string) {
	text := strings.NewReplacer("PATH", place, "HOST", target.address).Replace(a.text)
	got := measured(t, a.name, "http", func() (*answer, error) {
		began := time.Now()
		got, err := target.exchange("GET", text)
		if err != nil && slices.Contains(a.statuses, closed) {
			return &answer{took: time.Since(began), header: http.Header{"X-Request-Id": {"none"}}}, nil
		}
		return got, err
	})
	tellsNothing(t, got)
	if !slices.Contains(a.statuses, got.status) {
		t.Errorf("status %d, want one of %v: %.300s", got.status, a.statuses, got.body)
	}
	if got.status == 405 && got.header.Get("Allow") == "" {
		t.Error("405 does not say what is allowed")
	}
	if strings.Contains(string(got.body)+fmt.Sprint(got.header), "s3cret") {
		t.Error("what was sent comes back")
	}
	if len(got.body) > 4096 {
		t.Errorf("the refusal has %d bytes", len(got.body))
	}
}

// TestALengthAndChunks says both. net/http goes by the chunks; that nothing behind them is taken for a request, whoever went by the
// length, the end of the connection sees to.
func TestALengthAndChunks(t *testing.T) {
	for _, place := range places {
		t.Run(place, func(t *testing.T) {
			conn, answers := open(t)
			send(t, conn, "POST "+place+" HTTP/1.1\r\nHost: "+target.address+"\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /healthz HTTP/1.1\r\nHost: "+target.address+"\r\n\r\n")
			if _, err := readAnswer(answers, "POST", time.Now()); err != nil {
				t.Fatal(err)
			}
			if rest, _ := io.ReadAll(answers); len(rest) > 0 {
				t.Errorf("what stood behind was answered: %.200s", rest)
			}
		})
	}
}

// TestHeadHasNoBody asks for the head of each place: what follows on the connection is the next answer and nothing else.
func TestHeadHasNoBody(t *testing.T) {
	for _, place := range append(places, "/webservice/rest/"+probe, "/webservice/soap?wsdl", "/healthz", "/nowhere") {
		t.Run(place, func(t *testing.T) {
			head := "HEAD " + place + " HTTP/1.1\r\nHost: " + target.address + "\r\n\r\n"
			conn, answers := open(t)
			send(t, conn, head+"GET /healthz HTTP/1.1\r\nHost: "+target.address+"\r\n\r\n")
			began := time.Now()
			if _, err := readAnswer(answers, "HEAD", began); err != nil {
				t.Fatal(err)
			}
			healthy(t, answers)
		})
	}
}

// TestPipelining sends calls without waiting: each is answered, in their order.
func TestPipelining(t *testing.T) {
	conn, answers := open(t)
	var b strings.Builder
	const n = 200
	for i := range n {
		body := fmt.Sprintf(`{"jsonrpc":"2.0","id":%d,"method":"%s","params":%s}`, i, probe, jsonOf(byID))
		fmt.Fprintf(&b, "POST /webservice/jsonrpc HTTP/1.1\r\nHost: %s\r\nContent-Type: application/json\r\nAuthorization: Bearer %s\r\nContent-Length: %d\r\n\r\n%s", target.address, target.token, len(body), body)
	}
	go func() { _, _ = io.WriteString(conn, b.String()) }()
	for i := range n {
		got, err := readAnswer(answers, "POST", time.Now())
		if err != nil || !strings.Contains(string(got.body), `"id":`+strconv.Itoa(i)+`,"result"`) {
			t.Fatalf("answer %d: %v %s", i, err, got.body)
		}
	}
}

// TestUpgrades asks for other protocols on the connection: nobody changes to them.
func TestUpgrades(t *testing.T) {
	for _, to := range []string{"websocket\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13", "h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__", "TLS/1.2"} {
		for _, place := range places {
			conn, answers := open(t)
			send(t, conn, "GET "+place+" HTTP/1.1\r\nHost: "+target.address+"\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: "+to+"\r\n\r\n")
			got, err := readAnswer(answers, "GET", time.Now())
			if err != nil || got.status == http.StatusSwitchingProtocols {
				t.Errorf("%.10s at %s: %v %v", to, place, got, err)
			}
		}
	}
}

// TestExpectContinue waits for leave to send: who is refused by what is announced gets it never.
func TestExpectContinue(t *testing.T) {
	conn, answers := open(t)
	send(t, conn, "POST /webservice/rest/server.php HTTP/1.1\r\nHost: "+target.address+"\r\nExpect: 100-continue\r\nContent-Length: 99999999\r\n\r\n")
	if got, err := readAnswer(answers, "POST", time.Now()); err != nil || got.status != http.StatusRequestEntityTooLarge {
		t.Errorf("%v %v", got, err)
	}
	body := jsonOf(byID)
	conn, answers = open(t)
	send(t, conn, "POST /webservice/rest/"+probe+" HTTP/1.1\r\nHost: "+target.address+"\r\nExpect: 100-continue\r\nContent-Type: application/json\r\nAuthorization: Bearer "+target.token+
		"\r\nContent-Length: "+strconv.Itoa(len(body))+"\r\n\r\n")
	if line, err := answers.ReadString('\n'); err != nil || !strings.Contains(line, "100") {
		t.Fatalf("%s %v", line, err)
	}
	_, _ = answers.ReadString('\n')
	send(t, conn, body)
	if got, err := readAnswer(answers, "POST", time.Now()); err != nil || got.status != 200 {
		t.Errorf("%v %v", got, err)
	}
}

// TestHalfClosed sends a whole call and closes its own side, or half of one.
func TestHalfClosed(t *testing.T) {
	for _, w := range wires {
		r := w.request()
		r.header = append(r.header, "Connection: keep-alive")
		conn, answers := open(t)
		send(t, conn, r.head()+r.body)
		_ = conn.(*net.TCPConn).CloseWrite()
		got, err := readAnswer(answers, r.method, time.Now())
		if err != nil {
			t.Errorf("%s: %v", w.name, err)
			continue
		}
		// net/http takes the end of the sending side for the end of the caller, so that what takes its time may be given up. To that MCP
		// answers nothing (Cancellation, Behavior Requirements).
		if w.name == "mcp" && len(got.body) == 0 {
			continue
		}
		if code, err := w.read(got); code != "" && !strings.EqualFold(code, string(call.Unavailable)) || err != nil {
			t.Errorf("%s, a whole call: %s %v", w.name, code, err)
		}
		conn, answers = open(t)
		send(t, conn, r.head()+r.body[:len(r.body)/2])
		_ = conn.(*net.TCPConn).CloseWrite()
		if got, err = readAnswer(answers, r.method, time.Now()); err == nil {
			(&attack{}).judge(t, w, got)
		}
	}
}

func open(t *testing.T) (net.Conn, *bufio.Reader) {
	t.Helper()
	conn, err := net.Dial("tcp", target.address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	_ = conn.SetDeadline(time.Now().Add(patience))
	return conn, bufio.NewReader(conn)
}

func send(t *testing.T, conn net.Conn, text string) {
	t.Helper()
	if _, err := io.WriteString(conn, text); err != nil {
		t.Fatal(err)
	}
}

func healthy(t *testing.T, answers *bufio.Reader) {
	t.Helper()
	if got, err := readAnswer(answers, "GET", time.Now()); err != nil || strings.TrimSpace(string(got.body)) != "ok" {
		t.Errorf("the next answer on the connection: %v %v", got, err)
	}
}

package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"net"
	"net/http"
	"os"
	"strconv"
	"sync"
	"sync/atomic"
	"time"
)

type field struct {
	name   string
	values []string
}

// serveFloor is the floor: the least that an authenticated call can cost with net/http. It looks the token up in a map and writes
// the bytes of the answer that stands in its standard input, header fields included.
func serveFloor(args []string) {
	answer, err := http.ReadResponse(bufio.NewReader(os.Stdin), nil)
	if err != nil || len(args) != 4 {
		os.Exit(2)
	}
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		os.Exit(2)
	}
	answer.Header.Del("Date") // net/http writes its own
	var fields []field
	for name, values := range answer.Header {
		fields = append(fields, field{name, values})
	}
	known := map[string]int{args[1]: 1}
	n, _ := strconv.Atoi(args[2])
	refused := args[3] == "true"
	for i := range n {
		known[fmt.Sprintf("gate_%030d000000", i)] = i
	}
	handler := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if _, ok := known[r.URL.Query().Get("wstoken")]; ok == refused && r.URL.Path != "/readyz" {
			http.Error(w, "not the token that this is about", http.StatusUnauthorized)
			return
		}
		header := w.Header()
		for i := range fields {
			header[fields[i].name] = fields[i].values
		}
		_, _ = w.Write(body)
	})
	// The limits of a connection are the server's, so that what is compared is the handling of a call.
	floor := &http.Server{
		Addr: args[0], Handler: handler,
		ReadHeaderTimeout: 10 * time.Second, ReadTimeout: 10 * time.Second, WriteTimeout: 120 * time.Second, IdleTimeout: 120 * time.Second,
	}
	fmt.Fprintln(os.Stderr, floor.ListenAndServe())
}

// spent is the CPU time that a process took and how many calls it answered with it.
type spent struct {
	cpu   time.Duration
	calls int64
}

func (s *spent) add(more spent) {
	s.cpu += more.cpu
	s.calls += more.calls
}

// each is the microseconds of CPU that one call took.
func (s spent) each() float64 { return float64(s.cpu) / float64(time.Microsecond) / float64(s.calls) }

// load drives a process for one slice.
func (b *bench) load(p *process, s scenario) (spent, error) {
	before, err := p.cpu()
	if err != nil {
		return spent{}, err
	}
	calls, err := b.drive(p.address, s)
	if err != nil {
		return spent{}, err
	}
	after, err := p.cpu()
	return spent{after - before, calls}, err
}

var numbers atomic.Int64

func (b *bench) drive(address string, s scenario) (int64, error) {
	var calls atomic.Int64
	var failed atomic.Pointer[error]
	var all sync.WaitGroup
	end := time.Now().Add(b.slice)
	for range b.connections {
		all.Go(func() {
			if err := hammer(address, s, end, &calls); err != nil {
				failed.Store(&err)
			}
		})
	}
	all.Wait()
	if err := failed.Load(); err != nil {
		return 0, *err
	}
	if calls.Load() == 0 {
		return 0, errors.New("no call was answered")
	}
	return calls.Load(), nil
}

// hammer calls over one connection until the slice ends.
func hammer(address string, s scenario, end time.Time, calls *atomic.Int64) error {
	conn, err := net.Dial("tcp", address)
	if err != nil {
		return err
	}
	defer conn.Close()
	reader := bufio.NewReaderSize(conn, 64<<10)
	request := bytes.Clone(s.request)
	for time.Now().Before(end) {
		if s.numbered {
			copy(request[len(request)-10:], fmt.Sprintf("%010d", numbers.Add(1)))
		}
		if _, err := exchange(conn, reader, request); err != nil {
			return err
		}
		calls.Add(1)
	}
	return nil
}

// once calls over a connection of its own and returns the answer, head and body.
func once(address string, request []byte) (head, body []byte, err error) {
	conn, err := net.Dial("tcp", address)
	if err != nil {
		return nil, nil, err
	}
	defer conn.Close()
	var copied bytes.Buffer
	body, err = exchange(conn, bufio.NewReader(io.TeeReader(conn, &copied)), request)
	return copied.Bytes()[:max(copied.Len()-len(body), 0)], body, err
}

// exchange sends a request and reads the answer, which must say its length. It is no HTTP client: it should cost little itself.
func exchange(conn net.Conn, reader *bufio.Reader, request []byte) ([]byte, error) {
	if _, err := conn.Write(request); err != nil {
		return nil, err
	}
	status, err := reader.ReadSlice('\n')
	if err != nil {
		return nil, err
	}
	if !bytes.Contains(status, []byte(" 200 ")) {
		return nil, fmt.Errorf("answered %s", bytes.TrimSpace(status))
	}
	length := -1
	for {
		line, err := reader.ReadSlice('\n')
		if err != nil {
			return nil, err
		}
		if len(line) <= 2 {
			break
		}
		if value, ok := bytes.CutPrefix(line, []byte("Content-Length: ")); ok {
			if length, err = strconv.Atoi(string(bytes.TrimSpace(value))); err != nil {
				return nil, err
			}
		}
	}
	if length < 0 {
		return nil, errors.New("an answer without its length")
	}
	body := make([]byte, length)
	_, err = io.ReadFull(reader, body)
	return body, err
}

// checksum is the end of a secret, as server/tokens makes it: CRC-32 in base 62.
func checksum(text string) string {
	const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
	sum := crc32.ChecksumIEEE([]byte(text))
	var digits [6]byte
	for i := len(digits) - 1; i >= 0; i-- {
		digits[i] = alphabet[sum%62]
		sum /= 62
	}
	return string(digits[:])
}

package faults

import (
	"bytes"
	"fmt"
	"io"
	"net"
	"os"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"gatehouse/server/store/storetest"
)

func TestSlowAndIdle(t *testing.T) {
	fault(t, 6, "10,000 idle connections and 300 slow ones", "p99 of others < 50 ms, < 100 MB more memory, slow ones closed within 30 s",
		func(t *testing.T, say func(string, ...any)) {
			idle, each := rounds(1000, 10_000), rounds(20, 100)
			var limit syscall.Rlimit
			if err := syscall.Getrlimit(syscall.RLIMIT_NOFILE, &limit); err != nil || limit.Cur < uint64(idle+3*each+500) {
				t.Skipf("a process may open %d files only: ulimit -n %d", limit.Cur, idle+3*each+500)
			}
			w := newWorld(t, storetest.SQLite(t))
			s := serve(t, w.database)
			w.checkWires(t, s)
			others := func() *load {
				return begin(t, s.base, 4, 20*time.Millisecond, func(_, n int) *asked { return w.read(wires[n%len(wires)]) })
			}
			quiet := others()
			time.Sleep(2 * time.Second) // what is measured is an ordinary while
			alone := percentile(0.99, tookOf(quiet.end()))
			before := s.resident(t)
			for range idle {
				s.idle(t)
			}
			withIdle := s.resident(t)
			slow := &slowOnes{}
			began := time.Now()
			for range each {
				slow.begin(t, s, "headers", []byte("GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nX-A: "), "a")
				slow.begin(t, s, "body", []byte("POST /webservice/rest/"+writes+" HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nAuthorization: Bearer "+w.token+"\r\nContent-Length: 100000\r\n\r\n{"), " ")
				slow.begin(t, s, "reader", bytes.Repeat(raw(t, s, w.document()), 100), "")
			}
			busyLoad := others()
			most := before
			closed := until(t, "all slow ones closed", 32*time.Second, func() bool {
				most = max(most, s.resident(t))
				time.Sleep(50 * time.Millisecond) // how often memory is looked at
				return slow.left() == 0
			})
			during := percentile(0.99, tookOf(busyLoad.end()))
			if during > 50*time.Millisecond {
				t.Errorf("p99 of others was %v", during)
			}
			if more := most - before; more > 100 {
				t.Errorf("%.0f MB more", more)
			}
			say("%d idle and %d slow (headers, bodies, readers): p99 of others %.1f ms (alone %.1f ms); memory %.0f MB, with the idle ones %.0f MB, at most %.0f MB; slow ones closed after %s, all after %.1f s",
				idle, 3*each, ms(during), ms(alone), before, withIdle, most, slow.slowest(began), closed.Seconds())
		})
}

// document asks for something large.
func (w *world) document() *asked {
	return wires[1].says("read", w.token, "core_webservice_get_site_info", map[string]any{}, "", "")
}

// resident is how much memory a server has, in MB.
func (s *server) resident(t testing.TB) float64 {
	t.Helper()
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", s.command.Process.Pid))
	if err != nil {
		t.Fatal(err)
	}
	_, after, _ := strings.Cut(string(text), "VmRSS:")
	kb, err := strconv.ParseFloat(strings.Fields(after)[0], 64)
	if err != nil {
		t.Fatal(err)
	}
	return kb / 1024
}

// idle opens a connection that has made a request, and makes no more.
func (s *server) idle(t testing.TB) {
	t.Helper()
	conn, err := net.Dial("tcp", s.address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	if _, err := io.WriteString(conn, "GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"); err != nil {
		t.Fatal(err)
	}
	if _, err := conn.Read(make([]byte, 2048)); err != nil {
		t.Fatal(err)
	}
}

// slowOnes are connections that send, or read, a byte now and then, until the server has enough of it.
type slowOnes struct {
	sync.Mutex
	open   int
	closed map[string]time.Time // when the last one of a kind was
}

// begin opens one that sends the beginning at once and more a byte a second; a reader sends all at once and then reads so.
func (l *slowOnes) begin(t testing.TB, s *server, kind string, beginning []byte, more string) {
	t.Helper()
	dialer := net.Dialer{Control: func(_, _ string, c syscall.RawConn) error {
		return c.Control(func(fd uintptr) { _ = syscall.SetsockoptInt(int(fd), syscall.SOL_SOCKET, syscall.SO_RCVBUF, 4096) })
	}}
	conn, err := dialer.Dial("tcp", s.address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	l.Lock()
	defer l.Unlock()
	l.open++
	go func() {
		drip(conn, beginning, more)
		l.Lock()
		defer l.Unlock()
		if l.closed == nil {
			l.closed = map[string]time.Time{}
		}
		l.closed[kind] = time.Now()
		l.open--
	}()
}

func drip(conn net.Conn, beginning []byte, more string) {
	if more == "" {
		go func() { _, _ = conn.Write(beginning) }() // which does not end before the server reads all
	} else if _, err := conn.Write(beginning); err != nil {
		return
	}
	one := make([]byte, 1)
	for {
		if _, err := io.WriteString(conn, more); err != nil {
			return
		}
		_ = conn.SetReadDeadline(time.Now().Add(time.Second))
		n, err := conn.Read(one)
		if failed, ok := err.(net.Error); err != nil && (!ok || !failed.Timeout()) || n > 0 && more != "" {
			return // what the server answers ends what was slow
		}
		if more == "" && n > 0 {
			time.Sleep(time.Second) // this is what is slow about it
		}
	}
}

func (l *slowOnes) left() int {
	l.Lock()
	defer l.Unlock()
	return l.open
}

func (l *slowOnes) slowest(began time.Time) string {
	l.Lock()
	defer l.Unlock()
	var parts []string
	for _, kind := range []string{"headers", "body", "reader"} {
		if at, ok := l.closed[kind]; ok {
			parts = append(parts, fmt.Sprintf("%.0f s (%s)", at.Sub(began).Seconds(), kind))
		}
	}
	return strings.Join(parts, ", ")
}

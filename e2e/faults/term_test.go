package faults

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"net"
	"strings"
	"syscall"
	"testing"
	"time"

	"gatehouse/server/store/storetest"
)

func TestStop(t *testing.T) {
	fault(t, 6, "SIGTERM under load", "no acknowledged request dropped, nothing done without an answer, a request under way finished, exit 0 within 30 s",
		func(t *testing.T, say func(string, ...any)) {
			w := newWorld(t, storetest.SQLite(t))
			many := rounds(3, 20)
			var acked []*answer
			turnedAway := 0
			var longest time.Duration
			for range many {
				s := serve(t, w.database)
				l := begin(t, s.base, 16, 0, func(worker, n int) *asked { return w.write(wires[(worker+n)%len(wires)], "") })
				slow := halfSent(t, w, s)
				before := len(l.soFar())
				until(t, "load", 10*time.Second, func() bool { return len(l.soFar()) > before+50 })
				answered := make(chan string, 1)
				go func() { answered <- slow() }()
				took, code := s.stop()
				longest = max(longest, took)
				if code != 0 || took > 30*time.Second {
					t.Errorf("exit code %d after %v", code, took)
				}
				if status := <-answered; !strings.HasPrefix(status, "HTTP/1.1 200") {
					t.Errorf("the request that was under way: %q", status)
				}
				ended := l.end()
				acked = append(acked, acknowledged(ended)...)
				for _, a := range only(ended, func(a *answer) bool { return !a.ok() && !errors.Is(a.err, syscall.ECONNREFUSED) }) {
					if turnedAway++; a.status != 0 && !a.unavailable() {
						t.Error(a)
					}
				}
			}
			k := w.inspect(t, w.open(t))
			lost, doubled, unrecorded := k.missing(t, acked)
			silent := k.audit - len(acked) - many // the slow ones
			if silent != 0 {
				t.Errorf("%d writes were done and not answered", silent)
			}
			say("%d stops; of %d acknowledged writes %d lost, %d doubled, %d without audit row; %d done without an answer; %d turned away undone; requests under way answered; exit 0 after %.2f s at most",
				many, len(acked), lost, doubled, unrecorded, silent, turnedAway, longest.Seconds())
		})
}

// halfSent sends half of a write, and returns what sends the rest a second later and reads how it was answered.
func halfSent(t *testing.T, w *world, s *server) func() string {
	t.Helper()
	conn, err := net.Dial("tcp", s.address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	text := raw(t, s, w.write(wires[0], ""))
	if _, err := conn.Write(text[:len(text)-20]); err != nil {
		t.Fatal(err)
	}
	return func() string {
		time.Sleep(time.Second) // the server is to be stopping for a while
		if _, err := conn.Write(text[len(text)-20:]); err != nil {
			return err.Error()
		}
		status, err := bufio.NewReader(conn).ReadString('\n')
		return fmt.Sprint(status, err)
	}
}

// raw is a request as it stands on the connection.
func raw(t testing.TB, s *server, q *asked) []byte {
	t.Helper()
	r, err := q.send(t.Context(), s.base)
	if err != nil {
		t.Fatal(err)
	}
	var text bytes.Buffer
	if err := r.Write(&text); err != nil {
		t.Fatal(err)
	}
	return text.Bytes()
}

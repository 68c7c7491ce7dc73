package hostile

import (
	"net"
	"testing"
	"time"
)

// TestZCalmAfterwards abandons bodies half way, as the last of all tests: when they are gone the server has as many goroutines as
// when it began.
func TestZCalmAfterwards(t *testing.T) {
	var conns []net.Conn
	for i := range 200 {
		w := wires[i%len(wires)]
		if w.password {
			continue
		}
		r := w.request()
		conn, _ := open(t)
		send(t, conn, r.head()+r.body[:len(r.body)/2])
		conns = append(conns, conn)
	}
	for _, conn := range conns {
		_ = conn.(*net.TCPConn).SetLinger(0)
		conn.Close()
	}
	deadline := time.Now().Add(patience)
	for tick := time.Tick(20 * time.Millisecond); ; <-tick {
		n, err := target.goroutines()
		if err != nil {
			t.Fatal(err)
		}
		if n <= target.calm+calmMargin {
			break
		}
		if time.Now().After(deadline) {
			t.Fatalf("%d goroutines, %d at the beginning", n, target.calm)
		}
	}
	for _, w := range wires {
		t.Run(w.name, func(t *testing.T) { works(t, w) })
	}
}

// calmMargin is for what the measuring itself keeps open: a connection has two goroutines.
const calmMargin = 6

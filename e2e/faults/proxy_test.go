package faults

import (
	"bufio"
	"encoding/binary"
	"io"
	"net"
	"net/url"
	"sync"
	"testing"
)

// proxy stands between servers and PostgreSQL, without TLS.
type proxy struct {
	listener net.Listener
	target   string
	mu       sync.Mutex
	halted   *sync.Cond
	halt     bool // nothing is forwarded any more
	deaf     bool // notifications are left out
	conns    []net.Conn
}

// proxyFor returns a proxy and the address of a database through it.
func proxyFor(t testing.TB, database string) (*proxy, string) {
	t.Helper()
	u, err := url.Parse(database)
	if err != nil {
		t.Fatal(err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p := &proxy{listener: listener, target: u.Host}
	p.halted = sync.NewCond(&p.mu)
	u.Host = listener.Addr().String()
	go p.accept()
	t.Cleanup(p.close)
	return p, u.String()
}

func (p *proxy) accept() {
	for {
		client, err := p.listener.Accept()
		if err != nil {
			return
		}
		server, err := net.Dial("tcp", p.target)
		if err != nil {
			client.Close()
			continue
		}
		p.mu.Lock()
		p.conns = append(p.conns, client, server)
		p.mu.Unlock()
		go p.pass(server, client, func() error { return p.copy(server, client) })
		go p.pass(client, server, func() error { return p.messages(client, server) })
	}
}

func (p *proxy) pass(to, from net.Conn, all func() error) {
	_ = all() // a connection that ends is no failure
	to.Close()
	from.Close()
}

// wait waits while nothing is to be forwarded.
func (p *proxy) wait() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for p.halt {
		p.halted.Wait()
	}
}

func (p *proxy) copy(to, from net.Conn) error {
	buffer := make([]byte, 32<<10)
	for {
		n, err := from.Read(buffer)
		p.wait()
		if _, failed := to.Write(buffer[:n]); err != nil || failed != nil {
			return err
		}
	}
}

// messages forwards what PostgreSQL says, a message at a time: a letter, and a length that counts itself.
func (p *proxy) messages(to, from net.Conn) error {
	reader := bufio.NewReader(from)
	for {
		head, err := reader.Peek(5)
		if err != nil {
			return err
		}
		message := make([]byte, 1+binary.BigEndian.Uint32(head[1:]))
		if _, err := io.ReadFull(reader, message); err != nil {
			return err
		}
		p.wait()
		if message[0] == 'A' && p.isDeaf() {
			continue
		}
		if _, err := to.Write(message); err != nil {
			return err
		}
	}
}

func (p *proxy) isDeaf() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.deaf
}

func (p *proxy) setDeaf(on bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.deaf = on
}

func (p *proxy) setHalt(on bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.halt = on
	p.halted.Broadcast()
}

func (p *proxy) close() {
	p.listener.Close()
	p.setHalt(false)
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, conn := range p.conns {
		conn.Close()
	}
}

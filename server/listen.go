package server

import (
	"context"
	"errors"
	"net"
	"syscall"
	"time"
)

// unreadLimit is how long a client may take no bytes at all of what is sent to it; the kernel finds out when it next asks, some seconds later. How long it may take for all of them is writeTimeout,
// or what whoever sends a large file grants.
const unreadLimit = 8 * time.Second

// Listen listens for clients, and has the kernel end connections whose other side no longer takes anything.
func Listen(address string) (net.Listener, error) {
	config := net.ListenConfig{Control: func(_, _ string, c syscall.RawConn) error {
		var failed error
		err := c.Control(func(fd uintptr) { failed = limitUnread(fd, unreadLimit) })
		return errors.Join(err, failed)
	}}
	return config.Listen(context.Background(), "tcp", address)
}

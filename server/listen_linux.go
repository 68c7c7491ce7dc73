package server

import (
	"syscall"
	"time"
)

// tcpUserTimeout is TCP_USER_TIMEOUT of linux/tcp.h, which syscall does not name. Connections have it from the socket that listens.
const tcpUserTimeout = 18

func limitUnread(fd uintptr, limit time.Duration) error {
	return syscall.SetsockoptInt(int(fd), syscall.IPPROTO_TCP, tcpUserTimeout, int(limit.Milliseconds()))
}

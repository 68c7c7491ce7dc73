package main

import (
	"context"
	"io"
	"net"
	"net/http"
	"os"
	"strconv"
	"time"
)

// supervisor is systemd, when it has started this process and wants to be told how it is; see sd_notify(3).
type supervisor struct {
	socket string
	watch  time.Duration // how often a sign of life is wanted; 0 for never
}

func supervisorOf(environment func(string) string) supervisor {
	s := supervisor{socket: environment("NOTIFY_SOCKET")}
	if microseconds, err := strconv.Atoi(environment("WATCHDOG_USEC")); err == nil && microseconds > 0 {
		if pid := environment("WATCHDOG_PID"); pid == "" || pid == strconv.Itoa(os.Getpid()) {
			s.watch = time.Duration(microseconds) * time.Microsecond
		}
	}
	return s
}

// tell tells one thing. Nobody waits for it, and nothing hangs on whether it arrives.
func (s supervisor) tell(state string) {
	if s.socket == "" {
		return
	}
	conn, err := net.DialUnix("unixgram", nil, &net.UnixAddr{Name: s.socket, Net: "unixgram"})
	if err != nil {
		return
	}
	defer conn.Close()
	_, _ = conn.Write([]byte(state))
}

// live gives signs of life while the server answers its own address, until the context ends. One that hangs gives none, and is started
// anew.
func (s supervisor) live(ctx context.Context, address string) {
	if s.watch == 0 || s.socket == "" {
		return
	}
	client := newWatchClient(s.watch / 3)
	ticker := time.NewTicker(s.watch / 3)
	defer ticker.Stop()
	for {
		if answers(ctx, client, "http://"+address+"/healthz") {
			s.tell("WATCHDOG=1")
		}
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
	}
}

// newWatchClient asks without a proxy, whatever the environment says of one.
func newWatchClient(patience time.Duration) *http.Client {
	return &http.Client{Timeout: patience, Transport: &http.Transport{DisableKeepAlives: true}}
}

func answers(ctx context.Context, client *http.Client, address string) bool {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return false
	}
	response, err := client.Do(r)
	if err != nil {
		return false
	}
	defer response.Body.Close()
	_, err = io.Copy(io.Discard, response.Body)
	return err == nil && response.StatusCode == http.StatusOK
}

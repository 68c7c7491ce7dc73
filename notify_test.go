package main

import (
	"net"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"
)

// heard is what a supervisor hears, as it is said.
func heard(t *testing.T) (socket string, next func() string) {
	t.Helper()
	folder, err := os.MkdirTemp("", "gh") // short: the path of a socket has 107 bytes
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(folder) })
	socket = filepath.Join(folder, "s")
	conn, err := net.ListenUnixgram("unixgram", &net.UnixAddr{Name: socket, Net: "unixgram"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	return socket, func() string {
		buffer := make([]byte, 100)
		if err := conn.SetReadDeadline(time.Now().Add(20 * time.Second)); err != nil {
			t.Fatal(err)
		}
		n, err := conn.Read(buffer)
		if err != nil {
			t.Fatal(err)
		}
		return string(buffer[:n])
	}
}

func TestSystemdIsToldHowTheServerIs(t *testing.T) {
	socket, next := heard(t)
	t.Setenv("NOTIFY_SOCKET", socket)
	t.Setenv("WATCHDOG_USEC", "90000")
	t.Setenv("WATCHDOG_PID", strconv.Itoa(os.Getpid()))
	server := newShell(t).serve()
	for _, want := range []string{"READY=1", "WATCHDOG=1", "WATCHDOG=1"} {
		if got := next(); got != want {
			t.Fatalf("heard %q, want %q", got, want)
		}
	}
	server.stop()
	for got := next(); got != "STOPPING=1"; got = next() {
		if got != "WATCHDOG=1" {
			t.Fatalf("heard %q", got)
		}
	}
}

func TestAServerThatDoesNotAnswerGivesNoSignOfLife(t *testing.T) {
	silent, err := net.Listen("tcp", "127.0.0.1:0") // takes connections and says nothing
	if err != nil {
		t.Fatal(err)
	}
	defer silent.Close()
	if answers(t.Context(), newWatchClient(30*time.Millisecond), "http://"+silent.Addr().String()+"/healthz") {
		t.Error("silence was taken for an answer")
	}
}

func TestTheWatchdogIsForOneProcess(t *testing.T) {
	environment := map[string]string{"NOTIFY_SOCKET": "/nowhere", "WATCHDOG_USEC": "1000000", "WATCHDOG_PID": "1"}
	if s := supervisorOf(func(name string) string { return environment[name] }); s.watch != 0 {
		t.Error("another process is meant")
	}
	delete(environment, "WATCHDOG_PID")
	if s := supervisorOf(func(name string) string { return environment[name] }); s.watch != time.Second {
		t.Errorf("%v", s.watch)
	}
}

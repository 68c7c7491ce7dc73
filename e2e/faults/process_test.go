package faults

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os/exec"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// server is the program, serving.
type server struct {
	base    string
	address string
	command *exec.Cmd
	output  *collected
	ended   chan struct{} // closed when it has
	began   time.Time
	ready   time.Duration // from its start until it was
}

// collected is what a process prints.
type collected struct {
	sync.Mutex
	text bytes.Buffer
}

func (c *collected) Write(p []byte) (int, error) {
	c.Lock()
	defer c.Unlock()
	return c.text.Write(p)
}

func (c *collected) String() string {
	c.Lock()
	defer c.Unlock()
	return c.text.String()
}

func freeAddress(t testing.TB) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	return listener.Addr().String()
}

// startOf begins "gatehouse serve" behind other words of a command line, prepared as the test wants, and does not wait. It is killed when
// the test ends.
func startOf(t testing.TB, prepare func(*exec.Cmd), before []string, database string, args ...string) *server {
	t.Helper()
	s := &server{address: freeAddress(t), output: &collected{}, ended: make(chan struct{})}
	s.base = "http://" + s.address
	words := append(before, theBinary(t), "serve", "--database", database, "--listen", s.address)
	words = append(words, args...)
	s.command = exec.Command(words[0], words[1:]...)
	s.command.Stdout, s.command.Stderr = s.output, s.output
	s.command.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	if prepare != nil {
		prepare(s.command)
	}
	s.began = time.Now()
	if err := s.command.Start(); err != nil {
		t.Fatal(err)
	}
	go func() {
		_ = s.command.Wait()
		close(s.ended)
	}()
	t.Cleanup(func() {
		s.kill()
		if t.Failed() {
			t.Logf("the server printed:\n%s", tail(s.output.String(), 3000))
		}
	})
	return s
}

// serve starts the server and waits until it is ready.
func serve(t testing.TB, database string, args ...string) *server {
	t.Helper()
	s := startOf(t, nil, nil, database, args...)
	s.await(t)
	return s
}

// await waits until the server is ready, for half a minute.
func (s *server) await(t testing.TB) {
	t.Helper()
	for time.Since(s.began) < 30*time.Second {
		if s.isReady() {
			s.ready = time.Since(s.began)
			return
		}
		select {
		case <-s.ended:
			t.Fatalf("the server has ended: %s", tail(s.output.String(), 2000))
		case <-time.After(5 * time.Millisecond): // there is nothing to wait on but the port itself
		}
	}
	t.Fatalf("the server does not become ready: %s", tail(s.output.String(), 2000))
}

func (s *server) isReady() bool {
	answer, err := brief.Get(s.base + "/readyz")
	if err != nil {
		return false
	}
	answer.Body.Close()
	return answer.StatusCode == http.StatusOK
}

// brief is for what is asked once.
var brief = &http.Client{Timeout: 5 * time.Second, Transport: &http.Transport{DisableKeepAlives: true}}

// kill ends the process at once.
func (s *server) kill() {
	_ = s.command.Process.Kill()
	<-s.ended
}

// stop tells the server to end, and returns how long that took and its exit code.
func (s *server) stop() (time.Duration, int) {
	began := time.Now()
	_ = s.command.Process.Signal(syscall.SIGTERM)
	select {
	case <-s.ended:
	case <-time.After(60 * time.Second):
		s.kill()
	}
	return time.Since(began), s.command.ProcessState.ExitCode()
}

// run runs a command of the program to its end and returns what it printed.
func run(t testing.TB, input string, words ...string) string {
	t.Helper()
	output, err := try(input, theBinary(t), words...)
	if err != nil {
		t.Fatalf("gatehouse %s: %v", strings.Join(words, " "), err)
	}
	return output
}

// try is run with its failure.
func try(input, name string, words ...string) (string, error) {
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	defer cancel()
	command := exec.CommandContext(ctx, name, words...)
	command.Stdin = strings.NewReader(input)
	var errOut bytes.Buffer
	command.Stderr = &errOut
	output, err := command.Output()
	if err != nil {
		err = errors.Join(err, fmt.Errorf("%s", tail(errOut.String(), 1000)))
	}
	return string(output), err
}

func tail(text string, n int) string { return text[max(0, len(text)-n):] }

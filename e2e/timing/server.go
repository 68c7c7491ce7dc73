package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

const password = "Correct-horse-1"

// server is a binary that serves a database of its own.
type server struct {
	command *exec.Cmd
	folder  string
	address string
	token   string
}

func accountNames(kind string, n int) (names []string) {
	for i := range n {
		names = append(names, fmt.Sprint(kind, i))
	}
	return names
}

// start makes an installation with accounts, whose names say of which kind they are, and serves it.
func (b *bench) start(accounts []string) (*server, error) {
	folder, err := os.MkdirTemp("", "gatehouse-timing-")
	if err != nil {
		return nil, err
	}
	s := &server{folder: folder}
	database := "sqlite:" + filepath.Join(folder, "timing.db")
	var users strings.Builder
	for _, name := range accounts {
		fmt.Fprintf(&users, "  - {username: %s, email: %s@example.org, firstName: A, lastName: B", name, name)
		if !strings.HasPrefix(name, "without") {
			users.WriteString(", password: " + password)
		}
		fmt.Fprintf(&users, ", suspended: %v, confirmed: %v}\n", strings.HasPrefix(name, "suspended"), !strings.HasPrefix(name, "unconfirmed"))
	}
	made, err := b.run("", "quickstart", "--database", database, "--url", "http://127.0.0.1:1", "--json")
	var started struct{ Token string }
	if err == nil {
		err = json.Unmarshal(made, &started)
	}
	if err == nil && len(accounts) > 0 {
		_, err = b.run("users:\n"+users.String(), "apply", "-", "--database", database)
	}
	if err == nil {
		s.token = started.Token
		err = s.serve(exec.Command(b.binary, "serve", "--database", database, "--listen", "127.0.0.1:0", "--log-format", "json"))
	}
	if err != nil {
		s.stop()
	}
	return s, err
}

func (b *bench) run(input string, args ...string) ([]byte, error) {
	command := exec.Command(b.binary, append(args, "--log-level", "error")...)
	command.Stdin, command.Stderr = strings.NewReader(input), os.Stderr
	return command.Output()
}

// serve runs the server until it says where it listens.
func (s *server) serve(command *exec.Cmd) error {
	command.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	log, err := command.StderrPipe()
	if err != nil {
		return err
	}
	if err := command.Start(); err != nil {
		return err
	}
	s.command = command
	lines := bufio.NewScanner(log)
	for lines.Scan() {
		var line struct{ Msg, Listen string }
		if json.Unmarshal(lines.Bytes(), &line) == nil && line.Msg == "ready" {
			s.address = line.Listen
			go func() { _, _ = io.Copy(io.Discard, log) }()
			return nil
		}
	}
	return fmt.Errorf("%s ended before it was ready", command.Path)
}

func (s *server) stop() {
	if s.command != nil {
		_ = s.command.Process.Signal(syscall.SIGTERM)
		_ = s.command.Wait()
	}
	_ = os.RemoveAll(s.folder)
}

// residentMB is the most memory that the server has had.
func (s *server) residentMB() float64 {
	text, _ := os.ReadFile(fmt.Sprintf("/proc/%d/status", s.command.Process.Pid))
	_, rest, _ := strings.Cut(string(text), "VmHWM:")
	kb, _ := strconv.ParseFloat(strings.Fields(rest + " 0")[0], 64)
	return kb / 1024
}

// used is the CPU time of this process so far.
func used() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// client is somebody at an address of the loopback network.
type client struct {
	http *http.Client
	base string
}

// from is a client at the i-th address, so that each has failures of its own.
func (s *server) from(i int) *client {
	dialer := &net.Dialer{LocalAddr: &net.TCPAddr{IP: net.IPv4(127, 0, 1, byte(i+1))}}
	transport := &http.Transport{DialContext: func(ctx context.Context, network, _ string) (net.Conn, error) {
		return dialer.DialContext(ctx, network, s.address)
	}}
	return &client{&http.Client{Transport: transport, Timeout: time.Minute}, "http://" + s.address}
}

func (c *client) close() { c.http.CloseIdleConnections() }

func (c *client) get(path string) (time.Duration, string, error) {
	return c.took(func() (*http.Response, error) { return c.http.Get(c.base + path) })
}

// signIn asks for a token with user name and password.
func (c *client) signIn(name, password string) (time.Duration, string, error) {
	form := url.Values{"username": {name}, "password": {password}, "service": {"x"}}
	return c.took(func() (*http.Response, error) { return c.http.PostForm(c.base+"/login/token.php", form) })
}

// enter signs in to the app.
func (c *client) enter(name, password string) (time.Duration, string, error) {
	body := fmt.Sprintf(`{"query":"mutation{signIn(username:\"%s\",password:\"%s\"){accessToken}}"}`, name, password)
	return c.took(func() (*http.Response, error) {
		return c.http.Post(c.base+"/graphql", "application/json", strings.NewReader(body))
	})
}

// took measures from the question to the last byte of the answer.
func (c *client) took(ask func() (*http.Response, error)) (time.Duration, string, error) {
	began := time.Now()
	response, err := ask()
	if err != nil {
		return 0, "", err
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	return time.Since(began), string(text), err
}

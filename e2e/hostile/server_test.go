package hostile

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// The people of the world under attack.
const (
	username = "wsuser"
	admin    = "hostileadmin"
	password = "Pass-w0rd+1"
)

// process is the program under attack: a process of its own, on loopback.
type process struct {
	command *exec.Cmd
	folder  string
	address string
	metrics string
	token   string // of wsuser, who may call everything
	session string // of an administrator of the admin app
	calm    int    // goroutines before anything was attacked
	said    lockedBuffer
}

type lockedBuffer struct {
	mutex sync.Mutex
	text  bytes.Buffer
}

func (b *lockedBuffer) Write(p []byte) (int, error) {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	return b.text.Write(p)
}

func (b *lockedBuffer) String() string {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	return b.text.String()
}

var (
	full = flag.Bool("full", false, "hold the real bounds of time and memory, try each attack several times, and print the table")

	target *process
)

func TestMain(m *testing.M) {
	flag.Parse()
	os.Exit(attackAll(m))
}

// attackAll runs the tests against one server, which has to end cleanly after all of them.
func attackAll(m *testing.M) int {
	var err error
	if target, err = start(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(target.folder)
	code := m.Run()
	if *full {
		results.print(os.Stdout)
	}
	if err := target.stop(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return code
}

const manifest = `
webServices: {enabled: true, passwordEndpoints: true}
users:
  - {username: ` + username + `, password: ` + password + `}
  - {username: ` + admin + `, password: ` + password + `, firstName: Ada, lastName: Lee, email: ada@example.org, siteAdmin: true}
`

func start() (p *process, err error) {
	folder, err := os.MkdirTemp("", "gatehouse-hostile-")
	if err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			os.RemoveAll(folder)
		}
	}()
	p = &process{folder: folder, address: freeAddress(), metrics: freeAddress()}
	database := "sqlite:" + filepath.Join(folder, "under-attack.db")
	binary := filepath.Join(folder, "gatehouse")
	if _, err = run("", "go", "build", "-o", binary, "../.."); err != nil {
		return nil, err
	}
	if _, err = run("", "go", "run", "../world", database); err != nil {
		return nil, err
	}
	if _, err = run(manifest, binary, "apply", "--database", database, "-"); err != nil {
		return nil, err
	}
	// The token of the world ended with the new password.
	if p.token, err = run("", binary, "token", "create", "--database", database, "--user", username, "--service", "everything", "--name", "attack"); err != nil {
		return nil, err
	}
	p.command = exec.Command(binary, "serve", "--database", database, "--listen", p.address, "--metrics-listen", p.metrics)
	p.command.Stdout, p.command.Stderr = &p.said, &p.said
	p.command.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	if err = p.command.Start(); err != nil {
		return nil, err
	}
	if err = p.awaitReady(); err == nil {
		p.session, err = p.signIn()
	}
	if err == nil {
		p.calm, err = p.goroutines()
	}
	if err != nil {
		_ = p.command.Process.Kill()
		_ = p.command.Wait()
	}
	return p, err
}

func run(input, name string, args ...string) (string, error) {
	command := exec.Command(name, args...)
	command.Stdin = strings.NewReader(input)
	output, err := command.Output()
	var ended *exec.ExitError
	if errors.As(err, &ended) {
		err = fmt.Errorf("%s: %w\n%s%s", command, err, output, ended.Stderr)
	}
	return strings.TrimSpace(string(output)), err
}

func freeAddress() string {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	defer listener.Close()
	return listener.Addr().String()
}

func (p *process) awaitReady() error {
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	for tick := time.Tick(5 * time.Millisecond); ; {
		answer, err := http.Get("http://" + p.address + "/readyz")
		if err == nil {
			answer.Body.Close()
			if answer.StatusCode == http.StatusOK {
				return nil
			}
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("the server is not ready: %v\n%s", err, p.said.String())
		case <-tick:
		}
	}
}

// signIn signs the administrator in and returns the access token.
func (p *process) signIn() (string, error) {
	text := `{"query":"mutation{signIn(username:\"` + admin + `\",password:\"` + password + `\"){accessToken}}"}`
	answer, err := http.Post("http://"+p.address+"/graphql", jsonMedia, strings.NewReader(text))
	if err != nil {
		return "", err
	}
	defer answer.Body.Close()
	body, _ := io.ReadAll(answer.Body)
	var reply struct {
		Data struct{ SignIn struct{ AccessToken string } }
	}
	if json.Unmarshal(body, &reply) != nil || reply.Data.SignIn.AccessToken == "" {
		return "", fmt.Errorf("signing in: %s", body)
	}
	return reply.Data.SignIn.AccessToken, nil
}

// stop ends the server, which must say so with 0 and must never have panicked.
func (p *process) stop() error {
	_ = p.command.Process.Signal(syscall.SIGTERM)
	err := p.command.Wait()
	for _, word := range []string{"panic", "goroutine ", "level=ERROR"} {
		if _, after, found := strings.Cut(p.said.String(), word); found {
			return fmt.Errorf("the server's log holds %q: %.2000s", word, word+after)
		}
	}
	if err != nil {
		return fmt.Errorf("the server ended with %w\n%s", err, p.said.String())
	}
	return nil
}

// memory is a line of /proc/PID/status in MB; 0 where there is none.
func (p *process) memory(line string) float64 {
	text, _ := os.ReadFile(fmt.Sprintf("/proc/%d/status", p.command.Process.Pid))
	_, after, _ := strings.Cut(string(text), line+":")
	fields := strings.Fields(after)
	if len(fields) == 0 {
		return 0
	}
	kb, _ := strconv.ParseFloat(fields[0], 64)
	return kb / 1024
}

// forgetPeak lets VmHWM begin anew (proc(5), clear_refs).
func (p *process) forgetPeak() {
	_ = os.WriteFile(fmt.Sprintf("/proc/%d/clear_refs", p.command.Process.Pid), []byte("5"), 0o200)
}

// goroutines is how many there are in the server, as its figures say.
func (p *process) goroutines() (int, error) {
	answer, err := http.Get("http://" + p.metrics + "/metrics")
	if err != nil {
		return 0, err
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	_, after, _ := strings.Cut(string(text), "\ngo_goroutines ")
	line, _, _ := strings.Cut(after, "\n")
	n, parseErr := strconv.ParseFloat(strings.TrimSpace(line), 64)
	return int(n), errors.Join(err, parseErr)
}

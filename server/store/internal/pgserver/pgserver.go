// Package pgserver starts a throw-away PostgreSQL server from the machine's own binaries, for tests and for making migrations.
package pgserver

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // database/sql driver "pgx"
)

// ErrNone says that the machine has no PostgreSQL binaries.
var ErrNone = errors.New("no PostgreSQL binaries: install Debian's package postgresql, or name their folder in PG_BIN")

// Server is a PostgreSQL server of one process.
type Server struct {
	folder     string
	binaries   string
	credential *syscall.Credential
	port       int
	process    *exec.Cmd
}

// Start starts a server on a free port of the loopback interface, in a temporary folder, that ends with this process.
// Data is not synced to disk.
func Start() (*Server, error) {
	binaries, err := postgresBinaries()
	if err != nil {
		return nil, err
	}
	folder, err := os.MkdirTemp("", "gatehouse-postgres-")
	if err != nil {
		return nil, err
	}
	p := &Server{folder: folder, binaries: binaries}
	if err := p.start(); err != nil {
		p.Stop()
		return nil, err
	}
	return p, nil
}

func (p *Server) start() (err error) {
	if p.credential, err = unprivileged(p.folder); err != nil {
		return err
	}
	init := exec.Command(filepath.Join(p.binaries, "initdb"), "-D", p.data(), "-U", "gatehouse", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
	init.SysProcAttr = &syscall.SysProcAttr{Credential: p.credential}
	init.Dir = p.folder
	if output, err := init.CombinedOutput(); err != nil {
		return fmt.Errorf("initdb: %w\n%s", err, output)
	}
	if p.port, err = freePort(); err != nil {
		return err
	}
	return p.launch()
}

func (p *Server) data() string { return filepath.Join(p.folder, "data") }

func (p *Server) launch() error {
	log, err := os.Create(filepath.Join(p.folder, "log"))
	if err != nil {
		return err
	}
	defer log.Close()
	p.process = exec.Command(filepath.Join(p.binaries, "postgres"), "-D", p.data(), "-p", strconv.Itoa(p.port), "-h", "127.0.0.1", "-k", p.folder,
		"-F", "-c", "max_connections=200", "-c", "timezone=UTC")
	p.process.SysProcAttr = &syscall.SysProcAttr{Credential: p.credential, Pdeathsig: syscall.SIGKILL}
	p.process.Dir = p.folder
	p.process.Stdout, p.process.Stderr = log, log
	if err := p.process.Start(); err != nil {
		return err
	}
	return p.waitUntilReady()
}

func (p *Server) waitUntilReady() error {
	db, err := sql.Open("pgx", p.Address("postgres"))
	if err != nil {
		return err
	}
	defer db.Close()
	for range 200 {
		if err = db.Ping(); err == nil {
			return nil
		}
		time.Sleep(25 * time.Millisecond) // there is nothing to wait on but the port itself
	}
	output, _ := os.ReadFile(filepath.Join(p.folder, "log"))
	return fmt.Errorf("PostgreSQL does not answer: %w\n%s", err, output)
}

// Address is the address of one of its databases.
func (p *Server) Address(name string) string {
	return fmt.Sprintf("postgres://gatehouse@127.0.0.1:%d/%s?sslmode=disable", p.port, name)
}

// Create makes an empty database, or a copy of another one, and returns its address.
func (p *Server) Create(name, template string) (string, error) {
	db, err := sql.Open("pgx", p.Address("postgres"))
	if err != nil {
		return "", err
	}
	defer db.Close()
	statement := fmt.Sprintf("CREATE DATABASE %q", name)
	if template != "" {
		statement += fmt.Sprintf(" TEMPLATE %q", template)
	}
	_, err = db.ExecContext(context.Background(), statement)
	return p.Address(name), err
}

// Crash ends the server at once: whoever is connected is cut off, and what is not committed is lost.
func (p *Server) Crash() {
	if p.process != nil && p.process.Process != nil {
		_ = p.process.Process.Signal(syscall.SIGQUIT)
		_ = p.process.Wait()
	}
}

// Recover starts a crashed server again, on the same data and the same port.
func (p *Server) Recover() error { return p.launch() }

// Pause makes the server silent: connections stay open, new ones are taken by the kernel, and nothing is answered.
func (p *Server) Pause() { p.signal(syscall.SIGSTOP) }

// Resume ends a Pause.
func (p *Server) Resume() { p.signal(syscall.SIGCONT) }

// signal reaches the server first, which then starts no more processes, and then those that it has started.
func (p *Server) signal(sign syscall.Signal) {
	if p.process == nil || p.process.Process == nil {
		return
	}
	parent := p.process.Process.Pid
	_ = syscall.Kill(parent, sign)
	stats, _ := filepath.Glob("/proc/[0-9]*/stat")
	for _, name := range stats {
		text, _ := os.ReadFile(name) // it may have ended
		_, fields, _ := strings.Cut(string(text), ") ")
		var state string
		var of int
		if _, err := fmt.Sscan(fields, &state, &of); err != nil || of != parent {
			continue
		}
		if pid, err := strconv.Atoi(filepath.Base(filepath.Dir(name))); err == nil {
			_ = syscall.Kill(pid, sign)
		}
	}
}

// Stop ends the server and removes its folder.
func (p *Server) Stop() {
	p.Resume() // a process that is stopped does not end
	p.Crash()
	os.RemoveAll(p.folder)
}

func postgresBinaries() (string, error) {
	folders, _ := filepath.Glob("/usr/lib/postgresql/*/bin")
	slices.Reverse(folders) // the newest first
	if named := os.Getenv("PG_BIN"); named != "" {
		folders = []string{named}
	} else if found, err := exec.LookPath("initdb"); err == nil {
		folders = append(folders, filepath.Dir(found))
	}
	for _, folder := range folders {
		if _, err := os.Stat(filepath.Join(folder, "initdb")); err == nil {
			return folder, nil
		}
	}
	return "", ErrNone
}

// unprivileged gives the folder to a user that PostgreSQL agrees to run as: it refuses root.
func unprivileged(folder string) (*syscall.Credential, error) {
	if os.Getuid() != 0 {
		return nil, nil
	}
	for _, name := range []string{"postgres", "nobody"} {
		account, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, _ := strconv.Atoi(account.Uid)
		gid, _ := strconv.Atoi(account.Gid)
		return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}, os.Chown(folder, uid, gid)
	}
	return nil, errors.New("no user to run PostgreSQL as")
}

func freePort() (int, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer listener.Close()
	return listener.Addr().(*net.TCPAddr).Port, nil
}

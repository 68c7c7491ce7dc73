package main

import (
	"bytes"
	"fmt"
	"net"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// process is a server or a floor under measurement.
type process struct {
	command *exec.Cmd
	address string
	ready   time.Duration
}

func freeAddress() (string, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	defer listener.Close()
	return listener.Addr().String(), nil
}

func startServer(binary, database string) (*process, error) {
	address, err := freeAddress()
	if err != nil {
		return nil, err
	}
	return start(exec.Command(binary, "serve", "--database", database, "--listen", address, "--log-level", "warn"), address)
}

func startFloor(token string, tokens int, refused bool, answer []byte) (*process, error) {
	address, err := freeAddress()
	if err != nil {
		return nil, err
	}
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	command := exec.Command(self, "floor", address, token, strconv.Itoa(tokens), strconv.FormatBool(refused))
	command.Stdin = bytes.NewReader(answer)
	return start(command, address)
}

// start runs a command and waits until /readyz answers.
func start(command *exec.Cmd, address string) (*process, error) {
	command.Stderr = os.Stderr
	command.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	began := time.Now()
	if err := command.Start(); err != nil {
		return nil, err
	}
	p := &process{command: command, address: address}
	for time.Since(began) < 60*time.Second {
		if _, _, err := once(address, get("/readyz")); err == nil {
			p.ready = time.Since(began)
			return p, nil
		}
		time.Sleep(2 * time.Millisecond) // there is nothing to wait on but the port itself
	}
	p.stop()
	return nil, fmt.Errorf("%s does not become ready", command.Path)
}

func (p *process) stop() {
	_ = p.command.Process.Signal(syscall.SIGTERM)
	_ = p.command.Wait()
}

// ticks is how many times a second the kernel counts CPU time in /proc: USER_HZ, which is 100 on every Linux that Go runs on.
const ticks = 100

// cpu is the CPU time that the process has used so far, in all its threads.
func (p *process) cpu() (time.Duration, error) {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", p.command.Process.Pid))
	if err != nil {
		return 0, err
	}
	// The name stands in parentheses and may hold anything; user and system time are fields 14 and 15.
	fields := strings.Fields(string(text[bytes.LastIndexByte(text, ')')+1:]))
	user, userErr := strconv.Atoi(fields[11])
	system, systemErr := strconv.Atoi(fields[12])
	if userErr != nil || systemErr != nil {
		return 0, fmt.Errorf("/proc/PID/stat cannot be read")
	}
	return time.Duration(user+system) * time.Second / ticks, nil
}

func (p *process) residentMB() float64 {
	text, _ := os.ReadFile(fmt.Sprintf("/proc/%d/status", p.command.Process.Pid))
	for line := range strings.Lines(string(text)) {
		if kb, ok := strings.CutPrefix(line, "VmHWM:"); ok {
			n, _ := strconv.ParseFloat(strings.Fields(kb)[0], 64)
			return n / 1024
		}
	}
	return 0
}

func median(list []float64) float64 {
	sorted := slices.Sorted(slices.Values(list))
	return sorted[len(sorted)/2]
}

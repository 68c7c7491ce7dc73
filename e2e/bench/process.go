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
	"unsafe"
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

// cpu is the CPU time that the process has used so far, in all its threads. The kernel counts it in nanoseconds; the clock of another
// process has a number made of that process's (clock_getcpuclockid(3)), of which the last bits say what it counts.
func (p *process) cpu() (time.Duration, error) {
	const ran = 2 // CPUCLOCK_SCHED: the time on a processor, in user mode and in the kernel
	clock := ^p.command.Process.Pid<<3 | ran
	var t syscall.Timespec
	if _, _, failed := syscall.Syscall(syscall.SYS_CLOCK_GETTIME, uintptr(clock), uintptr(unsafe.Pointer(&t)), 0); failed != 0 {
		return 0, fmt.Errorf("the CPU time of process %d: %w", p.command.Process.Pid, failed)
	}
	return time.Duration(t.Nano()), nil
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

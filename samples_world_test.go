package main

import (
	"cmp"
	"context"
	"errors"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"gatehouse/server/call"
	"gatehouse/server/functions"
)

// sampleWorld is what samples run against.
type sampleWorld struct {
	folder    string
	binary    string
	token     string
	functions []*call.Function
	rounds    [][]*call.Function // each of them begins with a fresh database, and its examples work in this order
	unsayable map[string]string  // FACE FUNCTION, with the reason
}

func newSampleWorld(t *testing.T) *sampleWorld {
	t.Helper()
	w := &sampleWorld{folder: t.TempDir(), binary: builtBinary(t)}
	w.token = strings.TrimSpace(output(t, exec.Command("go", "run", "./e2e/world", "sqlite:"+w.database())))
	catalogue, err := call.NewCatalogue((&functions.Library{}).All())
	if err != nil {
		t.Fatal(err)
	}
	w.functions = catalogue.All()
	w.unsayable = readUnsayable(t)
	w.plan(t)
	return w
}

func (w *sampleWorld) database() string { return filepath.Join(w.folder, "world.db") }

// builtBinary is the one that "make build" made; without it one is built.
func builtBinary(t *testing.T) string {
	t.Helper()
	if path, err := filepath.Abs("bin/gatehouse"); err == nil {
		if _, err := os.Stat(path); err == nil {
			return path
		}
	}
	path := filepath.Join(t.TempDir(), "gatehouse")
	output(t, exec.Command("go", "build", "-o", path, "."))
	return path
}

// readUnsayable reads which examples a face cannot say: a line for each, FACE FUNCTION and the reason.
func readUnsayable(t *testing.T) map[string]string {
	t.Helper()
	text, err := os.ReadFile("e2e/samples/unsayable.txt")
	if err != nil {
		t.Fatal(err)
	}
	list := map[string]string{}
	for line := range strings.Lines(string(text)) {
		if parts := strings.SplitN(strings.TrimSpace(line), " ", 3); len(parts) == 3 {
			list[parts[0]+" "+parts[1]] = parts[2]
		}
	}
	return list
}

// plan finds an order in which all examples work, with as few fresh databases as it takes: what reads comes first, what takes things
// away last, and what no longer works goes into the next round.
func (w *sampleWorld) plan(t *testing.T) {
	t.Helper()
	rank := func(f *call.Function) int {
		switch {
		case f.Effect == call.Read:
			return 0
		case strings.Contains(f.Name, "delete"), strings.Contains(f.Name, "unenrol"), strings.Contains(f.Name, "unassign"):
			return 2
		}
		return 1
	}
	left := slices.SortedStableFunc(slices.Values(w.functions), func(a, b *call.Function) int { return cmp.Compare(rank(a), rank(b)) })
	address := freeAddress(t)
	for len(left) > 0 {
		var done, postponed []*call.Function
		w.during(t, address, func() {
			for _, f := range left {
				if w.works(t, address, f) {
					done = append(done, f)
				} else {
					postponed = append(postponed, f)
				}
			}
		})
		if len(done) == 0 {
			t.Fatalf("no example of these works in a fresh world: %v", namesOf(postponed))
		}
		w.rounds, left = append(w.rounds, done), postponed
	}
}

func (w *sampleWorld) works(t *testing.T, address string, f *call.Function) bool {
	t.Helper()
	r, err := http.NewRequest(http.MethodPost, "http://"+address+"/webservice/rest/"+f.Name, strings.NewReader(f.Example.Arguments))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Authorization", "Bearer "+w.token)
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	answer.Body.Close()
	return answer.StatusCode == http.StatusOK
}

// during runs the server on a copy of the world.
func (w *sampleWorld) during(t *testing.T, address string, do func()) {
	t.Helper()
	folder, err := os.MkdirTemp(w.folder, "")
	if err != nil {
		t.Fatal(err)
	}
	world, err := os.ReadFile(w.database())
	if err == nil {
		err = os.WriteFile(filepath.Join(folder, "gatehouse.db"), world, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	server := exec.CommandContext(ctx, w.binary, "serve", "--database", "sqlite:"+filepath.Join(folder, "gatehouse.db"), "--listen", address)
	var said strings.Builder
	server.Stdout, server.Stderr = &said, &said
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() {
		stop()
		_ = server.Wait() // it was killed
		os.RemoveAll(folder)
	}()
	if err := awaitReady(ctx, address); err != nil {
		stop()
		_ = server.Wait()
		t.Fatalf("%v\n%s", err, said.String())
	}
	do()
}

func awaitReady(ctx context.Context, address string) error {
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	for tick := time.Tick(5 * time.Millisecond); ; {
		answer, err := http.Get("http://" + address + "/readyz")
		if err == nil {
			answer.Body.Close()
			if answer.StatusCode == http.StatusOK {
				return nil
			}
		}
		select {
		case <-ctx.Done():
			return errors.Join(errors.New("the server is not ready"), err)
		case <-tick:
		}
	}
}

func freeAddress(t *testing.T) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	return listener.Addr().String()
}

func namesOf(list []*call.Function) []string {
	var names []string
	for _, f := range list {
		names = append(names, f.Name)
	}
	return names
}

// output runs a command that has to end well.
func output(t *testing.T, command *exec.Cmd) string {
	t.Helper()
	var errOut strings.Builder
	command.Stderr = &errOut
	text, err := command.Output()
	if err != nil {
		t.Fatalf("%s: %v\n%s%s", command, err, text, errOut.String())
	}
	return string(text)
}

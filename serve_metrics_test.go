package main

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
)

// served is a running "gatehouse serve".
type served struct {
	t      *testing.T
	stop   context.CancelFunc
	ended  chan int
	listen map[string]string        // the addresses, by what was logged with them
	said   map[string]chan struct{} // closed when it was logged
}

// serve runs the server until it is ready; it is stopped with the test.
func (s *shell) serve(args ...string) *served {
	s.t.Helper()
	ctx, stop := context.WithCancel(s.t.Context())
	reader, writer := io.Pipe()
	r := &served{s.t, stop, make(chan int, 1), map[string]string{}, map[string]chan struct{}{"made a backup and restored it once": make(chan struct{})}}
	ready := make(chan struct{})
	go r.follow(reader, ready)
	s.t.Cleanup(func() { r.end() })
	args = append([]string{"serve", "--listen", "127.0.0.1:0", "--database", s.database, "--log-format", "json"}, args...)
	go func() {
		r.ended <- run(ctx, args, strings.NewReader(""), io.Discard, writer)
		writer.Close()
	}()
	select {
	case <-ready:
	case code := <-r.ended:
		r.ended <- code
		s.t.Fatalf("the server ended with %d before it was ready", code)
	}
	return r
}

// follow reads what is logged until the server ends.
func (r *served) follow(log io.Reader, ready chan struct{}) {
	for lines := bufio.NewScanner(log); lines.Scan(); {
		var line struct{ Msg, Listen string }
		if err := json.Unmarshal(lines.Bytes(), &line); err != nil {
			r.t.Errorf("logged %s", lines.Text())
		}
		if line.Listen != "" {
			r.listen[line.Msg] = line.Listen
		}
		if waited := r.said[line.Msg]; waited != nil {
			close(waited)
		}
		if line.Msg == "ready" {
			close(ready)
		}
	}
}

// end stops the server and returns its exit code.
func (r *served) end() int {
	r.stop()
	code := <-r.ended
	r.ended <- code
	return code
}

// get asks one of the server's addresses.
func (r *served) get(listener, path string) (code int, body string) {
	r.t.Helper()
	response, err := http.Get("http://" + r.listen[listener] + path)
	if err != nil {
		r.t.Fatal(err)
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		r.t.Fatal(err)
	}
	return response.StatusCode, string(text)
}

func TestFiguresAreNotOnThePublicAddress(t *testing.T) {
	s := newShell(t)
	server := s.serve("--metrics-listen", "127.0.0.1:0", "--profiles")
	for _, path := range []string{"/metrics", "/debug/pprof/", "/debug/pprof/goroutine?debug=1"} {
		if _, body := server.get("ready", path); strings.Contains(body, "goroutine") || strings.Contains(body, "gatehouse_calls") {
			t.Errorf("%s is answered in public", path)
		}
		if code, body := server.get("metrics", path); code != http.StatusOK || !strings.Contains(body, "goroutine") {
			t.Errorf("%s answers %d", path, code)
		}
	}
	if code, _ := server.get("metrics", "/webservice/rest/server.php"); code != http.StatusNotFound {
		t.Errorf("calls are answered where figures are: %d", code)
	}
	server.get("ready", "/webservice/rest/core_webservice_get_site_info")
	if _, body := server.get("metrics", "/metrics"); !strings.Contains(body, `gatehouse_refusals_total{check="web-services-on"} 1`) {
		t.Errorf("a refused call is not counted in\n%s", body)
	}
	if code := server.end(); code != exitOK {
		t.Errorf("ended with %d", code)
	}
}

func TestProfilesNeedAnAddressOfTheirOwn(t *testing.T) {
	if code, _, errOut := newShell(t).run("", "serve", "--listen", "127.0.0.1:0", "--profiles"); code != exitUsage || !strings.Contains(errOut, "--metrics-listen") {
		t.Errorf("%d %s", code, errOut)
	}
}

func TestServingMakesBackupsAndTellsTheirAge(t *testing.T) {
	s := newShell(t)
	folder := filepath.Join(s.folder, "backups")
	server := s.serve("--metrics-listen", "127.0.0.1:0", "--backup-dir", folder)
	<-server.said["made a backup and restored it once"]
	if _, body := server.get("metrics", "/metrics"); !strings.Contains(body, "gatehouse_backups_total 1\n") || !strings.Contains(body, "gatehouse_backup_age_seconds") {
		t.Errorf("in\n%s", body)
	}
	if list, err := filepath.Glob(filepath.Join(folder, "*.backup")); len(list) != 1 || err != nil {
		t.Errorf("%v %v", list, err)
	}
	for _, wrong := range [][]string{{"--backup-every", "1s"}, {"--backup-keep", "0"}} {
		args := append([]string{"serve", "--listen", "127.0.0.1:0", "--backup-dir", folder}, wrong...)
		if code, _, _ := s.run("", args...); code != exitUsage {
			t.Errorf("%v: %d", wrong, code)
		}
	}
}

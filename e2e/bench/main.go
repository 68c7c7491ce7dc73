// Command bench measures what a call costs the server, side by side with a floor: a bare net/http handler that gets the same
// requests, looks the token up in a map of the same size and writes the same bytes. Server and floor are processes of their own, called in turn over
// kept-alive connections on the loopback interface; the CPU time is each process's own, as the kernel counts it. It prints a line
// for each figure:
//
//	NAME value=… UNIT ratio=… budget=… ok|over
//
// Lines that begin with read_ compare the same call over another protocol with REST and JSON on the same server, those that begin with
// flat_ the same call on a large and a small installation. A budget of a ratio or a value is a most, that of group_commit a least.
//
// The budgets are those of ARCHITECTURE.md. The exit code is 1 when one is exceeded. With --write the figures stand in a document too,
// with the allocations of Go's benchmarks.
//
//	bench [--server bin/gatehouse] [--tokens 1000,1000000] [--rounds 61] [--starts 7] [--only calls,protocols,flat,commit,start] [--write docs/performance.md]
package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
)

func main() {
	log.SetFlags(0)
	if len(os.Args) > 1 && os.Args[1] == "floor" {
		serveFloor(os.Args[2:])
		return
	}
	if len(os.Args) > 1 && os.Args[1] == "functions" {
		log.Fatal(serveFunctions(os.Args[2:]))
	}
	b := &bench{}
	tokens := flag.String("tokens", "1000,1000000", "how many tokens the database holds, one run each")
	only := flag.String("only", "calls,protocols,flat,commit,start", "which parts to measure")
	write := flag.String("write", "", "a Markdown file to write, with a plot beside it")
	flag.StringVar(&b.server, "server", "bin/gatehouse", "the server's binary")
	flag.IntVar(&b.rounds, "rounds", 61, "rounds of one slice each for server and floor")
	flag.DurationVar(&b.slice, "slice", 150*time.Millisecond, "how long one slice takes")
	flag.IntVar(&b.starts, "starts", 7, "how often to start the server")
	flag.IntVar(&b.connections, "connections", 8, "connections at the same time")
	flag.Parse()
	forget, err := b.install()
	if err == nil {
		err = b.all(*tokens, strings.Split(*only, ","))
		forget()
	}
	if err != nil {
		log.Fatal("bench: ", err)
	}
	if *write != "" {
		if err := b.write(*write); err != nil {
			log.Fatal("bench: ", err)
		}
	}
	if b.over() {
		os.Exit(1)
	}
}

// install copies the server's binary, as whoever installs it does: the kernel keeps a file in pieces of the size in which it was written,
// and of what a linker has just written more stays in memory.
func (b *bench) install() (forget func(), err error) {
	folder, err := os.MkdirTemp("", "gatehouse-bench-")
	if err != nil {
		return nil, err
	}
	installed := filepath.Join(folder, filepath.Base(b.server))
	if output, err := exec.Command("cp", b.server, installed).CombinedOutput(); err != nil {
		return nil, fmt.Errorf("%w: %s", err, output)
	}
	b.server = installed
	return func() { os.RemoveAll(folder) }, nil
}

// all measures the parts that are wanted, in the order in which they stand in the document.
func (b *bench) all(tokens string, wanted []string) error {
	for _, part := range []struct {
		name    string
		measure func() error
	}{
		{"calls", func() error { return b.calls(tokens) }}, {"protocols", b.protocols}, {"flat", b.flat}, {"commit", b.groupCommit}, {"start", b.start100k},
	} {
		if !slices.Contains(wanted, part.name) {
			continue
		}
		if err := part.measure(); err != nil {
			return err
		}
	}
	return nil
}

// calls measures the calls beside the floor, once for each number of tokens.
func (b *bench) calls(tokens string) error {
	for text := range strings.SplitSeq(tokens, ",") {
		n, err := strconv.Atoi(text)
		if err == nil {
			err = b.run(n)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

type bench struct {
	server      string
	rounds      int
	starts      int
	slice       time.Duration
	connections int
	figures     []figure
}

// seeded is what "gatehouse seed --json" tells.
type seeded struct {
	Token  string `json:"token"`
	User   string `json:"user"`
	UserID int    `json:"userId"`
	Course int    `json:"courseId"`
}

// scenario is one call to measure.
type scenario struct {
	name    string
	request []byte
	budget  float64 // ratio to the floor; 0: none yet
	// numbered gives every request a number of its own in place of the last ten digits.
	numbered bool
	// refused says that the answer is to be an error.
	refused bool
}

func get(path string) []byte {
	return []byte("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
}

func post(path, form string) []byte {
	return []byte("POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: " +
		strconv.Itoa(len(form)) + "\r\n\r\n" + form)
}

const restTo = "/webservice/rest/server.php?moodlewsrestformat=json&wstoken="

func scenarios(s seeded) []scenario {
	known := restTo + s.Token + "&wsfunction="
	// A secret of the right form and checksum that nobody has: the costly kind of unknown.
	unknown := restTo + "gate_000000000000000000000000000000" + checksum("gate_000000000000000000000000000000")
	return []scenario{
		{name: "site_info", request: get(known + "core_webservice_get_site_info"), budget: 1.5},
		{name: "one_row_read", request: get(known + "core_user_get_users_by_field&field=id&values[0]=" + strconv.Itoa(s.UserID)), budget: 2.5},
		{name: "refused_token", request: get(unknown + "&wsfunction=core_webservice_get_site_info"), budget: 1.2, refused: true},
		{
			name: "group_creation", numbered: true,
			request: post(known+"core_group_create_groups", "groups[0][courseid]="+strconv.Itoa(s.Course)+"&groups[0][description]=&groups[0][name]=group+0000000000"),
		},
	}
}

// run measures every scenario against a database with n tokens.
func (b *bench) run(n int) error {
	folder, err := os.MkdirTemp("", "gatehouse-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	database := "sqlite:" + filepath.Join(folder, "bench.db")
	known, err := b.seed(database, size{tokens: n, services: 1})
	if err != nil {
		return err
	}
	p, err := startServer(b.server, database)
	if err != nil {
		return err
	}
	defer p.stop()
	for _, s := range scenarios(known) {
		if err := b.measure(p, s, known, n); err != nil {
			return fmt.Errorf("%s: %w", s.name, err)
		}
	}
	return nil
}

// size is how much an installation holds.
type size struct{ tokens, services int }

func (b *bench) seed(database string, n size) (known seeded, err error) {
	command := exec.Command(b.server, "seed", "--database", database, "--json", "--tokens", strconv.Itoa(n.tokens), "--users", strconv.Itoa(max(n.tokens/10, 1)),
		"--services", strconv.Itoa(n.services))
	command.Stderr = os.Stderr
	output, err := command.Output()
	if err != nil {
		return known, fmt.Errorf("seeding: %w", err)
	}
	return known, json.Unmarshal(output, &known)
}

// measure runs server and floor in turn.
func (b *bench) measure(server *process, s scenario, known seeded, n int) error {
	head, body, err := once(server.address, s.request)
	if err != nil {
		return err
	}
	if refused := bytes.Contains(body, []byte(`"errorcode":`)); refused != s.refused {
		return fmt.Errorf("unexpected answer: %.200s", body)
	}
	floor, err := startFloor(known.Token, n, s.refused, append(head, body...))
	if err != nil {
		return err
	}
	defer floor.stop()
	cpu, ratio, err := b.inTurn(server, s, floor, s)
	if err != nil {
		return err
	}
	b.tell(figure{name: fmt.Sprintf("%s@%d", s.name, n), value: cpu, unit: "µs", ratio: ratio, budget: s.budget})
	return nil
}

// inTurn calls two processes in turn, each of them first every other time, and returns the microseconds of CPU that a call took of the
// first, and the ratio to what it took of the second. Many short slices are truer than few long ones: what else the machine does comes and
// goes, and is the same for two that follow each other closely. All slices count, not their median: what is done once for many calls, above
// all collecting garbage, falls into a few of them. A floor with a million tokens collects in one slice of ten, where each call costs two to three times as much.
func (b *bench) inTurn(first *process, s scenario, second *process, other scenario) (cpu, ratio float64, err error) {
	turns := []struct {
		p     *process
		s     scenario
		spent spent
	}{{p: first, s: s}, {p: second, s: other}}
	for round := -warmUp; round < b.rounds; round++ {
		for i := range turns {
			turn := &turns[i^(round&1)]
			slice, err := b.load(turn.p, turn.s)
			if err != nil {
				return 0, 0, err
			}
			if round >= 0 {
				turn.spent.add(slice)
			}
		}
	}
	cpu = turns[0].spent.each()
	return cpu, cpu / turns[1].spent.each(), nil
}

// warmUp is how many rounds do not count.
const warmUp = 4

// loaded is how many slices of load come before the memory is looked at.
const loaded = 10

// start100k measures the start and the memory with 100,000 tokens and 1,000 services.
func (b *bench) start100k() error {
	folder, err := os.MkdirTemp("", "gatehouse-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	database := "sqlite:" + filepath.Join(folder, "bench.db")
	known, err := b.seed(database, size{tokens: 100_000, services: 1000})
	if err != nil {
		return err
	}
	var starts []float64
	var resident float64
	for range b.starts {
		p, err := startServer(b.server, database)
		if err != nil {
			return err
		}
		starts = append(starts, float64(p.ready.Milliseconds()))
		for range loaded {
			if _, err = b.load(p, scenarios(known)[0]); err != nil {
				break
			}
		}
		resident = max(resident, p.residentMB())
		p.stop()
		if err != nil {
			return err
		}
	}
	b.tell(figure{name: "start_to_ready@100000", value: median(starts), unit: "ms", budget: 200})
	b.tell(figure{name: "resident@100000", value: resident, unit: "MB", budget: 64})
	return nil
}

package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"
)

// event is a line of "go test -json".
type event struct {
	Action, Package, Test, Output string
}

// recorder keeps what tests print until they have failed: "go test" without -v shows no more either.
type recorder struct {
	printed map[string][]string
	lines   *json.Encoder
	out     io.Writer
}

func recordTo(file string, in io.Reader, out io.Writer) error {
	f, err := os.Create(file)
	if err != nil {
		return err
	}
	defer f.Close()
	if err := record(f, in, out); err != nil {
		return err
	}
	return f.Close()
}

// record writes a line for each test that ended, and prints packages, and tests that failed with what they printed.
func record(results io.Writer, in io.Reader, out io.Writer) error {
	r := &recorder{printed: map[string][]string{}, lines: json.NewEncoder(results), out: out}
	r.lines.SetEscapeHTML(false)
	lines := bufio.NewReader(in)
	for {
		line, err := lines.ReadString('\n')
		if e := (event{}); json.Unmarshal([]byte(line), &e) == nil {
			if err := r.take(e); err != nil {
				return err
			}
		} else if line != "" {
			fmt.Fprint(out, line) // of the go command itself
		}
		if err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
	}
}

var outcomes = map[string]string{"pass": "passed", "fail": "failed", "skip": "skipped"}

func (r *recorder) take(e event) error {
	key := e.Package + " " + e.Test
	switch {
	case e.Action == "build-output", e.Action == "output" && e.Test == "" && e.Output != "PASS\n":
		fmt.Fprint(r.out, e.Output)
	case e.Action == "output":
		r.printed[key] = append(r.printed[key], e.Output)
	case e.Action == "fail" && e.Test == "":
		r.printUnfinished(e.Package)
	case e.Test != "" && outcomes[e.Action] != "":
		if e.Action == "fail" {
			fmt.Fprint(r.out, strings.Join(r.printed[key], ""))
		}
		delete(r.printed, key)
		place := strings.TrimPrefix(strings.TrimPrefix(e.Package, module), "/")
		if place == "" {
			place = "."
		}
		return r.lines.Encode(result{Test: normal(place + " > " + e.Test), Outcome: outcomes[e.Action]})
	}
	return nil
}

const module = "gatehouse"

// printUnfinished prints what was going on in a package that ended in the middle of it: a panic, or the end of its time.
func (r *recorder) printUnfinished(folder string) {
	for key, printed := range r.printed {
		if strings.HasPrefix(key, folder+" ") {
			fmt.Fprint(r.out, strings.Join(printed, ""))
			delete(r.printed, key)
		}
	}
}

package hostile

import (
	"fmt"
	"io"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"gatehouse/server/call"
)

// attack is one hostile input. It changes a call that works: its arguments, its body as it is written, or the request around it. A wire
// that has no words for it is left out.
type attack struct {
	name      string
	rules     string // the requirements that it is about
	on        func(w *wire) bool
	size      int // n begins here, and is halved until the request fits
	arguments func(w *wire, n int) object
	body      func(w *wire, n int) string
	request   func(w *wire, r *request)
	answered  string // why some wires may answer it instead of refusing
	status    int    // the one status that is right
}

// fits is how long a body is made at most: just under what the server takes.
const fits = 4<<20 - 4096

// make makes the request of an attack over a wire; nil when there are no words for it.
func (a *attack) make(w *wire) *request {
	if a.on != nil && !a.on(w) {
		return nil
	}
	limit := fits
	if w.name == "graphql" {
		limit = 128<<10 - 1024
	}
	r := w.request()
	for n := a.size; ; n /= 2 {
		ok := true
		switch {
		case a.arguments != nil:
			r.body, ok = w.write(a.arguments(w, n))
		case a.body != nil:
			r.body = a.body(w, n)
		}
		if !ok {
			return nil
		}
		if a.size == 0 || len(r.body) <= limit {
			break
		}
	}
	if a.request != nil {
		a.request(w, r)
	}
	return r
}

// request is the call that works.
func (w *wire) request() *request {
	r := &request{method: "POST", target: w.address(), header: []string{"Content-Type: " + w.media}}
	switch {
	case w.name == "graphql":
		r.header = append(r.header, "Authorization: Bearer "+target.session)
	case !w.password && !w.open:
		r.header = append(r.header, "Authorization: Bearer "+target.token)
	}
	if w.write != nil { // else it is a door, and its attacks write whole bodies
		r.body, _ = w.write(w.good())
	}
	return r
}

// bounds of one attack.
type bounds struct {
	time   time.Duration
	memory float64 // MB
	rounds int
}

// limits are the real bounds for "make hostile"; beside other tests only what is out of all proportion fails.
func limits() bounds {
	if *full {
		return bounds{500 * time.Millisecond, 64, 3}
	}
	return bounds{5 * time.Second, 640, 1}
}

// carry tries attacks over every wire that can carry them.
func carry(t *testing.T, attacks []attack) {
	for i := range attacks {
		for j, w := range wires {
			if w.password && !*full && (i+j)%4 != 0 {
				continue // each costs the hashing of a password: a quarter of them is tried beside other tests
			}
			if r := attacks[i].make(w); r != nil {
				t.Run(attacks[i].name+"/"+w.name, func(t *testing.T) { attacks[i].try(t, w, r) })
			}
		}
	}
}

// try sends an attack and looks at what comes back.
func (a *attack) try(t *testing.T, w *wire, r *request) {
	t.Helper()
	got := measured(t, a.name, w.column, func() (*answer, error) { return target.send(r) })
	a.judge(t, w, got)
}

// measured sends something, holds the bounds of time and memory, and that others are answered afterwards.
func measured(t *testing.T, name, column string, send func() (*answer, error)) *answer {
	t.Helper()
	var got *answer
	limit := limits()
	for range limit.rounds {
		target.forgetPeak()
		before := target.memory("VmRSS")
		var err error
		if got, err = send(); err != nil {
			t.Fatalf("%v\n%s", err, tail(target.said.String()))
		}
		grown := max(target.memory("VmHWM")-before, 0)
		results.add(name, column, got.took, grown)
		if got.took > limit.time || grown > limit.memory {
			t.Errorf("it took %v and %.0f MB", got.took, grown)
		}
	}
	works(t, named("rest-own"))
	return got
}

func tail(s string) string { return s[max(len(s)-2000, 0):] }

// works makes a call that has to be answered.
func works(t *testing.T, w *wire) {
	t.Helper()
	got, err := target.send(w.request())
	if err != nil {
		t.Fatalf("an honest call: %v", err)
	}
	if code, err := w.read(got); err != nil || code != "" || got.status != 200 {
		t.Fatalf("an honest call: %d %s %v\n%.500s", got.status, code, err, got.body)
	}
}

// judge says whether an answer is a refusal that may be given.
func (a *attack) judge(t *testing.T, w *wire, got *answer) {
	t.Helper()
	tellsNothing(t, got)
	code, err := w.read(got)
	shown := fmt.Sprintf("%d %.300s", got.status, got.body)
	switch {
	case err != nil:
		t.Errorf("not the wire's own form: %v: %s", err, shown)
	case code == "" && a.answered == "":
		t.Errorf("it was answered: %s", shown)
	case code == string(call.Internal) || code == "INTERNAL":
		t.Errorf("it broke something: %s", shown)
	case a.status != 0 && got.status != a.status:
		t.Errorf("status %d: %s", got.status, shown)
	}
}

// inside are words that no answer may hold: traces, types, paths and statements.
var inside = regexp.MustCompile(`(?i)goroutine \d|\.go:\d|runtime error|panic|select .* from|insert into|sqlite|sqlstate|pgx\.|gatehouse-hostile|/tmp/|/root/|` +
	`\*[a-z]+\.[A-Z]|map\[string\]|interface ?\{|strconv\.|json: |unmarshal|encoding/(?:json|xml|binary|hex|base64)|net/http|nil pointer|0xc0[0-9a-f]{6}|` + regexp.QuoteMeta(password))

// byTheLibrary are the statuses with which net/http refuses what never becomes a request.
var byTheLibrary = []int{400, 417, 431, 501, 505}

// longestRefusal is how long an answer may be that refuses.
const longestRefusal = 64 << 10

func tellsNothing(t *testing.T, got *answer) {
	t.Helper()
	text := string(got.body[:min(len(got.body), longestRefusal)]) + fmt.Sprint(got.header)
	if found := inside.FindString(text); found != "" {
		t.Errorf("it tells %q: %.500s", found, text)
	}
	for _, secret := range []string{target.token, target.session} {
		if strings.Contains(text, secret) {
			t.Errorf("it repeats a secret")
		}
	}
	if got.header.Get("X-Request-Id") == "" && !slices.Contains(byTheLibrary, got.status) {
		t.Errorf("no X-Request-Id: %d %v", got.status, got.header)
	}
	if got.status != 200 && len(got.body) > longestRefusal {
		t.Errorf("the refusal has %d bytes", len(got.body))
	}
}

// table is what attacks cost: the worst of each over each protocol.
type table struct {
	order []string
	cells map[string]map[string]cost
}

type cost struct {
	took   time.Duration
	memory float64
}

var results = &table{cells: map[string]map[string]cost{}}

func (r *table) add(name, column string, took time.Duration, memory float64) {
	row := r.cells[name]
	if row == nil {
		row = map[string]cost{}
		r.cells[name] = row
		r.order = append(r.order, name)
	}
	row[column] = cost{max(row[column].took, took), max(row[column].memory, memory)}
}

// print writes the table in Markdown: milliseconds and megabytes.
func (r *table) print(w io.Writer) {
	found := map[string]bool{}
	worst := cost{}
	for _, row := range r.cells {
		for column, c := range row {
			found[column] = true
			worst = cost{max(worst.took, c.took), max(worst.memory, c.memory)}
		}
	}
	columns := slices.Sorted(maps.Keys(found))
	fmt.Fprintf(w, "\n| attack (ms / MB) | %s |\n|---|%s\n", strings.Join(columns, " | "), strings.Repeat("---|", len(columns)))
	for _, name := range r.order {
		fmt.Fprintf(w, "| %s |", name)
		for _, column := range columns {
			if c, ok := r.cells[name][column]; ok {
				fmt.Fprintf(w, " %.0f / %.0f |", float64(c.took.Microseconds())/1000, c.memory)
			} else {
				fmt.Fprint(w, " |")
			}
		}
		fmt.Fprintln(w)
	}
	fmt.Fprintf(w, "\nworst: %.0f ms, %.0f MB\n", float64(worst.took.Microseconds())/1000, worst.memory)
}

var codes = func() (list []string) {
	for _, c := range call.Codes() {
		list = append(list, string(c))
	}
	return list
}()

package faults

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"gatehouse/ent/token"
	"gatehouse/server/journal"
	"gatehouse/server/store"
	"gatehouse/server/store/storetest"
	"gatehouse/server/tokens"
)

// ending is a way of ending what a token may do, through the admin API of one node.
type ending struct {
	name   string
	code   string // with which calls are refused then
	query  func(tokenID int) string
	undo   string // before the next round
	rounds int
}

var endings = []ending{
	{"token revoked", "invalidtoken", func(id int) string { return fmt.Sprintf(`mutation { revokeTokens(ids: ["%d"]) { id } }`, id) }, "", 0},
	{"service disabled", "accessexception", func(int) string { return `mutation { updateService(id: "6", input: {enabled: false}) { id } }` },
		`mutation { updateService(id: "6", input: {enabled: true}) { id } }`, 10},
	{"user suspended", "wsaccessusersuspended", func(int) string { return `mutation { updateUser(id: "8", input: {suspended: true}) { id } }` },
		`mutation { updateUser(id: "8", input: {suspended: false}) { id } }`, 10},
}

func TestRevoked(t *testing.T) {
	direct := storetest.PostgreSQL(t)
	between, address := proxyFor(t, direct)
	w := newWorld(t, direct)
	nodes := []*server{serve(t, address), serve(t, address), serve(t, address)}
	for _, node := range nodes {
		begin(t, node.base, 2, 20*time.Millisecond, func(worker, n int) *asked {
			if worker == 0 {
				return w.write(wires[n%len(wires)], "")
			}
			return w.read(wires[n%len(wires)])
		})
	}
	for _, deaf := range []bool{false, true} {
		name, limit, most := "", time.Second, rounds(5, 100)
		if deaf {
			name, limit, most = ", notifications cut off", 5*time.Second, rounds(2, 20)
			between.setDeaf(true)
		}
		t.Run("three nodes"+name, func(t *testing.T) {
			fault(t, 7, "a token revoked on one of three nodes under load"+name, "refused on all within "+limit.String()+" (p99)", func(t *testing.T, say func(string, ...any)) {
				for _, e := range endings {
					n := most
					if e.undo != "" {
						n = rounds(2, min(most, 20))
					}
					w.endAtNodes(t, say, nodes, e, n, limit)
				}
			})
		})
	}
}

func (w *world) endAtNodes(t *testing.T, say func(string, ...any), nodes []*server, e ending, rounds int, limit time.Duration) {
	t.Helper()
	minted := w.mint(t, rounds)
	session := w.signIn(t, nodes[0])
	var took []time.Duration
	for round, secret := range minted.secrets {
		node := nodes[round%len(nodes)]
		for _, n := range nodes {
			until(t, "the token known", 10*time.Second, func() bool { return outcome(t, n, secret) == "ok" })
		}
		if a := graphQL(session, e.query(minted.ids[round]), `"data":{`).ask(t.Context(), brief, node.base); !a.ok() || strings.Contains(a.body, "errors") {
			t.Fatal(a)
		}
		began := time.Now()
		var all sync.WaitGroup
		for _, n := range nodes {
			all.Go(func() {
				until(t, e.name, 2*limit+3*time.Second, func() bool { return outcome(t, n, secret) == e.code })
			})
		}
		all.Wait()
		took = append(took, time.Since(began))
		if e.undo != "" {
			if a := graphQL(session, e.undo, `"data":{`).ask(t.Context(), brief, node.base); !a.ok() || strings.Contains(a.body, "errors") {
				t.Fatal(a)
			}
		}
	}
	if p99 := percentile(0.99, took); p99 > limit {
		t.Errorf("%s: refused everywhere after %v at p99", e.name, p99)
	}
	say("%s, %d rounds: refused on all after %.0f ms (p50), %.0f ms (p99)", e.name, rounds, ms(percentile(0.5, took)), ms(percentile(0.99, took)))
}

// outcome is the code with which a node answers a call of caller's token, or ok.
func outcome(t *testing.T, node *server, secret string) string {
	a := wires[0].says("warm", secret, warm, map[string]any{}, "caller", "").ask(t.Context(), polling, node.base)
	if a.ok() {
		return "ok"
	}
	_, after, _ := strings.Cut(a.body, `"code":"`)
	code, _, _ := strings.Cut(after, `"`)
	return code
}

var polling = &http.Client{Timeout: 10 * time.Second, Transport: &http.Transport{MaxIdleConnsPerHost: 8}}

type minted struct {
	ids     []int
	secrets []string
}

// mint makes tokens of caller for the service "other", as another process.
func (w *world) mint(t *testing.T, n int) (m minted) {
	t.Helper()
	s, err := store.Open(t.Context(), w.database, store.Options{Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	err = s.Write(t.Context(), func(ctx context.Context, tx *store.Tx) error {
		for i := range n {
			row, secret, err := tokens.Mint(ctx, tx, journal.CommandLine("faults"), tokens.Wish{Name: fmt.Sprint("round ", i), User: 8, Service: 6, Origin: token.OriginAdmin})
			if err != nil {
				return err
			}
			m.ids, m.secrets = append(m.ids, row.ID), append(m.secrets, secret)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return m
}

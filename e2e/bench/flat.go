package main

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/netip"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"time"

	"gatehouse/server"
	"gatehouse/server/call"
	"gatehouse/server/protocols/rest"
)

// flatLimit is how much more a call may cost on the larger of two installations before it is not flat. Two of the same differ by about
// as much on a busy machine.
const flatLimit = 1.15

// flat measures the same call with few and many tokens, services and functions.
func (b *bench) flat() error {
	if err := b.flatSizes("tokens", 1000, 1_000_000, func(n int) size { return size{tokens: n, services: 1} }); err != nil {
		return err
	}
	if err := b.flatSizes("services", 10, 1000, func(n int) size { return size{tokens: 1000, services: n} }); err != nil {
		return err
	}
	return b.flatFunctions(20, 5000)
}

// flatSizes measures two installations that differ in how many they hold of something.
func (b *bench) flatSizes(what string, few, many int, holding func(n int) size) error {
	folder, err := os.MkdirTemp("", "gatehouse-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	var running [2]*process
	var known [2]seeded
	for i, n := range []int{few, many} {
		database := "sqlite:" + filepath.Join(folder, strconv.Itoa(n)+".db")
		if known[i], err = b.seed(database, holding(n)); err != nil {
			return err
		}
		if running[i], err = startServer(b.server, database); err != nil {
			return err
		}
		defer running[i].stop()
	}
	large, small := scenarios(known[1]), scenarios(known[0])
	for i := range 3 { // site_info, one_row_read, refused_token
		cpu, ratio, err := b.inTurn(running[1], large[i], running[0], small[i])
		if err != nil {
			return err
		}
		b.tell(figure{name: fmt.Sprintf("flat_%s@%s=%d/%d", large[i].name, what, many, few), value: cpu, unit: "µs", ratio: ratio, budget: flatLimit})
	}
	return nil
}

// flatFunctions measures servers with made-up functions, all of them in the token's service.
func (b *bench) flatFunctions(few, many int) error {
	var running [2]*process
	for i, functions := range []int{few, many} {
		address, err := freeAddress()
		if err != nil {
			return err
		}
		self, err := os.Executable()
		if err != nil {
			return err
		}
		if running[i], err = start(exec.Command(self, "functions", address, strconv.Itoa(functions)), address); err != nil {
			return err
		}
		defer running[i].stop()
	}
	last := func(functions int) scenario {
		return scenario{request: get(restTo + syntheticToken + "&wsfunction=" + synthetic(functions-1) + "&number=7&text=seven")}
	}
	cpu, ratio, err := b.inTurn(running[1], last(many), running[0], last(few))
	if err != nil {
		return err
	}
	b.tell(figure{name: fmt.Sprintf("flat_call@functions=%d/%d", many, few), value: cpu, unit: "µs", ratio: ratio, budget: flatLimit})
	return nil
}

const syntheticToken = "bench-token"

func synthetic(i int) string { return fmt.Sprintf("bench_made_up_function_%04d", i) }

// serveFunctions serves a catalogue of made-up functions over REST, with everything that stands before a call. Its arguments are the
// address and how many functions there are.
func serveFunctions(args []string) error {
	n, err := strconv.Atoi(args[1])
	if err != nil {
		return err
	}
	made := make([]*call.Function, n)
	service := call.Service{ID: 1, Name: "All", Enabled: true}
	for i := range made {
		made[i] = syntheticFunction(synthetic(i))
		service.Functions = append(service.Functions, synthetic(i))
	}
	catalogue, err := call.NewCatalogue(made)
	if err != nil {
		return err
	}
	dispatcher := &call.Dispatcher{Catalogue: catalogue, Grants: newOneGrant(service), Recorder: unrecorded{}, Now: time.Now}
	log := slog.New(slog.DiscardHandler)
	handler := server.New(server.Options{
		Protocols: []server.Protocol{&rest.Handler{Dispatcher: dispatcher, TokenInURL: func() bool { return true }}},
		SignIn:    http.NotFoundHandler(), GraphQL: http.NotFoundHandler(), App: http.NotFoundHandler(),
		PublicURL: "http://" + args[0], Loopback: true, CallOrigins: func() []string { return nil },
		Ready: func(context.Context) error { return nil }, Log: log,
	})
	served := server.HTTP(handler, log)
	served.Addr = args[0]
	return served.ListenAndServe()
}

// echo is what a made-up function takes and gives back.
type echo struct {
	Number int    `name:"number" doc:"A number."`
	Text   string `name:"text" type:"text" doc:"A text."`
}

func syntheticFunction(name string) *call.Function {
	return call.Declare(call.Declaration{
		Name: name, Summary: "Gives back what it gets.", Description: "Gives back what it gets.", Effect: call.Read, Component: "bench",
		Example: call.Example{Arguments: `{"number": 1, "text": "a"}`, Result: `{"number": 1, "text": "a"}`},
	}, func(_ context.Context, _ *call.Call, in echo) (echo, error) { return in, nil })
}

// oneGrant knows one token, which may call everything.
type oneGrant struct {
	policy call.Policy
	grant  *call.Grant
}

func newOneGrant(service call.Service) *oneGrant {
	return &oneGrant{
		policy: call.Policy{ServicesOn: true, Protocols: map[string]bool{rest.Name: true}},
		grant: &call.Grant{
			Token: call.Token{ID: 1, Name: "bench"}, User: call.User{ID: 2, Username: "bench", Confirmed: true},
			Services: []call.Offer{{Service: call.NewService(service)}}, Holdings: call.Holdings{Everything: true},
		},
	}
}

// Policy lets REST through.
func (g *oneGrant) Policy() *call.Policy { return &g.policy }

// Find knows one token.
func (g *oneGrant) Find(_ context.Context, c call.Credential, _ netip.Addr) (*call.Grant, error) {
	if c.Token != syntheticToken {
		return nil, nil
	}
	return g.grant, nil
}

type unrecorded struct{}

// Record keeps nothing.
func (unrecorded) Record(call.Outcome) {}

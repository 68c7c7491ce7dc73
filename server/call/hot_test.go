package call

import (
	"context"
	"net/netip"
	"testing"
	"time"
)

// quietGrants and quietRecorder are a warm token and a log that keeps nothing.
type quietGrants struct{ *world }

func (g quietGrants) Policy() *Policy { return &g.policy }
func (g quietGrants) Find(context.Context, Credential, netip.Addr) (*Grant, error) {
	return g.grant, nil
}

type quietRecorder struct{}

func (quietRecorder) Record(Outcome) {}

// BenchmarkCall is the dispatcher's own part of a call: what every call costs before and after its function.
func BenchmarkCall(b *testing.B) {
	d := right()
	d.Name, d.Effect = "core_f", Write
	catalogue, err := NewCatalogue([]*Function{Declare(d, func(context.Context, *Call, struct{}) (Void, error) { return Void{}, nil })})
	if err != nil {
		b.Fatal(err)
	}
	w := allowedWorld()
	dispatcher := &Dispatcher{Catalogue: catalogue, Grants: quietGrants{w}, Recorder: quietRecorder{}, Now: func() time.Time { return noon }}
	ctx := WithCaller(context.Background(), &Caller{})
	arguments := map[string]any{}
	request := &Request{
		ID: "r", Protocol: "rest", Function: "core_f", Credential: Credential{Token: "t"}, Address: w.attempt.Address,
		Arguments: func() (map[string]any, error) { return arguments, nil },
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := dispatcher.Call(ctx, request); err != nil {
			b.Fatal(err)
		}
	}
}

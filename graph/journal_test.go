package graph

import (
	"context"
	"fmt"
	"net/netip"
	"testing"
	"time"

	"gatehouse/server/call"
	"gatehouse/server/journal"
	"gatehouse/server/store/storetest"
)

// calls records three answered calls, a refused one and a failed one with a token.
func (w *world) calls(t *testing.T, tokenID string) {
	t.Helper()
	id := 0
	fmt.Sscan(tokenID, &id)
	grant, err := w.keeper.ByID(context.Background(), id)
	if err != nil || grant == nil {
		t.Fatalf("no grant of %d: %v", id, err)
	}
	log := journal.Start(w.store, discard)
	for i, failure := range []*call.Error{
		nil, nil, nil, {Code: call.AccessDenied, Check: call.CheckFunctionInService}, {Code: call.InvalidParameter, Path: "groups[1].courseid"},
	} {
		log.Record(call.Outcome{
			Request: &call.Request{ID: fmt.Sprint("call", i), Protocol: "rest", Function: "core_group_get_groups", Address: netip.MustParseAddr("192.0.2.7")},
			Grant:   grant, Service: grant.Services[0].Service, Err: failure, At: w.now.Add(time.Duration(i) * time.Millisecond), Took: 3 * time.Millisecond,
		})
	}
	log.Stop()
}

func newWorldForTrail(t *testing.T) *world {
	w := newWorld(t, storetest.Open(t, storetest.SQLite(t)))
	user, _ := w.addUser("ada", false)
	_, root := w.addUser("root", true)
	root.done(`mutation{setUpForMe{secret}}`)
	root.done(`mutation($u:ID!){createToken(input:{user:$u,service:2,name:"k",validUntil:"never"}){secret}}`, "u", user.ID)
	root.done(`mutation($u:ID!){assignRole(user:$u,role:1){id}}`, "u", user.ID)
	root.done(`mutation($u:ID!){createPasswordLink(user:$u){url}}`, "u", user.ID)
	return w
}

// TestFigures counts calls, also after their records are gone.
func TestFigures(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		_, root := w.addUser("root", true)
		id := root.done(`mutation{setUpForMe{token{id}}}`).text("setUpForMe.token.id")
		w.calls(t, id)
		w.calls(t, id)
		w.now = w.now.Add(time.Second)
		got := root.done(`query($id:ID!){figures{calls refused failed medianMs p95Ms lastCallAt hours{calls}} token(id:$id){days(count:2){calls refused failed} lastCall{requestId result durationMs}}
			services{nodes{calls}} protocols{name calls tokenCount tokens{id}}}`, "id", id)
		if got.text("figures.calls") != "10" || got.text("figures.refused") != "2" || got.text("figures.failed") != "2" {
			t.Errorf("the figures: %s", got.answer.text)
		}
		if median := got.at("figures.medianMs").(float64); median < 2 || median > 4.2 {
			t.Errorf("the median of calls of 3 ms is %v", median)
		}
		if got.text("token.days.1") != "map[calls:10 failed:2 refused:2]" || got.text("services.nodes.1.calls") != "10" || got.text("protocols.0.tokens.0.id") != id {
			t.Errorf("by the day: %s", got.answer.text)
		}
		if got.text("token.lastCall.result") != "FAILED" {
			t.Errorf("the last call: %s", got.answer.text)
		}
		from, to := w.now.Add(-48*time.Hour).Format(time.RFC3339), w.now.Add(time.Second).Format(time.RFC3339)
		for _, which := range []string{"", `,protocol:"rest"`, ",service:2", ",token:" + id} {
			total := 0.0
			chart := root.done(`{requestChart(from:"` + from + `",to:"` + to + `"` + which + `){calls at}}`)
			for i := 0; chart.at(fmt.Sprintf("requestChart.%d", i)) != nil; i++ {
				total += chart.at(fmt.Sprintf("requestChart.%d.calls", i)).(float64)
			}
			if total != 10 {
				t.Errorf("the chart%s counts %v: %s", which, total, chart.answer.text)
			}
		}
	})
}

package metrics_test

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	dto "github.com/prometheus/client_model/go"
	"github.com/prometheus/common/expfmt"
	"github.com/prometheus/common/model"

	"gatehouse/server/call"
	"gatehouse/server/journal"
	"gatehouse/server/metrics"
	"gatehouse/server/store"
	"gatehouse/server/store/storetest"
)

func TestMain(m *testing.M) { storetest.Main(m) }

var (
	noon = time.Date(2026, 3, 14, 12, 0, 0, 0, time.UTC)
	f    = &call.Function{Declaration: call.Declaration{Name: "core_f"}}
)

type nowhere struct{ calls atomic.Int64 }

func (n *nowhere) Record(call.Outcome) { n.calls.Add(1) }

// outcome is a call of f, whoever makes it.
func outcome(function *call.Function, name, protocol string, err *call.Error) call.Outcome {
	return call.Outcome{
		Request: &call.Request{ID: "r1", Protocol: protocol, Function: name, Address: netip.MustParseAddr("192.0.2.7")}, Function: function,
		Grant: &call.Grant{Token: call.Token{ID: 4711}, User: call.User{ID: 1, Username: "ada"}}, Err: err, At: noon, Took: time.Millisecond,
	}
}

// scrape reads the figures as Prometheus does.
func scrape(t *testing.T, m *metrics.Metrics) (text string, families map[string]*dto.MetricFamily) {
	t.Helper()
	w := httptest.NewRecorder()
	m.Handler(false).ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/metrics", nil))
	text = w.Body.String()
	parser := expfmt.NewTextParser(model.LegacyValidation)
	families, err := parser.TextToMetricFamilies(strings.NewReader(text))
	if err != nil || w.Code != http.StatusOK {
		t.Fatalf("%d, %v in\n%s", w.Code, err, text)
	}
	return text, families
}

func TestWhatAClientChoosesIsNoLabel(t *testing.T) {
	m := metrics.New("1.0", []string{"rest"}, &nowhere{})
	for i := range 1000 {
		name := fmt.Sprintf("made_up_%d", i)
		m.Record(outcome(nil, name, "rest", &call.Error{Code: call.FunctionUnknown, Check: call.CheckFunctionKnown}))
		m.Record(outcome(nil, name, fmt.Sprintf("wire%d", i), nil))
	}
	text, families := scrape(t, m)
	for _, secret := range []string{"made_up", "wire1", `"ada"`, "4711", "192.0.2.7"} {
		if strings.Contains(text, secret) {
			t.Errorf("%q is shown", secret)
		}
	}
	if n := len(families["gatehouse_calls_total"].Metric); n != 6 {
		t.Errorf("%d rows of calls, want 3 for rest and 3 for all other protocols", n)
	}
}

func TestCallsAreCountedByHowTheyEnded(t *testing.T) {
	kept := &nowhere{}
	m := metrics.New("1.0", []string{"rest"}, kept)
	var all sync.WaitGroup
	for range 8 { // at once, the first of them make the rows
		all.Go(func() { m.Record(outcome(f, "core_f", "rest", nil)) })
	}
	all.Wait()
	m.Record(outcome(f, "core_f", "rest", &call.Error{Code: call.AccessDenied, Check: call.CheckTokenValid}))
	m.Record(outcome(f, "core_f", "rest", &call.Error{Code: call.Internal}))
	text, _ := scrape(t, m)
	for _, line := range []string{
		`gatehouse_calls_total{function="core_f",protocol="rest",result="answered"} 8`,
		`gatehouse_calls_total{function="core_f",protocol="rest",result="refused"} 1`,
		`gatehouse_calls_total{function="core_f",protocol="rest",result="failed"} 1`,
		`gatehouse_refusals_total{check="token-valid"} 1`,
		`gatehouse_call_duration_seconds_count{function="core_f"} 10`,
		`gatehouse_call_duration_seconds_bucket{function="core_f",le="0.0005"} 0`,
		`gatehouse_call_duration_seconds_bucket{function="core_f",le="0.001"} 10`,
		`gatehouse_build_info{version="1.0"} 1`,
	} {
		if !strings.Contains(text, line+"\n") {
			t.Errorf("lacks %s in\n%s", line, text)
		}
	}
	if n := kept.calls.Load(); n != 10 {
		t.Errorf("%d calls were handed on, want 10", n)
	}
}

func TestThePartsTellTheirFigures(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		err := s.Write(t.Context(), func(ctx context.Context, tx *store.Tx) error {
			for _, statement := range []func() error{
				func() error { return tx.User.Create().SetID(1).SetUsername("ada").Exec(ctx) },
				func() error { return tx.Service.Create().SetID(1).SetName("S").Exec(ctx) },
			} {
				if err := statement(); err != nil {
					return err
				}
			}
			for i, times := range [][2]*time.Time{{nil, nil}, {nil, at(1)}, {at(0), nil}, {at(-1), nil}, {at(1), at(-1)}} {
				err := tx.Token.Create().SetName("T").SetHash([]byte{byte(i)}).SetHint("abcd").SetUserID(1).SetServiceID(1).
					SetNillableValidUntil(times[0]).SetNillableRevokedAt(times[1]).Exec(ctx)
				if err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		log := journal.Start(s, slog.New(slog.DiscardHandler))
		defer log.Stop()
		m := metrics.New("1.0", nil, log)
		m.Add(&metrics.Parts{Store: s, Log: log, Now: func() time.Time { return noon }})
		text, families := scrape(t, m)
		for _, line := range []string{
			`gatehouse_tokens{state="usable"} 1`, `gatehouse_tokens{state="expired"} 2`, `gatehouse_tokens{state="revoked"} 2`,
			`gatehouse_journal_lost_records_total 0`, `gatehouse_journal_queue_capacity_records 8192`, `gatehouse_db_writers_waiting 0`,
		} {
			if !strings.Contains(text, line+"\n") {
				t.Errorf("lacks %s", line)
			}
		}
		for _, name := range []string{"gatehouse_revision_lag_seconds", "gatehouse_db_connections_open", "go_goroutines", "process_open_fds"} {
			if families[name] == nil {
				t.Errorf("lacks %s", name)
			}
		}
		if lag := families["gatehouse_revision_lag_seconds"].Metric[0].Gauge.GetValue(); lag > 5 {
			t.Errorf("behind by %v seconds", lag)
		}
	})
}

func at(hours int) *time.Time {
	moment := noon.Add(time.Duration(hours) * time.Hour)
	return &moment
}

func TestADatabaseThatIsGoneTakesOnlyItsOwnFigures(t *testing.T) {
	s := storetest.Open(t, storetest.SQLite(t))
	log := journal.Start(s, slog.New(slog.DiscardHandler))
	log.Stop()
	m := metrics.New("1.0", nil, log)
	m.Add(&metrics.Parts{Store: s, Log: log, Now: time.Now})
	s.Close()
	if text, families := scrape(t, m); families["gatehouse_tokens"] != nil || families["gatehouse_revision_lag_seconds"] == nil {
		t.Errorf("shown: %s", text)
	}
}

func TestProfilesAreShownWhenAsked(t *testing.T) {
	m := metrics.New("1.0", nil, &nowhere{})
	for wanted, code := range map[bool]int{false: http.StatusNotFound, true: http.StatusOK} {
		w := httptest.NewRecorder()
		m.Handler(wanted).ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/debug/pprof/goroutine?debug=1", nil))
		if _, err := io.Copy(io.Discard, w.Body); err != nil || w.Code != code {
			t.Errorf("asked for: %v, answered %d", wanted, w.Code)
		}
	}
}

// What counting adds to a call: a warm call takes some tens of thousands of nanoseconds.
func BenchmarkRecord(b *testing.B) {
	m := metrics.New("1.0", []string{"rest"}, &nowhere{})
	o := outcome(f, "core_f", "rest", nil)
	b.ReportAllocs()
	for b.Loop() {
		m.Record(o)
	}
}

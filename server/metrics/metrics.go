// Package metrics owns what Prometheus reads of this process: figures of calls, counted as they end, and figures of the parts,
// asked when somebody looks. It is never served on the public address.
//
// No label holds a token, a user, an address or anything else that a client chooses: a name that is not in the catalogue counts as
// OtherFunction. It imports call, ent, journal, store and tokens.
package metrics

import (
	"net/http"
	"net/http/pprof"
	"slices"
	"sync/atomic"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"gatehouse/server/call"
)

// OtherFunction is the label of every name that the catalogue does not hold, OtherProtocol that of a door without a name of its own.
const (
	OtherFunction = "other"
	OtherProtocol = "other"
)

// buckets are the upper ends of the histogram of durations, in seconds: a warm call takes some tens of microseconds.
var buckets = []float64{.0001, .00025, .0005, .001, .0025, .005, .01, .025, .05, .1, .25, 1, 5}

// Metrics are the figures of one process.
type Metrics struct {
	registry  *prometheus.Registry
	calls     *prometheus.CounterVec
	refusals  *prometheus.CounterVec
	durations *prometheus.HistogramVec
	protocols []string
	next      call.Recorder
	rows      atomic.Pointer[map[rowKey]*row]
}

// rowKey is one cell of the table of calls. The function is nil when it is none of the catalogue.
type rowKey struct {
	protocol string
	function *call.Function
}

// row keeps what a call adds to, so that counting one finds no label anew.
type row struct {
	results  [3]prometheus.Counter
	duration prometheus.Observer
}

// The results of a call, as the journal names them.
var results = [3]string{"answered", "refused", "failed"}

const (
	answered = iota
	refused
	failed
)

// New makes the figures of calls over some protocols and of a process. What is recorded goes on to next.
func New(version string, protocols []string, next call.Recorder) *Metrics {
	m := &Metrics{
		registry: prometheus.NewRegistry(), protocols: slices.Clone(protocols), next: next,
		calls: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "gatehouse_calls_total", Help: "Calls that ended, by how they ended.",
		}, []string{"protocol", "function", "result"}),
		refusals: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "gatehouse_refusals_total", Help: "Calls that a check refused, by that check.",
		}, []string{"check"}),
		durations: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "gatehouse_call_duration_seconds", Help: "How long calls took between protocol and answer, without their wire.", Buckets: buckets,
		}, []string{"function"}),
	}
	m.rows.Store(&map[rowKey]*row{})
	build := prometheus.NewGauge(prometheus.GaugeOpts{
		Name: "gatehouse_build_info", Help: "1, with the version of the program.", ConstLabels: prometheus.Labels{"version": version},
	})
	build.Set(1)
	m.registry.MustRegister(m.calls, m.refusals, m.durations, build,
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

// Add adds figures that are asked when somebody looks.
func (m *Metrics) Add(c prometheus.Collector) { m.registry.MustRegister(c) }

// Record counts how a call ended, and hands it on.
func (m *Metrics) Record(o call.Outcome) {
	r := m.row(rowKey{o.Request.Protocol, o.Function})
	switch {
	case o.Err == nil:
		r.results[answered].Inc()
	case o.Err.Check != "":
		r.results[refused].Inc()
		m.refusals.WithLabelValues(string(o.Err.Check)).Inc()
	default:
		r.results[failed].Inc()
	}
	r.duration.Observe(o.Took.Seconds())
	m.next.Record(o)
}

// row finds a row without a lock. There are as many as functions times protocols at most; a new one copies the table.
func (m *Metrics) row(key rowKey) *row {
	known := m.rows.Load()
	if r, ok := (*known)[key]; ok {
		return r
	}
	if !slices.Contains(m.protocols, key.protocol) {
		key.protocol = OtherProtocol
		if r, ok := (*known)[key]; ok {
			return r
		}
	}
	r := m.newRow(key)
	for {
		known = m.rows.Load()
		more := make(map[rowKey]*row, len(*known)+1)
		for k, v := range *known {
			more[k] = v
		}
		more[key] = r
		if m.rows.CompareAndSwap(known, &more) {
			return r
		}
	}
}

func (m *Metrics) newRow(key rowKey) *row {
	name := OtherFunction
	if key.function != nil {
		name = key.function.Name
	}
	r := &row{duration: m.durations.WithLabelValues(name)}
	for i, result := range results {
		r.results[i] = m.calls.WithLabelValues(key.protocol, name, result)
	}
	return r
}

// Handler answers /metrics, and what /debug/pprof/ shows when that is wanted.
func (m *Metrics) Handler(profiles bool) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{MaxRequestsInFlight: 4, Timeout: 20 * time.Second}))
	if profiles {
		mux.HandleFunc("GET /debug/pprof/", pprof.Index)
		mux.HandleFunc("GET /debug/pprof/profile", pprof.Profile)
		mux.HandleFunc("GET /debug/pprof/trace", pprof.Trace)
		mux.HandleFunc("GET /debug/pprof/symbol", pprof.Symbol)
	}
	return mux
}

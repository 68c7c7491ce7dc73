package metrics

import (
	"context"
	"database/sql"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"gatehouse/server/journal"
	"gatehouse/server/store"
	"gatehouse/server/tokens"
)

// tokensEvery is how often tokens are counted at most: counting reads the whole table.
const tokensEvery = time.Minute

// Parts are the figures of the database, the journal and the tokens.
type Parts struct {
	Store *store.Store
	Log   *journal.Log
	Now   func() time.Time

	mu      sync.Mutex
	counted time.Time
	states  map[tokens.State]int
}

var (
	poolLabel    = []string{"pool"}
	poolOpen     = figure("db_connections_open", "Open connections to the database.", poolLabel...)
	poolUsed     = figure("db_connections_in_use", "Connections to the database at work.", poolLabel...)
	poolMost     = figure("db_connections_max", "Connections that may be open at most.", poolLabel...)
	poolWaits    = figure("db_connection_waits_total", "How often somebody waited for a connection.", poolLabel...)
	poolWaited   = figure("db_connection_wait_seconds_total", "How long they waited for one together.", poolLabel...)
	writers      = figure("db_writers_waiting", "Changes that wait for their turn (SQLite).")
	revision     = figure("revision", "The last change of what access depends on that this process has taken over.")
	revisionLag  = figure("revision_lag_seconds", "Since when this process has not asked the database for changes; from 5 on calls are refused.")
	queueDepth   = figure("journal_queue_records", "Call records that wait to be written.")
	queueLength  = figure("journal_queue_capacity_records", "Call records that may wait.")
	lostRecords  = figure("journal_lost_records_total", "Calls without a record, because too many came at once or the database failed.")
	tokensByKind = figure("tokens", "Tokens by state, counted once a minute at most.", "state")
)

func figure(name, help string, labels ...string) *prometheus.Desc {
	return prometheus.NewDesc("gatehouse_"+name, help, labels, nil)
}

// Describe names the figures.
func (p *Parts) Describe(to chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{
		poolOpen, poolUsed, poolMost, poolWaits, poolWaited, writers, revision, revisionLag, queueDepth, queueLength, lostRecords, tokensByKind,
	} {
		to <- d
	}
}

// Collect asks for the figures. One that cannot be had is left out: somebody who looks while the database is down still sees the rest.
func (p *Parts) Collect(to chan<- prometheus.Metric) {
	gauge := func(d *prometheus.Desc, v float64, labels ...string) {
		to <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, v, labels...)
	}
	counter := func(d *prometheus.Desc, v float64, labels ...string) {
		to <- prometheus.MustNewConstMetric(d, prometheus.CounterValue, v, labels...)
	}
	for name, pool := range p.Store.Pools() {
		collectPool(name, pool, gauge, counter)
	}
	gauge(writers, float64(p.Store.WritersWaiting()))
	gauge(revision, float64(p.Store.Revision()))
	gauge(revisionLag, p.Store.Lag().Seconds())
	gauge(queueDepth, float64(p.Log.Queued()))
	gauge(queueLength, float64(p.Log.Capacity()))
	counter(lostRecords, float64(p.Log.Lost()))
	for state, n := range p.tokens() {
		gauge(tokensByKind, float64(n), string(state))
	}
}

func collectPool(name string, pool sql.DBStats, gauge, counter func(*prometheus.Desc, float64, ...string)) {
	gauge(poolOpen, float64(pool.OpenConnections), name)
	gauge(poolUsed, float64(pool.InUse), name)
	gauge(poolMost, float64(pool.MaxOpenConnections), name)
	counter(poolWaits, float64(pool.WaitCount), name)
	counter(poolWaited, pool.WaitDuration.Seconds(), name)
}

// tokens counts them, or says what it counted a moment ago.
func (p *Parts) tokens() map[tokens.State]int {
	p.mu.Lock()
	defer p.mu.Unlock()
	now := p.Now()
	if p.states != nil && now.Sub(p.counted) < tokensEvery {
		return p.states
	}
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	if states, err := tokens.CountStates(ctx, p.Store.Lists, now); err == nil {
		p.states, p.counted = states, now
	}
	return p.states
}

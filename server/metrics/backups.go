package metrics

import (
	"github.com/prometheus/client_golang/prometheus"

	"gatehouse/server/backups"
)

// Backups are the figures of the backups that the server makes by itself.
type Backups struct{ Keeper *backups.Keeper }

var (
	backupLeads    = figure("backup_leader", "1 when this process is the one that makes backups.")
	backupAge      = figure("backup_age_seconds", "How old the newest verified backup is; only where backups are made.")
	backupSize     = figure("backup_size_bytes", "How large it is.")
	backupsMade    = figure("backups_total", "Backups made and verified since the start.")
	backupFailures = figure("backup_failures_total", "Backups that failed since the start.")
)

// Describe names the figures.
func (b *Backups) Describe(to chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{backupLeads, backupAge, backupSize, backupsMade, backupFailures} {
		to <- d
	}
}

// Collect asks for the figures.
func (b *Backups) Collect(to chan<- prometheus.Metric) {
	state := b.Keeper.State()
	tell := func(d *prometheus.Desc, kind prometheus.ValueType, v float64) {
		to <- prometheus.MustNewConstMetric(d, kind, v)
	}
	leads := 0.0
	if state.Leads {
		leads = 1
	}
	tell(backupLeads, prometheus.GaugeValue, leads)
	tell(backupsMade, prometheus.CounterValue, float64(state.Made))
	tell(backupFailures, prometheus.CounterValue, float64(state.Failures))
	if state.Leads && !state.Verified.IsZero() {
		tell(backupAge, prometheus.GaugeValue, b.Keeper.Now().Sub(state.Verified).Seconds())
		tell(backupSize, prometheus.GaugeValue, float64(state.Size))
	}
}

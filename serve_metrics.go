package main

import (
	"fmt"
	"net"
	"net/http"
	"time"

	"gatehouse/server"
	"gatehouse/server/backups"
	"gatehouse/server/journal"
	"gatehouse/server/metrics"
	"gatehouse/server/protocols/ajax"
	"gatehouse/server/transfer"
)

// serveMetrics answers those who read figures, on a listener of its own, until it is stopped. Without that setting nothing is counted.
func (c *serveCommand) serveMetrics(p *program, made *parts, log *journal.Log, keeper *backups.Keeper) (stop func(), err error) {
	if c.MetricsListen == "" {
		if c.Profiles {
			return nil, usagef("--profiles needs --metrics-listen: profiles are never shown on the public address")
		}
		return func() {}, nil
	}
	listener, err := net.Listen("tcp", c.MetricsListen)
	if err != nil {
		return nil, fmt.Errorf("cannot listen for metrics on %s: %w", c.MetricsListen, err)
	}
	figures := metrics.New(version, append([]string{ajax.Name, transfer.Name}, builtProtocols...), log)
	figures.Add(&metrics.Parts{Store: made.store, Log: log, Now: time.Now})
	if keeper != nil {
		figures.Add(&metrics.Backups{Keeper: keeper})
	}
	made.dispatcher.Recorder = figures
	s := server.HTTP(figures.Handler(c.Profiles), p.log)
	go func() {
		if err := s.Serve(listener); err != http.ErrServerClosed {
			p.log.Error("metrics are no longer served", "error", err)
		}
	}()
	p.log.Info("metrics", "listen", listener.Addr().String(), "profiles", c.Profiles)
	return func() { _ = s.Close() }, nil // whoever reads figures of a server that ends is not waited for
}

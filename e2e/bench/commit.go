package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"

	"gatehouse/server/store"
)

const (
	committers  = 64  // clients that write at the same time
	commitLeast = 0.7 // of the rate that the same run has without syncing
)

// groupCommit lets 64 clients create groups on a server that syncs each commit and on one that does not, in turn. The first is then
// killed, and what it has acknowledged must be in its database.
func (b *bench) groupCommit() error {
	folder, err := os.MkdirTemp(filepath.Dir(b.server), "bench-") // on the disk of the checkout: in memory nothing is synced
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	var running [2]*process
	var creation [2]scenario
	var databases [2]string
	for i, synchronous := range []string{"FULL", "OFF"} {
		databases[i] = "sqlite:" + filepath.Join(folder, synchronous+".db")
		known, err := b.seed(databases[i], size{tokens: 1000, services: 10})
		if err != nil {
			return err
		}
		creation[i] = scenarios(known)[3]
		address, err := freeAddress()
		if err != nil {
			return err
		}
		command := exec.Command(b.server, "serve", "--database", databases[i], "--listen", address, "--log-level", "warn", "--synchronous", synchronous)
		if running[i], err = start(command, address); err != nil {
			return err
		}
		defer running[i].stop()
	}
	return b.commitRates(running, creation, databases[0])
}

func (b *bench) commitRates(running [2]*process, creation [2]scenario, synced string) error {
	many := *b
	many.connections = committers
	var rates, ratios []float64
	acknowledged := int64(0)
	for round := -1; round < b.rounds; round++ { // round -1 warms up
		var made [2]int64
		for i := range running {
			var err error
			if made[i], err = many.drive(running[i].address, creation[i]); err != nil {
				return err
			}
		}
		acknowledged += made[0]
		if round >= 0 {
			rates, ratios = append(rates, float64(made[0])/b.slice.Seconds()), append(ratios, float64(made[0])/float64(made[1]))
		}
	}
	_ = running[0].command.Process.Kill()
	_ = running[0].command.Wait()
	kept, err := groupsIn(synced)
	if err != nil {
		return err
	}
	if int64(kept) < acknowledged {
		return fmt.Errorf("%d groups are in the database, and %d were acknowledged", kept, acknowledged)
	}
	b.tell(figure{name: fmt.Sprintf("group_commit@clients=%d", committers), value: median(rates), unit: "/s", ratio: median(ratios), budget: commitLeast, least: true})
	return nil
}

// groupsIn counts the groups of a database.
func groupsIn(database string) (int, error) {
	ctx := context.Background()
	s, err := store.Open(ctx, database, store.Options{MustExist: true})
	if err != nil {
		return 0, err
	}
	defer s.Close()
	return s.DB.Group.Query().Count(ctx)
}

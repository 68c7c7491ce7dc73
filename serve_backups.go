package main

import (
	"context"
	"sync"
	"time"

	"gatehouse/server/backups"
)

// keepBackups makes backups beside the serving until it is stopped. Nil when none are asked for.
func (c *serveCommand) keepBackups(p *program, made *parts) (keeper *backups.Keeper, stop func(), err error) {
	if c.BackupDir == "" {
		return nil, func() {}, nil
	}
	if c.BackupEvery < time.Minute || c.BackupKeep < 1 {
		return nil, nil, usagef("--backup-every must be a minute or more and --backup-keep 1 or more")
	}
	keeper = &backups.Keeper{Store: made.store, Folder: c.BackupDir, Every: c.BackupEvery, Keep: c.BackupKeep, Now: time.Now, Log: p.log}
	ctx, cancel := context.WithCancel(context.Background())
	var running sync.WaitGroup
	running.Go(func() { keeper.Run(ctx) })
	return keeper, func() { cancel(); running.Wait() }, nil
}

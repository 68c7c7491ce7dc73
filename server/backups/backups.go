// Package backups owns the backups that a server makes by itself: when one is due, whether it can be restored, and which old ones go.
// It imports store, which makes and restores them.
package backups

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"gatehouse/server/store"
)

const (
	prefix = "gatehouse-"
	suffix = ".backup"
	stamp  = "20060102T150405Z"
	// leadEvery is how often a node that makes no backups asks whether it should, and one that makes them whether it still may.
	leadEvery = time.Minute
	// retryAfter is how long after a failure it is tried again, when the next one is not due before.
	retryAfter = 10 * time.Minute
)

// Keeper makes backups of a store into a folder.
type Keeper struct {
	Store  *store.Store
	Folder string
	Every  time.Duration
	Keep   int // how many stay
	Now    func() time.Time
	Log    *slog.Logger

	verify func(ctx context.Context, file string, made store.Summary) error // in place of the real one, by tests
	mu     sync.Mutex
	state  State
}

// State is what a keeper has done.
type State struct {
	Leads    bool      // this process makes them; on PostgreSQL one of several does
	Verified time.Time // when the newest that could be restored was made; zero when there is none
	Size     int64     // of that, in bytes
	Made     int       // since the start
	Failures int       // since the start
}

// State returns what the keeper has done.
func (k *Keeper) State() State {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.state
}

func (k *Keeper) note(change func(s *State)) {
	k.mu.Lock()
	defer k.mu.Unlock()
	change(&k.state)
}

// Run makes backups when they are due, until the context ends. Of several nodes on one database one makes them, and another takes over
// when it is gone.
func (k *Keeper) Run(ctx context.Context) {
	for ctx.Err() == nil {
		alive, resign, leads, err := k.Store.LeadBackups(ctx)
		if err != nil && ctx.Err() == nil {
			k.Log.Warn("cannot ask who makes backups", "error", err)
		}
		if leads {
			k.lead(ctx, alive)
			resign()
		}
		pause(ctx, leadEvery)
	}
}

func (k *Keeper) lead(ctx context.Context, alive func(context.Context) bool) {
	k.note(func(s *State) { s.Leads = true })
	defer k.note(func(s *State) { s.Leads = false })
	var tried time.Time
	for ctx.Err() == nil && alive(ctx) {
		due, err := k.due()
		if err != nil {
			k.failed(err)
			due = k.Now()
		}
		if retry := tried.Add(min(retryAfter, k.Every)); due.Before(retry) {
			due = retry
		}
		wait := due.Sub(k.Now())
		if wait <= 0 {
			tried = k.Now()
			_ = k.Once(ctx) // logged and counted
			continue
		}
		pause(ctx, min(wait, leadEvery))
	}
}

// due is when the next backup shall be made, by what lies in the folder.
func (k *Keeper) due() (time.Time, error) {
	names, err := k.List()
	if err != nil || len(names) == 0 {
		return time.Time{}, err
	}
	newest := names[len(names)-1]
	made, err := time.Parse(prefix+stamp+suffix, newest)
	if err != nil {
		return time.Time{}, err
	}
	if info, err := os.Stat(filepath.Join(k.Folder, newest)); err == nil {
		k.note(func(s *State) { s.Verified, s.Size = made, info.Size() })
	}
	return made.Add(k.Every), nil
}

// List returns the names of the backups in the folder, oldest first. Each of them has been restored once.
func (k *Keeper) List() ([]string, error) {
	entries, err := os.ReadDir(k.Folder)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	var names []string
	for _, e := range entries {
		if _, err := time.Parse(prefix+stamp+suffix, e.Name()); err == nil && e.Type().IsRegular() {
			names = append(names, e.Name())
		}
	}
	slices.Sort(names)
	return names, err
}

// Once makes a backup, restores it into a database that is thrown away, and only then gives it its name and removes old ones.
func (k *Keeper) Once(ctx context.Context) error {
	started := k.Now()
	name, size, err := k.make(ctx, started)
	if err != nil {
		if ctx.Err() == nil {
			k.failed(err)
		}
		return err
	}
	k.note(func(s *State) { s.Made++; s.Verified, s.Size = started, size })
	k.Log.Info("made a backup and restored it once", "file", name, "bytes", size, "took", k.Now().Sub(started))
	if err := k.removeOld(); err != nil {
		k.failed(fmt.Errorf("removing old backups: %w", err))
		return err
	}
	return nil
}

func (k *Keeper) failed(err error) {
	k.note(func(s *State) { s.Failures++ })
	k.Log.Error("a backup failed", "folder", k.Folder, "error", err)
}

func (k *Keeper) make(ctx context.Context, now time.Time) (name string, size int64, err error) {
	if err := os.MkdirAll(k.Folder, 0o700); err != nil {
		return "", 0, err
	}
	scratch, err := os.MkdirTemp(k.Folder, ".unfinished-*")
	if err != nil {
		return "", 0, err
	}
	defer os.RemoveAll(scratch)
	unfinished := filepath.Join(scratch, "backup")
	made, size, err := k.write(ctx, unfinished)
	if err != nil {
		return "", 0, err
	}
	verify := verify
	if k.verify != nil {
		verify = k.verify
	}
	if err := verify(ctx, unfinished, made); err != nil {
		return "", 0, fmt.Errorf("the backup cannot be relied on: %w", err)
	}
	name = filepath.Join(k.Folder, now.UTC().Format(prefix+stamp+suffix))
	return name, size, errors.Join(os.Rename(unfinished, name), syncFolder(k.Folder))
}

func (k *Keeper) write(ctx context.Context, name string) (made store.Summary, size int64, err error) {
	file, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return made, 0, err
	}
	defer file.Close()
	if made, err = k.Store.Backup(ctx, file); err != nil {
		return made, 0, err
	}
	info, err := file.Stat()
	if err != nil {
		return made, 0, err
	}
	return made, info.Size(), errors.Join(file.Sync(), file.Close())
}

// verify restores a backup into a new SQLite database beside it and counts what is there.
func verify(ctx context.Context, name string, made store.Summary) error {
	file, err := os.Open(name)
	if err != nil {
		return err
	}
	defer file.Close()
	quiet := slog.New(slog.DiscardHandler)
	scratch, err := store.Open(ctx, "sqlite:"+name+".db", store.Options{Log: quiet, Synchronous: "OFF"}) // it need not outlive this
	if err != nil {
		return err
	}
	defer scratch.Close()
	if _, err := scratch.Restore(ctx, file, store.RestoreOptions{WithTokens: true}); err != nil {
		return err
	}
	there, err := scratch.CountRows(ctx)
	if err != nil {
		return err
	}
	if !maps.Equal(there, made.Rows) {
		return fmt.Errorf("%v were saved and %v came back", made.Rows, there)
	}
	return nil
}

func (k *Keeper) removeOld() error {
	names, err := k.List()
	if err != nil {
		return err
	}
	for _, name := range names[:max(0, len(names)-k.Keep)] {
		if err := os.Remove(filepath.Join(k.Folder, name)); err != nil {
			return err
		}
	}
	return nil
}

// syncFolder makes a new name in a folder outlive a power loss.
func syncFolder(name string) error {
	folder, err := os.Open(name)
	if err != nil {
		return err
	}
	defer folder.Close()
	return folder.Sync()
}

func pause(ctx context.Context, d time.Duration) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
	case <-timer.C:
	}
}

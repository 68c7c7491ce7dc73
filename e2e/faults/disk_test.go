package faults

import (
	"errors"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"
)

func TestDiskFull(t *testing.T) {
	fault(t, 3, "disk full (SQLite on a small file system)", "reads go on, writes fail with their own code, nothing is half-written, recovers within 2 s of space",
		func(t *testing.T, say func(string, ...any)) {
			folder := smallDisk(t)
			w := newWorld(t, "sqlite:"+filepath.Join(folder, "gatehouse.db"))
			s := serve(t, w.database)
			w.checkWires(t, s)
			reading := begin(t, s.base, 2, 5*time.Millisecond, func(_, n int) *asked { return w.read(wires[n%len(wires)]) })
			writing := begin(t, s.base, 4, time.Millisecond, func(worker, n int) *asked { return w.write(wires[(worker+n)%len(wires)], "") })
			ballast := fill(t, folder)
			refused := func() int {
				return len(only(writing.soFar(), func(a *answer) bool { return a.kind == "write" && !a.ok() }))
			}
			until(t, "a write that is refused", 30*time.Second, func() bool { return refused() > 0 })
			full := time.Now()
			until(t, "enough refused writes", 60*time.Second, func() bool { return refused() >= rounds(50, 500) })
			space := time.Now()
			if err := os.Remove(ballast); err != nil {
				t.Fatal(err)
			}
			back := until(t, "a write with space again", 2*time.Second, func() bool {
				return len(only(writing.soFar(), func(a *answer) bool { return a.ok() && a.began.After(space) })) > 0
			})
			ended, read := writing.end(), reading.end()
			bad := only(ended, func(a *answer) bool { return !a.ok() && !a.unavailable() })
			failedReads := only(read, func(a *answer) bool { return !a.ok() })
			for _, a := range append(bad, failedReads...) {
				t.Error(a)
				break
			}
			during := only(read, func(a *answer) bool { return a.began.After(full) && a.began.Before(space) })
			k := w.inspect(t, w.open(t))
			lost, doubled, unrecorded := k.missing(t, acknowledged(ended))
			failing := only(ended, func(a *answer) bool { return a.unavailable() })
			for _, a := range failing {
				if k.notes[a.mark] > 0 {
					t.Errorf("refused, and yet kept: %v", a)
				}
			}
			say("%d reads while it was full, %d failed; %d writes refused as unavailable, %d otherwise, none of them kept; of %d acknowledged %d lost, %d doubled, %d without audit row; writes again %.0f ms after there was space",
				len(during), len(failedReads), len(failing), len(bad), len(acknowledged(ended)), lost, doubled, unrecorded, ms(back))
		})
}

// smallDisk is a file system of a few megabytes. Mounting one needs root.
func smallDisk(t *testing.T) string {
	t.Helper()
	folder := t.TempDir()
	err := syscall.Mount("tmpfs", folder, "tmpfs", 0, "size=16m")
	if errors.Is(err, syscall.EPERM) && (os.Getuid() != 0 || os.Getenv("CI") == "") {
		t.Skip("only root may mount a small file system")
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = syscall.Unmount(folder, syscall.MNT_DETACH) })
	return folder
}

// fill takes all the room that a file system has left.
func fill(t *testing.T, folder string) (ballast string) {
	t.Helper()
	ballast = filepath.Join(folder, "ballast")
	file, err := os.Create(ballast)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	for _, piece := range []int{1 << 20, 4 << 10} {
		for err = nil; err == nil; {
			_, err = file.Write(make([]byte, piece))
		}
	}
	if !errors.Is(err, syscall.ENOSPC) {
		t.Fatal(err)
	}
	return ballast
}

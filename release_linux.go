package main

import (
	"bufio"
	"os"
	"runtime/debug"
	"strconv"
	"strings"
	"syscall"
)

// releaseStart gives back the memory of what only the start needed: garbage, and the pages of the program's own file that preparing
// packages, settings and schema has touched. The kernel would take those too, but not before memory is short; what is called again is
// found in its cache. Nothing depends on it, so that failures are no matter.
func releaseStart() {
	debug.FreeOSMemory()
	own, err := os.Executable()
	if err != nil {
		return
	}
	maps, err := os.Open("/proc/self/maps")
	if err != nil {
		return
	}
	defer maps.Close()
	for lines := bufio.NewScanner(maps); lines.Scan(); {
		if begin, size, ok := codeOf(lines.Text(), own); ok {
			_, _, _ = syscall.Syscall(syscall.SYS_MADVISE, begin, size, syscall.MADV_DONTNEED)
		}
	}
}

// codeOf reads a line of /proc/self/maps (proc(5)): where a part of the program's file is mapped that is only ever read.
func codeOf(line, program string) (begin, size uintptr, ok bool) {
	fields := strings.Fields(line)
	if len(fields) != 6 || fields[5] != program || strings.Contains(fields[1], "w") {
		return 0, 0, false
	}
	from, to, _ := strings.Cut(fields[0], "-")
	first, firstErr := strconv.ParseUint(from, 16, 64)
	end, endErr := strconv.ParseUint(to, 16, 64)
	return uintptr(first), uintptr(end - first), firstErr == nil && endErr == nil && first < end
}

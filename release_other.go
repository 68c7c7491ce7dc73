//go:build !linux

package main

import "runtime/debug"

// releaseStart gives back the memory of what only the start needed.
func releaseStart() { debug.FreeOSMemory() }

//go:build !linux

package server

import "time"

// limitUnread does nothing where the kernel has no such limit: there writeTimeout ends the connection.
func limitUnread(uintptr, time.Duration) error { return nil }

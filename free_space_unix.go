//go:build linux || darwin

package main

import "syscall"

// freeSpace is how many bytes may still be written to the file system of a folder.
func freeSpace(folder string) (uint64, error) {
	var fs syscall.Statfs_t
	if err := syscall.Statfs(folder, &fs); err != nil {
		return 0, err
	}
	return uint64(fs.Bavail) * uint64(fs.Bsize), nil
}

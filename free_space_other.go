//go:build !linux && !darwin

package main

import "errors"

func freeSpace(string) (uint64, error) {
	return 0, errors.New("how much is free cannot be asked on this system")
}

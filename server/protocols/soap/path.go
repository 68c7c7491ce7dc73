package soap

import (
	"strconv"
	"strings"

	"gatehouse/server/call"
)

// within puts the name of a field, and from index 0 on that of a list's item, before the path of an error.
func within(err error, name string, index int) error {
	if err == nil {
		return nil
	}
	inner := call.AsError(err)
	if inner.Path == "" {
		return err
	}
	outer := *inner
	if index >= 0 {
		name += "[" + strconv.Itoa(index) + "]"
	}
	if !strings.HasPrefix(outer.Path, "[") {
		name += "."
	}
	outer.Path = name + outer.Path
	return &outer
}

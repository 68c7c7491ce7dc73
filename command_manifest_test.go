package main

import (
	"io"
	"strings"
	"testing"

	"gatehouse/server/manifest"
)

func TestResultsAreCounted(t *testing.T) {
	change := manifest.Change{Action: manifest.Update, Kind: "user", Name: "anna"}
	rows := []struct {
		why     string
		changes int
		dryRun  bool
		want    string
	}{
		{"none", 0, false, "Nothing to change."},
		{"one", 1, false, "1 change made."},
		{"one that would be", 1, true, "1 change would be made."},
		{"more", 2, false, "2 changes made."},
		{"more that would be", 2, true, "2 changes would be made."},
	}
	for _, row := range rows {
		r := &manifest.Result{}
		for range row.changes {
			r.Changes = append(r.Changes, change)
		}
		var text strings.Builder
		printResult(&text, io.Discard, r, row.dryRun)
		if !strings.HasSuffix(text.String(), "\n"+row.want+"\n") && text.String() != row.want+"\n" {
			t.Errorf("%s: %q, want %q", row.why, text.String(), row.want)
		}
	}
}

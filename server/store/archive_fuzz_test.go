package store

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"testing"
)

// FuzzArchive reads anything as the lines of an archive, with the footer that fits them. It ends, within its limits, and what it takes has the
// columns that its header names.
func FuzzArchive(f *testing.F) {
	header := func(tables ...archiveTable) string {
		line, err := json.Marshal(archiveHeader{Format: archiveFormat, Program: archiveProgram, Schema: SchemaVersion(), Tables: tables})
		if err != nil {
			f.Fatal(err)
		}
		return string(line) + "\n"
	}
	categories := archiveTable{Name: "categories", Columns: []string{"id", "name", "sort_order"}}
	for _, text := range []string{
		"", "{}\n", header(), header(categories), header(categories, categories), header(archiveTable{Name: "sqlite_master"}),
		header(categories) + `{"t":"categories","v":{"id":1,"name":"x","sort_order":1}}` + "\n", header(categories) + `{"t":"nowhere","v":{}}` + "\n",
		header(categories) + `{"t":"categories","v":{"id":1e999,"name":null,"sort_order":"x"}}` + "\n", header(categories) + "{\"t\":\"\xff\"\n",
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		const limit = 1 << 20
		rows := map[string]int{}
		visit := func(table *readTable, values []any) error {
			if rows[table.Name]++; len(values) != len(table.columns) {
				t.Errorf("%d values of %d columns", len(values), len(table.columns))
			}
			return nil
		}
		_, _ = readArchive(bytes.NewReader(text), archiveLimits{line: limit, total: limit}, visit) // which is hardly ever gzip
		for range 2 {                                                                              // the numbers of rows are known after the first time
			sum := sha256.Sum256(text)
			footer, err := json.Marshal(archiveFooter{Rows: rows, SHA256: hex.EncodeToString(sum[:])})
			if err != nil {
				t.Fatal(err)
			}
			var packed bytes.Buffer
			w := gzip.NewWriter(&packed)
			_, _ = w.Write(append(append(bytes.Clone(text), footer...), '\n'))
			_ = w.Close()
			rows = map[string]int{}
			r, err := readArchive(&packed, archiveLimits{line: limit, total: limit}, visit)
			if err != nil && err.Error() == "" || err == nil && r.seen > limit {
				t.Errorf("%v", err)
			}
		}
	})
}

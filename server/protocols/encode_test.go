package protocols

import (
	"context"
	"encoding/json"
	"reflect"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"gatehouse/server/call"
)

// FuzzQuoted holds what is written against what a JSON reader makes of it, and against the same text written byte by byte.
func FuzzQuoted(f *testing.F) {
	for _, text := range []string{"", "plain", "exactly8", `a"b`, `back\slash`, "sl/ash", "new\nline", "1234567\"", "12345678\x00", "é", "1234567é", "\xff", "𝄞 clef", strings.Repeat("x/", 20)} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, style := range []JSONStyle{PlainStyle, PHPStyle} {
			got := AppendQuoted(nil, text, style)
			var read string
			if err := json.Unmarshal(got, &read); err != nil {
				t.Fatalf("%q is written as %s: %v", text, got, err)
			}
			if utf8.ValidString(text) && read != text {
				t.Errorf("%q is written as %s", text, got)
			}
			var pieces []byte
			for _, r := range text {
				one := AppendQuoted(nil, string(r), style)
				pieces = append(pieces, one[1:len(one)-1]...)
			}
			if utf8.ValidString(text) && `"`+string(pieces)+`"` != string(got) {
				t.Errorf("%q is written as %s, in pieces as %s", text, got, pieces)
			}
		}
	})
}

type keptIn struct {
	Kept  []string `name:"kept" type:"raw" kept:"true"`
	Other []string `name:"other" type:"raw"`
}

// Lists that are kept are written as others are, whichever stood in their place before, in each style, also at the same time.
func TestKeptListsAreWrittenAsOthers(t *testing.T) {
	f := call.Declare(call.Declaration{Name: "core_kept"}, func(context.Context, *call.Call, struct{}) (keptIn, error) { return keptIn{}, nil })
	plan := newJSONPlan(f.Result)
	if plan.fields[0].kept == nil || plan.fields[1].kept != nil {
		t.Fatal("which list is kept is not what its declaration says")
	}
	lists := make([][]string, 300) // more than there are places
	for i := range lists {
		lists[i] = strings.Split(strings.Repeat("a/b,", i%7)+"é", ",")
	}
	lists[0], lists[1] = nil, []string{}
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			for round := range 3 {
				for i, list := range lists {
					for _, style := range []JSONStyle{PlainStyle, PHPStyle} {
						both := keptIn{list, list}
						text := string(plan.append(nil, reflect.ValueOf(&both).Elem(), style))
						kept, other, _ := strings.Cut(strings.TrimSuffix(strings.TrimPrefix(text, `{"kept":`), "}"), `,"other":`)
						if kept != other {
							t.Errorf("round %d, list %d: %s", round, i, text)
						}
					}
				}
			}
		})
	}
	all.Wait()
}

package call

import (
	"math"
	"reflect"
	"testing"
)

// grower makes a tree of wire values out of arbitrary bytes.
type grower struct{ bytes []byte }

func (g *grower) next() byte {
	if len(g.bytes) == 0 {
		return 0
	}
	b := g.bytes[0]
	g.bytes = g.bytes[1:]
	return b
}

func (g *grower) text() string {
	n := min(int(g.next()%16), len(g.bytes))
	text := string(g.bytes[:n])
	g.bytes = g.bytes[n:]
	return text
}

var wireTexts = []string{"", "0", "1", "-0", "9223372036854775808", "abc", "true", "<b>", "\x00", "\xff", "null"}

func (g *grower) value(depth int) any {
	kind := g.next() % 10
	if depth > 6 {
		kind %= 7
	}
	switch kind {
	case 0:
		return nil
	case 1:
		return g.next()%2 == 0
	case 2:
		return int64(g.next()) - 3
	case 3:
		return []any{int64(math.MaxInt64), int64(math.MinInt64), math.NaN(), math.Inf(1), 1.5, uint(3), struct{}{}}[g.next()%7]
	case 4, 5:
		return wireTexts[int(g.next())%len(wireTexts)]
	case 6:
		return g.text()
	case 7:
		items := make(list, g.next()%4)
		for i := range items {
			items[i] = g.value(depth + 1)
		}
		return items
	}
	return g.object(depth + 1)
}

var wireKeys = []string{"groups", "options", "limit", "share", "words", "courseid", "name", "members", "userid", "note", "deep", "format", ""}

func (g *grower) object(depth int) object {
	o := object{}
	for range g.next() % 5 {
		o[wireKeys[int(g.next())%len(wireKeys)]] = g.value(depth)
	}
	return o
}

func FuzzRead(f *testing.F) {
	f.Add([]byte{})
	f.Add([]byte{1, 0, 7, 1, 8, 2, 5, 2, 4, 6, 6, 1, 'x'})
	f.Add([]byte("arbitrary bytes make arbitrary trees"))
	f.Fuzz(func(t *testing.T, bytes []byte) {
		tree := (&grower{bytes}).object(0)
		again := (&grower{bytes}).object(0)
		first, err := readArguments[shape](tree)
		second, errAgain := readArguments[shape](again)
		if (err == nil) != (errAgain == nil) || err != nil && *err != *errAgain {
			t.Fatalf("read twice as %v and %v", err, errAgain)
		}
		if err != nil {
			if err.Code != InvalidParameter || err.Path == "" && err.Wanted == "" || err.Message == "" {
				t.Fatalf("refused without saying why: %+v", err)
			}
			return
		}
		if !reflect.DeepEqual(first, second) {
			t.Fatalf("read twice as %+v and %+v", first, second)
		}
		third, err := readArguments[shape](tree)
		if err != nil || !reflect.DeepEqual(first, third) {
			t.Fatalf("reading has changed the tree: %+v, %v", third, err)
		}
	})
}

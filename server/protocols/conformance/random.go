package conformance

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"
)

// randomCalls is how many calls with made-up arguments are made.
const randomCalls = 60

// random makes calls whose arguments nobody thought of, the same ones over every protocol, so that all of them read and write
// the same values.
func (s *suite) random(t *testing.T) {
	for seed := range uint64(randomCalls) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			m := maker{rand.New(rand.NewPCG(seed, 4))}
			sent, want := m.rows()
			got := s.call(t, NewWorld(s.wire.Protocol), Token, "core_rows_echo", object{"rows": sent})
			for _, difference := range s.wire.compare("", got.Value, object{"rows": want}) {
				t.Errorf("%s (%+v)", difference, got)
			}
		})
	}
}

// maker makes values up, each as it is sent and as it must come back.
type maker struct{ *rand.Rand }

// maybe puts a value under a key, or leaves it out.
func (m maker) maybe(sent, want object, key string, made func() (sent, want any), leftOut any) {
	want[key] = leftOut
	if m.IntN(2) == 0 {
		sent[key], want[key] = made()
	}
}

func alike(made func() any) func() (sent, want any) {
	return func() (any, any) {
		v := made()
		return v, v
	}
}

func (m maker) list(most int, made func() (sent, want any)) (sent, want list) {
	sent, want = list{}, list{}
	for range 1 + m.IntN(most) { // not every wire can send an empty one
		s, w := made()
		sent, want = append(sent, s), append(want, w)
	}
	return sent, want
}

func (m maker) rows() (sent, want list) {
	return m.list(4, func() (any, any) {
		sent, want := object{"id": m.whole(), "name": m.text()}, object{}
		want["id"], want["name"] = sent["id"], sent["name"]
		m.maybe(sent, want, "active", alike(func() any { return m.IntN(2) == 0 }), true)
		m.maybe(sent, want, "note", alike(m.text), absent{})
		m.maybe(sent, want, "tags", func() (any, any) { return m.list(3, alike(m.text)) }, absent{})
		m.maybe(sent, want, "parts", func() (any, any) { return m.list(3, m.part) }, list{})
		return sent, want
	})
}

func (m maker) part() (any, any) {
	sent := object{"label": strings.ReplaceAll(m.text().(string), "<", "(")}
	want := object{"label": sent["label"]}
	m.maybe(sent, want, "weight", alike(m.float), 1.5)
	m.maybe(sent, want, "at", m.point, absent{})
	return sent, want
}

func (m maker) point() (any, any) {
	sent := object{"x": m.whole()}
	want := object{"x": sent["x"]}
	m.maybe(sent, want, "y", alike(m.whole), int64(-1))
	return sent, want
}

// whole makes small, middling and large numbers.
func (m maker) whole() any {
	return int64(m.Uint64()) >> m.IntN(64)
}

func (m maker) float() any {
	if m.IntN(2) == 0 {
		return float64(m.IntN(2000)-1000) / 8
	}
	for {
		if f := math.Float64frombits(m.Uint64()); !math.IsNaN(f) && !math.IsInf(f, 0) {
			return f
		}
	}
}

// letters are those that wires and encoders treat in their own ways. Carriage returns and other control characters are not among
// them: XML has none.
var letters = []rune(" \t\nabc019AZ&<>\"'\\/%+#?=;:,.-_[]{}()|~@é\u00a0\u0301\u200d\u2028\ufeff\ufffd\ud7ff\ue000€数א🌱\U0010ffff]]>")

func (m maker) text() any {
	text := make([]rune, m.IntN(12))
	for i := range text {
		text[i] = letters[m.IntN(len(letters))]
	}
	return string(text)
}

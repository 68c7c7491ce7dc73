package xmlrpc

import (
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"gatehouse/server/protocols"
	"gatehouse/server/protocols/conformance"
)

// FuzzRead holds that whatever is read is bounded, and means the same when it is written and read again.
func FuzzRead(f *testing.F) {
	f.Add([]byte(callOf("core_rows_echo", []any{map[string]any{"id": int64(1), "name": "é <&>\r\n"}, nil, true, 0.5, "", []any{}, map[string]any{}})))
	f.Add([]byte("<methodCall><methodName>m</methodName></methodCall>"))
	f.Fuzz(func(t *testing.T, body []byte) {
		method, parameters, ok := readAll(body)
		if !ok {
			return
		}
		if n := count(t, parameters, 0); n > protocols.MaxValues {
			t.Fatalf("%d values", n)
		}
		want := plain(parameters)
		again, same, ok := readAll([]byte(callOf(method, want.([]any)...)))
		if !ok || again != method || !reflect.DeepEqual(plain(same), want) {
			t.Fatalf("%q %#v, then %q %#v", method, want, again, same)
		}
	})
}

func readAll(body []byte) (method string, parameters []any, ok bool) {
	m, err := open(body)
	if err != nil {
		return "", nil, false
	}
	parameters, err = m.parameters()
	return m.method, parameters, err == nil
}

// count counts values, and holds their depth and their texts.
func count(t *testing.T, v any, depth int) (n int) {
	switch v := v.(type) {
	case []any:
		for _, item := range v {
			n += 1 + count(t, item, depth+1)
		}
	case map[string]any:
		for name, member := range v {
			n += 1 + count(t, member, depth+1) + count(t, name, depth)
		}
	case string:
		if !utf8.ValidString(v) {
			t.Fatalf("%q is not UTF-8", v)
		}
	}
	if depth > protocols.MaxDepth+1 {
		t.Fatalf("%d deep", depth)
	}
	return n
}

// plain puts null in the place of what no function takes: it cannot be written again.
func plain(v any) any {
	switch v := v.(type) {
	case odd:
		return nil
	case []any:
		list := make([]any, len(v))
		for i := range v {
			list[i] = plain(v[i])
		}
		return list
	case map[string]any:
		object := make(map[string]any, len(v))
		for name := range v {
			object[name] = plain(v[name])
		}
		return object
	}
	return v
}

// FuzzText holds that every text that a function takes comes back as it was sent, but for what XML cannot hold.
func FuzzText(f *testing.F) {
	for _, seed := range []string{"", " a\tb\nc\rd\r\n", "<b>&amp;]]></b>", "\x00\x1f", "é😀\uFFFE\uFFFF", "| ERRORCODE: x"} {
		f.Add(seed)
	}
	world := conformance.NewWorld(Name)
	h := newServer(VoidNil, world)
	f.Fuzz(func(t *testing.T, text string) {
		text = strings.ToValidUTF8(text, "")
		text = strings.Map(func(r rune) rune {
			if r < ' ' && !strings.ContainsRune("\t\n\r", r) || r == 0xFFFE || r == 0xFFFF {
				return -1
			}
			return r
		}, text)
		world.Forget()
		got := readAnswer(t, post(h, own, conformance.Token, callOf("core_text_echo", text)))
		if got.Value != text {
			t.Errorf("%q came back as %+v", text, got)
		}
	})
}

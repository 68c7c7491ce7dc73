package soap

import (
	"bytes"
	"net/http"
	"regexp"
	"runtime/metrics"
	"testing"

	"gatehouse/server/protocols"
	"gatehouse/server/protocols/conformance"
)

// fuzzer sends bodies to an address and holds what must hold of every answer.
type fuzzer struct {
	world   *conformance.World
	handler http.Handler
	target  string
}

func newFuzzer(target string) *fuzzer {
	world := conformance.NewWorld(Name)
	return &fuzzer{world, conformance.Guarded(newHandler(world.Dispatcher())), target}
}

func (f *fuzzer) ask(t *testing.T, newer bool, body string) (status int, answer []byte) {
	v := map[bool]*version{false: soap11, true: soap12}[newer]
	before := allocated()
	w := post(f.handler, v, f.target, conformance.Token, body)
	f.world.Forget()
	if used := allocated() - before; used > 4<<20+200*uint64(len(body)) {
		t.Errorf("%d bytes were allocated for %d", used, len(body))
	}
	switch w.Code {
	case http.StatusOK, http.StatusBadRequest, http.StatusInternalServerError:
	default:
		t.Errorf("status %d", w.Code)
	}
	x, err := protocols.NewXMLReader(w.Body.Bytes())
	if err == nil {
		_, err = x.Next()
	}
	if err == nil {
		err = x.Skip()
	}
	if err != nil || x.Finish() != nil {
		t.Errorf("%v: %s", err, w.Body)
	}
	return w.Code, w.Body.Bytes()
}

// allocated is how many bytes have been allocated so far. It does not stop the world, as runtime.ReadMemStats would.
func allocated() uint64 {
	sample := []metrics.Sample{{Name: "/gc/heap/allocs:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}

var echoed = regexp.MustCompile(`(?s)<return>(.*)</return>`)

// again makes an answer of core_rows_echo into the same call.
func again(answer []byte, newer bool) string {
	call := bytes.ReplaceAll(answer, []byte("core_rows_echoResponse"), []byte("core_rows_echo"))
	if newer {
		call = regexp.MustCompile(`<rpc:result.*?</rpc:result>`).ReplaceAll(call, nil)
	}
	return string(echoed.ReplaceAll(call, []byte("$1")))
}

// fuzz holds that nothing makes the address panic or grow, that it always answers with an envelope, and that what it gives back as
// rows it takes again and gives back the same.
func fuzz(f *testing.F, target string, seeds ...string) {
	for _, seed := range seeds {
		f.Add(seed, false)
	}
	z := newFuzzer(target)
	f.Fuzz(func(t *testing.T, body string, newer bool) {
		status, first := z.ask(t, newer, body)
		if status != http.StatusOK || !bytes.Contains(first, []byte("core_rows_echoResponse")) {
			return
		}
		if status, second := z.ask(t, newer, again(first, newer)); status == http.StatusOK && !bytes.Equal(first, second) {
			t.Errorf("%s\nis given back as\n%s", first, second)
		} else if status != http.StatusOK && !emptyRows.Match(first) {
			t.Errorf("%s\nis not taken again: %s", first, second)
		}
	})
}

// emptyRows is an answer that our address does not take again: a list of nothing cannot be told from none.
var emptyRows = regexp.MustCompile(`<return></return>`)

func FuzzOwn(f *testing.F) {
	row := `<rows><id>1</id><name>é &lt;</name><note xsi:nil="true"/><tags>a</tags><tags/><parts><label>p</label><weight>1e3</weight><at><x>-1</x></at></parts></rows>`
	fuzz(f, ownPath, ownCall("core_rows_echo", row), ownCall("core_nulls_echo", `<present xsi:nil="1"/><text>a</text>`), ownCall("core_void_do", ""))
}

func FuzzMoodle(f *testing.F) {
	row := `<rows enc:arrayType="apache:Map[1]" xsi:type="enc:Array"><item xsi:type="apache:Map"><item><key>id</key><value xsi:type="xsd:int">1</value></item>` +
		`<item><key>name</key><value>é</value></item><item><key>tags</key><value href="#t"/></item></item></rows>`
	fuzz(f, tokenPath, moodleCall("core_rows_echo", row, `<m id="t" xsi:type="enc:Array"><i xsi:type="xsd:string">a</i></m>`),
		moodleCall("core_numbers_echo", `<v>1</v>`, ""), moodleCall("core_rows_echo", "<rows><id>1</id><name>a</name></rows>", ""),
		moodleCall("core_words_echo", `<values href="#a0"/>`, doubling(3)))
}

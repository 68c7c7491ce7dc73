package soap

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"gatehouse/server/protocols/conformance"
)

func benchmark(b *testing.B, method, target string, v *version, body string) {
	world := conformance.NewWorld(Name)
	h := conformance.Guarded(newHandler(world.Dispatcher()))
	b.ReportAllocs()
	for b.Loop() {
		w := ask(h, method, target, v, body)
		if w.Code != http.StatusOK {
			b.Fatalf("%d %s", w.Code, w.Body)
		}
		world.Forget()
	}
}

func ask(h http.Handler, method, target string, v *version, body string) *httptest.ResponseRecorder {
	if method == http.MethodPost {
		return post(h, v, target, conformance.Token, body)
	}
	r := httptest.NewRequest(method, target, nil)
	r.Header.Set("Authorization", "Bearer "+conformance.Token)
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

const benchmarkRow = `<id>1</id><name>a</name>`

func BenchmarkOwn(b *testing.B) {
	benchmark(b, http.MethodPost, ownPath, soap11, envelope(soap11, `<core_rows_echo xmlns="`+Namespace+`"><rows>`+benchmarkRow+`</rows></core_rows_echo>`))
}

func BenchmarkMoodle(b *testing.B) {
	benchmark(b, http.MethodPost, tokenPath, soap11, envelope(soap11, `<f:core_rows_echo xmlns:f="urn:x"><rows xsi:type="enc:Array"><item xsi:type="apache:Map">`+
		`<item><key xsi:type="xsd:string">id</key><value xsi:type="xsd:int">1</value></item><item><key xsi:type="xsd:string">name</key><value xsi:type="xsd:string">a</value></item>`+
		`</item></rows></f:core_rows_echo>`))
}

func BenchmarkOwnWSDL(b *testing.B) { benchmark(b, http.MethodGet, ownPath+"?wsdl", nil, "") }

func BenchmarkMoodleWSDL(b *testing.B) { benchmark(b, http.MethodGet, tokenPath+"?wsdl=1", nil, "") }

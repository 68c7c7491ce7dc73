package soap

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"testing"

	"gatehouse/server/call"
	"gatehouse/server/docs"
	"gatehouse/server/protocols"
	"gatehouse/server/protocols/conformance"
)

// send sends a body as it is to an address of a world that lets everything through.
func send(t *testing.T, target, contentType, body string, header ...string) *httptest.ResponseRecorder {
	t.Helper()
	h := conformance.Guarded(newHandler(conformance.NewWorld(Name).Dispatcher()))
	r := httptest.NewRequest(http.MethodPost, target, strings.NewReader(body))
	r.Header.Set("Content-Type", contentType)
	r.Header.Set("Authorization", "Bearer "+conformance.Token)
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

// ownCall is a call on our own address.
func ownCall(function, parameters string) string {
	return envelope(soap11, "<"+function+` xmlns="`+Namespace+`">`+parameters+"</"+function+">")
}

// moodleCall is a call on Moodle's address, with elements beside it.
func moodleCall(function, parameters, beside string) string {
	return envelope(soap11, "<f:"+function+` xmlns:f="urn:x">`+parameters+"</f:"+function+">"+beside)
}

// doubling is a list of lists of lists …, each of which holds the next one twice.
func doubling(levels int) string {
	var b strings.Builder
	for i := range levels {
		fmt.Fprintf(&b, `<m id="a%d" xsi:type="enc:Array"><i href="#a%d"/><i href="#a%d"/></m>`, i, i+1, i+1)
	}
	return b.String() + fmt.Sprintf(`<m id="a%d" xsi:type="xsd:string">x</m>`, levels)
}

// chain is values each of which holds a reference to the next.
func chain(length int) string {
	var b strings.Builder
	for i := range length {
		fmt.Fprintf(&b, `<m id="a%d" xsi:type="enc:Array"><i href="#a%d"/></m>`, i, i+1)
	}
	return b.String() + fmt.Sprintf(`<m id="a%d" xsi:type="xsd:string">x</m>`, length)
}

func TestBadInput(t *testing.T) {
	const xml = "text/xml"
	toWords := func(beside string) string { return moodleCall("core_words_echo", `<values href="#a0"/>`, beside) }
	for _, row := range []struct {
		why, target, contentType, body string
		status                         int
		code                           call.Code
		says                           string
	}{
		{"text", ownPath, "text/plain", ownCall("core_void_do", ""), 415, call.MediaType, "text/xml"},
		{"no type", ownPath, "", ownCall("core_void_do", ""), 415, call.MediaType, "text/xml"},
		{"a form", tokenPath, "application/x-www-form-urlencoded", moodleCall("core_void_do", "", ""), 500, call.MediaType, "text/xml"},
		{"another encoding", ownPath, "text/xml; charset=iso-8859-1", ownCall("core_void_do", ""), 415, call.MediaType, "UTF-8"},
		{"SOAP 1.1 as SOAP 1.2", tokenPath, soap12.media, moodleCall("core_void_do", "", ""), 500, call.InvalidParameter, "text/xml"},
		{"nothing", ownPath, xml, "", 500, call.InvalidParameter, "envelope"},
		{"a query that is none", ownPath + "?a=%zz", xml, ownCall("core_void_do", ""), 500, call.InvalidParameter, "urlencoded"},
		{"too much", tokenPath, xml, strings.Repeat(" ", protocols.MaxBody+1), 413, call.BodyTooLarge, "4 MB"},
		{"too much for us", ownPath, xml, strings.Repeat(" ", protocols.MaxBody+1), 413, call.BodyTooLarge, "4 MB"},
		{"entities that grow", ownPath, xml, `<!DOCTYPE s [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>` + ownCall("core_text_echo", "<value>&b;</value>"), 500, call.InvalidParameter, "DOCTYPE"},
		{"an entity from outside", tokenPath, xml, `<!DOCTYPE s SYSTEM "http://127.0.0.1:1/x">` + moodleCall("core_void_do", "", ""), 500, call.InvalidParameter, "DOCTYPE"},
		{"a processing instruction", ownPath, xml, ownCall("core_void_do", "<?x y?>"), 500, call.InvalidParameter, "processing"},
		{"bad UTF-8", ownPath, xml, ownCall("core_text_echo", "<value>\xff</value>"), 500, call.InvalidParameter, "UTF-8"},
		{"nesting", ownPath, xml, ownCall("core_rows_echo", strings.Repeat("<rows>", 1000)+strings.Repeat("</rows>", 1000)), 500, call.InvalidParameter, "64 deep"},
		{"too many values", ownPath, xml, ownCall("core_numbers_echo", strings.Repeat("<values>1</values>", 100_000)), 500, call.InvalidParameter, "20000"},
		{"too many for Moodle's", tokenPath, xml, moodleCall("core_numbers_echo", "<values>"+strings.Repeat("<i>1</i>", 40_000)+"</values>", ""), 500, call.InvalidParameter, "20000"},
		{"a number of a megabyte", ownPath, xml, ownCall("core_whole_echo", "<value>"+strings.Repeat("9", 1<<20)+"</value>"), 500, call.InvalidParameter, "whole number"},
		{"one with a type", tokenPath, xml, moodleCall("core_rate_echo", `<value xsi:type="xsd:double">`+strings.Repeat("9", 1<<20)+"</value>", ""), 500, call.InvalidParameter, "a number"},
		{"a body that does not end", ownPath, xml, strings.TrimSuffix(ownCall("core_void_do", ""), "</e:Envelope>"), 500, call.InvalidParameter, "expected"},
		{"something behind the body", ownPath, xml, strings.Replace(ownCall("core_void_do", ""), "</e:Body>", "</e:Body><x/>", 1), 500, call.InvalidParameter, "no further element"},
		{"something behind the envelope", ownPath, xml, ownCall("core_void_do", "") + "<x/>", 500, call.InvalidParameter, "nothing more"},
		{"an envelope without a body", ownPath, xml, strings.ReplaceAll(ownCall("core_void_do", ""), "e:Body", "e:Corpse"), 500, call.InvalidParameter, "no body"},
		{"text beside elements", ownPath, xml, ownCall("core_rows_echo", "<rows>text<id>1</id></rows>"), 500, call.InvalidParameter, "both text and elements"},

		{"another namespace of the function", ownPath, xml, moodleCall("core_void_do", "", ""), 500, call.InvalidParameter, Namespace},
		{"another namespace of a parameter", ownPath, xml, ownCall("core_text_echo", `<value xmlns="urn:x">a</value>`), 500, call.InvalidParameter, "value: stands in another namespace"},
		{"a value twice", ownPath, xml, ownCall("core_text_echo", `<value>a</value><value>b</value>`), 500, call.InvalidParameter, "value: is given twice"},
		{"a value twice deep down", ownPath, xml, ownCall("core_rows_echo", `<rows><id>1</id><name>a</name></rows><rows><id>1</id><id>2</id></rows>`), 500, call.InvalidParameter, "rows[1].id: is given twice"},
		{"null for a list", ownPath, xml, ownCall("core_rows_echo", `<rows xsi:nil="true"/>`), 500, call.InvalidParameter, "rows: found null"},

		{"an array with two dimensions", tokenPath, xml, moodleCall("core_words_echo", `<values enc:arrayType="xsd:string[2,2]"/>`, ""), 500, call.InvalidParameter, "dimension"},
		{"a sparse array", tokenPath, xml, moodleCall("core_words_echo", `<values enc:arrayType="xsd:string[9]" enc:offset="[7]"><i>a</i></values>`, ""), 500, call.InvalidParameter, "sparse"},
		{"a reference to outside", tokenPath, xml, moodleCall("core_words_echo", `<values href="http://127.0.0.1:1/x"/>`, ""), 500, call.InvalidParameter, "outside"},
		{"a reference to nowhere", tokenPath, xml, toWords(""), 500, call.InvalidParameter, "nowhere"},
		{"a reference to itself", tokenPath, xml, moodleCall("core_words_echo", `<values id="a0" xsi:type="enc:Array"><i href="#a0"/></values>`, ""), 500, call.InvalidParameter, "holds itself"},
		{"a reference that goes round", tokenPath, xml, toWords(`<m id="a0" xsi:type="enc:Array"><i href="#b"/></m><m id="b" xsi:type="enc:Array"><i href="#a0"/></m>`), 500, call.InvalidParameter, "holds itself"},
		{"a reference to a reference", tokenPath, xml, toWords(`<m id="a0" href="#b"/><m id="b">x</m>`), 500, call.InvalidParameter, "another reference"},
		{"a name twice", tokenPath, xml, toWords(`<m id="a0"/><m id="a0"/>`), 500, call.InvalidParameter, "twice"},
		{"references that double", tokenPath, xml, toWords(doubling(40)), 500, call.InvalidParameter, "10000 values"},
		{"references in a chain", tokenPath, xml, toWords(chain(500)), 500, call.InvalidParameter, "64 deep"},
		{"references to a long text, made of base64 each time", tokenPath, xml, moodleCall("core_words_echo", `<values xsi:type="enc:Array">`+strings.Repeat(`<i href="#a"/>`, 9000)+"</values>",
			`<m id="a" xsi:type="xsd:base64Binary">`+strings.Repeat("YWFh", 900_000)+"</m>"), 500, call.InvalidParameter, "10000 values"},
		{"references to a long key", tokenPath, xml, moodleCall("core_rows_echo", `<rows xsi:type="enc:Array">`+strings.Repeat(`<i href="#a"/>`, 4000)+"</rows>",
			`<m id="a" xsi:type="apache:Map"><item><key>`+strings.Repeat("k", 3<<20)+"</key><value/></item></m>"), 500, call.InvalidParameter, "10000 values"},
		{"references to a long name", tokenPath, xml, moodleCall("core_rows_echo", `<rows xsi:type="enc:Array">`+strings.Repeat(`<i href="#a"/>`, 4000)+"</rows>",
			`<m id="a"><k`+strings.Repeat("k", 1<<20)+` xsi:type="xsd:int">1</k`+strings.Repeat("k", 1<<20)+"></m>"), 500, call.InvalidParameter, "10000 values"},
		{"an item of a map with more than a key and a value", tokenPath, xml, moodleCall("core_rows_echo", `<rows xsi:type="apache:Map"><item><key>id</key><value>1</value><value>2</value></item></rows>`, ""), 500, call.InvalidParameter, "key with a value"},
		{"a map that is none", tokenPath, xml, moodleCall("core_words_echo", `<values xsi:type="apache:Map"><item><key>a</key></item></values>`, ""), 500, call.InvalidParameter, "key with a value"},
		{"a key twice", tokenPath, xml, moodleCall("core_rows_echo", `<rows xsi:type="enc:Array"><i xsi:type="apache:Map"><item><key>id</key><value>1</value></item><item><key>id</key><value>2</value></item></i></rows>`, ""),
			500, call.InvalidParameter, "rows[0].id: is given twice"},
		{"a parameter twice", tokenPath, xml, moodleCall("core_text_echo", "<value>a</value><value>b</value>", ""), 500, call.InvalidParameter, "value: is given twice"},
		{"a part too many", tokenPath, xml, moodleCall("core_text_echo", "<a>a</a><b>b</b>", ""), 500, call.InvalidParameter, "at most 1"},
		{"base64 that is none", tokenPath, xml, moodleCall("core_whole_echo", `<value xsi:type="xsd:base64Binary">!</value>`, ""), 500, call.InvalidParameter, "whole number"},
		{"base64 that is no text", tokenPath, xml, moodleCall("core_text_echo", `<value xsi:type="xsd:base64Binary">/w==</value>`, ""), 500, call.InvalidParameter, "text"},
	} {
		t.Run(row.why, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			w := send(t, row.target, row.contentType, row.body)
			runtime.ReadMemStats(&after)
			v := soap11
			if row.contentType == soap12.media {
				v = soap12
			}
			got, _ := readAnswer(t, v, w)
			if w.Code != row.status || got.Code != string(row.code) || !strings.Contains(w.Body.String(), row.says) {
				t.Errorf("got %d %+v, want %d %s saying %q", w.Code, got, row.status, row.code, row.says)
			}
			if used := after.TotalAlloc - before.TotalAlloc; used > 48<<20 {
				t.Errorf("%d MB were allocated", used>>20)
			}
		})
	}
}

func TestACompressedBodyIsRefused(t *testing.T) {
	for _, target := range []string{ownPath, tokenPath} {
		w := send(t, target, "text/xml", ownCall("core_void_do", ""), "Content-Encoding", "gzip")
		if w.Code != http.StatusUnsupportedMediaType || !strings.Contains(w.Body.String(), "Fault>") {
			t.Errorf("%s: %d %s", target, w.Code, w.Body)
		}
	}
}

// TestCallsThatClientsMake holds what is read although it is not as the documents say.
func TestCallsThatClientsMake(t *testing.T) {
	words := func(texts ...string) string {
		var b strings.Builder
		for _, text := range texts {
			b.WriteString(`<item xsi:type="xsd:string">` + text + "</item>")
		}
		return b.String()
	}
	for _, row := range []struct{ why, target, body, want string }{
		{"parameters in another order, and in no namespace", ownPath,
			ownCall("core_scalars_echo", `<text xmlns="">t</text><on>1</on><rate> 1.5 </rate><whole xmlns="">7</whole>`), "<whole>7</whole><rate>1.5</rate><on>true</on><text>t</text>"},
		{"the items of two lists in turn", ownPath, ownCall("core_rows_echo", "<rows><tags>a</tags><id>1</id><tags>b</tags><name>n</name></rows>"), "<tags>a</tags><tags>b</tags>"},
		{"types where none are needed", ownPath, ownCall("core_text_echo", `<value xsi:type="xsd:string">t</value>`), "<return>t</return>"},
		{"a list in the place of its parameter, without types", tokenPath, moodleCall("core_words_echo", "<values><item>a</item><item>b</item></values>", ""), words("a", "b")},
		{"an element for each item, and none around them", tokenPath, moodleCall("core_words_echo", "<values>a</values><values>b</values>", ""), words("a", "b")},
		{"an array of PHP whose keys have gaps", tokenPath,
			moodleCall("core_words_echo", `<values xsi:type="apache:Map"><item><key>5</key><value>a</value></item><item><key>2</key><value>b</value></item></values>`, ""), words("a", "b")},
		{"a struct of whatever type", tokenPath, moodleCall("core_rows_echo", `<rows xsi:type="enc:Array"><r xsi:type="f:Row"><id>1</id><name>n</name></r></rows>`, ""), ">n</value>"},
		{"an array that says it has more", tokenPath, moodleCall("core_words_echo", `<values enc:arrayType="xsd:string[999999999]"><i>a</i></values>`, ""), words("a")},
		{"a reference shared twice", tokenPath, moodleCall("core_words_echo", `<values xsi:type="enc:Array"><i href="#x"/><i href="#x"/></values>`, `<m id="x" xsi:type="xsd:string">a</m>`), words("a", "a")},
		{"null for what has a default", tokenPath, moodleCall("core_defaults_echo", `<limit xsi:nil="true"/><ids xsi:nil="true"/>`, ""), `<limit xsi:type="xsd:int">10</limit>`},
		{"base64 for text", tokenPath, moodleCall("core_text_echo", `<value xsi:type="xsd:base64Binary">w6k=</value>`, ""), ">é</return>"},
		{"a call in no namespace", tokenPath, strings.ReplaceAll(moodleCall("core_void_do", "", ""), "f:core", "core"), `xmlns:ns1="https://ws.example.org/webservice/soap/server.php"`},
	} {
		w := send(t, row.target, "text/xml", row.body)
		if w.Code != http.StatusOK || !strings.Contains(w.Body.String(), row.want) {
			t.Errorf("%s: got %d %s, want %s", row.why, w.Code, w.Body, row.want)
		}
	}
}

func TestATokenInTheURL(t *testing.T) {
	allowed := true
	mux := http.NewServeMux()
	h := newProtocol(conformance.NewWorld(Name).Dispatcher())
	h.TokenInURL = func() bool { return allowed }
	h.Routes(mux.Handle)
	get := func(target string) *httptest.ResponseRecorder {
		w := httptest.NewRecorder()
		r := httptest.NewRequest(http.MethodGet, target, nil)
		r.Host = "attacker.example.net"
		conformance.Guarded(mux).ServeHTTP(w, r)
		return w
	}
	for target, want := range map[string]string{
		ownPath + "?wsdl&wstoken=" + conformance.Token:                                     `<soap:address location="https://ws.example.org/webservice/soap?wstoken=` + conformance.Token + `"/>`,
		tokenPath + "?wstoken=" + conformance.Token + "&wsdl=1":                            `targetNamespace="https://ws.example.org/webservice/soap/server.php?wstoken=` + conformance.Token + `"`,
		passwordPath + "/" + conformance.Username + "/" + conformance.Password + "?wsdl=1": `location="https://ws.example.org/webservice/soap/simpleserver.php/` + conformance.Username + "/" + conformance.Password + `"`,
	} {
		w := get(target)
		if w.Code != http.StatusOK || !strings.Contains(w.Body.String(), want) || strings.Contains(w.Body.String(), "attacker") || strings.Contains(w.Body.String(), docs.CredentialMark) {
			t.Errorf("%s: %d %.300s, want %s", target, w.Code, w.Body, want)
		}
	}
	allowed = false
	if w := get(ownPath + "?wsdl&wstoken=" + conformance.Token); w.Code != http.StatusUnauthorized {
		t.Errorf("where a token may not stand in the address: %d", w.Code)
	}
}

func TestARefusedDocumentIsRecorded(t *testing.T) {
	for _, target := range []string{ownPath + "?wsdl", tokenPath + "?wsdl=1", passwordPath + "?wsdl=1"} {
		world := conformance.NewWorld(Name)
		h := conformance.Guarded(newHandler(world.Dispatcher()))
		h.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, target, nil))
		if outcomes := world.Outcomes(); len(outcomes) != 1 || outcomes[0].Err.Code.Kind() != call.Unauthenticated || outcomes[0].Request.Protocol != Name {
			t.Errorf("%s: recorded %+v", target, outcomes)
		}
	}
}

func TestADocumentThatTheCallerHas(t *testing.T) {
	h := conformance.Guarded(newHandler(conformance.NewWorld(Name).Dispatcher()))
	for _, target := range []string{ownPath + "?WSDL", tokenPath + "?wsdl=1"} {
		first := ask(h, http.MethodGet, target, nil, "")
		r := httptest.NewRequest(http.MethodGet, target, nil)
		r.Header.Set("Authorization", "Bearer "+conformance.Token)
		r.Header.Set("If-None-Match", first.Header().Get("ETag"))
		w := httptest.NewRecorder()
		if h.ServeHTTP(w, r); w.Code != http.StatusNotModified || w.Body.Len() > 0 || first.Code != http.StatusOK {
			t.Errorf("%s: %d, then %d %s", target, first.Code, w.Code, w.Body)
		}
	}
}

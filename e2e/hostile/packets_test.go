package hostile

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"strings"
	"testing"
)

// TestHostilePackets sends AMF that announces more than it holds, refers to itself, or asks classes to write themselves.
func TestHostilePackets(t *testing.T) { carry(t, hostilePackets) }

// TestHostileForms sends forms and parts of forms that are read in two ways by others.
func TestHostileForms(t *testing.T) { carry(t, hostileForms) }

// TestHostileBatches sends more calls in one request than may be.
func TestHostileBatches(t *testing.T) { carry(t, hostileBatches) }

// TestHostileRequests sends calls in a request that does not fit them.
func TestHostileRequests(t *testing.T) { carry(t, hostileRequests) }

// value puts a value of AMF where the arguments stand.
func value(v string) func(w *wire, n int) string {
	return func(*wire, int) string { return packet(0, probe, v) }
}

// asField is a value of AMF0 as a field of the call's object.
func asField(v string) func(w *wire, n int) string {
	return value("\x0A" + u32(1) + "\x03" + key0("field") + v + key0("") + "\x09")
}

// huge is the largest length that AMF3 can say.
const huge = "\xBF\xFF\xFF\xFF"

var hostilePackets = []attack{
	{name: "a list of four thousand million values", rules: "P-11", on: of("amf"), body: value("\x0A\xFF\xFF\xFF\xFE")},
	{name: "an ECMA array that announces as many", rules: "P-11", on: of("amf"), body: asField("\x08\xFF\xFF\xFF\xFF" + key0("a") + "\x05" + key0("") + "\x09")},
	{name: "a long text that is not there", rules: "P-11", on: of("amf"), body: asField("\x0C\xFF\xFF\xFF\xFFid")},
	{name: "an array of AMF3 that is not there", rules: "P-11", on: of("amf"), body: value("\x11\x09" + huge + "\x01")},
	{name: "bytes of AMF3 that are not there", rules: "P-11", on: of("amf"), body: value("\x11\x0C" + huge)},
	{name: "a vector that is not there", rules: "P-11", on: of("amf"), body: value("\x11\x0D" + huge + "\x00")},
	{name: "a vector of doubles that is not there", rules: "P-11", on: of("amf"), body: value("\x11\x0F" + huge + "\x00")},
	{name: "a text of AMF3 that is not there", rules: "P-11", on: of("amf"), body: value("\x11\x06" + huge + "id")},
	{name: "a class of a hundred million members", rules: "P-11", on: of("amf"), body: value("\x11\x0A\xBF\xFF\xFF\xF3\x01")},
	{name: "65,535 headers that are not there", rules: "P-11", on: of("amf"), body: func(*wire, int) string { return u16(0) + u16(65535) }},
	{name: "65,535 bodies that are not there", rules: "P-11 P-13", on: of("amf"), body: func(*wire, int) string { return u16(0) + u16(0) + u16(65535) }},
	{name: "a length longer than the packet", rules: "P-11", on: of("amf"), body: func(*wire, int) string {
		return u16(0) + u16(0) + u16(1) + key0(probe) + key0("/1") + "\x7F\xFF\xFF\xFF\x0A"
	}},
	{name: "a list that holds itself", rules: "P-12", on: of("amf"), body: value("\x0A" + u32(1) + "\x07" + u16(0))},
	{name: "an array of AMF3 that holds itself", rules: "P-12", on: of("amf"), body: value("\x11\x09\x03\x01\x09\x00")},
	{name: "references of AMF0 that double", rules: "P-12", on: of("amf"), body: func(*wire, int) string { return packet(0, probe, doubling0(40)) }},
	{name: "references of AMF3 that double", rules: "P-12", on: of("amf"), body: func(*wire, int) string { return packet(3, probe, doubling3(40)) }},
	{name: "a text that is referred to often", rules: "P-12", on: of("amf"), body: func(*wire, int) string {
		text := strings.Repeat("x", 1<<20)
		return packet(3, probe, "\x11\x09"+u29(15_001)+"\x01\x06"+u29(len(text))+text+strings.Repeat("\x06\x00", 15_000))
	}},
	{name: "a reference that leads nowhere", rules: "P-12", on: of("amf"), body: value("\x0A" + u32(1) + "\x07\xFF\xFF")},
	{name: "a class that writes itself", rules: "P-14", on: of("amf"), body: value("\x11\x0A\x07" + amf3Name("java.util.PriorityQueue") + "\x01")},
	{name: "a dictionary", rules: "P-14", on: of("amf"), body: value("\x11\x11\x03\x00\x01\x01")},
	{name: "a marker that there is not", rules: "P-14", on: of("amf"), body: value("\x0D")},
	{name: "XML with a document type in AMF", rules: "P-01", on: of("amf"), body: func(*wire, int) string { return packet(0, probe, xmlInAMF(laughs()+"<a>&x;</a>")) }},
	{name: "objects without an end", rules: "P-03", on: of("amf"), body: value("\x0A" + u32(1) + strings.Repeat("\x03"+key0("a"), 500_000))},
	{name: "nothing at all in a packet", rules: "P-11", on: of("amf"), body: func(*wire, int) string { return "" }},
	{name: "a version that there is not", rules: "P-14", on: of("amf"), body: func(*wire, int) string { return u16(9) + packet(0, probe, "\x05")[2:] }},
	{name: "a header that must be understood", rules: "P-14", on: of("amf"), body: func(*wire, int) string {
		return u16(0) + u16(1) + key0("Credentials") + "\x01" + u32(1) + "\x05" + packet(0, probe, "\x05")[4:]
	}},
	{name: "every packet cut in its middle", rules: "P-11", on: of("amf"), body: func(w *wire, _ int) string {
		body, _ := w.write(w.good())
		return body[:len(body)-5]
	}},
}

// doubling0 is n lists, each with the one before it twice.
func doubling0(n int) string {
	b := "\x0A" + u32(n) + "\x0A" + u32(0)
	for i := 1; i < n; i++ {
		b += "\x0A" + u32(2) + "\x07" + u16(i) + "\x07" + u16(i)
	}
	return b
}

func doubling3(n int) string {
	b := "\x11\x09" + u29(n) + "\x01\x09\x01\x01"
	for i := 1; i < n; i++ {
		b += "\x09\x05\x01\x09" + string(rune(i<<1)) + "\x09" + string(rune(i<<1))
	}
	return b
}

func text(s string) func(w *wire, n int) string { return func(*wire, int) string { return s } }

var hostileForms = []attack{
	{name: "an index far out", rules: "P-06", on: of("form", "multipart"), body: formOf("values[9999999]", "3")},
	{name: "an index past all numbers", rules: "P-06", on: of("form", "multipart"), body: formOf("values[99999999999999999999]", "3")},
	{name: "an index below nought", rules: "P-06", on: of("form", "multipart"), body: formOf("values[-1]", "3")},
	{name: "an index in another spelling", rules: "P-06", on: of("form", "multipart"), body: formOf("values[00]", "3")},
	{name: "brackets that do not match", rules: "P-06", on: of("form", "multipart"), body: formOf("values[0", "3")},
	{name: "brackets in brackets", rules: "P-06", on: of("form", "multipart"), body: formOf("values[[0]]", "3")},
	{name: "an object key where a list is", rules: "P-06", on: of("form", "multipart"), body: formOf("values[0]=3&values[a]", "3")},
	{name: "a list and a value of one name", rules: "P-04", on: of("form"), body: formOf("values[0]=3&values", "3")},
	{name: "20,001 open brackets", rules: "P-03", on: of("form"), body: formOf("values"+strings.Repeat("[a]", 20_001), "3")},
	{name: "20,001 parameters", rules: "P-07", on: of("form"), body: text(strings.Repeat("a=1&", 20_001))},
	{name: "a million ampersands and equals", rules: "P-07", on: of("form"), body: text(strings.Repeat("&=", 1_000_000))},
	{name: "an escape that is none", rules: "P-05", on: of("form"), body: text("field=%zz")},
	{name: "an escape cut off", rules: "P-05", on: of("form"), body: text("field=id%")},
	{name: "bytes of Latin-1 in an escape", rules: "P-05", on: of("form"), body: text("field=%e9")},
	{name: "the function's name twice", rules: "P-04", on: of("form"), body: text("wsfunction=a&wsfunction=b")},
	{name: "semicolons for ampersands", rules: "P-06", on: of("form"), body: text("field=id;values[0]=3")},

	{name: "a form without a boundary", rules: "P-15", on: of("multipart"), request: contentType("multipart/form-data")},
	{name: "a boundary of a kilobyte", rules: "P-15", on: of("multipart"), request: contentType("multipart/form-data; boundary=" + strings.Repeat("x", 1024))},
	{name: "two boundaries", rules: "P-15", on: of("multipart"), request: contentType("multipart/form-data; boundary=x; boundary=y")},
	{name: "a form in a form", rules: "P-15", on: of("multipart"), request: contentType("multipart/mixed; boundary=x")},
	{name: "a part without a name", rules: "P-06", on: of("multipart"), body: text("--x\r\n\r\nid\r\n--x--\r\n")},
	{name: "a part with a head of a megabyte", rules: "P-09", on: of("multipart"), body: text("--x\r\nContent-Disposition: form-data; name=\"field\"\r\nX: " + strings.Repeat("y", 1<<20) + "\r\n\r\nid\r\n--x--\r\n")},
	{name: "a part with 20,000 lines of head", rules: "P-07", on: of("multipart"), body: text("--x\r\n" + strings.Repeat("A: b\r\n", 20_000) + "\r\nid\r\n--x--\r\n")},
	{name: "100,000 parts", rules: "P-07", on: of("multipart"), body: text(strings.Repeat("--x\r\nContent-Disposition: form-data; name=a\r\n\r\n\r\n", 70_000) + "--x--")},
	{name: "a form that does not end", rules: "P-15", on: of("multipart"), body: text("--x\r\nContent-Disposition: form-data; name=\"field\"\r\n\r\nid")},
	{name: "a file where none is taken", rules: "P-15", on: of("multipart"), body: text("--x\r\nContent-Disposition: form-data; name=\"field\"; filename=\"../../etc/passwd\"\r\n\r\nid\r\n--x--\r\n")},
	{name: "an empty part, a million times", rules: "P-15", on: of("multipart"), body: text(strings.Repeat("--x\r\n\r\n", 450_000))},
}

// formOf is a form with one key that is hostile, as the wire spells forms.
func formOf(key, v string) func(w *wire, n int) string {
	return func(w *wire, _ int) string {
		if w.family == "multipart" {
			var b strings.Builder
			for _, pair := range strings.Split("field=id&"+key+"="+v, "&") {
				key, v, _ := strings.Cut(pair, "=")
				b.WriteString("--x\r\nContent-Disposition: form-data; name=\"" + key + "\"\r\n\r\n" + v + "\r\n")
			}
			return b.String() + "--x--\r\n"
		}
		return "field=id&" + strings.NewReplacer("[", "%5B", "]", "%5D").Replace(key) + "=" + v
	}
}

// calls is a request with n calls in it.
func calls(n int) attack {
	return attack{on: func(w *wire) bool { return w.batch != nil }, body: func(w *wire, _ int) string { return w.batch(n) }}
}

func (a attack) called(name, rules string) attack {
	a.name, a.rules = name, rules
	return a
}

var hostileBatches = []attack{
	calls(51).called("51 calls in a request", "P-13"),
	calls(10_000).called("10,000 calls in a request", "P-13"),
	{name: "a multicall in a multicall", rules: "P-13", on: func(w *wire) bool { return w.name == "xmlrpc-own" }, body: func(*wire, int) string {
		inner := object{{"methodName", "system.multicall"}, {"params", list{list{object{{"methodName", probe}, {"params", list{byID}}}}}}}
		body, _ := methodCallOf("system.multicall", list{inner})
		return body
	}},
	{name: "51 calls within a call", rules: "P-13", on: only("json"), body: within(51, `{"function":"`+probe+`"}`)},
	{name: "calls within a call within a call", rules: "P-13", on: only("json"), answered: "each call within a call says for itself why it failed", body: within(2, `{"function":"`+severalCalls+`","arguments":"{\"requests\":[{\"function\":\"`+severalCalls+`\"}]}"}`)},
	{name: "an empty batch", rules: "P-13", on: func(w *wire) bool { return w.batch != nil }, answered: "AJAX and XML-RPC answer no calls with no answers",
		body: func(w *wire, _ int) string { return w.batch(0) }},
	{name: "a batch in a batch", rules: "P-13", on: func(w *wire) bool { return w.batch != nil && w.family == "json" },
		body: func(w *wire, _ int) string { return "[" + w.batch(2) + "]" }},
}

const severalCalls = "tool_mobile_call_external_functions"

// within is a call of the function that makes n calls.
func within(n int, one string) func(w *wire, _ int) string {
	return func(w *wire, _ int) string {
		body, _ := w.write(object{{"requests", many(n, raw(one))}})
		return strings.Replace(body, probe, severalCalls, 1)
	}
}

// contentType says another content type.
func contentType(media string) func(w *wire, r *request) {
	return func(_ *wire, r *request) { r.header[0] = "Content-Type: " + media }
}

func header(lines ...string) func(w *wire, r *request) {
	return func(_ *wire, r *request) { r.header = append(r.header, lines...) }
}

// bomb is a gigabyte of blanks in a megabyte.
var bomb = func() string {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	for range 256 {
		fmt.Fprintf(w, "%*s", 1<<20, "")
	}
	w.Close()
	return b.String()
}()

var hostileRequests = []attack{
	{name: "a gzip bomb", rules: "P-10", body: text(bomb), request: header("Content-Encoding: gzip")},
	{name: "a compression that there is not", rules: "P-10", request: header("Content-Encoding: br, zstd, x-unknown")},
	{name: "a compression twice", rules: "P-10", request: header("Content-Encoding: identity", "Content-Encoding: gzip"), body: text(bomb)},
	{name: "a content type of plain text", rules: "P-15", request: contentType("text/plain")},
	{name: "a content type that cannot be read", rules: "P-15", request: contentType("application/;;x=\"")},
	{name: "a content type of something else", rules: "P-15", request: contentType("image/png")},
	{name: "ten megabytes that are announced", rules: "P-09", status: 413, request: func(_ *wire, r *request) { r.length, r.body = "10485760", "" }},
	{name: "more than there are numbers", rules: "P-09", status: 413, request: func(_ *wire, r *request) { r.length, r.body = "9223372036854775807", "" }},
	{name: "ten megabytes in chunks", rules: "P-09", status: 413, request: func(_ *wire, r *request) {
		chunk := "100000\r\n" + strings.Repeat(" ", 1<<20) + "\r\n"
		r.length, r.body = "-", strings.Repeat(chunk, 10)+"0\r\n\r\n"
		r.header = append(r.header, "Transfer-Encoding: chunked")
	}},
	{name: "no body", rules: "P-15", answered: "no arguments at all are none, where a function needs none", request: func(_ *wire, r *request) { r.body, r.length = "", "0" }},
	{name: "an announced address of somebody else", rules: "I-01", answered: "nobody's word for an address counts but a trusted proxy's", request: header("X-Forwarded-For: 10.0.0.1", "Forwarded: for=10.0.0.1", "X-Real-IP: 10.0.0.1", "X-Forwarded-Host: evil.example", "X-Forwarded-Proto: https")},
	{name: "another method in a header", rules: "H-04", answered: "what is asked for there is not looked at", request: header("X-HTTP-Method-Override: DELETE", "X-Original-URL: /graphql")},
	{name: "a query that cannot be read", rules: "P-05", answered: "GraphQL, AJAX and the pages of Moodle look at no query", request: func(w *wire, r *request) {
		separator := "?"
		if strings.Contains(r.target, "?") {
			separator = "&"
		}
		r.target += separator + "%zz=1"
	}},
	{name: "an Idempotency-Key of 60 kilobytes", rules: "P-09", answered: "what only reads takes no notice of a key", request: header("Idempotency-Key: " + strings.Repeat("k", 60_000))},
}

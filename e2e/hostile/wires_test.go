package hostile

import (
	"net/url"
	"slices"
	"strings"
)

// wire is one way to make the call that attacks are built upon: core_user_get_users_by_field, or what stands for it where there are
// no functions.
type wire struct {
	name     string
	column   string // of the table: its protocol
	family   string // how a body is spelled: form, multipart, json, xml, amf
	target   string
	media    string
	password bool // user name and password instead of a token
	open     bool // nobody shows anything
	batch    func(n int) string
	write    func(o object) (body string, ok bool)
	call     object
	read     func(a *answer) (code string, err error)
}

// probe is the function that is called.
const probe = "core_user_get_users_by_field"

// byID is a call that works: it asks for user 3.
var byID = object{{"field", "id"}, {"values", list{"3"}}}

const (
	formMedia = "application/x-www-form-urlencoded"
	partMedia = "multipart/form-data; boundary=x"
	jsonMedia = "application/json"
	xmlMedia  = "text/xml; charset=utf-8"
	soapMedia = "application/soap+xml; charset=utf-8"
	amfMedia  = "application/x-amf"
)

const (
	restMoodle = "/webservice/rest/server.php?wsfunction=" + probe
	inJSON     = "&moodlewsrestformat=json"
	restSimple = "/webservice/rest/simpleserver.php?wsfunction=" + probe + inJSON
)

// wires are all of them. A new wire is a row here, and meets every attack.
var wires = []*wire{
	{name: "rest-moodle", column: "rest", family: "form", target: restMoodle + inJSON, media: formMedia, write: writeForm, read: moodleJSON},
	{name: "rest-moodle-xml", column: "rest", family: "form", target: restMoodle, media: formMedia, write: writeForm, read: moodleXML},
	{name: "rest-moodle-json", column: "rest", family: "json", target: restMoodle + inJSON, media: jsonMedia, write: plainJSON, read: moodleJSON},
	{name: "rest-moodle-multipart", column: "rest", family: "multipart", target: restMoodle + inJSON, media: partMedia, write: writeMultipart, read: moodleJSON},
	{name: "rest-simple", column: "simple", family: "form", target: restSimple, media: formMedia, password: true, write: writeForm, read: moodleJSON},
	{name: "rest-own", column: "rest own", family: "json", target: "/webservice/rest/" + probe, media: jsonMedia, write: plainJSON, read: problem},
	{name: "restful", column: "restful", family: "json", target: "/webservice/restful/server.php/" + probe, media: jsonMedia, write: plainJSON, read: problem},

	{name: "soap-moodle", column: "soap", family: "xml", target: "/webservice/soap/server.php", media: xmlMedia, write: soap(soap11, true), read: fault(soap11)},
	{name: "soap12-moodle", column: "soap", family: "xml", target: "/webservice/soap/server.php", media: soapMedia, write: soap(soap12, true), read: fault(soap12)},
	{name: "soap-simple", column: "simple", family: "xml", target: "/webservice/soap/simpleserver.php?", media: xmlMedia, password: true, write: soap(soap11, true), read: fault(soap11)},
	{name: "soap-own", column: "soap own", family: "xml", target: "/webservice/soap", media: xmlMedia, write: soap(soap11, false), read: fault(soap11)},
	{name: "soap12-own", column: "soap own", family: "xml", target: "/webservice/soap", media: soapMedia, write: soap(soap12, false), read: fault(soap12)},

	{name: "xmlrpc-moodle", column: "xmlrpc", family: "xml", target: "/webservice/xmlrpc/server.php", media: xmlMedia, write: methodCall, read: xmlrpcFault},
	{name: "xmlrpc-simple", column: "simple", family: "xml", target: "/webservice/xmlrpc/simpleserver.php?", media: xmlMedia, password: true, write: methodCall, read: xmlrpcFault},
	{name: "xmlrpc-own", column: "xmlrpc own", family: "xml", target: "/webservice/xmlrpc", media: xmlMedia, write: methodCall, read: xmlrpcFault, batch: multicall},

	{name: "amf0-moodle", column: "amf", family: "amf", target: "/webservice/amf/server.php", media: amfMedia, write: amfCall(0), read: amfStatus},
	{name: "amf3-moodle", column: "amf", family: "amf", target: "/webservice/amf/server.php", media: amfMedia, write: amfCall(3), read: amfStatus},
	{name: "amf-simple", column: "simple", family: "amf", target: "/webservice/amf/simpleserver.php?", media: amfMedia, password: true, write: amfCall(0), read: amfStatus},
	{name: "amf0-own", column: "amf own", family: "amf", target: "/webservice/amf", media: amfMedia, write: amfCall(0), read: amfStatus, batch: bodies(0)},
	{name: "amf3-own", column: "amf own", family: "amf", target: "/webservice/amf", media: amfMedia, write: amfCall(3), read: amfStatus, batch: bodies(3)},
	{name: "amf-flex", column: "amf own", family: "amf", target: "/webservice/amf", media: amfMedia, write: remoting, read: amfStatus},

	{name: "jsonrpc", column: "jsonrpc", family: "json", target: "/webservice/jsonrpc", media: jsonMedia, write: around(rpcHead, "}"), read: rpcError, batch: requests},
	{name: "mcp", column: "mcp", family: "json", target: "/webservice/mcp", media: jsonMedia, write: around(toolHead, "}}"), read: toolError, batch: messages},
	{name: "ajax", column: "ajax", family: "json", target: "/lib/ajax/service-nologin.php", media: jsonMedia, open: true, write: around(ajaxHead, "}]"), read: ajaxError, call: object{}, batch: ajaxList},
	{name: "graphql", column: "graphql", family: "json", target: "/graphql", media: jsonMedia, write: around(queryHead, "}"), read: graphqlError, call: object{{"field", "USERNAME"}, {"values", number("3")}}, batch: queries},
}

// named is the wire of a name.
func named(name string) *wire {
	return wires[slices.IndexFunc(wires, func(w *wire) bool { return w.name == name })]
}

// good is the call that works.
func (w *wire) good() object {
	if w.call != nil {
		return w.call
	}
	return byID
}

// marked is a body that works but for the place of a mark in one of its texts.
func (w *wire) marked() string {
	body, _ := w.write(w.good().with("field", mark))
	return body
}

const mark = "MARKMARK"

func plainJSON(o object) (string, bool) { return jsonOf(o), true }

// around writes arguments into a JSON message.
func around(head, tail string) func(o object) (string, bool) {
	return func(o object) (string, bool) { return head + jsonOf(o) + tail, true }
}

const (
	rpcHead   = `{"jsonrpc":"2.0","id":1,"method":"` + probe + `","params":`
	toolHead  = `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"` + probe + `","arguments":`
	ajaxHead  = `[{"index":0,"methodname":"tool_mobile_get_public_config","args":`
	queryHead = `{"query":"query($field:UserOrder!,$values:Int!){users(order:$field,first:$values){nodes{id}}}","variables":`
)

// The namespaces of the versions of SOAP.
const (
	soap11 = "http://schemas.xmlsoap.org/soap/envelope/"
	soap12 = "http://www.w3.org/2003/05/soap-envelope"
)

// soap writes an envelope; encoded is what Moodle's address takes.
func soap(version string, encoded bool) func(o object) (string, bool) {
	return func(o object) (string, bool) {
		var b strings.Builder
		b.WriteString(`<e:Envelope xmlns:e="` + version + `" xmlns:i="http://www.w3.org/2001/XMLSchema-instance" xmlns:s="http://www.w3.org/2001/XMLSchema" ` +
			`xmlns:n="` + encodings[version] + `"><e:Body>`)
		space := ` xmlns="urn:gatehouse:1"`
		if encoded {
			space = ""
		}
		b.WriteString("<" + probe + space + ">")
		ok := writeElements(&b, o, encoded)
		b.WriteString("</" + probe + "></e:Body></e:Envelope>")
		return b.String(), ok
	}
}

var encodings = map[string]string{soap11: "http://schemas.xmlsoap.org/soap/encoding/", soap12: "http://www.w3.org/2003/05/soap-encoding"}

// methodCall has the parameters by name.
func methodCall(o object) (string, bool) { return methodCallOf(probe, o) }

func methodCallOf(name string, parameter any) (string, bool) {
	var b strings.Builder
	b.WriteString("<methodCall><methodName>" + name + "</methodName><params><param>")
	ok := writeXMLRPC(&b, parameter)
	b.WriteString("</param></params></methodCall>")
	return b.String(), ok
}

func amfCall(version int) func(o object) (string, bool) {
	return func(o object) (string, bool) {
		value, ok := amfValue(version, list{o})
		return packet(version, probe, value), ok
	}
}

// amfValue is a value of AMF0, or one that switches to AMF3.
func amfValue(version int, v any) (string, bool) {
	if version == 3 {
		b, ok := amf3([]byte{0x11}, v)
		return string(b), ok
	}
	b, ok := amf0(nil, v)
	return string(b), ok
}

// remoting is Flex's message, with a class that is named.
func remoting(o object) (string, bool) {
	head := "\x0A" + u32(1) + "\x11\x0A\x33" + amf3Name("flex.messaging.messages.RemotingMessage") + amf3Name("body") + amf3Name("messageId") + amf3Name("operation")
	value, ok := amf3([]byte(head), list{o})
	value, _ = amf3(value, "m-1")
	value, _ = amf3(value, probe)
	return packet(3, "null", string(value)), ok
}

func amf3Name(s string) string { return u29(len(s)) + s }

// address is a wire's target with what it shows who calls: nothing where a header says it.
func (w *wire) address() string {
	if !w.password {
		return w.target
	}
	return w.target + "&wsusername=" + username + "&wspassword=" + url.QueryEscape(password)
}

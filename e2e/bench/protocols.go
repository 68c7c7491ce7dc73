package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
)

// reading is the call that reads one row of core_user_get_users_by_field, said over one protocol. A protocol is one row of
// readings.
type reading struct {
	name     string
	protocol string
	request  func(s seeded) []byte
	budget   float64 // CPU as a ratio to REST with JSON
}

// oneRow is the function that is called, with the parameters field and values.
const oneRow = "core_user_get_users_by_field"

var readings = []reading{
	{"rest_own", "rest", restOwn, 0},
	{"rest_xml", "rest", restXML, 2},
	{"soap", "soap", soapMoodle, 2},
	{"soap_own", "soap", soapOwn, 2},
	{"xmlrpc", "xmlrpc", xmlRPC, 2},
	{"xmlrpc_own", "xmlrpc", xmlRPCOwn, 2},
	{"amf0", "amf", amf0, 1.3},
	{"amf3", "amf", amf3, 1.3},
	{"jsonrpc", "jsonrpc", jsonRPC, 1.3},
	{"mcp", "mcp", modelContext, 0},
}

// restJSON is what all others are measured against.
func restJSON(s seeded) []byte {
	return get(restTo + s.Token + "&wsfunction=" + oneRow + "&field=id&values[0]=" + strconv.Itoa(s.UserID))
}

func restXML(s seeded) []byte {
	return get("/webservice/rest/server.php?wstoken=" + s.Token + "&wsfunction=" + oneRow + "&field=id&values[0]=" + strconv.Itoa(s.UserID))
}

func restOwn(s seeded) []byte {
	return send("/webservice/rest/"+oneRow, "application/json", s.Token, fmt.Sprintf(`{"field":"id","values":["%d"]}`, s.UserID))
}

func jsonRPC(s seeded) []byte {
	body := `{"jsonrpc":"2.0","id":1,"method":"` + oneRow + `","params":{"field":"id","values":["` + strconv.Itoa(s.UserID) + `"]}}`
	return send("/webservice/jsonrpc", "application/json", s.Token, body)
}

// soapMoodle is spelled as PHP's SoapClient does it.
func soapMoodle(s seeded) []byte {
	const path = "/webservice/soap/server.php"
	return send(path, "text/xml; charset=utf-8", s.Token, `<?xml version="1.0" encoding="UTF-8"?>
<SOAP-ENV:Envelope xmlns:SOAP-ENV="http://schemas.xmlsoap.org/soap/envelope/" xmlns:ns1="http://127.0.0.1`+path+`" xmlns:xsd="http://www.w3.org/2001/XMLSchema" `+
		`xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:SOAP-ENC="http://schemas.xmlsoap.org/soap/encoding/" `+
		`SOAP-ENV:encodingStyle="http://schemas.xmlsoap.org/soap/encoding/"><SOAP-ENV:Body><ns1:`+oneRow+`><field xsi:type="xsd:string">id</field>`+
		`<values SOAP-ENC:arrayType="xsd:int[1]" xsi:type="SOAP-ENC:Array"><item xsi:type="xsd:int">`+strconv.Itoa(s.UserID)+
		`</item></values></ns1:`+oneRow+"></SOAP-ENV:Body></SOAP-ENV:Envelope>\n", `SOAPAction: "http://127.0.0.1`+path+"#"+oneRow+`"`)
}

// soapOwn is spelled as soap of npm does it.
func soapOwn(s seeded) []byte {
	return send("/webservice/soap", "text/xml; charset=utf-8", s.Token, `<?xml version="1.0" encoding="utf-8"?><soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/" `+
		`xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"  xmlns:tns="urn:gatehouse:1"><soap:Body><`+oneRow+` xmlns="urn:gatehouse:1"><field>id</field><values>`+
		strconv.Itoa(s.UserID)+`</values></`+oneRow+`></soap:Body></soap:Envelope>`, `SOAPAction: "urn:gatehouse:1#`+oneRow+`"`)
}

// xmlRPC is spelled as Python's xmlrpc.client does it.
func xmlRPC(s seeded) []byte {
	return send("/webservice/xmlrpc/server.php", "text/xml", s.Token, methodCall(
		"<param>\n<value><string>id</string></value>\n</param>\n<param>\n<value><array><data>\n<value><string>"+strconv.Itoa(s.UserID)+"</string></value>\n</data></array></value>\n</param>\n"))
}

// xmlRPCOwn has the parameters by name.
func xmlRPCOwn(s seeded) []byte {
	return send("/webservice/xmlrpc", "text/xml", s.Token, methodCall(
		"<param><value><struct><member><name>field</name><value>id</value></member><member><name>values</name><value><array><data><value>"+
			strconv.Itoa(s.UserID)+"</value></data></array></value></member></struct></value></param>"))
}

func methodCall(params string) string {
	return "<?xml version='1.0'?>\n<methodCall>\n<methodName>" + oneRow + "</methodName>\n<params>\n" + params + "</params>\n</methodCall>\n"
}

func modelContext(s seeded) []byte {
	body := `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"` + oneRow + `","arguments":{"field":"id","values":["` + strconv.Itoa(s.UserID) + `"]}}}`
	return send("/webservice/mcp", "application/json", s.Token, body, "Mcp-Protocol-Version: 2025-11-25")
}

// amf0 is a plain call with the two parameters by position.
func amf0(s seeded) []byte {
	return amf(s, 0, "\x0A\x00\x00\x00\x02"+amf0Text("id")+"\x0A\x00\x00\x00\x01"+amf0Text(strconv.Itoa(s.UserID)))
}

// amf3 is the same in AMF3.
func amf3(s seeded) []byte {
	return amf(s, 3, "\x11\x09\x05\x01"+amf3Text("id")+"\x09\x03\x01"+amf3Text(strconv.Itoa(s.UserID)))
}

func amf(s seeded, version byte, value string) []byte {
	packet := []byte{0, version, 0, 0, 0, 1}
	packet = append(packet, amfName(oneRow)+amfName("/1")...)
	packet = append(packet, 0, 0, 0, byte(len(value)))
	return send("/webservice/amf", "application/x-amf", s.Token, string(packet)+value)
}

func amfName(s string) string  { return string([]byte{0, byte(len(s))}) + s }
func amf0Text(s string) string { return "\x02" + amfName(s) }
func amf3Text(s string) string { return string([]byte{6, byte(len(s)<<1 | 1)}) + s }

// document is a description that is served from a cache, measured against the floor. A document is one row of documents.
type document struct {
	name     string
	protocol string
	request  func(s seeded) []byte
	budget   float64
}

var documents = []document{
	{"wsdl", "soap", func(s seeded) []byte { return get("/webservice/soap/server.php?wsdl=1&wstoken=" + s.Token) }, 1.5},
	{"wsdl_own", "soap", func(s seeded) []byte { return get("/webservice/soap?wsdl&wstoken=" + s.Token) }, 1.5},
}

// send is a POST with the token in its header.
func send(path, contentType, token, body string, headers ...string) []byte {
	head := []string{"POST " + path + " HTTP/1.1", "Host: 127.0.0.1", "Content-Type: " + contentType, "Authorization: Bearer " + token, "Content-Length: " + strconv.Itoa(len(body))}
	return []byte(strings.Join(append(head, headers...), "\r\n") + "\r\n\r\n" + body)
}

// protocols measures every reading beside REST with JSON on one server, and every document beside a floor.
func (b *bench) protocols() error {
	folder, err := os.MkdirTemp("", "gatehouse-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	database := "sqlite:" + filepath.Join(folder, "bench.db")
	known, err := b.seed(database, size{tokens: 1000, services: 1})
	if err != nil {
		return err
	}
	if err := b.switchOn(database); err != nil {
		return err
	}
	p, err := startServer(b.server, database)
	if err != nil {
		return err
	}
	defer p.stop()
	for _, r := range readings {
		if err := b.read(p, r, known); err != nil {
			return fmt.Errorf("%s: %w", r.name, err)
		}
	}
	for _, d := range documents {
		if err := b.measure(p, scenario{name: d.name, request: d.request(known), budget: d.budget}, known, 1000); err != nil {
			return fmt.Errorf("%s: %w", d.name, err)
		}
	}
	return nil
}

// switchOn switches on every protocol that is measured.
func (b *bench) switchOn(database string) error {
	on := []string{"rest"}
	for _, r := range readings {
		on = append(on, r.protocol)
	}
	for _, d := range documents {
		on = append(on, d.protocol)
	}
	command := exec.Command(b.server, "apply", "--database", database, "-")
	command.Stdin = strings.NewReader("webServices: {enabled: true, protocols: [" + strings.Join(on, ", ") + "]}\n")
	if output, err := command.CombinedOutput(); err != nil {
		return fmt.Errorf("switching protocols on: %w\n%s", err, output)
	}
	return nil
}

// read measures a reading and REST with JSON in turn.
func (b *bench) read(p *process, r reading, known seeded) error {
	mine, base := scenario{request: r.request(known)}, scenario{request: restJSON(known)}
	_, body, err := once(p.address, mine.request)
	if err == nil && !bytes.Contains(body, []byte(known.User)) {
		err = fmt.Errorf("unexpected answer: %.300s", body)
	}
	if err != nil {
		return err
	}
	cpu, ratio, err := b.inTurn(p, mine, p, base)
	if err != nil {
		return err
	}
	b.tell(figure{name: "read_" + r.name, value: cpu, unit: "µs", ratio: ratio, budget: r.budget})
	return nil
}

package hostile

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"regexp"
	"strings"

	"gatehouse/server/protocols"
)

// Each reader reads an answer of its wire: the code of a refusal, "" when the call was answered, an error when it is neither.

func readObject(body []byte) (map[string]any, error) {
	v, err := protocols.ParseJSON(body)
	if err != nil {
		return nil, err
	}
	o, _ := v.(map[string]any)
	return o, nil
}

// texts says whether an object has these keys, each with a text that says something.
func texts(o map[string]any, keys ...string) error {
	for _, key := range keys {
		if s, _ := o[key].(string); s == "" {
			return fmt.Errorf("the refusal has no text under %q", key)
		}
	}
	return nil
}

func moodleJSON(a *answer) (string, error) {
	o, err := readObject(a.body)
	if err != nil || o["exception"] == nil {
		return "", err
	}
	code, _ := o["errorcode"].(string)
	return code, texts(o, "exception", "errorcode", "message")
}

func moodleXML(a *answer) (string, error) {
	var document struct {
		XMLName xml.Name
		Code    string `xml:"ERRORCODE"`
		Message string `xml:"MESSAGE"`
	}
	err := xml.Unmarshal(a.body, &document)
	if err != nil || document.XMLName.Local == "RESPONSE" {
		return "", err
	}
	if document.XMLName.Local != "EXCEPTION" || document.Code == "" || document.Message == "" {
		err = fmt.Errorf("no EXCEPTION with code and message")
	}
	return document.Code, err
}

func problem(a *answer) (string, error) {
	if a.status == 200 {
		return "", nil
	}
	o, err := readObject(a.body)
	if err != nil {
		return "", err
	}
	code, _ := o["code"].(string)
	if status, _ := o["status"].(int64); status != int64(a.status) || a.header.Get("Content-Type") != "application/problem+json" {
		return code, fmt.Errorf("status %d says %v as %s", a.status, o["status"], a.header.Get("Content-Type"))
	}
	return code, texts(o, "type", "title", "detail", "code", "requestId")
}

// page reads the JSON pages of Moodle: files, signing in, and its AJAX when all of it fails.
func page(a *answer) (string, error) {
	o, err := readObject(a.body)
	if err != nil || o["error"] == nil {
		return "", err
	}
	code, _ := o["errorcode"].(string)
	return code, texts(o, "error", "errorcode", "requestid")
}

func ajaxError(a *answer) (string, error) {
	var list []struct {
		Error     bool
		Exception map[string]any
	}
	if json.Unmarshal(a.body, &list) != nil {
		return page(a)
	}
	for _, item := range list {
		if item.Error {
			code, _ := item.Exception["errorcode"].(string)
			return code, texts(item.Exception, "message", "errorcode", "requestid")
		}
	}
	return "", nil
}

func fault(version string) func(a *answer) (string, error) {
	return func(a *answer) (string, error) {
		var envelope struct {
			XMLName xml.Name
			Fault   *struct {
				Actor     string   `xml:"faultactor"`
				Code      string   `xml:"faultcode"`
				String    string   `xml:"faultstring"`
				Value     string   `xml:"Code>Value"`
				Text      string   `xml:"Reason>Text"`
				Exception []string `xml:"detail>wsException>errorcode"`
				Detail    []string `xml:"Detail>wsException>errorcode"`
			} `xml:"Body>Fault"`
		}
		err := xml.Unmarshal(a.body, &envelope)
		f := envelope.Fault
		switch {
		case err != nil || f == nil:
			return "", err
		case envelope.XMLName.Space != soap11 && envelope.XMLName.Space != version:
			return "", fmt.Errorf("the envelope is %s", envelope.XMLName.Space)
		case f.Code+f.Value == "" || f.String+f.Text == "":
			return "", fmt.Errorf("the fault has neither code nor reason")
		case a.status < 400:
			return "", fmt.Errorf("a fault with status %d", a.status)
		}
		for _, code := range append(append(f.Exception, f.Detail...), f.Actor, f.Code+f.Value) {
			if code != "" {
				return code, nil
			}
		}
		return "", nil
	}
}

var errorCode = regexp.MustCompile(`ERRORCODE: (\w+)$`)

func xmlrpcFault(a *answer) (string, error) {
	var response struct {
		XMLName xml.Name `xml:"methodResponse"`
		Names   []string `xml:"fault>value>struct>member>name"`
		Code    []int    `xml:"fault>value>struct>member>value>int"`
		Text    []string `xml:"fault>value>struct>member>value>string"`
		Inner   []string `xml:"params>param>value>array>data>value>struct>member>value>string"`
	}
	if err := xml.Unmarshal(a.body, &response); err != nil {
		return "", err
	}
	if len(response.Names) == 0 {
		for _, text := range response.Inner { // of the calls of a multicall
			if found := errorCode.FindStringSubmatch(text); found != nil {
				return found[1], nil
			}
		}
		return "", nil
	}
	if len(response.Code) != 1 || len(response.Text) != 1 || len(response.Names) != 2 {
		return "", fmt.Errorf("the fault is not a number and a text")
	}
	found := errorCode.FindStringSubmatch(response.Text[0])
	if found == nil {
		return "", fmt.Errorf("the fault does not end with its code")
	}
	return found[1], nil
}

// amfStatus reads the frame of a packet, and of the first body that is a failure its code.
func amfStatus(a *answer) (string, error) {
	if len(a.body) < 6 || a.body[2] != 0 || a.body[3] != 0 {
		return "", fmt.Errorf("no AMF packet")
	}
	n, rest := int(binary.BigEndian.Uint16(a.body[4:])), a.body[6:]
	code := ""
	take := func(head int) string {
		if len(rest) < head {
			rest = nil
			return ""
		}
		size := 0
		for _, b := range rest[:head] {
			size = size<<8 | int(b)
		}
		size = min(size, len(rest)-head)
		s := string(rest[head : head+size])
		rest = rest[head+size:]
		return s
	}
	for range n {
		target, _, value := take(2), take(2), take(4)
		if strings.HasSuffix(target, "/onStatus") && code == "" {
			if code = amfErrorCode(value); code == "" {
				return "", fmt.Errorf("the failure has no code")
			}
		}
	}
	if len(rest) > 0 || n == 0 {
		return code, fmt.Errorf("the frame of the packet does not fit")
	}
	return code, nil
}

// amfErrorCode finds the code in a failure, as a text of AMF0 or of AMF3 that stands by itself.
func amfErrorCode(value string) string {
	for _, code := range codes {
		if strings.Contains(value, key0(code)) || strings.Contains(value, amf3Name(code)) {
			return code
		}
	}
	return ""
}

func rpcError(a *answer) (string, error) {
	replies := []struct {
		Version string `json:"jsonrpc"`
		Error   *struct {
			Code    int
			Message string
			Data    struct{ Code string }
		}
	}{{}}
	err := json.Unmarshal(a.body, &replies[0])
	if bytes.HasPrefix(a.body, []byte("[")) {
		err = json.Unmarshal(a.body, &replies)
	}
	if err != nil {
		return "", err
	}
	for _, r := range replies {
		if r.Version != "2.0" || r.Error != nil && (r.Error.Code == 0 || r.Error.Message == "" || r.Error.Data.Code == "") {
			return "", fmt.Errorf("no error of JSON-RPC")
		}
		if r.Error != nil {
			return r.Error.Data.Code, nil
		}
	}
	return "", nil
}

func toolError(a *answer) (string, error) {
	var reply struct {
		Result struct {
			IsError bool
			Content []struct{ Text string }
		}
	}
	if json.Unmarshal(a.body, &reply) != nil || !reply.Result.IsError {
		return rpcError(a)
	}
	var failed struct{ Code, Message string }
	if len(reply.Result.Content) != 1 || json.Unmarshal([]byte(reply.Result.Content[0].Text), &failed) != nil || failed.Message == "" {
		return "", fmt.Errorf("the failed tool does not say why")
	}
	return failed.Code, nil
}

func graphqlError(a *answer) (string, error) {
	var reply struct {
		Errors []struct {
			Message    string
			Extensions struct{ Code string }
		}
	}
	if err := json.Unmarshal(a.body, &reply); err != nil || len(reply.Errors) == 0 {
		return "", err
	}
	if reply.Errors[0].Message == "" || reply.Errors[0].Extensions.Code == "" {
		return "", fmt.Errorf("no error with message and code")
	}
	return reply.Errors[0].Extensions.Code, nil
}

package rest

import (
	"gatehouse/server/call"
	"gatehouse/server/docs"
	"gatehouse/server/protocols"
)

const jsonMedia = "application/json"

// WriteOwn writes a call to our own address: a JSON object of the arguments. It is a docs.Face's Write.
func WriteOwn(f *call.Function, arguments map[string]any) (*docs.Message, error) {
	return writeJSON("/webservice/rest/"+f.Name, f, arguments, docs.Bearer)
}

// WriteRESTful writes a call to the address of the RESTful plugin, whose clients send the token as the whole header and say what they take.
func WriteRESTful(f *call.Function, arguments map[string]any) (*docs.Message, error) {
	return writeJSON("/webservice/restful/server.php/"+f.Name, f, arguments,
		docs.Header{Name: "Accept", Value: jsonMedia}, docs.Header{Name: "Authorization", Value: docs.CredentialMark})
}

func writeJSON(path string, f *call.Function, arguments map[string]any, header ...docs.Header) (*docs.Message, error) {
	if err := (protocols.Sayable{}).Check(arguments); err != nil {
		return nil, err
	}
	body := protocols.AppendArguments(nil, arguments, f.Parameters, 0)
	return protocols.Sent(path, docs.JSONBody, jsonMedia, append(body, '\n'), header...)
}

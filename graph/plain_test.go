package graph

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"

	"gatehouse/server/call"
	"gatehouse/server/docs"
	"gatehouse/server/trials"
)

// plainWire is a wire for tests: the name of the function in the path, or in the body of whoever writes it by hand; JSON in, a word or an
// error out. It answers by itself what methods there are.
type plainWire struct{ *call.Dispatcher }

func (p plainWire) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	caller := call.CallerOf(r.Context())
	body, _ := io.ReadAll(r.Body)
	function := strings.TrimPrefix(r.URL.Path, "/plain/")
	var said struct {
		Function string
		Methods  bool
	}
	_ = json.Unmarshal(body, &said) // most bodies are arguments
	if said.Methods {
		_, _ = io.WriteString(w, "what there is")
		return
	}
	if said.Function != "" {
		function, body = said.Function, nil
	}
	_, err := p.Call(r.Context(), &call.Request{
		ID: caller.RequestID, Protocol: "rest", Function: function, Address: caller.Address,
		Credential: call.Credential{Token: strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")},
		Arguments:  func() (map[string]any, error) { return call.ParseArguments(string(body)) },
	})
	if err != nil {
		w.WriteHeader(http.StatusBadRequest)
		_, _ = io.WriteString(w, call.AsError(err).Message)
		return
	}
	_, _ = io.WriteString(w, "answered")
}

func plainBench(d *call.Dispatcher) *trials.Bench {
	write := func(f *call.Function, arguments map[string]any) (*docs.Message, error) {
		body, err := json.Marshal(arguments)
		return &docs.Message{Method: "POST", Path: "/plain/" + f.Name, Header: []docs.Header{docs.Bearer}, Body: body, Kind: docs.JSONBody}, err
	}
	return &trials.Bench{
		Handler: plainWire{d}, Catalogue: d.Catalogue,
		Faces: docs.Faces{
			{Name: "rest", Protocol: "rest", Title: "REST", Path: "/plain/FUNCTION", Kind: docs.JSONBody, Write: write},
			{Name: "soap", Protocol: "soap", Title: "SOAP", Path: "/plain/FUNCTION", Kind: docs.XMLBody, Write: write},
		},
	}
}

func plainDescriptions() *docs.Descriptions {
	names := func(_ docs.Site, functions []*call.Function) []byte {
		return []byte(strings.Join(namesOf(functions), "\n"))
	}
	return &docs.Descriptions{
		Site: func() docs.Site { return docs.Site{URL: "http://127.0.0.1:8080", Name: "Test", Version: "1"} },
		All:  []docs.Description{{File: "names.txt", Title: "Names", MediaType: "text/plain", Protocol: "rest", Documents: &docs.Documents{Make: names}}},
	}
}

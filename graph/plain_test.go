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

// plainWire is a wire for tests: the name of the function in the path, JSON in, the number of the result's names or an error out.
type plainWire struct{ *call.Dispatcher }

func (p plainWire) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	caller := call.CallerOf(r.Context())
	_, err := p.Call(r.Context(), &call.Request{
		ID: caller.RequestID, Protocol: "rest", Function: strings.TrimPrefix(r.URL.Path, "/plain/"), Address: caller.Address,
		Credential: call.Credential{Token: strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")},
		Arguments: func() (map[string]any, error) {
			text, err := io.ReadAll(r.Body)
			if err != nil {
				return nil, err
			}
			return call.ParseArguments(string(text))
		},
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

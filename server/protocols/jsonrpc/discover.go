package jsonrpc

import (
	"gatehouse/server/call"
	"gatehouse/server/docs"
)

// discover is the name under which OpenRPC looks for a description (spec.open-rpc.org, service discovery method). All names that
// begin with rpc. are kept from functions by JSON-RPC.
const discover = "rpc.discover"

// discover describes the functions that the caller may call at this moment.
func (c *caller) discover(m *message) ([]byte, error) {
	functions, err := c.Dispatcher.Functions(c.ctx, c.request(m))
	if err != nil {
		return nil, err
	}
	if given, err := m.arguments(nothing); err != nil || len(given) > 0 {
		return nil, call.Errorf(call.InvalidParameter, "%s takes no parameters.", discover)
	}
	return c.Described.Of(c.Site(), functions).Bytes(), nil
}

// nothing is a function without parameters.
var nothing = &call.Function{Declaration: call.Declaration{Name: discover}, Parameters: &call.Schema{Shape: call.Object}}

// numberOf is the number of a failure of a function that runs.
func numberOf(c call.Code) int { return number(&call.Error{Code: c}) }

// Describe describes functions in OpenRPC.
func Describe(site docs.Site, functions []*call.Function) []byte {
	info := docs.OpenRPCInfo{
		Title:       "Web services",
		Description: "The functions that your token may call. Those that change something take a header Idempotency-Key, under which they can be made again.",
		Version:     site.Version,
	}
	return docs.NewOpenRPC(info, site.URL+address, numberOf, functions).JSON()
}

// Command world writes a new database in which every declared example works: the world of functionstest, with web services, all protocols
// and the documentation on, and a service with every function. Its token is that of wsuser, who may use every protocol, and is printed.
//
//	world DATABASE
package main

import (
	"context"
	"fmt"
	"log"
	"log/slog"
	"os"

	"gatehouse/ent"
	"gatehouse/ent/token"
	"gatehouse/server/call"
	"gatehouse/server/functions"
	"gatehouse/server/functions/functionstest"
	"gatehouse/server/journal"
	"gatehouse/server/setup"
	"gatehouse/server/store"
	"gatehouse/server/tokens"
)

func main() {
	log.SetFlags(0)
	if len(os.Args) != 2 {
		log.Fatal("usage: world DATABASE")
	}
	secret, err := write(context.Background(), os.Args[1])
	if err != nil {
		log.Fatal("world: ", err)
	}
	fmt.Println(secret)
}

func write(ctx context.Context, database string) (string, error) {
	s, err := store.Open(ctx, database, store.Options{Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		return "", err
	}
	defer s.Close()
	catalogue, err := call.NewCatalogue((&functions.Library{Store: s}).All())
	if err != nil {
		return "", err
	}
	if err := s.Write(ctx, functionstest.Fill); err != nil {
		return "", err
	}
	if err := setup.Install(ctx, s, catalogue); err != nil {
		return "", err
	}
	var secret string
	err = s.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		secret, err = open(ctx, tx, s.Settings())
		return err
	})
	return secret, err
}

var protocols = []string{"rest", "soap", "xmlrpc", "amf", "jsonrpc", "mcp"}

// wsuser is the user of the world about whom the examples are.
const wsuser = 3

// open lets wsuser call everything, and returns the token.
func open(ctx context.Context, tx *store.Tx, before *store.Settings) (string, error) {
	after := *before
	after.WebServices.Enabled, after.WebServices.Documentation, after.WebServices.Protocols = true, true, protocols
	if _, err := tx.SaveSettings(ctx, before, &after); err != nil {
		return "", err
	}
	var capabilities []string
	for _, p := range protocols {
		capabilities = append(capabilities, "webservice/"+p+":use")
	}
	role, err := tx.Role.Create().SetShortName("caller").SetCapabilities(capabilities).SetSortOrder(100).Save(ctx)
	if err != nil {
		return "", err
	}
	if err := tx.RoleAssignment.Create().SetUserID(wsuser).SetRoleID(role.ID).Exec(ctx); err != nil {
		return "", err
	}
	all, err := tx.Function.Query().IDs(ctx)
	if err != nil {
		return "", err
	}
	service, err := tx.Service.Create().SetName("Everything").SetShortName("everything").SetEnabled(true).SetDownloadFiles(true).SetUploadFiles(true).Save(ctx)
	if err != nil {
		return "", err
	}
	member := func(c *ent.ServiceFunctionCreate, i int) { c.SetServiceID(service.ID).SetFunctionID(all[i]) }
	if err := tx.ServiceFunction.MapCreateBulk(all, member).Exec(ctx); err != nil {
		return "", err
	}
	_, secret, err := tokens.Mint(ctx, tx, journal.CommandLine("world"), tokens.Wish{Name: "examples", User: wsuser, Service: service.ID, Origin: token.OriginAdmin})
	return secret, err
}

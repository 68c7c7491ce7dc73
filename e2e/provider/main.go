// The provider of the tests: an OpenID Connect provider that nobody here wrote (github.com/zitadel/oidc, its own example with its page to
// sign in), on loopback. It is a module of its own, so that what it is made of stays out of ours.
//
//	provider 127.0.0.1:PORT REDIRECT_URI USERS.json
//
// The client is "web" with the secret "secret". The users are an object of storage.User by their ids, which are their subjects. It ends
// with its standard input.
package main

import (
	"io"
	"log"
	"log/slog"
	"net"
	"net/http"
	"os"
	"time"

	"github.com/zitadel/oidc/v3/example/server/exampleop"
	"github.com/zitadel/oidc/v3/example/server/storage"
)

func main() {
	if len(os.Args) != 4 {
		log.Fatal("usage: provider 127.0.0.1:PORT REDIRECT_URI USERS.json")
	}
	address, redirect, file := os.Args[1], os.Args[2], os.Args[3]
	users, err := storage.StoreFromFile(file)
	if err != nil {
		log.Fatal(err)
	}
	storage.RegisterClients(storage.WebClient("web", "secret", redirect))
	logger := slog.New(slog.NewTextHandler(os.Stderr, nil))
	provider := exampleop.SetupServer("http://"+address, storage.NewStorage(users), logger, false)
	listener, err := net.Listen("tcp", address)
	if err != nil {
		log.Fatal(err)
	}
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin)
		listener.Close()
	}()
	server := &http.Server{Handler: provider, ReadHeaderTimeout: 10 * time.Second}
	log.Print(server.Serve(listener))
}

package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"os"
	"runtime/debug"
	"time"

	"gatehouse/frontend"
	"gatehouse/graph"
	"gatehouse/server"
	"gatehouse/server/docs"
	"gatehouse/server/journal"
	"gatehouse/server/people"
	"gatehouse/server/protocols/ajax"
	"gatehouse/server/protocols/amf"
	"gatehouse/server/protocols/descriptions"
	"gatehouse/server/protocols/jsonrpc"
	"gatehouse/server/protocols/mcp"
	"gatehouse/server/protocols/rest"
	"gatehouse/server/protocols/soap"
	"gatehouse/server/protocols/xmlrpc"
	"gatehouse/server/store"
	"gatehouse/server/tracing"
	"gatehouse/server/transfer"
	"gatehouse/server/trials"
)

// stopLimit is how long requests under way may take after the server was told to stop.
const stopLimit = 30 * time.Second

// collectAt lets the heap grow to five times what is in use before garbage is collected. What is in use is small, so that memory is
// cheaper than the time of collecting it more often.
const collectAt = 400

type serveCommand struct{ serving }

// Run serves until the context ends, then finishes what is under way.
func (c *serveCommand) Run(p *program) error {
	publicURL, err := c.publicURL()
	if err != nil {
		return usageError{err}
	}
	proxies, err := c.proxies()
	if err != nil {
		return usageError{err}
	}
	provider, err := c.provider(publicURL)
	if err != nil {
		return usageError{err}
	}
	tracer, err := tracing.Start(p.ctx, os.Getenv, version, p.log)
	if err != nil {
		return usageError{err}
	}
	defer stopTraces(p, tracer)
	options := store.Options{Follow: true, Synchronous: c.Synchronous}
	if tracer != nil {
		options.Span = tracer.Span
	}
	made, err := p.open(options, publicURL)
	if err != nil {
		return err
	}
	defer made.store.Close()
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(collectAt)
	}
	listener, err := server.Listen(c.Listen)
	if err != nil {
		return fmt.Errorf("cannot listen on %s: %w", c.Listen, err)
	}
	log := journal.Start(made.store, p.log)
	defer log.Stop()
	made.dispatcher.Recorder = log
	keeper, stopBackups, err := c.keepBackups(p, made)
	if err != nil {
		return err
	}
	defer stopBackups()
	stopMetrics, err := c.serveMetrics(p, made, log, keeper)
	if err != nil {
		return err
	}
	defer stopMetrics()
	described := described(made.store, made.catalogue, publicURL)
	protocols := spoken(made, described)
	api, err := graph.Handler(p.ctx, graph.Options{
		Store: made.store, Keeper: made.keeper, Doorman: made.doorman, Dispatcher: made.dispatcher, Wires: wires(),
		Trials:       &trials.Bench{Faces: faces(), Handler: unguarded(protocols), Catalogue: made.catalogue},
		Descriptions: described, Provider: provider, PublicURL: publicURL, Version: version, InsecureHTTP: c.InsecureHTTP, Now: time.Now, Log: p.log,
	})
	if err != nil {
		return fmt.Errorf("preparing the admin API: %w", err)
	}
	handler := c.handler(p, made, api, protocols, publicURL, proxies, listener.Addr())
	if tracer != nil {
		made.dispatcher.Span = tracer.Span
		handler = tracer.Handler(handler)
	}
	releaseStart() // nothing more is prepared from here on
	return c.serve(p, made, listener, server.HTTP(handler, p.log), publicURL)
}

// stopTraces sends what is not sent yet, for which nobody waits long.
func stopTraces(p *program, tracer *tracing.Tracer) {
	if tracer == nil {
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	if err := tracer.Stop(ctx); err != nil {
		p.log.Warn("traces could not be sent", "error", err)
	}
}

// handler puts everything that answers requests together.
func (c *serveCommand) handler(p *program, made *parts, api http.Handler, protocols []server.Protocol, publicURL string, proxies []netip.Prefix, listening net.Addr) http.Handler {
	tcp, _ := listening.(*net.TCPAddr)
	return server.New(server.Options{
		Protocols:      protocols,
		SignIn:         made.keeper.SignIn(time.Now),
		GraphQL:        api,
		App:            frontend.Handler(),
		PublicURL:      publicURL,
		Hosts:          c.Host,
		Loopback:       tcp != nil && tcp.IP.IsLoopback(),
		TrustedProxies: proxies,
		CallOrigins:    func() []string { return made.store.Settings().CORS.CallOrigins },
		Log:            p.log,
		Ready: func(ctx context.Context) error {
			if err := made.store.Moved(); err != nil {
				return err
			}
			if !made.store.UpToDate() {
				return errors.New("the database has not answered for five seconds")
			}
			return made.store.Ping(ctx)
		},
	})
}

// builtProtocols are the protocols that this program speaks. A new one is a row here and a row below.
var builtProtocols = []string{
	rest.Name,
	soap.Name,
	xmlrpc.Name,
	amf.Name,
	jsonrpc.Name,
	mcp.Name,
}

// spoken are the handlers of these protocols, of what is written about them, and of what no setting switches: files, and calls that
// need no login.
func spoken(made *parts, d *docs.Descriptions) []server.Protocol {
	settings := func() store.WebServiceSettings { return made.store.Settings().WebServices }
	tokenInURL := func() bool { return settings().TokenInURL }
	void := func() xmlrpc.Void { return xmlrpc.Void(settings().XMLRPCVoid) }
	kept := func(file string) *docs.Documents { return d.Find(file).Documents }
	return []server.Protocol{
		&rest.Handler{Dispatcher: made.dispatcher, TokenInURL: tokenInURL},
		&soap.Handler{Dispatcher: made.dispatcher, TokenInURL: tokenInURL, Site: d.Site, WSDL: kept(docs.WSDLFile), MoodleWSDL: kept(docs.MoodleWSDLFile)},
		&xmlrpc.Handler{Dispatcher: made.dispatcher, TokenInURL: tokenInURL, Void: void},
		&amf.Handler{Dispatcher: made.dispatcher, TokenInURL: tokenInURL},
		&jsonrpc.Handler{Dispatcher: made.dispatcher, TokenInURL: tokenInURL, Site: d.Site, Described: kept(docs.OpenRPCFile)},
		&mcp.Handler{Dispatcher: made.dispatcher, TokenInURL: tokenInURL, Version: version},
		&ajax.Handler{Dispatcher: made.dispatcher},
		&transfer.Handler{Dispatcher: made.dispatcher, Store: made.store, Areas: made.library, TokenInURL: tokenInURL},
		&descriptions.Handler{
			Dispatcher: made.dispatcher, TokenInURL: tokenInURL, Descriptions: d,
			Documentation: func() bool { return settings().Documentation },
			Protocols:     func() []docs.Protocol { return protocolsOn(settings()) },
		},
	}
}

// unguarded are the routes of the protocols alone, for calls that the server makes to itself.
func unguarded(protocols []server.Protocol) http.Handler {
	mux := http.NewServeMux()
	for _, p := range protocols {
		p.Routes(mux.Handle)
	}
	return mux
}

// invite prints a link to the first administrator while there is none, and says when nothing can be called yet.
func (c *serveCommand) invite(p *program, made *parts, publicURL string) error {
	if !made.store.Settings().WebServices.Enabled {
		p.log.Info("web services are off: nothing can be called yet. The app or \"gatehouse quickstart\" switches on what a first call needs")
	}
	found, err := people.HasAdministrator(p.ctx, made.store.DB)
	if err != nil || found {
		return err
	}
	secret, err := people.SetUpLink(p.ctx, made.store, journal.CommandLine("serve"), time.Now())
	if err != nil {
		return fmt.Errorf("making the set-up link: %w", err)
	}
	fmt.Fprintf(p.out, "Open %s%s%s (valid %.0f minutes)\n", publicURL, setUpPath, secret, people.SetUpLife.Minutes())
	return nil
}

func (c *serveCommand) serve(p *program, made *parts, listener net.Listener, s *http.Server, publicURL string) error {
	failed := make(chan error, 1)
	go func() { failed <- s.Serve(listener) }()
	p.log.Info("ready", "listen", listener.Addr().String(), "publicURL", publicURL, "version", version)
	if err := c.invite(p, made, publicURL); err != nil && p.ctx.Err() == nil { // who is told to stop meanwhile stops like anybody else
		return err
	}
	systemd := supervisorOf(os.Getenv)
	systemd.tell("READY=1")
	go systemd.live(p.ctx, listener.Addr().String())
	select {
	case err := <-failed:
		return err
	case <-p.ctx.Done():
	}
	systemd.tell("STOPPING=1")
	p.log.Info("stopping: requests under way are finished")
	ctx, cancel := context.WithTimeout(context.Background(), stopLimit)
	defer cancel()
	if err := s.Shutdown(ctx); err != nil {
		s.Close()
		return fmt.Errorf("requests were still under way after %v: %w", stopLimit, err)
	}
	return nil
}

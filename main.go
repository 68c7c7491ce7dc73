// Gatehouse publishes functions as web services. This package puts its parts together and is its command line; it alone knows
// everyone.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"github.com/alecthomas/kong"

	"gatehouse/server/call"
	"gatehouse/server/functions"
	"gatehouse/server/journal"
	"gatehouse/server/people"
	"gatehouse/server/protocols"
	"gatehouse/server/setup"
	"gatehouse/server/store"
	"gatehouse/server/tokens"
)

// version is set when a release is built.
var version = "development"

// commands is the table of commands.
type commands struct {
	common

	Serve      serveCommand      `cmd:"" help:"Answer requests until told to stop."`
	Check      checkCommand      `cmd:"" help:"Look at settings and database without serving: exit code 0, 1 for a warning, 2 for a failure."`
	Quickstart quickstartCommand `cmd:"" help:"Make everything that a first call needs, and print the call."`
	Apply      applyCommand      `cmd:"" help:"Bring the installation to what a manifest says."`
	Export     exportCommand     `cmd:"" help:"Write the installation as a manifest, without secrets."`
	Functions  functionsCommand  `cmd:"" help:"List the functions that can be put into services."`
	User       userCommand       `cmd:"" help:"Create, list and change users."`
	Token      tokenCommand      `cmd:"" help:"Create, list, revoke and rotate tokens."`
	Explain    explainCommand    `cmd:"" help:"Show every check between a token or user and a function."`
	Call       callCommand       `cmd:"" help:"Call a function from here, through all checks."`
	Backup     backupCommand     `cmd:"" help:"Write a consistent copy of the database, while it is in use."`
	Restore    restoreCommand    `cmd:"" help:"Fill a new database from a backup."`
	Move       moveCommand       `cmd:"" help:"Move the installation to another database."`
	Seed       seedCommand       `cmd:"" help:"Fill a database with made-up data for measuring."`
	Version    versionCommand    `cmd:"" help:"Print the version of the program and of the database's schema."`
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// The exit codes.
const (
	exitOK     = 0
	exitFailed = 1
	exitUsage  = 2
)

// run executes one command and returns the exit code.
func run(ctx context.Context, args []string, in io.Reader, out, errOut io.Writer) int {
	var cli commands
	code := -1
	options := []kong.Option{
		kong.Name("gatehouse"), kong.Description("Publishes functions as web services."),
		kong.Writers(out, errOut), kong.Exit(func(c int) { code = c }),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true}),
		kong.Vars{"protocols": strings.Join(builtProtocols, ", ")},
	}
	if path := configPath(args); path != "" {
		resolver, err := readSettings(path)
		if err != nil {
			fmt.Fprintln(errOut, "gatehouse:", err)
			return exitUsage
		}
		options = append(options, kong.Resolvers(resolver))
	}
	parser, err := kong.New(&cli, options...)
	if err != nil {
		fmt.Fprintln(errOut, "gatehouse:", err)
		return exitFailed
	}
	parsed, err := parser.Parse(args)
	if code >= 0 { // help was asked for
		return code
	}
	if err != nil {
		fmt.Fprintf(errOut, "gatehouse: %v\nTry \"gatehouse --help\".\n", err)
		return exitUsage
	}
	p := &program{common: cli.common, ctx: ctx, in: in, out: out, errOut: errOut, log: cli.logger(errOut)}
	if err := parsed.Run(p); err != nil {
		var said exitCode
		if errors.As(err, &said) {
			return int(said)
		}
		p.fail(err)
		var usage usageError
		if errors.As(err, &usage) {
			return exitUsage
		}
		return exitFailed
	}
	return exitOK
}

// exitCode ends a command that has printed all that there is to say.
type exitCode int

func (e exitCode) Error() string { return fmt.Sprintf("exit code %d", int(e)) }

// usageError is a wrong use that only the command itself can see.
type usageError struct{ error }

func usagef(format string, args ...any) error { return usageError{fmt.Errorf(format, args...)} }

// program is what commands work with.
type program struct {
	common
	ctx    context.Context
	in     io.Reader
	out    io.Writer
	errOut io.Writer
	log    *slog.Logger
}

// fail says what went wrong; as JSON too, when that is asked for.
func (p *program) fail(err error) {
	if !p.JSON {
		fmt.Fprintln(p.errOut, "gatehouse:", err)
		return
	}
	answer := map[string]string{"error": err.Error()}
	var known *call.Error
	if errors.As(err, &known) {
		answer["code"] = string(known.Code)
		if known.Path != "" {
			answer["path"] = known.Path
		}
	}
	_ = json.NewEncoder(p.errOut).Encode(map[string]any{"failure": answer})
}

// print writes v as JSON when that is asked for, else text as it stands.
func (p *program) print(v any, text func(w io.Writer)) error {
	if !p.JSON {
		text(p.out)
		return nil
	}
	encoder := json.NewEncoder(p.out)
	encoder.SetIndent("", "  ")
	encoder.SetEscapeHTML(false)
	return encoder.Encode(v)
}

// parts are what the program is made of, put together.
type parts struct {
	store      *store.Store
	library    *functions.Library
	catalogue  *call.Catalogue
	doorman    *people.Doorman
	keeper     *tokens.Keeper
	dispatcher *call.Dispatcher
}

// open opens the database and puts the parts together. Without a recorder calls leave no trace.
func (p *program) open(o store.Options, publicURL string) (*parts, error) {
	o.Log = p.log
	s, err := store.Open(p.ctx, p.Database, o)
	if err != nil {
		return nil, err
	}
	made, err := p.assemble(s, publicURL)
	if err != nil {
		s.Close()
		return nil, err
	}
	return made, nil
}

func (p *program) assemble(s *store.Store, publicURL string) (*parts, error) {
	library := &functions.Library{Store: s, PublicURL: publicURL, Version: version}
	catalogue, err := call.NewCatalogue(library.All())
	if err != nil {
		return nil, err
	}
	if err := setup.Install(p.ctx, s, catalogue); err != nil {
		return nil, fmt.Errorf("preparing the database: %w", err)
	}
	doorman := people.NewDoorman(s, time.Now)
	keeper, err := tokens.NewKeeper(p.ctx, s, doorman, p.log)
	if err != nil {
		return nil, err
	}
	dispatcher := &call.Dispatcher{Catalogue: catalogue, Grants: keeper, Recorder: unrecorded{}, Now: time.Now}
	dispatcher.Limits, dispatcher.Repeats = journal.NewLimits(s), journal.NewAnswers(s, time.Now)
	library.Nested = &protocols.Nested{Dispatcher: dispatcher}
	return &parts{s, library, catalogue, doorman, keeper, dispatcher}, nil
}

// unrecorded lets calls of the command line leave no record: their writes stand in the audit trail all the same.
type unrecorded struct{}

func (unrecorded) Record(call.Outcome) {}

// with opens the database for one command. It must be there: a mistyped address is not answered out of an empty database.
func (p *program) with(do func(*parts) error) error { return p.use(store.Options{MustExist: true}, do) }

// withNew opens the database for a command that may be the first one to use it.
func (p *program) withNew(do func(*parts) error) error { return p.use(store.Options{}, do) }

func (p *program) use(o store.Options, do func(*parts) error) error {
	made, err := p.open(o, "http://127.0.0.1:8080")
	if err != nil {
		return err
	}
	defer made.store.Close()
	return do(made)
}

// progress reports long work, on a terminal only, on one line that it keeps writing over.
func (p *program) progress(what string) func(done int) {
	file, ok := p.errOut.(*os.File)
	if !ok || p.JSON {
		return func(int) {}
	}
	if info, err := file.Stat(); err != nil || info.Mode()&os.ModeCharDevice == 0 {
		return func(int) {}
	}
	var last time.Time
	return func(done int) {
		if done < 0 {
			fmt.Fprint(file, "\r", strings.Repeat(" ", 60), "\r")
		} else if time.Since(last) > 100*time.Millisecond {
			last = time.Now()
			fmt.Fprintf(file, "\r%s: %d", what, done)
		}
	}
}

type versionCommand struct{}

// Run prints versions.
func (versionCommand) Run(p *program) error {
	v := map[string]string{"version": version, "schema": store.SchemaVersion()}
	return p.print(v, func(w io.Writer) { fmt.Fprintf(w, "gatehouse %s, schema %s\n", v["version"], v["schema"]) })
}

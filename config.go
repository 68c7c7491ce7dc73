package main

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/netip"
	"net/url"
	"os"
	"strings"
	"time"

	"github.com/alecthomas/kong"
	"go.yaml.in/yaml/v3"

	"gatehouse/graph"
	"gatehouse/server/openid"
)

// Each setting of the program stands in one of the two tables below, with its default, its environment variable and its help. A
// flag counts before the environment, the environment before the file that --config names, the file before the default. What is
// tagged secret is never printed or logged.

// common are the settings of every command.
type common struct {
	Database  string `help:"Database: sqlite:PATH or postgres://USER:PASSWORD@HOST/NAME." default:"sqlite:gatehouse.db" env:"GATEHOUSE_DATABASE" placeholder:"ADDRESS" secret:"true"`
	JSON      bool   `help:"Print JSON for programs instead of text for people." name:"json" env:"GATEHOUSE_JSON"`
	Config    string `help:"YAML file with settings, named like these flags." env:"GATEHOUSE_CONFIG" type:"path" placeholder:"FILE"`
	LogLevel  string `help:"What is logged: debug, info, warn or error." enum:"debug,info,warn,error" default:"info" env:"GATEHOUSE_LOG_LEVEL"`
	LogFormat string `help:"How it is logged: text or json." enum:"text,json" default:"text" env:"GATEHOUSE_LOG_FORMAT"`
}

// serving are the settings of "gatehouse serve".
type serving struct {
	Listen       string   `help:"Address to listen on." default:"127.0.0.1:8080" env:"GATEHOUSE_LISTEN" placeholder:"HOST:PORT"`
	PublicURL    string   `help:"Address under which clients reach the server; it stands in links and documents. Default: the listen address." name:"public-url" env:"GATEHOUSE_PUBLIC_URL" placeholder:"URL"`
	Host         []string `help:"Further host names under which the server may be addressed." env:"GATEHOUSE_HOST" placeholder:"NAME"`
	TrustedProxy []string `help:"Networks of reverse proxies whose X-Forwarded-For and X-Forwarded-Proto count." env:"GATEHOUSE_TRUSTED_PROXY" placeholder:"CIDR"`
	InsecureHTTP bool     `help:"Let people sign in over plain HTTP from other machines: their passwords can be read on the way." name:"insecure-http" env:"GATEHOUSE_INSECURE_HTTP"`

	MetricsListen string `help:"Address on which Prometheus reads figures at /metrics; never the public one. Default: nowhere." env:"GATEHOUSE_METRICS_LISTEN" placeholder:"HOST:PORT"`
	Profiles      bool   `help:"Also answer /debug/pprof/ on the address of the metrics." env:"GATEHOUSE_PROFILES"`

	BackupDir   string        `help:"Folder for backups that the server makes by itself; each is restored once before it counts. Default: none are made." env:"GATEHOUSE_BACKUP_DIR" type:"path" placeholder:"FOLDER"`
	BackupEvery time.Duration `help:"How often." default:"24h" env:"GATEHOUSE_BACKUP_EVERY"`
	BackupKeep  int           `help:"How many stay." default:"7" env:"GATEHOUSE_BACKUP_KEEP"`

	OIDCIssuer           string   `help:"Address of an OpenID Connect provider at which people may sign in to the app. Default: none." name:"oidc-issuer" env:"GATEHOUSE_OIDC_ISSUER" placeholder:"URL"`
	OIDCClientID         string   `help:"What the provider calls this server." name:"oidc-client-id" env:"GATEHOUSE_OIDC_CLIENT_ID" placeholder:"ID"`
	OIDCClientSecret     string   `help:"The secret that it has given to this server; better in the environment or in a file." name:"oidc-client-secret" env:"GATEHOUSE_OIDC_CLIENT_SECRET" placeholder:"SECRET" secret:"true"`
	OIDCClientSecretFile string   `help:"File that holds the secret." name:"oidc-client-secret-file" env:"GATEHOUSE_OIDC_CLIENT_SECRET_FILE" type:"path" placeholder:"FILE"`
	OIDCScopes           []string `help:"What is asked for." name:"oidc-scopes" default:"openid,email,profile" env:"GATEHOUSE_OIDC_SCOPES" placeholder:"NAME"`
	OIDCLabel            string   `help:"The provider as people call it. Default: its host." name:"oidc-label" env:"GATEHOUSE_OIDC_LABEL" placeholder:"TEXT"`
	OIDCHost             []string `help:"Further hosts that the provider uses; requests go to the issuer's and to these only." name:"oidc-host" env:"GATEHOUSE_OIDC_HOST" placeholder:"HOST"`

	Synchronous string `help:"SQLite's PRAGMA synchronous. FULL survives a power loss; anything else is for measuring." enum:"FULL,NORMAL,OFF" default:"FULL" env:"GATEHOUSE_SYNCHRONOUS" hidden:""`
}

// publicURL is the address under which clients reach the server, without a slash at its end.
func (s serving) publicURL() (string, error) {
	address := s.PublicURL
	if address == "" {
		host, _, err := net.SplitHostPort(s.Listen)
		if ip, parseErr := netip.ParseAddr(host); err != nil || host == "" || parseErr == nil && ip.IsUnspecified() {
			return "", fmt.Errorf("listening on %q says nothing about the name under which clients reach the server: set --public-url", s.Listen)
		}
		address = "http://" + s.Listen
	}
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.RawQuery != "" || u.User != nil {
		return "", fmt.Errorf("the public URL %q is not an address such as https://services.example.org", address)
	}
	return strings.TrimRight(address, "/"), nil
}

func (s serving) proxies() ([]netip.Prefix, error) {
	var list []netip.Prefix
	for _, text := range s.TrustedProxy {
		prefix, err := netip.ParsePrefix(text)
		if err != nil {
			address, addressErr := netip.ParseAddr(text)
			if addressErr != nil {
				return nil, fmt.Errorf("the trusted proxy %q is neither an address nor a network such as 10.0.0.0/8", text)
			}
			prefix = netip.PrefixFrom(address, address.BitLen())
		}
		list = append(list, prefix)
	}
	return list, nil
}

// provider is the OpenID Connect provider of the settings; nil when there is none. Nothing is asked of it.
func (s serving) provider(publicURL string) (*openid.Provider, error) {
	if s.OIDCIssuer == "" {
		return nil, nil
	}
	secret := s.OIDCClientSecret
	if s.OIDCClientSecretFile != "" {
		if secret != "" {
			return nil, errors.New("the secret of the OpenID Connect client is given twice: keep the file or the other one")
		}
		text, err := os.ReadFile(s.OIDCClientSecretFile)
		if err != nil {
			return nil, fmt.Errorf("reading the secret of the OpenID Connect client: %w", err)
		}
		secret = strings.TrimSpace(string(text))
	}
	return openid.New(openid.Options{
		Issuer: s.OIDCIssuer, ClientID: s.OIDCClientID, ClientSecret: secret, Scopes: s.OIDCScopes, Hosts: s.OIDCHost, Label: s.OIDCLabel,
		RedirectURL: publicURL + graph.CallbackPath, Now: time.Now,
	})
}

// logger writes to w what the settings ask for.
func (c common) logger(w io.Writer) *slog.Logger {
	var level slog.Level
	_ = level.UnmarshalText([]byte(c.LogLevel)) // kong has checked it
	options := &slog.HandlerOptions{Level: level}
	w = plainLog{w}
	if c.LogFormat == "json" {
		return slog.New(slog.NewJSONHandler(w, options))
	}
	return slog.New(slog.NewTextHandler(w, options))
}

// settingsFile takes settings from a YAML file, unless the environment has them.
type settingsFile struct {
	path   string
	values map[string]any
}

func readSettings(path string) (*settingsFile, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("reading the settings: %w", err)
	}
	f := &settingsFile{path: path, values: map[string]any{}}
	if err := yaml.Unmarshal(text, &f.values); err != nil {
		return nil, fmt.Errorf("the settings in %s are not YAML: %w", path, err)
	}
	return f, nil
}

// Validate refuses what is no setting of any command.
func (f *settingsFile) Validate(app *kong.Application) error {
	known := map[string]bool{}
	var note func(n *kong.Node)
	note = func(n *kong.Node) {
		for _, flag := range n.Flags {
			known[flag.Name] = true
		}
		for _, child := range n.Children {
			note(child)
		}
	}
	note(app.Node)
	for name := range f.values {
		if !known[name] {
			return fmt.Errorf("%s: there is no setting %q", f.path, name)
		}
	}
	return nil
}

// Resolve returns the value of a flag that was not given.
func (f *settingsFile) Resolve(_ *kong.Context, _ *kong.Path, flag *kong.Flag) (any, error) {
	for _, name := range flag.Envs {
		if _, set := os.LookupEnv(name); set {
			return nil, nil
		}
	}
	value, ok := f.values[flag.Name]
	if !ok {
		return nil, nil
	}
	list, isList := value.([]any)
	if !isList {
		return fmt.Sprint(value), nil
	}
	parts := make([]string, len(list))
	for i, item := range list {
		parts[i] = fmt.Sprint(item)
	}
	return strings.Join(parts, ","), nil
}

// configPath finds --config before the other settings are read.
func configPath(args []string) string {
	for i, arg := range args {
		if value, ok := strings.CutPrefix(arg, "--config="); ok {
			return value
		}
		if arg == "--config" && i+1 < len(args) {
			return args[i+1]
		}
	}
	return os.Getenv("GATEHOUSE_CONFIG")
}

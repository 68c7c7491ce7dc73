// Package openid owns the talk with the OpenID Connect provider at which people may sign in to the admin app: where a browser is sent,
// what it must come back with, and what the provider vouches for then. The authorization code flow is the only one, always with PKCE
// (RFC 7636), state and nonce. Whose account that is, and whether a session begins, is decided in people.
//
// An attempt to sign in is one random text that only the browser keeps, in a cookie. State, nonce and the verifier of PKCE are derived from
// it (attempt.go), so that nothing is stored while somebody is away at the provider, any node can go on with it, and an answer that
// was meant for another browser or another purpose fits nothing here.
//
// The provider is asked for nothing before somebody wants to sign in there: no start, and no other sign-in, waits for it. Requests go to
// the hosts of the settings only (outgoing.go). It has no neighbours: graph uses it, and main makes it out of the settings.
package openid

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"
)

var (
	// ErrRefused is the one answer to what a browser brought back that does not fit: another browser's or an old attempt, a code that was
	// used, a token that is not for us.
	ErrRefused = errors.New("what the provider sent is not the answer to this attempt to sign in")
	// ErrUnavailable says that the provider did not answer in time, or with something else than OpenID Connect.
	ErrUnavailable = errors.New("the provider does not answer")
)

// Options are what is known of a provider.
type Options struct {
	Issuer       string   // its address, exactly as it calls itself
	ClientID     string   // what it calls this server
	ClientSecret string   // empty for a client without one
	Scopes       []string // that are asked for; openid always is
	Hosts        []string // host or host:port, beside the issuer's, that its document may name
	Label        string   // the provider as people call it; empty: its host
	RedirectURL  string   // where it sends browsers back to
	Now          func() time.Time
}

// Provider is one OpenID Connect provider.
type Provider struct {
	Options
	client *http.Client
	slots  chan struct{} // one for each exchange that may be under way

	mu      sync.Mutex
	found   *discovered
	foundAt time.Time
}

// discovered is what the provider's document says.
type discovered struct {
	oauth    oauth2.Config
	verifier *oidc.IDTokenVerifier
	provider *oidc.Provider
}

const (
	// keptFor is how long the provider's document is used before it is read again.
	keptFor = time.Hour
	// askLimit is how long one exchange with the provider may take, with all its requests.
	askLimit = 10 * time.Second
	// atOnce is how many exchanges run at the same time: a provider that hangs holds no more than these.
	atOnce = 10
)

// algorithms are those of ID tokens that are accepted: signatures with a private key of the provider's. "none" is no signature, and the key
// of HS256 would be one that others know.
var algorithms = []string{oidc.RS256, oidc.RS384, oidc.RS512, oidc.ES256, oidc.ES384, oidc.ES512, oidc.PS256, oidc.PS384, oidc.PS512, oidc.EdDSA}

// New makes a provider out of settings, without asking it for anything. It fails when the settings cannot be meant.
func New(o Options) (*Provider, error) {
	issuer, err := url.Parse(o.Issuer)
	if err != nil || issuer.Host == "" || issuer.RawQuery != "" || issuer.Fragment != "" || issuer.User != nil || !encrypted(issuer) {
		return nil, fmt.Errorf("the issuer %q is not an address such as https://login.example.org; plain http is for loopback only", o.Issuer)
	}
	if o.ClientID == "" {
		return nil, errors.New("the provider's name for this server is missing: the client id")
	}
	if o.Label == "" {
		o.Label = issuer.Hostname()
	}
	if !slices.Contains(o.Scopes, oidc.ScopeOpenID) {
		o.Scopes = append([]string{oidc.ScopeOpenID}, o.Scopes...)
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	hosts := []string{strings.ToLower(issuer.Host)}
	for _, host := range o.Hosts {
		hosts = append(hosts, strings.ToLower(host))
	}
	return &Provider{Options: o, client: newClient(hosts), slots: make(chan struct{}, atOnce)}, nil
}

// encrypted says whether a secret may be sent to an address.
func encrypted(u *url.URL) bool {
	if u.Scheme == "http" {
		ip, err := netip.ParseAddr(u.Hostname())
		return u.Hostname() == "localhost" || err == nil && ip.IsLoopback()
	}
	return u.Scheme == "https"
}

// ask runs an exchange with the provider, unless too many run already.
func (p *Provider) ask(ctx context.Context, do func(ctx context.Context, d *discovered) error) error {
	select {
	case p.slots <- struct{}{}:
		defer func() { <-p.slots }()
	default:
		return fmt.Errorf("%w: %d others wait for it", ErrUnavailable, atOnce)
	}
	ctx, cancel := context.WithTimeout(oidc.ClientContext(ctx, p.client), askLimit)
	defer cancel()
	d, err := p.discover(ctx)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrUnavailable, short(err))
	}
	return do(ctx, d)
}

// discover returns what the provider's document says; an older one when the provider has none to give just now.
func (p *Provider) discover(ctx context.Context) (*discovered, error) {
	p.mu.Lock()
	kept, at := p.found, p.foundAt
	p.mu.Unlock()
	if kept != nil && p.Now().Sub(at) < keptFor {
		return kept, nil
	}
	fresh, err := p.read(ctx)
	if err != nil && kept == nil {
		return nil, err
	}
	if err != nil {
		fresh = kept
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.found, p.foundAt = fresh, p.Now()
	return fresh, nil
}

func (p *Provider) read(ctx context.Context) (*discovered, error) {
	provider, err := oidc.NewProvider(ctx, p.Issuer)
	if err != nil {
		return nil, err
	}
	var said struct {
		Methods []string `json:"token_endpoint_auth_methods_supported"`
		Keys    string   `json:"jwks_uri"`
	}
	if err := provider.Claims(&said); err != nil {
		return nil, err
	}
	endpoint := provider.Endpoint()
	endpoint.AuthStyle = oauth2.AuthStyleInHeader // which it is when nothing is said
	if p.ClientSecret == "" || len(said.Methods) > 0 && !slices.Contains(said.Methods, "client_secret_basic") {
		endpoint.AuthStyle = oauth2.AuthStyleInParams
	}
	for name, address := range map[string]string{"authorization_endpoint": endpoint.AuthURL, "token_endpoint": endpoint.TokenURL, "jwks_uri": said.Keys} {
		if err := p.client.Transport.(*bounded).allow(address); err != nil {
			return nil, fmt.Errorf("the document of the provider names as %s what is not to be used: %w", name, err)
		}
	}
	config := oauth2.Config{ClientID: p.ClientID, ClientSecret: p.ClientSecret, RedirectURL: p.RedirectURL, Scopes: p.Scopes, Endpoint: endpoint}
	verifier := provider.Verifier(&oidc.Config{ClientID: p.ClientID, SupportedSigningAlgs: algorithms, Now: p.Now})
	return &discovered{oauth: config, verifier: verifier, provider: provider}, nil
}

// short is an error as a log may keep it: libraries put whole answers of the provider into theirs.
func short(err error) error {
	const longest = 500
	var refused *oauth2.RetrieveError
	if errors.As(err, &refused) {
		err = fmt.Errorf("status %d, error %q", refused.Response.StatusCode, refused.ErrorCode)
	}
	var late net.Error
	text := err.Error()
	if errors.As(err, &late) && late.Timeout() {
		text = "no answer in time: " + text
	}
	if len(text) > longest {
		text = strings.ToValidUTF8(text[:longest], "") + "…"
	}
	return errors.New(text)
}

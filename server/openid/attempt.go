package openid

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"
)

// AttemptLife is how long somebody may take at the provider.
const AttemptLife = 10 * time.Minute

// Attempt is one attempt to sign in at the provider, for one purpose: what was begun for one is nothing for another.
type Attempt struct {
	Secret  string // only the browser that began it has it
	Purpose string
}

// NewAttempt begins an attempt.
func (p *Provider) NewAttempt(purpose string) Attempt {
	random := make([]byte, sha256.Size)
	_, _ = rand.Read(random) // never fails
	return Attempt{fmt.Sprintf("%d.%s", p.Now().Unix(), base64.RawURLEncoding.EncodeToString(random)), purpose}
}

// derive is what an attempt says in one place. Who sees one of these texts learns nothing of the secret, or of the others.
func (a Attempt) derive(place string) string {
	mac := hmac.New(sha256.New, []byte(a.Secret))
	mac.Write([]byte(place + "\x00" + a.Purpose))
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil))
}

func (a Attempt) state() string    { return a.derive("state") }
func (a Attempt) nonce() string    { return a.derive("nonce") }
func (a Attempt) verifier() string { return a.derive("verifier") }

// secretLength is how long the random part of an attempt's secret is.
var secretLength = base64.RawURLEncoding.EncodedLen(sha256.Size)

// lives says whether an attempt is one that began a short while ago. The moment is part of the secret, so that another one fits no state.
func (a Attempt) lives(now time.Time) bool {
	began, random, ok := strings.Cut(a.Secret, ".")
	seconds, err := strconv.ParseInt(began, 10, 64)
	age := now.Sub(time.Unix(seconds, 0))
	return ok && err == nil && len(random) == secretLength && age < AttemptLife && age > -time.Minute
}

// Begin returns the address at the provider to which the browser goes. Again asks the provider to make sure who is there, also of
// somebody whom it knows already.
func (p *Provider) Begin(ctx context.Context, a Attempt, again bool) (address string, err error) {
	err = p.ask(ctx, func(_ context.Context, d *discovered) error {
		options := []oauth2.AuthCodeOption{oidc.Nonce(a.nonce()), oauth2.S256ChallengeOption(a.verifier())}
		if again {
			options = append(options, oauth2.SetAuthURLParam("prompt", "login"), oauth2.SetAuthURLParam("max_age", "0"))
		}
		address = d.oauth.AuthCodeURL(a.state(), options...)
		return nil
	})
	return address, err
}

// Answer is what the browser comes back with.
type Answer struct {
	Code, State string
	Issuer      string // as RFC 9207 has it; empty when the provider does not say it
}

// longestAnswer is how long a code, a state or a token may be.
const longestAnswer = 16 << 10

// Claims are what a provider vouches for. Issuer and Subject together are the person; everything else may change and may be
// somebody else's tomorrow.
type Claims struct {
	Issuer, Subject     string
	Email               string
	EmailVerified       bool // the provider says that the address is this person's
	FirstName, LastName string
	AuthenticatedAt     time.Time // when the person showed the provider who is there; zero when it does not say
}

// Finish exchanges what the browser came back with for what the provider vouches for. Every failure is ErrRefused or ErrUnavailable.
func (p *Provider) Finish(ctx context.Context, a Attempt, answer Answer) (*Claims, error) {
	switch {
	case !a.lives(p.Now()):
		return nil, fmt.Errorf("%w: no attempt of this browser is under way", ErrRefused)
	case subtle.ConstantTimeCompare([]byte(answer.State), []byte(a.state())) != 1:
		return nil, fmt.Errorf("%w: the state is another one", ErrRefused)
	case answer.Issuer != "" && answer.Issuer != p.Issuer:
		return nil, fmt.Errorf("%w: it is from another issuer", ErrRefused)
	case answer.Code == "" || len(answer.Code) > longestAnswer:
		return nil, fmt.Errorf("%w: there is no code", ErrRefused)
	}
	var claims *Claims
	err := p.ask(ctx, func(ctx context.Context, d *discovered) error {
		token, err := d.oauth.Exchange(ctx, answer.Code, oauth2.VerifierOption(a.verifier()))
		if err != nil {
			return fmt.Errorf("%w: exchanging the code: %w", kindOf(err), short(err))
		}
		claims, err = p.claims(ctx, d, token, a.nonce())
		return err
	})
	if err != nil {
		return nil, err
	}
	return claims, nil
}

// kindOf tells a code that is refused from a provider that does not work, or does not know this server.
func kindOf(err error) error {
	var said *oauth2.RetrieveError
	if errors.As(err, &said) && said.ErrorCode == "invalid_grant" {
		return ErrRefused
	}
	return ErrUnavailable
}

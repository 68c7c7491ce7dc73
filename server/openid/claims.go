package openid

import (
	"context"
	"crypto/subtle"
	"fmt"
	"strings"
	"time"

	"golang.org/x/oauth2"
)

// longestSubject is how long a subject may be (OpenID Connect Core, section 2).
const longestSubject = 255

// profile are the claims beside those that every ID token has.
type profile struct {
	AuthorizedParty string `json:"azp"`
	AuthTime        int64  `json:"auth_time"`
	Email           string `json:"email"`
	EmailVerified   any    `json:"email_verified"` // true; some providers write "true"
	GivenName       string `json:"given_name"`
	FamilyName      string `json:"family_name"`
}

// claims reads an ID token: whom it is about, and whether it is the provider's answer to this attempt.
func (p *Provider) claims(ctx context.Context, d *discovered, token *oauth2.Token, nonce string) (*Claims, error) {
	text, _ := token.Extra("id_token").(string)
	if text == "" || len(text) > longestAnswer {
		return nil, fmt.Errorf("%w: there is no ID token", ErrRefused)
	}
	id, err := d.verifier.Verify(ctx, text)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrRefused, short(err))
	}
	var said profile
	if err := id.Claims(&said); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrRefused, short(err))
	}
	switch {
	case subtle.ConstantTimeCompare([]byte(id.Nonce), []byte(nonce)) != 1:
		return nil, fmt.Errorf("%w: the nonce is another one", ErrRefused)
	case said.AuthorizedParty != "" && said.AuthorizedParty != p.ClientID, len(id.Audience) > 1 && said.AuthorizedParty == "":
		return nil, fmt.Errorf("%w: the ID token was made for another client", ErrRefused)
	case !isSubject(id.Subject):
		return nil, fmt.Errorf("%w: the subject is not one", ErrRefused)
	}
	if said.Email == "" && d.provider.UserInfoEndpoint() != "" {
		if err := askUser(ctx, d, token, id.Subject, &said); err != nil {
			return nil, err
		}
	}
	return p.vouched(id.Subject, said), nil
}

// askUser reads claims that are not in the ID token.
func askUser(ctx context.Context, d *discovered, token *oauth2.Token, subject string, said *profile) error {
	info, err := d.provider.UserInfo(ctx, oauth2.StaticTokenSource(token))
	if err != nil {
		return fmt.Errorf("%w: reading the claims: %w", ErrUnavailable, short(err))
	}
	if info.Subject != subject {
		return fmt.Errorf("%w: the claims are about somebody else", ErrRefused)
	}
	at, party := said.AuthTime, said.AuthorizedParty
	if err := info.Claims(said); err != nil {
		return fmt.Errorf("%w: %w", ErrRefused, short(err))
	}
	said.AuthTime, said.AuthorizedParty = at, party // these are the ID token's alone
	return nil
}

func (p *Provider) vouched(subject string, said profile) *Claims {
	c := &Claims{
		Issuer: p.Issuer, Subject: subject, Email: strings.TrimSpace(said.Email),
		EmailVerified: said.EmailVerified == true || said.EmailVerified == "true",
		FirstName:     said.GivenName, LastName: said.FamilyName,
	}
	if said.AuthTime > 0 {
		c.AuthenticatedAt = time.Unix(said.AuthTime, 0)
	}
	if now := p.Now(); c.AuthenticatedAt.After(now) { // its clock is ahead
		c.AuthenticatedAt = now
	}
	return c
}

// isSubject holds a subject to printable ASCII, as the standard does: two that look alike are the same.
func isSubject(text string) bool {
	for i := range len(text) {
		if text[i] < ' ' || text[i] > '~' {
			return false
		}
	}
	return text != "" && len(text) <= longestSubject && strings.TrimSpace(text) == text
}

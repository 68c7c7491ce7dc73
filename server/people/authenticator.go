package people

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha1" //nolint:gosec // what authenticator apps speak, RFC 6238; an HMAC does not rest on collisions
	"encoding/base32"
	"encoding/binary"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"

	"gatehouse/ent"
	"gatehouse/ent/factor"
	"gatehouse/server/store"
)

// What authenticator apps take for granted (RFC 6238 with its defaults).
const (
	codeStep   = 30 * time.Second
	codeDigits = 6
	codeDrift  = 1 // steps that the clock of a telephone may be ahead or behind
	seedLength = 20
)

var base32Text = base32.StdEncoding.WithPadding(base32.NoPadding)

// NewAuthenticator is an authenticator app to be: it counts once a code of it has come back.
type NewAuthenticator struct {
	Secret string // base32, for typing
	URL    string // otpauth://totp/…, for the QR code (Google's Key Uri Format)
}

func newAuthenticator(site, username string) NewAuthenticator {
	seed := make([]byte, seedLength)
	_, _ = rand.Read(seed) // never fails
	made := NewAuthenticator{Secret: base32Text.EncodeToString(seed)}
	issuer := strings.ReplaceAll(site, ":", " ") // it ends the issuer
	label := url.URL{Scheme: "otpauth", Host: "totp", Path: "/" + issuer + ":" + username}
	label.RawQuery = "secret=" + made.Secret + "&issuer=" + url.PathEscape(issuer)
	made.URL = label.String()
	return made
}

// codeAt is the code of a step.
func codeAt(seed []byte, at int64) string {
	mac := hmac.New(sha1.New, seed)
	_ = binary.Write(mac, binary.BigEndian, at)
	sum := mac.Sum(nil)
	offset := sum[len(sum)-1] & 0xF
	return fmt.Sprintf("%0*d", codeDigits, binary.BigEndian.Uint32(sum[offset:])&0x7FFFFFFF%1_000_000)
}

// CodeAt is what an authenticator app with a secret (base 32) shows at a moment.
func CodeAt(secret string, at time.Time) string {
	seed, err := DecodeSecret(secret)
	if err != nil {
		return ""
	}
	return codeAt(seed, at.Unix()/int64(codeStep/time.Second))
}

// DecodeSecret reads the secret of an authenticator app as it is typed.
func DecodeSecret(secret string) ([]byte, error) { return base32Text.DecodeString(secret) }

// stepOf is the step after last that a code belongs to now; 0 when it belongs to none. So a code is good once.
func stepOf(seed []byte, code string, last int64, now time.Time) int64 {
	current, found := now.Unix()/int64(codeStep/time.Second), int64(0)
	for at := current - codeDrift; at <= current+codeDrift; at++ {
		if at > last && hmac.Equal([]byte(codeAt(seed, at)), []byte(code)) {
			found = at
		}
	}
	return found
}

// isCode says whether a text has the form of an authenticator's code.
func isCode(text string) bool {
	return len(text) == codeDigits && strings.Trim(text, "0123456789") == ""
}

// useCode says whether a code of the user's authenticator app is good, and uses it up. The user's row is held.
func useCode(ctx context.Context, tx *store.Tx, key []byte, userID int, code string, now time.Time) (bool, error) {
	row, err := tx.Factor.Query().Where(factor.UserID(userID), factor.KindEQ(factor.KindAuthenticator)).Only(ctx)
	if store.Missing(err) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	seed, err := unseal(key, userID, row.Sealed)
	if err != nil {
		return false, nil // sealed under a key that a restored database does not have: only a recovery code helps
	}
	at := stepOf(seed, code, row.LastStep, now)
	if at == 0 {
		return false, nil
	}
	return true, row.Update().SetLastStep(at).SetLastUsedAt(now).Exec(ctx)
}

// factorKey is the key that secrets of authenticator apps are sealed with. It is in no backup.
func factorKey(ctx context.Context, s *store.Store) ([]byte, error) { return ownKey(ctx, s, "factors") }

// seal encrypts the secret of a user's authenticator app. It opens for this user only.
func seal(key []byte, userID int, seed []byte) ([]byte, error) {
	sealer, err := sealer(key)
	if err != nil {
		return nil, err
	}
	return sealer.Seal(nil, nil, seed, fmt.Appendf(nil, "authenticator of user %d", userID)), nil
}

var errSealed = errors.New("the secret of an authenticator app was sealed with another key")

func unseal(key []byte, userID int, sealed []byte) ([]byte, error) {
	sealer, err := sealer(key)
	if err != nil {
		return nil, err
	}
	seed, err := sealer.Open(nil, nil, sealed, fmt.Appendf(nil, "authenticator of user %d", userID))
	if err != nil {
		return nil, errSealed
	}
	return seed, nil
}

func sealer(key []byte) (cipher.AEAD, error) {
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	return cipher.NewGCMWithRandomNonce(block)
}

// usable says whether codes of an authenticator app can be checked on this installation.
func usable(key []byte, row *ent.Factor) bool {
	_, err := unseal(key, row.UserID, row.Sealed)
	return err == nil
}

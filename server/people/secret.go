package people

import (
	"context"
	"crypto/rand"
	"crypto/sha256"

	"gatehouse/ent"
	"gatehouse/ent/secret"
	"gatehouse/server/store"
)

// keyLength is how many bytes a key of the installation's own has: 256 bits.
const keyLength = 32

// SigningKey returns the key that sessions are signed with.
func SigningKey(ctx context.Context, s *store.Store) ([]byte, error) {
	return ownKey(ctx, s, "sessions")
}

// ownKey returns a key of the installation. The first process that asks makes it; every node then has the same.
func ownKey(ctx context.Context, s *store.Store, name string) ([]byte, error) {
	row, err := s.DB.Secret.Query().Where(secret.Name(name)).Only(ctx)
	if err == nil {
		return row.Value, nil
	}
	if !store.Missing(err) {
		return nil, err
	}
	key := make([]byte, keyLength)
	_, _ = rand.Read(key) // never fails
	err = s.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		return tx.Secret.Create().SetName(name).SetValue(key).Exec(ctx)
	})
	if store.Duplicate(err) { // another node was quicker
		row, err = s.DB.Secret.Query().Where(secret.Name(name)).Only(ctx)
		if err == nil {
			key = row.Value
		}
	}
	return key, err
}

// randomText is n base-62 characters of randomness: 22 are 131 bits.
func randomText(n int) string {
	const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
	text := make([]byte, 0, n)
	var random [64]byte
	for len(text) < n {
		_, _ = rand.Read(random[:])
		for _, r := range random {
			// Bytes past the last multiple of the alphabet are left out, so that every character is drawn evenly.
			if int(r) < 256/len(alphabet)*len(alphabet) && len(text) < n {
				text = append(text, alphabet[int(r)%len(alphabet)])
			}
		}
	}
	return string(text)
}

func hashOf(text string) []byte {
	sum := sha256.Sum256([]byte(text))
	return sum[:]
}

// mayEnter says whether an account's door is open at all.
func mayEnter(u *ent.User) bool {
	return !u.Deleted && !u.Suspended && u.Confirmed && u.Auth != noLogin && u.PasswordHash != ""
}

// noLogin is the auth that shuts an account's door.
const noLogin = "nologin"

package people

import (
	"context"
	"crypto/rand"
	"fmt"
	"strings"

	"gatehouse/ent/recoverycode"
	"gatehouse/server/store"
)

const (
	recoveryCodes = 10
	// recoveryAlphabet has 32 characters that nobody takes for one another: 16 of them are 80 bits.
	recoveryAlphabet = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
	recoveryLength   = 16
	recoveryGroup    = 4
)

// makeRecoveryCodes replaces the recovery codes of a user and returns the new ones, XXXX-XXXX-XXXX-XXXX. Only their hashes are kept.
func makeRecoveryCodes(ctx context.Context, tx *store.Tx, userID int) ([]string, error) {
	if _, err := tx.RecoveryCode.Delete().Where(recoverycode.UserID(userID)).Exec(ctx); err != nil {
		return nil, err
	}
	codes := make([]string, recoveryCodes)
	for i := range codes {
		codes[i] = newRecoveryCode()
		if err := tx.RecoveryCode.Create().SetUserID(userID).SetHash(recoveryHash(userID, codes[i])).Exec(ctx); err != nil {
			return nil, err
		}
	}
	return codes, nil
}

func newRecoveryCode() string {
	random := make([]byte, recoveryLength)
	_, _ = rand.Read(random) // never fails
	var code strings.Builder
	for i, r := range random {
		if i > 0 && i%recoveryGroup == 0 {
			code.WriteByte('-')
		}
		code.WriteByte(recoveryAlphabet[int(r)%len(recoveryAlphabet)])
	}
	return code.String()
}

// recoveryHash is what is kept of a code, however it was typed. It is good for one user.
func recoveryHash(userID int, code string) []byte {
	plain := strings.Map(func(r rune) rune {
		if strings.ContainsRune(recoveryAlphabet, r) {
			return r
		}
		return -1
	}, strings.ToUpper(code))
	return hashOf(fmt.Sprintf("recovery code of user %d: %s", userID, plain))
}

// useRecoveryCode says whether a recovery code is good, and uses it up.
func useRecoveryCode(ctx context.Context, tx *store.Tx, userID int, code string) (bool, error) {
	used, err := tx.RecoveryCode.Delete().Where(recoverycode.UserID(userID), recoverycode.Hash(recoveryHash(userID, code))).Exec(ctx)
	return used == 1, err
}

// Package people owns what is about persons: how passwords are kept and checked, how guessing is slowed down on every door
// alike, and which passwords are good enough. Its neighbours are tokens (token.php), functions (accounts) and the admin API.
package people

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"runtime"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"
)

// The cost of a hash, stored in it: 32 MiB, three passes, one lane. That is more than OWASP's least for argon2id (19 MiB, two
// passes), and takes about 80 ms.
const (
	hashMemory  = 32 * 1024 // KiB
	hashPasses  = 3
	hashLanes   = 1
	hashSalt    = 16
	hashLength  = 32
	atOnce      = 4   // hashes at the same time: 100 parallel sign-ins must not take 100 times the memory
	maxPassword = 512 // bytes; longer ones are refused before they are hashed
)

// ErrPasswordTooLong refuses a password that is longer than anybody types.
var ErrPasswordTooLong = fmt.Errorf("a password has at most %d bytes", maxPassword)

var hashing = make(chan struct{}, atOnce)

// HashPassword hashes a password for storage. It takes 50 to 250 ms and waits while others hash.
func HashPassword(ctx context.Context, password string) (string, error) {
	if len(password) > maxPassword {
		return "", ErrPasswordTooLong
	}
	salt := make([]byte, hashSalt)
	_, _ = rand.Read(salt) // never fails
	key, err := derive(ctx, password, salt, hashMemory, hashPasses, hashLanes)
	if err != nil {
		return "", err
	}
	encode := base64.RawStdEncoding.EncodeToString
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, hashMemory, hashPasses, hashLanes, encode(salt), encode(key)), nil
}

func derive(ctx context.Context, password string, salt []byte, memory, passes uint32, lanes uint8) ([]byte, error) {
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	select {
	case hashing <- struct{}{}:
		defer func() { <-hashing }()
		// The last hash left its memory behind as garbage, of which the collector lets as much gather again as is in use. Marking it costs
		// nothing, because there is no pointer in it.
		runtime.GC()
		return argon2.IDKey([]byte(password), salt, passes, memory, lanes, hashLength), nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// absent stands in for the hash of an account that does not exist or has no password, so that asking for it takes as long.
var absent = fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", argon2.Version, hashMemory, hashPasses, hashLanes)

// CheckPassword compares a password with a stored hash, in a time that does not depend on either. An empty hash never
// matches. outdated says that the hash was made at another cost and should be made anew from the password.
func CheckPassword(ctx context.Context, password, stored string) (match, outdated bool, err error) {
	if len(password) > maxPassword {
		return false, false, nil
	}
	usable := stored != ""
	if !usable {
		stored = absent
	}
	memory, passes, lanes, salt, key, err := parseHash(stored)
	if err != nil {
		return false, false, err
	}
	derived, err := derive(ctx, password, salt, memory, passes, lanes)
	if err != nil {
		return false, false, err
	}
	match = subtle.ConstantTimeCompare(derived, key) == 1 && usable
	return match, match && (memory != hashMemory || passes != hashPasses || lanes != hashLanes), nil
}

var errHash = errors.New("a stored password hash cannot be read")

func parseHash(stored string) (memory, passes uint32, lanes uint8, salt, key []byte, err error) {
	parts := strings.Split(stored, "$")
	if len(parts) != 6 || parts[1] != "argon2id" || parts[2] != "v="+strconv.Itoa(argon2.Version) {
		return 0, 0, 0, nil, nil, errHash
	}
	if _, err := fmt.Sscanf(parts[3], "m=%d,t=%d,p=%d", &memory, &passes, &lanes); err != nil || memory == 0 || memory > 1<<20 || passes == 0 || passes > 100 || lanes == 0 {
		return 0, 0, 0, nil, nil, errHash
	}
	salt, saltErr := base64.RawStdEncoding.DecodeString(parts[4])
	key, keyErr := base64.RawStdEncoding.DecodeString(parts[5])
	if saltErr != nil || keyErr != nil || len(key) != hashLength {
		return 0, 0, 0, nil, nil, errHash
	}
	return memory, passes, lanes, salt, key, nil
}

// CheckPolicy says what a password lacks under a policy, as sentences; none when it is good enough. Policies are "moodle" (at
// least 8 characters with a digit, a lower-case letter, an upper-case letter and another character) and "length:N".
func CheckPolicy(policy, password string) []string {
	if n, ok := strings.CutPrefix(policy, "length:"); ok {
		if least, err := strconv.Atoi(n); err == nil {
			return tooShort(password, least)
		}
	}
	lacks := tooShort(password, 8)
	for _, want := range []struct {
		what string
		is   func(rune) bool
	}{
		{"a digit", unicode.IsDigit},
		{"a lower-case letter", unicode.IsLower},
		{"an upper-case letter", unicode.IsUpper},
		{"a character that is neither letter nor digit", func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }},
	} {
		if !strings.ContainsFunc(password, want.is) {
			lacks = append(lacks, "It must have "+want.what+".")
		}
	}
	return lacks
}

func tooShort(password string, least int) []string {
	if utf8.RuneCountInString(password) >= least {
		return nil
	}
	return []string{fmt.Sprintf("It must have at least %d characters.", least)}
}

// ValidPolicy says whether a policy is one that CheckPolicy knows.
func ValidPolicy(policy string) bool {
	n, ok := strings.CutPrefix(policy, "length:")
	if !ok {
		return policy == "moodle"
	}
	least, err := strconv.Atoi(n)
	return err == nil && least >= 1 && least <= maxPassword
}

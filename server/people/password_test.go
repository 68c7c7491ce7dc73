package people_test

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"golang.org/x/crypto/argon2"

	"gatehouse/server/people"
)

func TestAPasswordMatchesItsHashAndNothingElse(t *testing.T) {
	for _, password := range []string{"Gate-house1", "", " ", "naïve 🎓\x00\xff", strings.Repeat("x", 512)} {
		hash, err := people.HashPassword(t.Context(), password)
		if err != nil {
			t.Fatal(err)
		}
		if len(password) > 3 && strings.Contains(hash, password) || !strings.HasPrefix(hash, "$argon2id$v=19$m=32768,t=3,p=1$") {
			t.Errorf("%.20q is kept as %s", password, hash)
		}
		check(t, password, hash, true, false)
		for _, wrong := range []string{password + " ", strings.ToUpper(password) + "x", "other"} {
			check(t, wrong, hash, false, false)
		}
	}
}

func check(t *testing.T, password, hash string, match, outdated bool) {
	t.Helper()
	m, o, err := people.CheckPassword(t.Context(), password, hash)
	if err != nil || m != match || o != outdated {
		t.Errorf("%.20q against %q: match is %v, outdated is %v, %v", password, hash, m, o, err)
	}
}

func TestEqualPasswordsHaveDifferentHashes(t *testing.T) {
	first, err := people.HashPassword(t.Context(), "same")
	second, errAgain := people.HashPassword(t.Context(), "same")
	if err != nil || errAgain != nil || first == second {
		t.Errorf("%s, %s, %v, %v", first, second, err, errAgain)
	}
}

func TestAnAccountWithoutAPasswordIsOpenedByNone(t *testing.T) {
	// The last one is what a hash of nothing but zero bytes would be made of.
	for _, password := range []string{"", " ", "password", "\x00", strings.Repeat("\x00", 32)} {
		check(t, password, "", false, false)
	}
}

func TestOverlongPasswordsAreRefused(t *testing.T) {
	long := strings.Repeat("x", 513)
	if hash, err := people.HashPassword(t.Context(), long); !errors.Is(err, people.ErrPasswordTooLong) || hash != "" {
		t.Errorf("got %q, %v", hash, err)
	}
	hash, err := people.HashPassword(t.Context(), long[:512])
	if err != nil {
		t.Fatal(err)
	}
	check(t, long, hash, false, false) // it must not be cut to fit either
	gone, cancel := context.WithCancel(t.Context())
	cancel() // from here on nothing can be hashed
	if _, _, err := people.CheckPassword(gone, long[:512], hash); !errors.Is(err, context.Canceled) {
		t.Errorf("hashed for somebody who is gone: %v", err)
	}
	if match, _, err := people.CheckPassword(gone, long, hash); match || err != nil {
		t.Errorf("a password too long is hashed before it is refused: %v, %v", match, err)
	}
}

// hashed is a hash at another cost, as an earlier version may have made it.
func hashed(password string, memory, passes uint32, lanes uint8) string {
	salt := []byte("sixteen of salt!")
	key := argon2.IDKey([]byte(password), salt, passes, memory, lanes, 32)
	encode := base64.RawStdEncoding.EncodeToString
	return fmt.Sprintf("$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s", memory, passes, lanes, encode(salt), encode(key))
}

func TestAHashOfAnotherCostMatchesAndIsReported(t *testing.T) {
	for _, hash := range []string{hashed("secret", 64, 2, 1), hashed("secret", 19456, 2, 1), hashed("secret", 32768, 2, 1), hashed("secret", 32768, 3, 2)} {
		check(t, "secret", hash, true, true)
		check(t, "wrong", hash, false, false) // who does not know the password has nothing to hash anew
	}
	check(t, "secret", hashed("secret", 32768, 3, 1), true, false)
}

func TestHashesThatCannotBeReadOpenNothing(t *testing.T) {
	good := hashed("secret", 64, 1, 1)
	for _, broken := range []string{
		"secret", "$", "$2y$10$abcdefghijklmnopqrstuv", strings.Replace(good, "argon2id", "argon2i", 1), strings.Replace(good, "v=19", "v=16", 1),
		strings.Replace(good, "m=64", "m=0", 1), strings.Replace(good, "m=64", "m=4294967295", 1), strings.Replace(good, "t=1", "t=0", 1),
		strings.Replace(good, "t=1", "t=4000000000", 1), strings.Replace(good, "p=1", "p=0", 1), strings.Replace(good, "p=1", "p=999", 1),
		good[:len(good)-4], good + "AAAA", good + "$", strings.Replace(good, "$m=", "$x=", 1),
	} {
		match, outdated, err := people.CheckPassword(t.Context(), "secret", broken)
		if match || outdated || err == nil {
			t.Errorf("%q: match is %v, %v", broken, match, err)
		}
		if err != nil && strings.Contains(err.Error(), "argon2") {
			t.Errorf("the hash is told: %v", err)
		}
	}
}

func TestWhoGoesAwayDoesNotHash(t *testing.T) {
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	for range 20 {
		if _, err := people.HashPassword(gone, "x"); !errors.Is(err, context.Canceled) {
			t.Fatalf("got %v", err)
		}
	}
}

func TestManyAtOnceAllGetTheirTurn(t *testing.T) {
	var all sync.WaitGroup
	for i := range 12 {
		all.Go(func() {
			password := fmt.Sprint("p", i)
			hash, err := people.HashPassword(t.Context(), password)
			if err != nil {
				t.Error(err)
				return
			}
			check(t, password, hash, true, false)
		})
	}
	all.Wait()
}

func TestPolicies(t *testing.T) {
	const digit, lower, upper, other = "a digit", "a lower-case letter", "an upper-case letter", "neither letter nor digit"
	for _, test := range []struct {
		why, policy, password string
		lacks                 []string
	}{
		{"nothing lacks everything", "moodle", "", []string{"8 characters", digit, lower, upper, other}},
		{"one short", "moodle", "Passw0!", []string{"8 characters"}},
		{"eight bytes are not eight characters", "moodle", "Éé1!Éé", []string{"8 characters"}},
		{"no digit", "moodle", "Password!", []string{digit}},
		{"no lower-case letter", "moodle", "PASSW0RD!", []string{lower}},
		{"no upper-case letter", "moodle", "passw0rd!", []string{upper}},
		{"letters and digits only", "moodle", "Passw0rdd", []string{other}},
		{"letters of another alphabet are letters", "moodle", "Пароль12", []string{other}},
		{"just enough", "moodle", "Passw0r!", nil},
		{"a blank is neither letter nor digit", "moodle", "Pass w0rd", nil},
		{"letters with accents", "moodle", "ÉéÉéÉé1!", nil},
		{"one short of a length", "length:12", "elevenchars", []string{"12 characters"}},
		{"a length counts characters", "length:12", strings.Repeat("é", 11), []string{"12 characters"}},
		{"a length asks for nothing else", "length:12", "twelve chars", nil},
		{"a length of one", "length:1", "x", nil},
		{"a policy that cannot be read is the strict one", "length:many", "x", []string{"8 characters", digit, upper, other}},
		{"so is one that is not known", "none", "PASSW0RD!", []string{lower}},
	} {
		lacks := people.CheckPolicy(test.policy, test.password)
		if len(lacks) != len(test.lacks) {
			t.Errorf("%s: got %q", test.why, lacks)
			continue
		}
		for _, part := range test.lacks {
			if !slices.ContainsFunc(lacks, func(s string) bool { return strings.Contains(s, part) && strings.HasSuffix(s, ".") }) {
				t.Errorf("%s: %q does not say %q", test.why, lacks, part)
			}
		}
	}
}

func TestWhichPoliciesThereAre(t *testing.T) {
	for _, policy := range []string{"", "none", "Moodle", "length", "length:", "length:0", "length:-1", "length:x", "length:8 ", "length:513", "length:8.5"} {
		if people.ValidPolicy(policy) {
			t.Errorf("%q is valid", policy)
		}
	}
	for _, policy := range []string{"moodle", "length:1", "length:12", "length:512"} {
		if !people.ValidPolicy(policy) {
			t.Errorf("%q is not valid", policy)
		}
	}
}

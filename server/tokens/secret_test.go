package tokens_test

import (
	"crypto/md5"
	"crypto/sha256"
	"encoding/hex"
	"regexp"
	"strings"
	"testing"

	"gatehouse/server/tokens"
)

const secretAlphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

func TestASecretHasItsForm(t *testing.T) {
	form := regexp.MustCompile(`^gate_[0-9A-Za-z]{36}$`)
	seen := map[string]bool{}
	drawn := map[rune]bool{}
	for range 10_000 {
		secret := tokens.NewSecret()
		if !form.MatchString(secret) || !tokens.Plausible(secret) || tokens.Importable(secret) {
			t.Fatalf("made %q", secret)
		}
		if seen[secret] {
			t.Fatalf("made %q twice", secret)
		}
		seen[secret] = true
		for _, r := range secret[5:35] {
			drawn[r] = true
		}
	}
	if len(drawn) != len(secretAlphabet) {
		t.Errorf("only %d of %d characters are ever drawn", len(drawn), len(secretAlphabet))
	}
}

func TestOneWrongCharacterIsNoticed(t *testing.T) {
	secret := tokens.NewSecret()
	for i := range secret {
		for _, other := range secretAlphabet + "_-. \x00é" {
			if wrong := secret[:i] + string(other) + secret[i+1:]; wrong != secret && tokens.Plausible(wrong) {
				t.Errorf("%q is taken for a secret, though character %d of %q was changed", wrong, i, secret)
			}
		}
		if tokens.Plausible(secret[:i]) || tokens.Plausible(secret[:i]+secret[i+1:]) || tokens.Plausible(secret[:i]+"0"+secret[i:]) {
			t.Errorf("a character less or more at %d is not noticed", i)
		}
		if i > 0 && secret[i] != secret[i-1] && tokens.Plausible(secret[:i-1]+secret[i:i+1]+secret[i-1:i]+secret[i+1:]) {
			t.Errorf("two characters that changed places at %d are not noticed", i)
		}
	}
}

func TestWhatCanBeASecretAtAll(t *testing.T) {
	imported := "0123456789abcdef0123456789abcdef"
	own := tokens.NewSecret()
	for _, test := range []struct {
		why                   string
		text                  string
		plausible, importable bool
	}{
		{"nothing", "", false, false},
		{"the prefix alone", "gate_", false, false},
		{"the prefix and a length of other servers' secrets", "gate_0123456789abcdef0123456789a", false, false},
		{"31 digits", imported[1:], false, false},
		{"33 digits", imported + "0", false, false},
		{"capital digits, which no server makes", strings.ToUpper(imported), false, false},
		{"one character that is no digit", imported[:31] + "g", false, false},
		{"a blank before it", " " + imported[1:], false, false},
		{"a line end behind it", imported[:31] + "\n", false, false},
		{"a NUL within it", imported[:15] + "\x00" + imported[16:], false, false},
		{"32 bytes that are 16 characters", strings.Repeat("é", 16), false, false},
		{"a hash of ours, which must not open anything", hex.EncodeToString(make([]byte, 32)), false, false},
		{"ours with a blank before it", " " + own, false, false},
		{"ours in capitals", strings.ToUpper(own), false, false},
		{"ours", own, true, false},
		{"32 hexadecimal digits", imported, true, true},
	} {
		if p, i := tokens.Plausible(test.text), tokens.Importable(test.text); p != test.plausible || i != test.importable {
			t.Errorf("%s: plausible is %v, importable is %v", test.why, p, i)
		}
	}
	sum := md5.Sum([]byte("as other servers make theirs"))
	if made := hex.EncodeToString(sum[:]); !tokens.Importable(made) {
		t.Errorf("%s is not importable", made)
	}
}

func TestOnlyTheHashAndTheLastFourAreKept(t *testing.T) {
	secret := tokens.NewSecret()
	if hash := tokens.HashOf(secret); hash != sha256.Sum256([]byte(secret)) || hash == tokens.HashOf(secret+" ") {
		t.Error("the hash is not the SHA-256 of the whole secret")
	}
	if hint := tokens.Hint(secret); hint != secret[len(secret)-4:] {
		t.Errorf("the hint is %q", hint)
	}
	if got := tokens.Masked("abcd", false); got != "gate_…abcd" {
		t.Errorf("one of ours is shown as %q", got)
	}
	if got := tokens.Masked("abcd", true); got != "…abcd" {
		t.Errorf("an imported one is shown as %q", got)
	}
}

func BenchmarkPlausible(b *testing.B) {
	secret := tokens.NewSecret()
	for b.Loop() {
		if !tokens.Plausible(secret) {
			b.Fatal("not plausible")
		}
	}
}

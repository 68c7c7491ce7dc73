package tokens

import (
	"crypto/rand"
	"crypto/sha256"
	"hash/crc32"
	"strings"
)

// A secret is "gate_", 30 characters of randomness (178 bits) and 6 of checksum, in base 62. The prefix lets scanners of leaked
// keys recognise it, the checksum lets a mistyped or made-up one be refused without asking the database.
const (
	prefix        = "gate_"
	randomLength  = 30
	checkLength   = 6
	secretLength  = len(prefix) + randomLength + checkLength
	importedChars = 32 // secrets of other servers: MD5 in lower-case hexadecimal
	alphabet      = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
)

// Hash is what is kept of a secret: its SHA-256.
type Hash [sha256.Size]byte

// HashOf hashes a secret.
func HashOf(secret string) Hash { return sha256.Sum256(bytesOf(secret, &[64]byte{})) }

// bytesOf copies a text into room for it, which is the caller's stack for anything as short as a secret.
func bytesOf(text string, room *[64]byte) []byte { return append(room[:0], text...) }

// NewSecret makes a secret.
func NewSecret() string {
	var b strings.Builder
	b.Grow(secretLength)
	b.WriteString(prefix)
	var random [64]byte
	for b.Len() < len(prefix)+randomLength {
		_, _ = rand.Read(random[:]) // never fails: crypto/rand ends the process rather than return less
		for _, r := range random {
			// Bytes past the last multiple of the alphabet are left out, so that every character is drawn evenly.
			if int(r) < 256/len(alphabet)*len(alphabet) && b.Len() < len(prefix)+randomLength {
				b.WriteByte(alphabet[int(r)%len(alphabet)])
			}
		}
	}
	sum := checksum(b.String())
	b.Write(sum[:])
	return b.String()
}

// checksum is the CRC-32 of the text before it, in base 62.
func checksum(text string) [checkLength]byte {
	sum := crc32.ChecksumIEEE(bytesOf(text, &[64]byte{}))
	var digits [checkLength]byte
	for i := checkLength - 1; i >= 0; i-- {
		digits[i] = alphabet[sum%uint32(len(alphabet))]
		sum /= uint32(len(alphabet))
	}
	return digits
}

// Plausible says whether text can be a secret at all: ours with a right checksum, or an imported one.
func Plausible(text string) bool {
	switch {
	case strings.HasPrefix(text, prefix):
		return len(text) == secretLength && checked(text)
	case len(text) == importedChars:
		return Importable(text)
	}
	return false
}

func checked(text string) bool {
	sum := checksum(text[:secretLength-checkLength])
	return string(sum[:]) == text[secretLength-checkLength:]
}

// Importable says whether text has the form of a secret that another server has made: 32 lower-case hexadecimal digits.
func Importable(text string) bool {
	return len(text) == importedChars && strings.Trim(text, "0123456789abcdef") == ""
}

// Hint is the part of a secret that is kept to recognise it by: its last four characters.
func Hint(secret string) string { return secret[len(secret)-4:] }

// Masked is a secret as lists and logs show it.
func Masked(hint string, imported bool) string {
	if imported {
		return "…" + hint
	}
	return prefix + "…" + hint
}

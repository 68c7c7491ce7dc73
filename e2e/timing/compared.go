package main

import (
	"fmt"
	"hash/crc32"
	"strings"
	"time"

	"gatehouse/server/tokens"
)

const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

// like makes a token that nobody has, of the right form and checksum, that begins like another one.
func like(known string) string {
	text := known[:25] + tokens.NewSecret()[25:35]
	sum, digits := crc32.ChecksumIEEE([]byte(text)), [6]byte{}
	for i := range digits {
		digits[len(digits)-1-i] = alphabet[sum%62]
		sum /= 62
	}
	return text + string(digits[:])
}

// tokens compares tokens that share the first 20 random characters with one that works with such that share nothing: half of each
// must be answered within 5 % of the same time.
func (b *bench) tokens() error {
	s, err := b.start(nil)
	if err != nil {
		return err
	}
	defer s.stop()
	if !tokens.Plausible(like(s.token)) {
		return fmt.Errorf("%s is no token", like(s.token))
	}
	c := s.from(1)
	defer c.close()
	took := map[bool][]time.Duration{}
	for i := range 2 * (b.samples + 200) {
		known := i%4 == 1 || i%4 == 2 // each kind comes as often first as second
		secret := tokens.NewSecret()
		if known {
			secret = like(s.token)
		}
		d, text, err := c.get("/webservice/rest/server.php?moodlewsrestformat=json&wsfunction=core_webservice_get_site_info&wstoken=" + secret)
		if err != nil || !strings.Contains(text, "invalidtoken") {
			return fmt.Errorf("%s %v", text, err)
		}
		if i >= 400 { // warm
			took[known] = append(took[known], d)
		}
	}
	like, random := median(took[true]), median(took[false])
	fmt.Printf("# %d tokens of each kind: %v with a known beginning, %v without\n", len(took[true]), like, random)
	b.report("token_prefix_apart_percent", apart(like, random), 0, 5)
	return nil
}

// accounts compares wrong passwords for accounts of different kinds, and for none, at two doors: half of each must be answered within
// 25 % of the same time. No account and no address fails so often that it is shut.
func (b *bench) accounts() error {
	const each = 40
	kinds := []string{"ana", "suspended", "unconfirmed", "without", "absent"}
	var names []string
	for _, kind := range kinds[:len(kinds)-1] {
		names = append(names, accountNames(kind, each)...)
	}
	s, err := b.start(names)
	if err != nil {
		return err
	}
	defer s.stop()
	for _, door := range []string{"token.php", "graphql"} {
		took := map[string][]time.Duration{}
		for i := range each {
			c := s.from(i)
			for j := range kinds {
				kind := kinds[(i+j)%len(kinds)] // each comes at each place of the order
				ask, says := c.signIn, "invalidlogin"
				if door == "graphql" {
					ask, says = c.enter, "name or password is wrong"
				}
				d, text, err := ask(fmt.Sprint(kind, i), "wrong")
				if err != nil || !strings.Contains(text, says) {
					return fmt.Errorf("%s: %s %v", kind, text, err)
				}
				took[kind] = append(took[kind], d)
			}
			c.close()
		}
		var medians []time.Duration
		for _, kind := range kinds {
			medians = append(medians, median(took[kind]))
		}
		fmt.Printf("# wrong passwords at %s: %v for %v\n", door, medians, kinds)
		b.report("account_apart_percent_"+door, apart(medians...), 0, 25)
	}
	return nil
}

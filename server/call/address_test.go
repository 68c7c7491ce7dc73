package call

import (
	"net/netip"
	"strings"
	"testing"
)

func TestAddressListsThatCannotBeReadAreRefused(t *testing.T) {
	for why, item := range map[string]string{
		"octal or decimal: programs disagree":          "010.0.0.1",
		"hexadecimal":                                  "0x7f.1",
		"five groups":                                  "1.2.3.4.5",
		"a zone means another thing on each machine":   "::1%eth0",
		"33 bits of 32":                                "1.2.3.4/33",
		"129 bits of 128":                              "2001:db8::/129",
		"a network without its address":                "/8",
		"a network without its length":                 "10.0.0.0/",
		"a netmask":                                    "10.0.0.0/255.0.0.0",
		"a network of a partial address":               "10./8",
		"a group past 255":                             "300.1.1.1",
		"a partial group past 255":                     "10.256.",
		"a range that runs backwards":                  "10.0.0.5-2",
		"a range past 255":                             "10.0.0.5-256",
		"a range without its end":                      "10.0.0.5-",
		"a range without its beginning":                "-5",
		"a range of two addresses":                     "10.0.0.5-10.0.0.9",
		"a range in the last two groups":               "2001:db8::1-1:2",
		"a range of IPv6 that ends as IPv4":            "::1-1.2.3.4",
		"a range of a partial address":                 "10.0.0-5",
		"a range with a zone":                          "fe80::1-2%eth0",
		"a range with a leading zero":                  "10.0.0.5-07",
		"two ranges":                                   "10.0.0.1-2-3",
		"a name":                                       "localhost",
		"a domain":                                     "example.org",
		"a pattern":                                    "10.0.0.*",
		"a port":                                       "10.0.0.1:80",
		"brackets":                                     "[::1]",
		"an empty group":                               "10..1",
		"two dots at the end":                          "10..",
		"only a dot":                                   ".",
		"only a colon":                                 ":",
		"a sign":                                       "+10.0.",
		"a group of five digits":                       "2001:0db80:",
		"a group that is not hexadecimal":              "2001:xyz:",
		"eight groups and a colon":                     "1:2:3:4:5:6:7:8:",
		"a line break between, which hides the second": "10.0.0.1\n10.0.0.2",
		"a semicolon between":                          "10.0.0.1; 10.0.0.2",
		"a blank between":                              "10.0.0.1 10.0.0.2",
		"full-width digits":                            "１０.0.0.1",
	} {
		list, err := ParseAddresses(item)
		if err == nil || !strings.Contains(err.Error(), item[:1]) {
			t.Errorf("%s: %q is accepted (%v)", why, item, err)
		}
		if !list.Restricted() || list.Contain(netip.MustParseAddr("10.0.0.1")) {
			t.Errorf("%s: %q lets somebody in", why, item)
		}
		list, err = ParseAddresses("192.0.2.1," + item + ",192.0.2.2")
		if err == nil || !list.Contain(netip.MustParseAddr("192.0.2.2")) || list.Contain(netip.MustParseAddr("192.0.2.3")) {
			t.Errorf("%s: beside %q the others do not count alone (%v)", why, item, err)
		}
	}
}

func TestAddressLists(t *testing.T) {
	for _, test := range []struct{ why, list, in, out string }{
		{"one address", "192.0.2.7", "192.0.2.7 ::ffff:192.0.2.7 ::ffff:c000:207", "192.0.2.8 192.0.2.70 2001:db8::7 ::192.0.2.7"},
		{"one mapped address", "::ffff:192.0.2.7", "192.0.2.7 ::ffff:192.0.2.7", "192.0.2.8"},
		{"one IPv6 address, spelt in another way", "2001:DB8:0:0::0007", "2001:db8::7 2001:db8::7%eth0", "2001:db8::8 0.0.0.7"},
		{"loopback is one address in each family", "127.0.0.1", "127.0.0.1", "::1 127.0.0.2"},
		{"a network", "192.0.2.0/25", "192.0.2.0 192.0.2.127 ::ffff:192.0.2.1", "192.0.2.128 192.0.1.255"},
		{"a network written with one of its hosts", "192.0.2.77/25", "192.0.2.0 192.0.2.127", "192.0.2.128"},
		{"a network of one", "192.0.2.7/32", "192.0.2.7", "192.0.2.6 192.0.2.8"},
		{"everything of IPv4", "0.0.0.0/0", "1.2.3.4 255.255.255.255", "2001:db8::1"},
		{"everything of IPv6 is not IPv4", "::/0", "2001:db8::1 ::1", "1.2.3.4 ::ffff:1.2.3.4"},
		{"a mapped network", "::ffff:192.0.2.0/120", "192.0.2.0 192.0.2.255", "192.0.3.0"},
		{"a network of IPv6", "2001:db8::/33", "2001:db8:: 2001:db8:7fff:ffff:ffff:ffff:ffff:ffff", "2001:db8:8000:: 2001:db7:ffff::"},
		{"a range", "192.0.2.10-20", "192.0.2.10 192.0.2.15 192.0.2.20", "192.0.2.9 192.0.2.21 192.0.3.15"},
		{"a range of one", "192.0.2.10-10", "192.0.2.10", "192.0.2.9 192.0.2.11"},
		{"a range of IPv6", "2001:db8::a-1f", "2001:db8::a 2001:db8::1f", "2001:db8::9 2001:db8::20"},
		{"one group", "10", "10.0.0.0 10.255.255.255", "11.0.0.0 100.0.0.1 9.255.255.255"},
		{"two groups and a dot", "192.168.", "192.168.0.0 192.168.255.255", "192.169.0.0 192.16.8.1"},
		{"three groups without a dot", "192.0.2", "192.0.2.0 192.0.2.255", "192.0.20.1"},
		{"a group that is nought", "0.0.", "0.0.1.1", "0.1.0.0"},
		{"groups of IPv6", "2001:db8:", "2001:db8:: 2001:db8:ffff::", "2001:db80:: 2001:db7::"},
		{"seven groups of IPv6", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:0 1:2:3:4:5:6:7:ffff", "1:2:3:4:5:6:8:0"},
		{"several, with blanks and empty items", " 192.0.2.7 ,, 10. ,\t2001:db8::/32\n", "192.0.2.7 10.1.1.1 2001:db8::1", "192.0.2.8 11.0.0.1"},
	} {
		t.Run(test.why, func(t *testing.T) {
			list, err := ParseAddresses(test.list)
			if err != nil || !list.Restricted() {
				t.Fatalf("%q is refused: %v", test.list, err)
			}
			for address := range strings.FieldsSeq(test.in) {
				if !list.Contain(netip.MustParseAddr(address)) {
					t.Errorf("%s is not in %q", address, test.list)
				}
			}
			for address := range strings.FieldsSeq(test.out) {
				if list.Contain(netip.MustParseAddr(address)) {
					t.Errorf("%s is in %q", address, test.list)
				}
			}
			for _, unknown := range []netip.Addr{{}, netip.IPv4Unspecified(), netip.IPv6Unspecified()} {
				if list.Contain(unknown) {
					t.Errorf("%v is in %q, though it is nobody's address", unknown, test.list)
				}
			}
		})
	}
}

func TestAnEmptyAddressListRestrictsNothing(t *testing.T) {
	for _, text := range []string{"", " ", ",", " , ,\n"} {
		list, err := ParseAddresses(text)
		if err != nil || list.Restricted() || !list.Contain(netip.MustParseAddr("192.0.2.7")) || !list.Contain(netip.Addr{}) {
			t.Errorf("%q: %+v, %v", text, list, err)
		}
	}
}

func FuzzParseAddresses(f *testing.F) {
	for _, seed := range []string{"", "192.0.2.7", "192.0.2.0/24, 10.", "2001:db8::1-1f", "::ffff:1.2.3.4/100", "010.0.0.1", "::1%eth0", "1:2:", "1.2.3.4-5,x"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		list, err := ParseAddresses(text)
		if blank := strings.TrimSpace(strings.ReplaceAll(text, ",", " ")) == ""; blank == list.Restricted() {
			t.Fatalf("%q: restricted is %v", text, list.Restricted())
		}
		for item := range strings.SplitSeq(text, ",") {
			item = strings.TrimSpace(item)
			one, wrong := ParseAddresses(item)
			if wrong != nil && err == nil {
				t.Fatalf("%q is accepted in a list and refused alone", item)
			}
			if wrong != nil {
				continue
			}
			if first, ok := firstOf(item); ok && !(one.Contain(first) && list.Contain(first)) {
				t.Fatalf("%q does not contain %v", item, first)
			}
		}
	})
}

// firstOf is an address that an accepted item denotes, found in another way than the parser's. There is none for an empty
// item, for nobody's address, and for what is written half in IPv6 and half in IPv4.
func firstOf(item string) (address netip.Addr, ok bool) {
	first, _, isRange := strings.Cut(item, "-")
	prefix, notPrefix := netip.ParsePrefix(item)
	whole, notWhole := netip.ParseAddr(first)
	switch {
	case notPrefix == nil:
		address = prefix.Addr()
		ok = !address.Is4In6() || prefix.Bits() >= 96
	case notWhole == nil:
		address, ok = whole, true
	case !isRange && item != "":
		address = netip.MustParseAddr(completed(item))
		ok = !address.Is4In6()
	}
	return address, ok && !address.IsUnspecified()
}

// completed makes an address out of a partial one that was accepted.
func completed(item string) string {
	if strings.Contains(item, ":") {
		return strings.TrimSuffix(item, ":") + "::"
	}
	item = strings.TrimSuffix(item, ".")
	return item + strings.Repeat(".0", max(0, 3-strings.Count(item, ".")))
}

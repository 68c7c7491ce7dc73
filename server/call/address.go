package call

import (
	"fmt"
	"net/netip"
	"strconv"
	"strings"
)

// Addresses is an address restriction. The zero value restricts nothing.
type Addresses struct {
	ranges     []addressRange
	restricted bool
}

// addressRange holds every address from low to high, both included; both are of one family.
type addressRange struct{ low, high netip.Addr }

// ParseAddresses reads a list with commas between its items. An item is
//
//   - an address: 192.0.2.7, 2001:db8::1; ::ffff:192.0.2.7 is the same as 192.0.2.7
//   - a network: 192.0.2.0/24, 2001:db8::/32
//   - a range in the last group: 192.0.2.10-20, 2001:db8::10-1f
//   - a partial address, which stands for all that begin like it: 192.0, 192.0.2., 2001:db8:
//
// An item that cannot be read matches nobody and is reported; the others count all the same, so that a list that was stored
// broken stays closed rather than open. An empty list lets everybody in. (Syntax: Moodle's address_in_subnet.)
func ParseAddresses(text string) (Addresses, error) {
	var list Addresses
	var broken error
	for item := range strings.SplitSeq(text, ",") {
		item = strings.TrimSpace(item)
		if item == "" {
			continue
		}
		list.restricted = true
		r, err := parseAddressItem(item)
		if err != nil {
			if broken == nil {
				broken = fmt.Errorf("%q is not an address, network (192.0.2.0/24), range (192.0.2.10-20) or partial address (192.0.2.)", shorten(item))
			}
			continue
		}
		list.ranges = append(list.ranges, r)
	}
	return list, broken
}

// Restricted says whether the list restricts anything.
func (a Addresses) Restricted() bool { return a.restricted }

// Contain says whether the list lets address in. An address that is not known is let in by an empty list only.
func (a Addresses) Contain(address netip.Addr) bool {
	if !a.restricted {
		return true
	}
	address = address.WithZone("").Unmap()
	if !address.IsValid() || address.IsUnspecified() {
		return false
	}
	for _, r := range a.ranges {
		if r.low.BitLen() == address.BitLen() && r.low.Compare(address) <= 0 && address.Compare(r.high) <= 0 {
			return true
		}
	}
	return false
}

func parseAddressItem(item string) (addressRange, error) {
	if strings.Contains(item, "/") {
		prefix, err := netip.ParsePrefix(item)
		if err != nil {
			return addressRange{}, err
		}
		if prefix.Addr().Is4In6() && prefix.Bits() >= 96 {
			prefix = netip.PrefixFrom(prefix.Addr().Unmap(), prefix.Bits()-96)
		}
		return prefixRange(prefix), nil
	}
	if first, last, ok := strings.Cut(item, "-"); ok {
		return parseLastGroupRange(first, last)
	}
	if address, err := netip.ParseAddr(item); err == nil && address.Zone() == "" {
		return addressRange{address.Unmap(), address.Unmap()}, nil
	}
	return parsePartial(item)
}

func prefixRange(prefix netip.Prefix) addressRange {
	low := prefix.Masked().Addr()
	bytes := low.AsSlice()
	for bit := prefix.Bits(); bit < len(bytes)*8; bit++ {
		bytes[bit/8] |= 1 << (7 - bit%8)
	}
	high, _ := netip.AddrFromSlice(bytes)
	return addressRange{low, high}
}

// parseLastGroupRange reads 192.0.2.10-20 and 2001:db8::10-1f.
func parseLastGroupRange(first, last string) (addressRange, error) {
	low, err := netip.ParseAddr(first)
	if err != nil || low.Zone() != "" || strings.ContainsAny(last, ".:") {
		return addressRange{}, fmt.Errorf("not a range")
	}
	separator := "."
	if low.Is6() {
		separator = ":"
	}
	high, err := netip.ParseAddr(first[:strings.LastIndex(first, separator)+1] + last)
	if err != nil || high.Zone() != "" || low.Unmap().BitLen() != high.Unmap().BitLen() || high.Less(low) {
		return addressRange{}, fmt.Errorf("not a range")
	}
	return addressRange{low.Unmap(), high.Unmap()}, nil
}

// parsePartial reads the first groups of an address, with or without a separator at the end.
func parsePartial(item string) (addressRange, error) {
	if strings.Contains(item, ":") {
		groups := strings.Split(strings.TrimSuffix(item, ":"), ":")
		if len(groups) > 7 {
			return addressRange{}, fmt.Errorf("too many groups")
		}
		var bytes [16]byte
		for i, group := range groups {
			n, err := strconv.ParseUint(group, 16, 16)
			if err != nil || len(group) > 4 {
				return addressRange{}, fmt.Errorf("not a group: %s", group)
			}
			bytes[2*i], bytes[2*i+1] = byte(n>>8), byte(n)
		}
		return prefixRange(netip.PrefixFrom(netip.AddrFrom16(bytes), 16*len(groups))), nil
	}
	groups := strings.Split(strings.TrimSuffix(item, "."), ".")
	if len(groups) > 3 {
		return addressRange{}, fmt.Errorf("too many groups")
	}
	var bytes [4]byte
	for i, group := range groups {
		n, err := strconv.ParseUint(group, 10, 8)
		if err != nil || strconv.FormatUint(n, 10) != group {
			return addressRange{}, fmt.Errorf("not a group: %s", group)
		}
		bytes[i] = byte(n)
	}
	return prefixRange(netip.PrefixFrom(netip.AddrFrom4(bytes), 8*len(groups))), nil
}

package manifest

import (
	"context"
	"net/url"
	"reflect"
	"slices"
	"strings"
	"time"

	"gatehouse/server/call"
	"gatehouse/server/people"
	"gatehouse/server/store"
)

func (p *planner) planSettings() {
	old := p.settings
	p.settings = old.Clone()
	for _, group := range []struct {
		name         string
		entry, fresh any
	}{
		{"site", p.m.Site, &p.settings.Site},
		{"webServices", p.m.WebServices, &p.settings.WebServices},
		{"tokenSettings", p.m.TokenSettings, &p.settings.Tokens},
		{"journal", p.m.Journal, &p.settings.Journal},
		{"cors", p.m.CORS, &p.settings.CORS},
		{"features", p.m.Features, &p.settings.Features},
		{"limits", p.m.Limits, &p.settings.Limits},
		{"signIn", p.m.SignIn, &p.settings.SignIn},
	} {
		if reflect.ValueOf(group.entry).IsNil() {
			continue
		}
		fields := compare(group.entry, group.fresh)
		if len(fields) == 0 {
			continue
		}
		change := Change{Action: Update, Kind: "settings", Name: group.name}
		for _, f := range fields {
			change.Fields = append(change.Fields, f.FieldChange)
		}
		p.do(group.name, change, nil, func(context.Context, *store.Tx) error { return nil })
	}
	p.checkSettings()
	if len(p.operations) > 0 {
		fresh := p.settings
		p.complete("settings", func(ctx context.Context, tx *store.Tx) error {
			_, err := tx.SaveSettings(ctx, old, fresh)
			return err
		})
	}
	if p.m.Site != nil {
		p.nameSiteCourse()
	}
}

// nameSiteCourse gives the site course the names of the site.
func (p *planner) nameSiteCourse() {
	row := p.courses.byID[siteCourse]
	if row == nil {
		return
	}
	t, old := aim(p, courseKind, "site", row), p.courses.keysOf(row)
	t.compare(&Course{ShortName: p.settings.Site.ShortName, FullName: &p.settings.Site.Name})
	if taken := p.courses.rename(row, old); taken != "" {
		p.wrong("site.shortName", "a course has the %s: choose another", taken)
	}
	t.finish(row.ShortName)
}

// checkSettings refuses values that nothing could work with.
func (p *planner) checkSettings() {
	site := p.settings.Site
	if p.m.Site != nil {
		if site.Name == "" || site.ShortName == "" {
			p.wrong("site", "name and shortName cannot be empty")
		}
		if _, err := time.LoadLocation(site.Timezone); err != nil || site.Timezone == "" {
			p.wrong("site.timezone", "%q is not a time zone such as Europe/Berlin", site.Timezone)
		}
		if !people.ValidPolicy(site.PasswordPolicy) {
			p.wrong("site.passwordPolicy", `%q is neither "moodle" nor "length:N"`, site.PasswordPolicy)
		}
	}
	p.checkOrigins()
	p.refuseNegative()
	limits := p.settings.Limits
	p.checkLimit("limits.", 0, limit{"callsPerMinute", limits.CallsPerMinute}, limit{"burst", limits.Burst}, limit{"callsPerDay", limits.CallsPerDay},
		limit{"addressCallsPerMinute", limits.AddressCallsPerMinute}, limit{"addressBurst", limits.AddressBurst})
	if p.m.WebServices != nil {
		p.checkProtocols(p.m.WebServices.Protocols)
		if void := p.settings.WebServices.XMLRPCVoid; !slices.Contains(voids, void) {
			p.wrong("webServices.xmlrpcVoid", "%q is none of %s", void, strings.Join(voids, ", "))
		}
	}
}

// protocols are the names of all that there are, spoken by this program or not.
var protocols = []string{"rest", "soap", "xmlrpc", "amf", "jsonrpc", "mcp"}

// voids are the ways in which XML-RPC can write nothing; server/protocols/xmlrpc says what each means.
var voids = []string{"string", "params", "nil"}

func (p *planner) checkProtocols(names []string) {
	for i, name := range names {
		path := at("webServices.protocols", i)
		switch {
		case !slices.Contains(protocols, name):
			p.wrong(path, "there is no protocol %q: expected one of %s", name, strings.Join(protocols, ", "))
		case p.options.Protocols != nil && !slices.Contains(p.options.Protocols, name):
			p.warn(path, "this program does not speak %s; it is switched on for one that does", name)
		}
	}
}

// limit is one number of those that limit calls.
type limit struct {
	name  string
	value int
}

// checkLimit refuses numbers below the least and those that no counter could hold.
func (p *planner) checkLimit(path string, least int, all ...limit) {
	for _, l := range all {
		if l.value < least || l.value > call.MaxLimit {
			p.wrong(path+l.name, "found %d, expected %d to %d", l.value, least, call.MaxLimit)
		}
	}
}

func (p *planner) refuseNegative() {
	for path, n := range map[string]int{
		"site.userQuota": p.settings.Site.UserQuota, "site.uploadLimit": p.settings.Site.UploadLimit,
		"tokenSettings.signInDays": p.settings.Tokens.SignInDays, "tokenSettings.signInKept": p.settings.Tokens.SignInKept,
		"journal.callDays": p.settings.Journal.CallDays, "journal.auditDays": p.settings.Journal.AuditDays,
	} {
		if n < 0 {
			p.wrong(path, "it cannot be less than 0")
		}
	}
}

// checkOrigins refuses what no browser would ever name.
func (p *planner) checkOrigins() {
	if p.m.CORS == nil {
		return
	}
	for _, list := range []struct {
		name    string
		origins []string
		star    bool
	}{{"adminOrigins", p.m.CORS.AdminOrigins, false}, {"callOrigins", p.m.CORS.CallOrigins, true}} {
		for i, origin := range list.origins {
			if !isOrigin(origin) && !(list.star && origin == "*") {
				p.wrong(at("cors."+list.name, i), "%q is not the origin of a web site such as https://app.example.org", origin)
			}
		}
	}
}

func isOrigin(text string) bool {
	u, err := url.Parse(text)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" && text == u.Scheme+"://"+u.Host && text == strings.ToLower(text)
}

package graph

import (
	"context"
	"slices"
	"sync"

	"gatehouse/server/journal"
	"gatehouse/server/manifest"
	"gatehouse/server/store"
)

func settingsOf(s *store.Settings) *Settings {
	return &Settings{
		SiteName: s.Site.Name, SiteShortName: s.Site.ShortName, Timezone: s.Site.Timezone, Maintenance: s.Site.Maintenance,
		PasswordPolicy: s.Site.PasswordPolicy, DefaultRole: s.Site.DefaultRole, UserQuota: float64(s.Site.UserQuota), UploadLimit: float64(s.Site.UploadLimit),
		SecondFactorForAdmins: s.Site.SecondFactorForAdmins,
		WebServicesOn:         s.WebServices.Enabled, DocumentationOn: s.WebServices.Documentation, PasswordEndpoints: s.WebServices.PasswordEndpoints,
		TokenInURL: s.WebServices.TokenInURL, XmlrpcVoid: s.WebServices.XMLRPCVoid, SignInDays: s.Tokens.SignInDays, SignInKept: s.Tokens.SignInKept, EndOnPassword: s.Tokens.EndOnPassword,
		EndOnSuspension: s.Tokens.EndOnSuspension, SelfServiceForAdmin: s.Tokens.SelfServiceForAdmin, CallDays: s.Journal.CallDays,
		AuditDays: s.Journal.AuditDays, AdminOrigins: append([]string{}, s.CORS.AdminOrigins...), CallOrigins: append([]string{}, s.CORS.CallOrigins...),
		NotesOn: s.Features.Notes, MessagingOn: s.Features.Messaging,
		CallsPerMinute: s.Limits.CallsPerMinute, Burst: s.Limits.Burst, CallsPerDay: s.Limits.CallsPerDay,
		AddressCallsPerMinute: s.Limits.AddressCallsPerMinute, AddressBurst: s.Limits.AddressBurst, SharedLimits: s.Limits.Shared,
		LinkByEmail: s.SignIn.LinkByEmail, CreateAccounts: s.SignIn.CreateAccounts,
	}
}

// settingsManifest is what a form says about settings, as a manifest says it. What is not said stays as it is.
func settingsManifest(in SettingsInput) *manifest.Manifest {
	m := &manifest.Manifest{
		Site: &manifest.Site{
			Name: in.SiteName, ShortName: in.SiteShortName, Timezone: in.Timezone, Maintenance: in.Maintenance, PasswordPolicy: in.PasswordPolicy,
			DefaultRole: in.DefaultRole, UserQuota: whole(in.UserQuota), UploadLimit: whole(in.UploadLimit),
			SecondFactorForAdmins: in.SecondFactorForAdmins,
		},
		WebServices: &manifest.WebServices{
			Enabled: in.WebServicesOn, Documentation: in.DocumentationOn, PasswordEndpoints: in.PasswordEndpoints, TokenInURL: in.TokenInURL,
			XMLRPCVoid: in.XmlrpcVoid,
		},
		TokenSettings: &manifest.TokenSettings{
			SignInDays: in.SignInDays, SignInKept: in.SignInKept, EndOnPassword: in.EndOnPassword, EndOnSuspension: in.EndOnSuspension,
			SelfServiceForAdmin: in.SelfServiceForAdmin,
		},
		Journal:  &manifest.Journal{CallDays: in.CallDays, AuditDays: in.AuditDays},
		CORS:     &manifest.CORS{},
		Features: &manifest.Features{Notes: in.NotesOn, Messaging: in.MessagingOn},
		Limits: &manifest.Limits{
			CallsPerMinute: in.CallsPerMinute, Burst: in.Burst, CallsPerDay: in.CallsPerDay,
			AddressCallsPerMinute: in.AddressCallsPerMinute, AddressBurst: in.AddressBurst, Shared: in.SharedLimits,
		},
		SignIn: &manifest.SignIn{LinkByEmail: in.LinkByEmail, CreateAccounts: in.CreateAccounts},
	}
	if in.AdminOrigins != nil {
		m.CORS.AdminOrigins = append(manifest.List[string]{}, in.AdminOrigins...)
	}
	if in.CallOrigins != nil {
		m.CORS.CallOrigins = append(manifest.List[string]{}, in.CallOrigins...)
	}
	return m
}

// switchProtocol switches one protocol on or off. The others are read within the transaction, so that nobody's change at the same
// moment is lost.
func (r *Resolver) switchProtocol(ctx context.Context, name string, on bool) error {
	m := &manifest.Manifest{WebServices: &manifest.WebServices{}}
	return r.apply(ctx, m, func(ctx context.Context, tx *store.Tx) error {
		settings, err := store.ReadSettings(ctx, tx.Client)
		if err != nil {
			return err
		}
		names := slices.DeleteFunc(settings.WebServices.Protocols, func(n string) bool { return n == name })
		if on {
			names = append(names, name)
		}
		m.WebServices.Protocols = append(manifest.List[string]{}, names...)
		return nil
	})
}

// whole is a number of bytes; GraphQL's Int ends at two thousand million.
func whole(f *float64) *int {
	if f == nil {
		return nil
	}
	return ptr(int(min(max(*f, -1), 1<<52)))
}

// Protocol is a protocol as the admin app shows it.
type Protocol struct {
	Name, Title, Summary string
	On, Built            bool
	Addresses            []*ProtocolAddress
	Calls                int

	usage *usage
}

// usage is which keys are used over each protocol, looked up once for all protocols of an answer, when the first one asks.
type usage struct {
	once sync.Once
	of   map[string]journal.Usage
	err  error
}

// usedKeys is how many of the keys that are used over a protocol are named.
const usedKeys = 20

func (r *Resolver) usageOf(ctx context.Context, p *Protocol) (journal.Usage, error) {
	p.usage.once.Do(func() { p.usage.of, p.usage.err = journal.UsageByProtocol(ctx, r.Store, r.Now().Add(-month), usedKeys) })
	return p.usage.of[p.Name], p.usage.err
}

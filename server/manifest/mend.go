package manifest

import (
	"context"
	"net/netip"
	"slices"
	"strings"
	"time"

	"gatehouse/ent"
	"gatehouse/ent/authoriseduser"
	"gatehouse/ent/role"
	"gatehouse/ent/roleassignment"
	"gatehouse/server/call"
	"gatehouse/server/store"
)

// extension is for how long the commands of Mend extend what has expired: half a year.
const extension = 182 * 24 * time.Hour

// Mend writes beside each refused check of an explanation the command that lets it pass, for a shell as POSIX has it. There is none
// where no command can do it: the remedy says what else does. Any of the commands may be run, in any order and more than once: those
// that change the same thing change it alike. database is the address that they are to name, if any. It reads the database and
// changes nothing; errors are those of reading.
func Mend(ctx context.Context, s *store.Store, x *call.Explanation, database string, now time.Time) error {
	m := &mender{Explanation: x, db: s.DB, settings: s.Settings(), lasts: now.Add(extension)}
	if x.Attempt.At.After(now) {
		m.lasts = x.Attempt.At.Add(extension)
	}
	m.lasts = m.lasts.UTC().Truncate(time.Second)
	for i := range x.Steps {
		step := &x.Steps[i]
		if !step.Asked || step.Passed {
			continue
		}
		command, err := m.command(ctx, step.Check)
		if err != nil {
			return err
		}
		if step.Command = command; command != "" && database != "" {
			step.Command += " --database " + databaseWord(database)
		}
	}
	return nil
}

// mender knows what commands are made of.
type mender struct {
	*call.Explanation
	db       *ent.Client
	settings *store.Settings
	lasts    time.Time // until when what is extended lasts
}

// command is the one that lets a check pass, empty where there is none.
func (m *mender) command(ctx context.Context, check call.Check) (string, error) {
	if command := m.userCommand(check); command != "" {
		return command, nil
	}
	wanted, err := m.wanted(ctx, check)
	if err != nil || wanted == nil {
		return "", err
	}
	line, err := wanted.line()
	if err != nil {
		return "", err
	}
	return "printf %s " + quote(line) + " | gatehouse apply -", nil
}

// userCommand is one of the commands about users, where the name may stand in it as it is.
func (m *mender) userCommand(check call.Check) string {
	if m.Grant == nil || m.Grant.User.Deleted || !plainWord.MatchString(m.Grant.User.Username) {
		return ""
	}
	switch check {
	case call.CheckUserActive:
		return "gatehouse user resume " + m.Grant.User.Username
	case call.CheckUserConfirmed:
		return "gatehouse user confirm " + m.Grant.User.Username
	}
	return ""
}

// wanted is what a manifest must say for a check to pass; nil when none can.
func (m *mender) wanted(ctx context.Context, check call.Check) (*Manifest, error) {
	if (check == call.CheckTokenAddress || check == call.CheckAuthorisedAddress) && !somewhere(m.Attempt.Address) {
		return nil, nil
	}
	switch check {
	case call.CheckServicesOn:
		return &Manifest{WebServices: &WebServices{Enabled: yes()}}, nil
	case call.CheckProtocolOn:
		return m.protocolOn(), nil
	case call.CheckMaintenance:
		return &Manifest{Site: &Site{Maintenance: new(bool)}}, nil
	case call.CheckTokenValid, call.CheckTokenAddress:
		return m.token(ctx)
	case call.CheckServiceOn, call.CheckFunctionInService, call.CheckServiceFiles:
		return m.service(check), nil
	case call.CheckRate:
		return m.unlimited(ctx)
	}
	if m.Grant == nil || m.Grant.User.Deleted {
		return nil, nil
	}
	switch check {
	case call.CheckUserConfirmed:
		return m.user(User{Confirmed: yes()}), nil
	case call.CheckUserActive:
		return m.user(User{Suspended: new(bool)}), nil
	case call.CheckUserMayLogin:
		manual := "manual"
		return m.user(User{Auth: &manual}), nil
	case call.CheckProtocolAllowed, call.CheckServiceCapability:
		return m.roles(ctx)
	case call.CheckUserAuthorised, call.CheckAuthorisedValid, call.CheckAuthorisedAddress:
		return m.authorisation(ctx)
	}
	return nil, nil
}

func yes() *bool {
	v := true
	return &v
}

func (m *mender) protocolOn() *Manifest {
	name, on := m.Attempt.Protocol, m.settings.WebServices.Protocols
	if !slices.Contains(protocols, name) {
		return nil
	}
	return &Manifest{WebServices: &WebServices{Protocols: append(slices.Clone(on), name)}}
}

func (m *mender) user(u User) *Manifest {
	u.Username = m.Grant.User.Username
	return &Manifest{Users: List[User]{u}}
}

// serviceEntry begins what is said of the service, by its short name where it has one that says itself.
func (m *mender) serviceEntry() Service {
	if name := m.Offer.ShortName; plainWord.MatchString(name) {
		return Service{ShortName: &name}
	}
	return Service{ID: m.Offer.ID}
}

func (m *mender) service(check call.Check) *Manifest {
	if m.Offer.Service == nil {
		return nil
	}
	e := m.serviceEntry()
	switch {
	case check == call.CheckServiceOn:
		e.Enabled = yes()
	case check == call.CheckServiceFiles && m.Attempt.Function == call.UploadDoor:
		e.UploadFiles = yes()
	case check == call.CheckServiceFiles:
		e.DownloadFiles = yes()
	case !m.Attempt.Known || m.Attempt.Instead != "" || m.Offer.BuiltIn:
		return nil
	default:
		e.Functions = append(slices.Clone(m.Offer.Functions), m.Attempt.Function)
	}
	return &Manifest{Services: List[Service]{e}}
}

// somewhere says whether an address can stand in a restriction.
func somewhere(a netip.Addr) bool { return a.IsValid() && !a.IsUnspecified() }

// refused says whether a check is among those that refuse.
func (m *mender) refused(check call.Check) bool {
	return slices.ContainsFunc(m.Steps, func(s call.Step) bool { return s.Check == check && s.Asked && !s.Passed })
}

// token says all that is to change of the token, and its valid-until in any case: an entry without one means never.
func (m *mender) token(ctx context.Context) (*Manifest, error) {
	if m.Grant == nil || m.Grant.Token.ID == 0 {
		return nil, nil
	}
	row, err := m.db.Token.Get(ctx, m.Grant.Token.ID)
	if err != nil {
		return nil, err
	}
	e := Token{ID: row.ID, ValidUntil: m.until(row.ValidUntil, call.CheckTokenValid)}
	e.IPRestriction = m.addresses(row.IPRestriction, call.CheckTokenAddress)
	return &Manifest{Tokens: List[Token]{e}}, nil
}

// unlimited takes the limit away that refuses: a higher one may be used up too.
func (m *mender) unlimited(ctx context.Context) (*Manifest, error) {
	of := func(n int) (perMinute, perDay *int) { return &n, &n }
	switch m.Attempt.Wait.Of {
	case call.CountedService:
		e := m.serviceEntry()
		e.CallsPerMinute, e.CallsPerDay = of(0)
		return &Manifest{Services: List[Service]{e}}, nil
	case call.CountedUser:
		limits := &Limits{}
		limits.CallsPerMinute, limits.CallsPerDay = of(0)
		return &Manifest{Limits: limits}, nil
	}
	wanted, err := m.token(ctx)
	if wanted != nil {
		wanted.Tokens[0].CallsPerMinute, wanted.Tokens[0].CallsPerDay = of(-1)
	}
	return wanted, err
}

// authorisation says all that is to change of the user's authorisation, as token does.
func (m *mender) authorisation(ctx context.Context) (*Manifest, error) {
	e, entry := m.serviceEntry(), AuthorisedUser{User: m.Grant.User.Username}
	if m.Offer.Authorisation != nil {
		row, err := m.db.AuthorisedUser.Query().Where(authoriseduser.ServiceID(m.Offer.ID), authoriseduser.UserID(m.Grant.User.ID)).Only(ctx)
		if err != nil {
			return nil, err
		}
		entry.ValidUntil = m.until(row.ValidUntil, call.CheckAuthorisedValid)
		entry.IPRestriction = m.addresses(row.IPRestriction, call.CheckAuthorisedAddress)
	}
	e.AuthorisedUsers = List[AuthorisedUser]{entry}
	return &Manifest{Services: List[Service]{e}}, nil
}

// until is a valid-until as it stands, or extended when the check refuses it.
func (m *mender) until(old *time.Time, check call.Check) *time.Time {
	if m.refused(check) {
		return &m.lasts
	}
	return old
}

// addresses is a restriction with the address added when the check refuses it, else nil. What nobody can read lets nobody in, and is
// left out.
func (m *mender) addresses(old string, check call.Check) *string {
	if !m.refused(check) {
		return nil
	}
	var list []string
	for item := range strings.SplitSeq(old, ",") {
		item = strings.TrimSpace(item)
		if _, err := call.ParseAddresses(item); err == nil && item != "" {
			list = append(list, item)
		}
	}
	if from := m.Attempt.Address; somewhere(from) {
		list = append(list, from.WithZone("").Unmap().String())
	}
	text := strings.Join(list, ", ")
	return &text
}

// roles gives the user a role for each capability that is missing, besides those that the user holds: one that holds just it, made
// where there is none. Others that hold it would give more than is asked for.
func (m *mender) roles(ctx context.Context) (*Manifest, error) {
	held, err := m.db.RoleAssignment.Query().Where(roleassignment.UserID(m.Grant.User.ID), roleassignment.CourseIDIsNil()).QueryRole().Order(role.ByID()).All(ctx)
	if err != nil {
		return nil, err
	}
	all, err := m.db.Role.Query().Order(role.ByID()).All(ctx)
	if err != nil {
		return nil, err
	}
	made, names := List[Role]{}, List[string](roleNames(held))
	for _, capability := range m.missing() {
		at := slices.IndexFunc(all, func(r *ent.Role) bool { return slices.Equal(r.Capabilities, []string{capability}) })
		if at < 0 {
			name := "Holds " + capability
			made = append(made, Role{ShortName: freeName(all, capability), Name: &name, Capabilities: List[string]{capability}})
			names = append(names, made[len(made)-1].ShortName)
			continue
		}
		names = append(names, all[at].ShortName)
	}
	if len(names) == len(held) {
		return nil, nil
	}
	out := m.user(User{Roles: names})
	if len(made) > 0 {
		out.Roles = made
	}
	return out, nil
}

// missing are the capabilities that checks refuse the user for.
func (m *mender) missing() []string {
	var list []string
	if m.refused(call.CheckProtocolAllowed) {
		list = append(list, call.ProtocolCapability(m.Attempt.Protocol))
	}
	if m.refused(call.CheckServiceCapability) && !slices.Contains(list, m.Offer.RequiredCapability) {
		list = append(list, m.Offer.RequiredCapability)
	}
	return slices.DeleteFunc(list, func(name string) bool { return !capabilityFormat.MatchString(name) })
}

// freeName is a short name for a role that holds one capability; no role has it yet.
func freeName(all []*ent.Role, capability string) string {
	name := strings.NewReplacer("/", "-", ":", "-").Replace(capability)
	for slices.ContainsFunc(all, func(r *ent.Role) bool { return r.ShortName == name }) {
		name += "-only"
	}
	return name
}

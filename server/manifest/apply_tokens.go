package manifest

import (
	"context"
	"fmt"
	"strings"

	"gatehouse/ent"
	"gatehouse/server/store"
	"gatehouse/server/tokens"
)

func (p *planner) planTokens() {
	for _, i := range givenFirst(p.m.Tokens, func(e *Token) int { return e.ID }) {
		p.planToken(at("tokens", i), p.m.Tokens[i])
	}
}

// bearer is what a token is for. What an entry does not say is nil.
type bearer struct {
	user    *ent.User
	service *ent.Service
	course  *ent.Course
}

func (p *planner) planToken(path string, e Token) {
	b, ok := p.bearerOf(path, e)
	p.checkAddresses(path, e.IPRestriction)
	if !ok {
		return
	}
	row, err := p.findToken(e, b)
	if err != nil {
		p.wrong(path, "%s", err)
		return
	}
	if row == nil && !p.completeToken(path, e) || !p.claimToken(path, e, row) || !p.checkSecret(path, e, row) {
		return
	}
	e.ValidUntil = orNever(e.ValidUntil)
	t := aim(p, tokenKind, path, row)
	t.compare(&e)
	p.checkLimit(path+".", -1, limit{"callsPerMinute", t.row.CallsPerMinute}, limit{"callsPerDay", t.row.CallsPerDay})
	p.checkLimit(path+".", 0, limit{"burst", t.row.Burst})
	if t.isNew {
		p.newToken(t, e, b)
		t.finish(tokenName(t.row.Name, b.user.Username))
		return
	}
	t.finish(tokenName(t.row.Name, p.ownerOf(row)))
}

// bearerOf finds what an entry says that its token is for; ok is false when something of it is not there.
func (p *planner) bearerOf(path string, e Token) (b bearer, ok bool) {
	if e.User != "" {
		b.user = p.userOf(path+".user", e.User)
	}
	if e.Service != "" {
		b.service = p.serviceOf(path+".service", e.Service)
	}
	if e.Course != "" {
		b.course = p.courseOf(path+".course", e.Course)
	}
	return b, (e.User == "" || b.user != nil) && (e.Service == "" || b.service != nil) && (e.Course == "" || b.course != nil)
}

// completeToken says whether an entry has what a new token needs.
func (p *planner) completeToken(path string, e Token) bool {
	var lacks []string
	for _, part := range []struct{ name, value string }{{"name", e.Name}, {"user", e.User}, {"service", e.Service}} {
		if part.value == "" {
			lacks = append(lacks, part.name)
		}
	}
	if len(lacks) == 0 {
		return true
	}
	p.wrong(path, "there is no such token, and for a new one this is missing: %s", strings.Join(lacks, ", "))
	return false
}

// ownerOf is the username of the user whose token it is.
func (p *planner) ownerOf(row *ent.Token) string {
	if user := p.users.byID[row.UserID]; user != nil {
		return user.Username
	}
	return ""
}

func tokenName(name, user string) string { return fmt.Sprintf("%s of %s", name, user) }

// findToken finds the token that an entry speaks of, by id, else by its name and what it is for; nil when there is none.
func (p *planner) findToken(e Token, b bearer) (*ent.Token, error) {
	if row := p.tokens.byID[e.ID]; row != nil {
		return row, p.sameBearer(row, b)
	}
	found := p.tokens.named(e.Name, b)
	switch {
	case len(found) == 0:
		return nil, nil
	case len(found) > 1:
		return nil, fmt.Errorf("there are %d such tokens: give the id of the one that is meant, or its user and service", len(found))
	case e.ID != 0:
		return nil, fmt.Errorf("the token has the id %d here, and ids do not change: leave the id out, or use another name", found[0].ID)
	}
	return found[0], p.sameBearer(found[0], b)
}

// sameBearer refuses what can never change of a token.
func (p *planner) sameBearer(row *ent.Token, b bearer) error {
	switch {
	case row.RevokedAt != nil:
		return fmt.Errorf("the token %d has been revoked, which is for good: leave the id out to have a new one made", row.ID)
	case b.user != nil && row.UserID != b.user.ID || b.service != nil && row.ServiceID != b.service.ID:
		return fmt.Errorf("the token %d is for another user or service, which cannot change: leave the id out to have a new one made", row.ID)
	case b.course != nil && (row.CourseID == nil || *row.CourseID != b.course.ID):
		return fmt.Errorf("the token %d is not bound to the course %s, which cannot change: give the token another name to have a new one made", row.ID, b.course.ShortName)
	}
	return nil
}

// claimToken refuses two entries for one token.
func (p *planner) claimToken(path string, e Token, row *ent.Token) bool {
	other, name := "", fmt.Sprintf("%d %q %q %q", e.ID, e.Name, e.User, e.Service)
	if row != nil {
		other = p.saidTokens[row]
		p.saidTokens[row] = path
	} else {
		other = p.newTokens[name]
		p.newTokens[name] = path
	}
	if other != "" {
		p.wrong(path, "%s is about the same token: put both into one, or give one another name", other)
	}
	return other == ""
}

// checkSecret refuses a secret that cannot be one, that another token has, or that would have to change. It shows none.
func (p *planner) checkSecret(path string, e Token, row *ent.Token) bool {
	if e.Secret == "" {
		return true
	}
	path += ".secret"
	owner := p.tokens.byHash[tokens.HashOf(e.Secret)]
	other := p.secrets[e.Secret]
	p.secrets[e.Secret] = path
	switch {
	case !tokens.Plausible(e.Secret):
		p.wrong(path, "this is not a secret: expected one that was made here, or 32 lower-case hexadecimal digits")
	case other != "":
		p.wrong(path, "%s is the same: two tokens cannot share a secret", other)
	case owner != nil && owner.RevokedAt != nil:
		p.wrong(path, "the token with this secret has been revoked, which is for good: leave the secret out to have a new one made")
	case owner != nil && owner != row:
		p.wrong(path, "another token, %q, has this secret: two tokens cannot share one", owner.Name)
	case owner == nil && row != nil:
		p.wrong(path, "the token is there with another secret, which cannot change: leave the secret out, or rotate the token")
	default:
		return true
	}
	return false
}

// newToken plans what a token has for ever, and its secret, which is shown once when none is given.
func (p *planner) newToken(t *target[ent.Token], e Token, b bearer) {
	user, service := b.user, b.service
	if user.ID == guestUser {
		p.wrong(t.path+".user", "the guest cannot have a token")
	}
	t.id = e.ID
	secret := e.Secret
	if secret == "" {
		secret = tokens.NewSecret()
		p.result.Secrets = append(p.result.Secrets, Secret{Name: e.Name, User: user.Username, Service: service.Name, Secret: secret})
	}
	hash := tokens.HashOf(secret)
	t.hide("hash", hash[:])
	t.hide("hint", tokens.Hint(secret))
	t.hide("imported", tokens.Importable(secret))
	t.link("user_id", func() int { return user.ID })
	t.link("service_id", func() int { return service.ID })
	t.also = append(t.also, FieldChange{"user", nil, user.Username}, FieldChange{"service", nil, service.Name})
	if course := b.course; course != nil {
		t.link("course_id", func() int { return course.ID })
		t.also = append(t.also, FieldChange{"course", nil, course.ShortName})
	}
	if creator := p.options.Actor.UserID; creator != 0 {
		t.hide("creator_id", creator)
	}
}

// planEndings revokes the tokens of users whose password changes or who are suspended, save those that the manifest mentions:
// it says that they are to be there.
func (p *planner) planEndings() {
	for _, user := range p.ending {
		for _, row := range p.tokens.byUser[user.ID] {
			if row.RevokedAt == nil && p.saidTokens[row] == "" {
				p.saidTokens[row] = "users"
				p.revoke("users", row)
			}
		}
	}
}

// revoke ends a token for good. Its row stays, so that what it did can still be read.
func (p *planner) revoke(path string, row *ent.Token) {
	p.do(path, Change{Action: Delete, Kind: tokenKind.name, Name: tokenName(row.Name, p.ownerOf(row))}, row,
		func(ctx context.Context, tx *store.Tx) error {
			tx.Changed(store.TokenChanged, row.ID)
			return tx.Token.UpdateOneID(row.ID).SetRevokedAt(p.options.Now).Exec(ctx)
		})
}

package manifest

import (
	"context"
	"slices"

	"gatehouse/ent"
	"gatehouse/ent/predicate"
	"gatehouse/ent/token"
	"gatehouse/server/tokens"
)

// tokenIndex finds tokens.
type tokenIndex struct {
	rows   []*ent.Token
	byID   map[int]*ent.Token
	byHash map[tokens.Hash]*ent.Token
	byName map[tokenNamed][]*ent.Token // current ones only
	byUser map[int][]*ent.Token
}

// tokenNamed is what an entry finds a token by: 0 is any user or service.
type tokenNamed struct {
	name          string
	user, service int
}

func newTokenIndex() *tokenIndex {
	return &tokenIndex{
		byID: map[int]*ent.Token{}, byHash: map[tokens.Hash]*ent.Token{}, byName: map[tokenNamed][]*ent.Token{},
		byUser: map[int][]*ent.Token{},
	}
}

func (x *tokenIndex) load(rows []*ent.Token) {
	for _, row := range rows {
		if x.byID[row.ID] != nil {
			continue
		}
		x.rows = append(x.rows, row)
		x.byID[row.ID] = row
		x.byUser[row.UserID] = append(x.byUser[row.UserID], row)
		if len(row.Hash) == len(tokens.Hash{}) {
			x.byHash[tokens.Hash(row.Hash)] = row
		}
		if current(row) {
			x.addName(row)
		}
	}
}

func (x *tokenIndex) addName(row *ent.Token) {
	for _, user := range []int{0, row.UserID} {
		for _, service := range []int{0, row.ServiceID} {
			named := tokenNamed{row.Name, user, service}
			x.byName[named] = append(x.byName[named], row)
		}
	}
}

// named are the current tokens of a name that are for a bearer.
func (x *tokenIndex) named(name string, b bearer) []*ent.Token {
	key := tokenNamed{name: name}
	if b.user != nil {
		key.user = b.user.ID
	}
	if b.service != nil {
		key.service = b.service.ID
	}
	if b.user != nil && key.user == 0 || b.service != nil && key.service == 0 {
		return nil // what is yet to be made has no tokens
	}
	return x.byName[key]
}

func mayEndTokens(e *User) bool { return e.Password != "" || e.Suspended != nil && *e.Suspended }

// readTokens reads the tokens of the users that tokens are mentioned for or whose tokens may end, and those that have an id, a
// name or a secret of the manifest's.
func (l *loader) readTokens(ctx context.Context) error {
	users := l.usersWith(mayEndTokens)
	var ids []int
	var names []string
	var hashes [][]byte
	for _, e := range l.m.Tokens {
		if row, _ := l.users.find(0, key(username, e.User)); row != nil {
			users = append(users, row.ID)
		}
		if e.User == "" && e.Name != "" {
			names = append(names, e.Name)
		}
		if e.ID != 0 {
			ids = append(ids, e.ID)
		}
		if e.Secret != "" {
			hash := tokens.HashOf(e.Secret)
			hashes = append(hashes, hash[:])
		}
	}
	var which []predicate.Token
	if l.prune && l.m.Tokens != nil {
		which = append(which, currentToken())
	}
	which = append(which, parts(distinct(users), token.UserIDIn)...)
	which = append(which, parts(ids, token.IDIn)...)
	which = append(which, parts(names, func(part ...string) predicate.Token {
		return token.And(currentToken(), token.NameIn(part...))
	})...)
	which = append(which, parts(hashes, token.HashIn)...)
	for _, some := range which {
		rows, err := l.db.Token.Query().Where(some).Order(token.ByID()).All(ctx)
		if err != nil {
			return err
		}
		l.tokens.load(rows)
	}
	return l.addUsers(ctx, l.tokenUsers())
}

func (l *loader) tokenUsers() []int {
	var ids []int
	for _, row := range l.tokens.rows {
		ids = append(ids, row.UserID)
	}
	return ids
}

// currentToken says which tokens a manifest is about: those that administrators made and that are neither revoked nor on their
// way out after a rotation.
func currentToken() predicate.Token {
	return token.And(token.OriginEQ(token.OriginAdmin), token.RevokedAtIsNil(), token.RotatedToIsNil())
}

// current is currentToken for a row.
func current(row *ent.Token) bool {
	return row.Origin == token.OriginAdmin && row.RevokedAt == nil && row.RotatedTo == nil
}

// parts splits keys into conditions that a statement can take.
func parts[K any](keys []K, condition func(...K) predicate.Token) []predicate.Token {
	var list []predicate.Token
	for part := range slices.Chunk(keys, bulk) {
		list = append(list, condition(part...))
	}
	return list
}

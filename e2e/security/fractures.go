package main

// fractures are the ways that "security break" tries: what a hurried change could leave out.
var fractures = []fracture{
	{"T-01", "server/tokens/keeper.go", "if c.Malformed || len(c.Token) > secretLength {", "if len(c.Token) > secretLength {", "server/tokens > TestCredentialsThatAreNobodys"},
	{"T-01", "server/protocols/request.go", "if times > 1 || s.found && s.token != token {", "if s.found && s.token != token {", ". > TestATokenIsOneExactString"},
	{"T-02", "server/tokens/secret.go", "return len(text) == secretLength && checked(text)", "return len(text) == secretLength", "server/tokens > TestOneWrongCharacterIsNoticed"},
	{"T-02", "server/tokens/secret.go", "return len(text) == secretLength && checked(text)", "return len(text) == secretLength", "server/tokens > TestAWrongChecksumCostsNoQuery"},
	{"T-03", "server/tokens/mint.go", "SetHint(Hint(secret))", "SetHint(secret)", "graph > TestNoSecretStaysBehind"},
	{"T-05", "server/call/access.go", "func lasts(until, now time.Time) bool { return until.IsZero() || !now.After(until) }", "func lasts(until, now time.Time) bool { return until.IsZero() || now.Sub(until) <= time.Second }", "server/call > TestDecideAtTheEdges"},
	{"T-06", "server/tokens/keeper.go", "case change.Kind == store.TokenChanged:", "case change.Kind == store.TokenChanged && change.ID < 0:", "server/tokens > TestAChangeIsSeenByTheNextCall"},
	{"T-07", "server/people/own_password.go", "if err := EndAll(ctx, tx, owner.ID); err != nil {", "if false {", "graph > TestLinksEndWithThePassword"},

	{"N-01", "server/people/doorman.go", "SetPasswordHash(renewed)", "SetPasswordHash(found.PasswordHash)", "server/people > TestAnOutdatedHashIsMadeAnew"},
	{"N-01", "server/people/password.go", "	if len(password) > maxPassword {\n		return false, false, nil\n	}\n", "", "server/people > TestOverlongPasswordsAreRefused"},
	{"N-02", "graph/session.go", "|| len(t.Header) != 2 {", "{", "graph > TestAccessTokens"},
	{"N-02", "graph/session.go", "jwt.WithValidMethods([]string{jwt.SigningMethodHS256.Alg()}), ", "", "graph > TestAccessTokens"},
	{"N-03", "server/people/doorman.go", "	if match && !locked {", "	if match && locked {", "server/people > TestManyGuessesAtOnce"},
	{"N-03", "server/people/doorman.go", "if p, err := a.Prefix(64); err == nil {", "if p, err := a.Prefix(128); err == nil {", "server/people > TestGuessesOfAnAddressCount"},
	{"N-05", "server/people/session.go", "return now.Before(row.ExpiresAt) && ", "return ", "graph > TestASessionEndsWhateverIsRenewed"},
	{"N-05", "server/people/session.go", "reused || !k.lives(row, now) {", "!k.lives(row, now) {", "graph > TestRefresh"},
	{"N-06", "graph/session.go", "return plainCookieName + suffix", "return cookieName + suffix", "graph > TestPlainHTTPHasACookieOfItsOwn"},
	{"N-09", "server/people/link.go", "if found, err := HasAdministrator(ctx, db); err != nil || found {", "if _, err := HasAdministrator(ctx, db); err != nil {", "graph > TestSetUpIsDeadEverywhere"},
	{"N-10", "graph/user_change.go", "if in.Password == nil && in.SiteAdmin == nil {", "if in.Password == nil {", "graph > TestFreshness"},

	{"A-01", "server/call/access.go", "if failed < 0 {\n			return -1", "if failed < 0 || len(checks) > 5 {\n			return -1", "server/call > TestEachCheckRefusesAlone"},
	{"A-05", "graph/session.go", "case v.person.user.SiteAdmin:", "case v.person.user.SiteAdmin || v.person.user.Confirmed:", "graph > TestAccessTokens"},

	{"I-01", "server/guard.go", "		if err != nil {\n			return netip.Addr{}\n		}\n", "		if err != nil {\n			return address\n		}\n", "server > TestWhoIsNobodyIsLetInNowhere"},
	{"I-01", "server/guard.go", "range slices.Backward(hops)", "range hops", "server > TestWhoseAddressCounts"},
	{"I-02", "server/call/address.go", "!address.IsValid() || address.IsUnspecified()", "!address.IsValid()", "server/call > TestAddressLists"},
	{"I-03", "server/guard.go", "strings.HasSuffix(name, \".localhost\")", "strings.HasPrefix(name, \"127.\")", "server > TestWhoIsAddressed"},

	{"S-01", "server/guard.go", "	if caller.Secure {", "	if r.Header.Get(\"X-Forwarded-Proto\") == \"https\" {", "server > TestBrowsersKeepToTLS"},
	{"S-01", "frontend/handler.go", "frame-ancestors 'none'; ", "", "frontend > TestPolicies"},

	{"L-01", "server/journal/audit.go", "SetAddress(cut(by.Address, 60)).", "", "server/functions > TestEveryWriteIsInTheTrail"},
	{"L-02", "server/guard.go", "plainKey, err := url.QueryUnescape(key)", "plainKey, err := key, error(nil)", "server > TestSecretsInAddressesAreMasked"},
	{"L-03", "config.go", "	w = plainLog{w}\n", "", ". > TestNobodyWritesLinesOfTheLog"},
	{"D-06", "graph/session.go", "jwt.NewNumericDate(now.Add(-leeway))", "jwt.NewNumericDate(now)", "graph > TestAClockThatJumpsEndsNoSession"},
}

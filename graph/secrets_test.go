package graph

import (
	"bytes"
	"compress/gzip"
	"io"
	"os"
	"strings"
	"testing"
	"time"

	"gatehouse/server/call"
	"gatehouse/server/journal"
	"gatehouse/server/people"
	"gatehouse/server/store"
	"gatehouse/server/store/storetest"
)

// TestOneSecretOnePurpose tries every secret that this server gives out at every door but its own.
func TestOneSecretOnePurpose(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		setUp, err := people.SetUpLink(t.Context(), w.store, journal.CommandLine("test"), w.now)
		if err != nil {
			t.Fatal(err)
		}
		user, _ := w.addUser("ada", false)
		_, root := w.addUser("root", true)
		url := root.done(`mutation($u:ID!){createPasswordLink(user:$u){url}}`, "u", user.ID).text("createPasswordLink.url")
		token := root.done(`mutation{setUpForMe{secret}}`).text("setUpForMe.secret")
		ada := w.signIn("ada")
		family, rest, _ := strings.Cut(ada.refresh, ".")
		link := url[strings.LastIndex(url, "/")+1:]
		secrets := map[string]string{
			"token": token, "access": ada.access, "refresh": ada.refresh, "family": family, "half a refresh token": rest,
			"link": link, "set-up link": setUp, "password": goodPassword,
		}
		doors := map[string]func(secret string) bool{
			"access": func(s string) bool { c := w.stranger(); c.access = s; return c.ask(`{viewer{id}}`).at("viewer") != nil },
			"refresh": func(s string) bool {
				c := w.stranger()
				c.refresh = s
				return c.ask(`mutation{refresh{accessToken}}`).code() == ""
			},
			"set-up link": func(s string) bool {
				return w.stranger().ask(`mutation($s:String!){setUp(input:{secret:$s,email:"e@example.org",password:"a wholly new password"}){accessToken}}`, "s", s).code() == ""
			},
			"link": func(s string) bool {
				return w.stranger().ask(`mutation($s:String!){choosePassword(secret:$s,password:"a wholly new password"){accessToken}}`, "s", s).code() == ""
			},
			"token": func(s string) bool {
				grant, err := w.keeper.Find(t.Context(), call.Credential{Token: s}, call.CallerOf(t.Context()).Address)
				return grant != nil || err != nil
			},
			"password": func(s string) bool {
				_, err := people.NewDoorman(w.store, func() time.Time { return w.now.Add(24 * time.Hour) }).SignIn(t.Context(), "ada", s, call.CallerOf(t.Context()).Address)
				return err == nil
			},
		}
		for door, opens := range doors {
			for name, secret := range secrets {
				if name != door && opens(secret) {
					t.Errorf("a %s opens the door of a %s", name, door)
				}
			}
		}
		for _, own := range []string{"access", "token", "password", "refresh", "link"} { // the set-up link is dead: there is an administrator
			if !doors[own](secrets[own]) {
				t.Errorf("the %s opens not even its own door", own)
			}
		}
	})
}

// TestNoSecretStaysBehind looks for secrets, as they were given out, in every byte of the database, the log and a backup.
func TestNoSecretStaysBehind(t *testing.T) {
	address := storetest.SQLite(t)
	s := storetest.Open(t, address)
	w := newWorld(t, s)
	user, ada := w.addUser("ada", false)
	_, root := w.addUser("root", true)
	service := root.done(`mutation{createService(input:{name:"S",enabled:true}){id}}`).text("createService.id")
	made := root.done(`mutation($u:ID!,$s:ID!){createToken(input:{user:$u,service:$s,name:"n",validUntil:"2099-01-01"}){secret token{id}}}`, "u", user.ID, "s", service)
	rotated := root.done(`mutation($id:ID!){rotateToken(id:$id,overlapHours:1){secret}}`, "id", made.text("createToken.token.id"))
	url := root.done(`mutation($u:ID!){createPasswordLink(user:$u){url}}`, "u", user.ID).text("createPasswordLink.url")
	ada.ask(`mutation{refresh{accessToken}}`)
	family, refresh, _ := strings.Cut(root.refresh, ".")
	key, err := people.SigningKey(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	secrets := map[string]string{
		"a token": made.text("createToken.secret"), "a rotated token": rotated.text("rotateToken.secret"), "a refresh token": refresh,
		"a link": url[strings.LastIndex(url, "/")+1:], "a password": goodPassword, "an access token": root.access,
	}
	answers := root.done(`{tokens{nodes{id name shown}} users{nodes{id username}} auditEvents{nodes{action subject details}}}`).answer.text
	database := everyByte(t, strings.TrimPrefix(address, "sqlite:"))
	if !bytes.Contains(database, []byte("ada@example.org")) || !bytes.Contains(database, []byte(family)) {
		t.Fatal("these are not the bytes of the database")
	}
	archive := unzipped(t, s)
	for name, secret := range secrets {
		for place, text := range map[string]string{"the database": string(database), "the log": w.log.String(), "a backup": archive, "what the API answers": answers} {
			if len(secret) < 20 || strings.Contains(text, secret) {
				t.Errorf("%s stands in %s", name, place)
			}
		}
	}
	for name, secret := range map[string]string{"the signing key": string(key), "the family of a session": family} {
		if strings.Contains(archive, secret) {
			t.Errorf("%s stands in a backup", name)
		}
	}
}

// everyByte reads a database of SQLite with what is not yet written into it.
func everyByte(t *testing.T, file string) (all []byte) {
	t.Helper()
	for _, name := range []string{file, file + "-wal"} {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, text...)
	}
	return all
}

func unzipped(t *testing.T, s *store.Store) string {
	t.Helper()
	var archive bytes.Buffer
	if _, err := s.Backup(t.Context(), &archive); err != nil {
		t.Fatal(err)
	}
	zipped, err := gzip.NewReader(&archive)
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(zipped)
	if err != nil || !bytes.Contains(text, []byte("ada@example.org")) {
		t.Fatalf("this is no backup: %v", err)
	}
	return string(text)
}

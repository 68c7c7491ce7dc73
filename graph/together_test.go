package graph

import (
	"context"
	"sync"
	"testing"
	"time"

	"gatehouse/ent/user"
	"gatehouse/server/people"
	"gatehouse/server/store"
)

// TestLastAdministratorsTogether shuts one of two administrators out while the other one is being shut out.
func TestLastAdministratorsTogether(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		ada, _ := w.addUser("ada", true)
		bob, asBob := w.addUser("bob", true)
		held := make(chan struct{})
		var work sync.WaitGroup
		work.Go(func() {
			err := w.store.Write(context.Background(), func(ctx context.Context, tx *store.Tx) error {
				if _, err := people.HoldAdministrators(ctx, tx); err != nil {
					return err
				}
				err := tx.User.UpdateOneID(bob.ID).SetSiteAdmin(false).Exec(ctx)
				close(held)
				time.Sleep(200 * time.Millisecond) // what follows begins meanwhile
				return err
			})
			if err != nil {
				t.Error(err)
			}
		})
		<-held
		if got := asBob.ask(`mutation($u:ID!){updateUser(id:$u,input:{suspended:true}){id}}`, "u", ada.ID); got.code() != codeInvalid && got.code() != codeForbidden {
			t.Errorf("the last administrator: %s", got.answer.text)
		}
		work.Wait()
		if left, err := w.store.DB.User.Query().Where(user.SiteAdmin(true), user.Suspended(false)).Count(t.Context()); err != nil || left != 1 {
			t.Errorf("%d administrators are left: %v", left, err)
		}
	})
}

// TestChangesTogether makes changes of one list at the same moment: each must still be there afterwards.
func TestChangesTogether(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		_, root := w.addUser("root", true)
		service := root.done(`mutation{createService(input:{name:"S",shortName:"s"}){id}}`).text("createService.id")
		var work sync.WaitGroup
		for _, name := range []string{"rest", "soap"} {
			work.Go(func() { root.done(`mutation($n:String!){setProtocol(name:$n,on:true){on}}`, "n", name) })
		}
		for _, name := range []string{"core_webservice_get_site_info", "core_course_get_courses", "core_group_get_groups"} {
			work.Go(func() {
				root.done(`mutation($s:ID!,$f:[String!]!){addFunctions(service:$s,functions:$f){id}}`, "s", service, "f", []string{name})
			})
		}
		work.Wait()
		if got := root.done(`query($s:ID!){service(id:$s){functionCount}}`, "s", service); got.text("service.functionCount") != "3" {
			t.Errorf("functions: %s", got.answer.text)
		}
		settings, err := store.ReadSettings(t.Context(), w.store.DB)
		if err != nil || len(settings.WebServices.Protocols) != 2 {
			t.Errorf("protocols: %v, %v", settings.WebServices.Protocols, err)
		}
	})
}

// TestRefreshTogether renews one session eight times at the same moment: one of them gets through.
func TestRefreshTogether(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		_, ada := w.addUser("ada", false)
		renewed := make(chan string, 8)
		var work sync.WaitGroup
		for range cap(renewed) {
			c := w.stranger()
			c.refresh = ada.refresh
			work.Go(func() { renewed <- c.ask(`mutation{refresh{accessToken}}`).code() })
		}
		work.Wait()
		close(renewed)
		won := 0
		for code := range renewed {
			if code == "" {
				won++
			}
		}
		if won != 1 {
			t.Errorf("%d renewed it", won)
		}
	})
}

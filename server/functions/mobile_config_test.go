package functions_test

import (
	"context"
	"encoding/json"
	"testing"

	"gatehouse/server/call"
	"gatehouse/server/store"
)

// TestMobileConfig asks as a client does that has nothing to show.
func TestMobileConfig(t *testing.T) {
	each(t, func(t *testing.T, h *harness) {
		asNobody := func(function string) (string, *call.Error) {
			return h.callWith(t, &call.Request{Credential: call.Credential{Nobody: true}, Function: function, Settings: call.DefaultSettings}, `{}`)
		}
		if _, err := asNobody("core_webservice_get_site_info"); err == nil || err.Code != call.ServiceNotAvailable {
			t.Errorf("nobody learns who is calling: %v", err)
		}
		for _, step := range []struct {
			why                             string
			change                          func(ctx context.Context, tx *store.Tx, s *store.Settings) error
			services, mobile, inMaintenance int
		}{
			{"nothing is on", func(context.Context, *store.Tx, *store.Settings) error { return nil }, 0, 0, 0},
			{"web services are on", func(_ context.Context, _ *store.Tx, s *store.Settings) error {
				s.WebServices.Enabled, s.WebServices.Protocols = true, []string{"soap", "rest"}
				return nil
			}, 1, 0, 0},
			{"the service is there, and disabled", func(ctx context.Context, tx *store.Tx, _ *store.Settings) error {
				return tx.Service.Create().SetID(90).SetName("Mobile").SetShortName("moodle_mobile_app").Exec(ctx)
			}, 1, 0, 0},
			{"it is enabled", func(ctx context.Context, tx *store.Tx, _ *store.Settings) error {
				return tx.Service.UpdateOneID(90).SetEnabled(true).Exec(ctx)
			}, 1, 1, 0},
			{"there is maintenance", func(_ context.Context, _ *store.Tx, s *store.Settings) error {
				s.Site.Maintenance = true
				return nil
			}, 1, 1, 1},
			{"REST, which apps speak, is off", func(_ context.Context, _ *store.Tx, s *store.Settings) error {
				s.WebServices.Protocols = []string{"soap"}
				return nil
			}, 1, 0, 1},
			{"web services are off", func(_ context.Context, _ *store.Tx, s *store.Settings) error {
				s.WebServices.Enabled, s.WebServices.Protocols = false, []string{"rest"}
				return nil
			}, 0, 0, 1},
		} {
			err := h.store.Write(t.Context(), func(ctx context.Context, tx *store.Tx) error {
				changed := h.store.Settings().Clone()
				if err := step.change(ctx, tx, changed); err != nil {
					return err
				}
				_, err := tx.SaveSettings(ctx, h.store.Settings(), changed)
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			result, refused := asNobody("tool_mobile_get_public_config")
			var got struct {
				WWWRoot     string
				Services    int `json:"enablewebservices"`
				Mobile      int `json:"enablemobilewebservice"`
				Maintenance int `json:"maintenanceenabled"`
				TypeOfLogin int
			}
			if refused != nil || json.Unmarshal([]byte(result), &got) != nil {
				t.Fatalf("%s: %v %s", step.why, refused, result)
			}
			if got.Services != step.services || got.Mobile != step.mobile || got.Maintenance != step.inMaintenance || got.WWWRoot != publicURL || got.TypeOfLogin != 1 {
				t.Errorf("%s: %+v", step.why, got)
			}
		}
	})
}

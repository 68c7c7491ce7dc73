package people

import (
	"context"

	"gatehouse/ent"
	"gatehouse/ent/factor"
)

// secondFactor says whether a user has a second factor, and whether one must be had.
func (d *Doorman) secondFactor(ctx context.Context, u *ent.User) (has, must bool, err error) {
	ctx, cancel := context.WithTimeout(ctx, lookLimit)
	defer cancel()
	has, err = d.store.DB.Factor.Query().Where(factor.UserID(u.ID)).Exist(ctx)
	return has, u.SiteAdmin && d.store.Settings().Site.SecondFactorForAdmins, err
}

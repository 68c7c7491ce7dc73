package graph

import (
	"context"
	"fmt"
	"net/http"
	"strings"

	"rsc.io/qr"

	"gatehouse/ent"
	"gatehouse/ent/factor"
	"gatehouse/server/people"
)

// finished makes the session of a sign-in that has shown its second factor into what the app gets, and takes the step's cookie away.
func (r *Resolver) finished(v *visit, row *ent.Session, refresh string) (*Session, error) {
	c := r.sessions.stepCookie(v, "", r.Now())
	c.MaxAge = -1
	http.SetCookie(v.w, c)
	return r.sessions.enter(v, row.Edges.User, row, refresh)
}

// addedFactor is what the app gets for a new second factor. Recovery codes come with the first, which has ended every session: the own one
// begins anew.
func (r *Resolver) addedFactor(ctx context.Context, codes []string) (*AddedFactor, error) {
	added := &AddedFactor{RecoveryCodes: append([]string{}, codes...)}
	if len(codes) == 0 {
		return added, nil
	}
	v := visitOf(ctx)
	row, refresh, err := r.sessions.people.Replace(ctx, v.person.session, v.person.user, v.from())
	if err != nil {
		return nil, err
	}
	added.Session, err = r.sessions.enter(v, v.person.user, row, refresh)
	return added, err
}

func factorsOf(rows []*ent.Factor) []*Factor {
	list := make([]*Factor, len(rows))
	for i, row := range rows {
		list[i] = &Factor{ID: row.ID, Kind: factorKinds[row.Kind], Name: row.Name, CreatedAt: row.CreatedAt, LastUsedAt: row.LastUsedAt}
	}
	return list
}

var factorKinds = map[factor.Kind]FactorKind{factor.KindAuthenticator: FactorKindAuthenticator, factor.KindPasskey: FactorKindPasskey}

func hasKind(own *people.OwnFactors, kind factor.Kind) bool {
	for _, row := range own.List {
		if row.Kind == kind {
			return true
		}
	}
	return false
}

// quietZone is how many light modules a QR code has around it (ISO/IEC 18004, 5.3.8).
const quietZone = 4

// qrCode writes a text as a QR code.
func qrCode(text string) (*QRCode, error) {
	code, err := qr.Encode(text, qr.M)
	if err != nil {
		return nil, fmt.Errorf("making a QR code: %w", err)
	}
	var path strings.Builder
	for y := range code.Size {
		for x := range code.Size {
			if code.Black(x, y) {
				fmt.Fprintf(&path, "M%d %dh1v1h-1z", x+quietZone, y+quietZone)
			}
		}
	}
	return &QRCode{Size: code.Size + 2*quietZone, Path: path.String()}, nil
}

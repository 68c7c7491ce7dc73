package functions

import (
	"reflect"
	"slices"
	"strconv"
	"strings"

	"gatehouse/server/call"
)

// participantFields are the names that userfields may hold: the keys of a participant, and those that Moodle knows of a user
// besides.
var participantFields = func() []string {
	names := []string{"auth", "confirmed", "lang", "theme", "timezone", "mailformat", "suspended", "trackforums"}
	for i := range reflect.TypeFor[participant]().NumField() {
		names = append(names, reflect.TypeFor[participant]().Field(i).Tag.Get("name"))
	}
	return names
}()

// fieldSet says which fields of a participant are wanted; nil for all.
type fieldSet map[string]bool

func (f fieldSet) has(name string) bool { return f == nil || f[name] }

// readParticipantOptions reads the options of core_enrol_get_enrolled_users. Those it does not know it passes over, because
// clients send what other versions know.
func readParticipantOptions(options []participantOption) (p participants, fields fieldSet, err error) {
	for i, o := range options {
		path := at("options", i, "value")
		switch o.Name {
		case "withcapability":
			p.withCapability = o.Value
		case "groupid":
			p.groupID, err = readCount(path, o.Value)
		case "onlyactive":
			p.onlyActive = yes(o.Value)
		case "onlysuspended":
			p.onlySuspended = yes(o.Value)
		case "userfields":
			fields, err = readFields(path, o.Value)
		case "limitfrom":
			p.from, err = readCount(path, o.Value)
		case "limitnumber":
			p.number, err = readCount(path, o.Value)
		case "sortby":
			p.sortBy, err = oneOf(path, o.Value, "id", "firstname", "lastname", "siteorder")
		case "sortdirection":
			var direction string
			direction, err = oneOf(path, strings.ToUpper(o.Value), "ASC", "DESC")
			p.descending = direction == "DESC"
		}
		if err != nil {
			return p, nil, err
		}
	}
	if p.onlyActive && p.onlySuspended {
		return p, nil, call.Errorf(call.CodingError, "Nobody is both active and suspended: give onlyactive or onlysuspended.").At("options")
	}
	return p, fields, nil
}

// yes reads an option that is on unless it is empty or 0.
func yes(value string) bool { return value != "" && value != "0" }

func readCount(path, value string) (int, error) {
	n, err := strconv.ParseInt(value, 10, 32)
	if err != nil || n < 0 {
		return 0, call.Invalid(path, "found %q, expected a whole number that is not negative.", value)
	}
	return int(n), nil
}

func oneOf(path, value string, known ...string) (string, error) {
	if slices.Contains(known, value) {
		return value, nil
	}
	return "", call.Invalid(path, "found %q, expected one of %s.", value, strings.Join(known, ", "))
}

func readFields(path, value string) (fieldSet, error) {
	fields := fieldSet{"id": true, "fullname": true}
	for name := range strings.SplitSeq(value, ",") {
		name = strings.TrimSpace(name)
		if !slices.Contains(participantFields, name) {
			return nil, call.Errorf(call.InvalidUserField, "There is no field %q of a user. Known are %s.", name, strings.Join(participantFields, ", ")).
				At("%s", path)
		}
		fields[name] = true
	}
	return fields, nil
}

// keep leaves out of a participant what was not asked for.
func (f fieldSet) keep(p *participant) {
	if f == nil {
		return
	}
	v := reflect.ValueOf(p).Elem()
	for i := range v.NumField() {
		if !f[v.Type().Field(i).Tag.Get("name")] {
			v.Field(i).SetZero()
		}
	}
}

package docs

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"gatehouse/server/call"
)

// Failure is one way in which a call can fail.
type Failure struct {
	Code     call.Code `json:"code"`     // invalidparameter: it never changes its meaning
	Sentence string    `json:"sentence"` // what it says when nothing more is known
	Status   int       `json:"status"`   // of HTTP, at our own face of REST
}

// Failures describes codes, in their order.
func Failures(codes []call.Code) []Failure {
	list := make([]Failure, len(codes))
	for i, c := range codes {
		list[i] = Failure{c, c.Sentence(), c.Status()}
	}
	return list
}

// failureGroup are the failures that a protocol has one number for.
type failureGroup struct {
	number   int
	failures []Failure
}

// failuresByNumber puts codes together that a protocol has one number for, the lowest number first.
func failuresByNumber(codes []call.Code, number func(call.Code) int) []failureGroup {
	var groups []failureGroup
	for _, one := range Failures(codes) {
		n := number(one.Code)
		i := slices.IndexFunc(groups, func(g failureGroup) bool { return g.number == n })
		if i < 0 {
			i, groups = len(groups), append(groups, failureGroup{number: n})
		}
		groups[i].failures = append(groups[i].failures, one)
	}
	slices.SortStableFunc(groups, func(a, b failureGroup) int { return cmp.Compare(a.number, b.number) })
	return groups
}

// describeFailures is a list in Markdown.
func describeFailures(failures []Failure) string {
	lines := make([]string, len(failures))
	for i, f := range failures {
		lines[i] = fmt.Sprintf("- `%s`: %s", f.Code, f.Sentence)
	}
	return strings.Join(lines, "\n")
}

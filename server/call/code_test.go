package call

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"strconv"
	"strings"
	"testing"
)

// codeConstants finds every constant of the type Code in the package's own source.
func codeConstants(t *testing.T) map[string]Code {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), "code.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]Code{}
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok {
			return true
		}
		if kind, ok := spec.Type.(*ast.Ident); !ok || kind.Name != "Code" {
			return true
		}
		for i, name := range spec.Names {
			text, err := strconv.Unquote(spec.Values[i].(*ast.BasicLit).Value)
			if err != nil {
				t.Fatal(err)
			}
			found[name.Name] = Code(text)
		}
		return true
	})
	return found
}

func TestEveryCodeHasAKindAndASentence(t *testing.T) {
	constants := codeConstants(t)
	if len(constants) < 50 {
		t.Fatalf("only %d constants were found in the source", len(constants))
	}
	byText := map[Code]string{}
	for name, code := range constants {
		if _, ok := codes[code]; !ok || code.Kind() < Unauthenticated || code.Kind() > Broken {
			t.Errorf("%s (%s) has no kind", name, code)
		}
		if s := code.Sentence(); !strings.HasSuffix(s, ".") || strings.ToUpper(s[:1]) != s[:1] {
			t.Errorf("%s (%s) says %q, which is no sentence", name, code, s)
		}
		if other, taken := byText[code]; taken {
			t.Errorf("%s and %s are the same code", name, other)
		}
		byText[code] = name
	}
	list := Codes()
	if len(list) != len(constants) {
		t.Errorf("%d codes are listed and %d declared", len(list), len(constants))
	}
	for i := range list {
		if byText[list[i]] == "" {
			t.Errorf("%q is listed and not declared", list[i])
		}
		if i > 0 && list[i-1] >= list[i] {
			t.Errorf("%q stands before %q", list[i-1], list[i])
		}
	}
}

func TestAnUnknownCodeIsOurFault(t *testing.T) {
	if kind := Code("no such").Kind(); kind != Broken {
		t.Errorf("kind %d", kind)
	}
}

func TestAnyErrorBecomesAnError(t *testing.T) {
	own := Errorf(NotFound, "There is no course %d.", 7)
	secret := errors.New("pq: password authentication failed")
	for _, test := range []struct {
		why     string
		err     error
		code    Code
		message string
		cause   error
	}{
		{"what we do not know stays inside", secret, Internal, Internal.Sentence(), secret},
		{"a nil Error in an error says nothing", (*Error)(nil), Internal, Internal.Sentence(), nil},
		{"our own stays as it is", own, NotFound, "There is no course 7.", nil},
		{"our own inside another", fmt.Errorf("while looking: %w", own), NotFound, "There is no course 7.", nil},
		{"our own with a cause", own.Because(secret), NotFound, "There is no course 7.", secret},
	} {
		e := AsError(test.err)
		if e.Code != test.code || e.Message != test.message {
			t.Errorf("%s: %+v", test.why, e)
		}
		if strings.Contains(e.Error(), "password authentication") {
			t.Errorf("%s: the cause is told: %s", test.why, e)
		}
		if test.cause != nil && !errors.Is(e, test.cause) {
			t.Errorf("%s: the cause is lost", test.why)
		}
	}
	if AsError(nil) != nil {
		t.Error("no error becomes one")
	}
	if own.Unwrap() != nil || own.Path != "" {
		t.Error("a copy has changed what it was made of")
	}
}

func TestPathsAreAddedOnce(t *testing.T) {
	e := Errorf(NotFound, "It is gone.").At("groups[%d].id", 3)
	if got := e.At("other").Error(); got != "groups[3].id: It is gone." {
		t.Errorf("got %q", got)
	}
	if got := Invalid("a.b", "Not %d.", 7); got.Code != InvalidParameter || got.Error() != "a.b: Not 7." {
		t.Errorf("got %q", got)
	}
	if got := (&Error{Code: NotFound}).Error(); got != NotFound.Sentence() {
		t.Errorf("an Error without a message says %q", got)
	}
	if got := Fail(NotFound); got.Message != NotFound.Sentence() {
		t.Errorf("got %q", got)
	}
}

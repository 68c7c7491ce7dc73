package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// source is a file of the program: no test, nothing generated, nothing of e2e.
type source struct {
	file    string            // from the root
	imports map[string]string // path by the name that it has in the file
	tree    *ast.File
}

// sources reads the program.
func sources(t *testing.T) []source {
	t.Helper()
	var list []source
	files := token.NewFileSet()
	err := filepath.WalkDir(root, func(file string, entry fs.DirEntry, err error) error {
		name := filepath.ToSlash(strings.TrimPrefix(file, root+"/"))
		if err == nil && entry.IsDir() && (slices.Contains([]string{"node_modules", "e2e", "ent", ".git"}, name) || path.Base(name) == "internal") {
			return fs.SkipDir
		}
		if err != nil || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") || name == "graph/generated.go" || strings.HasPrefix(name, "server/store/storetest") {
			return err
		}
		tree, err := parser.ParseFile(files, file, nil, 0)
		if err != nil {
			return err
		}
		s := source{name, map[string]string{}, tree}
		for _, i := range tree.Imports {
			imported, _ := strconv.Unquote(i.Path.Value)
			known := path.Base(imported)
			if i.Name != nil {
				known = i.Name.Name
			}
			s.imports[known] = imported
		}
		list = append(list, s)
		return nil
	})
	if err != nil || len(list) < 300 {
		t.Fatalf("%d files were read: %v", len(list), err)
	}
	return list
}

// uses calls found with every selector of the file: "net/http.Get" for one of a package, ".QueryContext" for any other.
func (s *source) uses(found func(what string)) {
	ast.Inspect(s.tree, func(n ast.Node) bool {
		selector, ok := n.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		if x, ok := selector.X.(*ast.Ident); ok && s.imports[x.Name] != "" {
			found(s.imports[x.Name] + "." + selector.Sel.Name)
		} else {
			found("." + selector.Sel.Name)
		}
		return true
	})
}

// dialling are what opens connections, and packages that do.
var (
	dialling = []string{
		"net/http.Get", "net/http.Post", "net/http.PostForm", "net/http.Head", "net/http.Client", "net/http.DefaultClient", "net/http.Transport", "net/http.DefaultTransport",
		"net.Dial", "net.DialTimeout", "net.DialTCP", "net.DialUDP", "net.DialUnix", "net.DialIP", "net.Dialer", "crypto/tls.Dial", "crypto/tls.Dialer", "crypto/tls.DialWithDialer",
		"os/exec.Command", "os/exec.CommandContext", "net/http/httputil.ReverseProxy", "net/http/httputil.NewSingleHostReverseProxy",
	}
	diallers = []string{"net/smtp", "net/rpc", "net/rpc/jsonrpc", "github.com/jackc/pgx/", "go.opentelemetry.io/otel/exporters/", "golang.org/x/oauth2", "github.com/coreos/go-oidc/"}
)

// mayDial are the files that open connections, and to whom. A new one belongs here with its reason, and whatever lets a caller choose
// the address makes requirement C-01 apply: host lists, each resolved address checked and dialled, redirects checked again.
var mayDial = map[string]string{
	"notify.go":                 "systemd's socket, and the server's own health",
	"command_setup.go":          "quickstart calls the server that its operator names",
	"server/openid/":            "the provider that the operator names, and the hosts that its settings list",
	"server/tracing/tracing.go": "the collector that the operator's OTEL variables name",
	"server/store/":             "the database that the operator names",
}

// TestNobodyDialsOut shows that there are no connectors (C-01, C-02): nothing here asks an address that a caller or an administrator chose.
func TestNobodyDialsOut(t *testing.T) {
	used := map[string]bool{}
	report := func(s source, what string) {
		for _, place := range slices.Sorted(maps.Keys(mayDial)) {
			if s.file == place || strings.HasSuffix(place, "/") && path.Dir(s.file)+"/" == place {
				used[place] = true
				return
			}
		}
		t.Errorf("%s uses %s", s.file, what)
	}
	for _, s := range sources(t) {
		s.uses(func(what string) {
			if slices.Contains(dialling, what) {
				report(s, what)
			}
		})
		for _, imported := range s.imports {
			if slices.ContainsFunc(diallers, func(d string) bool { return strings.HasPrefix(imported, d) }) {
				report(s, imported)
			}
		}
	}
	for place := range mayDial {
		if !used[place] {
			t.Errorf("%s dials no more: take it out of the list", place)
		}
	}
}

// ownSQL are the files outside of the store and the journal that make SQL as text, and of what. Everything else is said through
// ent's predicates, which bind values and quote names.
var ownSQL = map[string]string{
	"server/functions/calendar_get.go":       "names of columns",
	"server/functions/calendar_series.go":    "ids of ours, as numbers",
	"server/functions/enrol_search_users.go": "names of columns; what is looked for is bound",
	"server/functions/refer.go":              "ids of ours, as numbers",
	"server/functions/user_query.go":         "names of columns; values are bound",
	"server/tokens/keeper.go":                "a constant",
	"server/setup/seed_calls.go":             "figures of the command seed",
	"graph/service.go":                       "names of columns; values are bound",
	"graph/user.go":                          "names of columns; words are bound",
}

// makingSQL is what takes SQL as text.
var makingSQL = []string{".QueryContext", ".ExecContext", ".QueryRowContext", ".Look", "entgo.io/ent/dialect/sql.Raw", "entgo.io/ent/dialect/sql.Expr",
	"entgo.io/ent/dialect/sql.ExprP", "entgo.io/ent/dialect/sql.ExprFunc", "entgo.io/ent/dialect/sql.P"}

// TestFunctionsMakeNoSQL shows that there are no SQL functions, and that what answers callers makes SQL in a few known places only.
func TestFunctionsMakeNoSQL(t *testing.T) {
	used := map[string]bool{}
	for _, s := range sources(t) {
		if strings.HasPrefix(s.file, "server/store/") || strings.HasPrefix(s.file, "server/journal/") || strings.HasPrefix(s.file, "server/backups/") || strings.HasPrefix(s.file, "server/metrics/") {
			continue
		}
		s.uses(func(what string) {
			if slices.Contains(makingSQL, what) {
				if used[s.file] = true; ownSQL[s.file] == "" {
					t.Errorf("%s uses %s", s.file, what)
				}
			}
		})
	}
	for file := range ownSQL {
		if !used[file] {
			t.Errorf("%s makes no SQL any more: take it out of the list", file)
		}
	}
}

// TestTheTrailIsOnlyAddedTo shows that nothing but pruning takes audit events away, and nothing changes one (L-01).
func TestTheTrailIsOnlyAddedTo(t *testing.T) {
	changing := []string{"Update", "UpdateOne", "UpdateOneID", "Delete", "DeleteOne", "DeleteOneID"}
	pruned := 0
	for _, s := range sources(t) {
		ast.Inspect(s.tree, func(n ast.Node) bool {
			outer, ok := n.(*ast.SelectorExpr)
			if !ok || !slices.Contains(changing, outer.Sel.Name) {
				return true
			}
			inner, ok := outer.X.(*ast.SelectorExpr)
			switch {
			case !ok || inner.Sel.Name != "AuditEvent":
			case s.file == "server/journal/prune.go" && outer.Sel.Name == "Delete":
				pruned++
			default:
				t.Errorf("%s: AuditEvent.%s", s.file, outer.Sel.Name)
			}
			return true
		})
		for _, table := range []string{"UPDATE audit_events", "DELETE FROM audit_events", `UPDATE "audit_events"`, `DELETE FROM "audit_events"`} {
			ast.Inspect(s.tree, func(n ast.Node) bool {
				if text, ok := n.(*ast.BasicLit); ok && strings.Contains(text.Value, table) {
					t.Errorf("%s: %s", s.file, table)
				}
				return true
			})
		}
	}
	if pruned != 1 {
		t.Errorf("%d places prune the trail", pruned)
	}
}

package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"text/template"

	"go.yaml.in/yaml/v3"
)

func readFile(t *testing.T, name ...string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(name...))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func readYAML(t *testing.T, text string, into any) {
	t.Helper()
	decoder := yaml.NewDecoder(strings.NewReader(text))
	if err := decoder.Decode(into); err != nil {
		t.Fatalf("%v in\n%s", err, text)
	}
}

// figures are the names of all that a server with a call and a backup behind it shows to Prometheus.
func figures(t *testing.T) []string {
	t.Helper()
	s := newShell(t)
	s.must(nil, "webServices: {enabled: true, protocols: [rest]}", "apply", "-")
	server := s.serve("--metrics-listen", "127.0.0.1:0", "--backup-dir", filepath.Join(s.folder, "backups"))
	<-server.said["made a backup and restored it once"]
	server.get("ready", "/webservice/rest/core_webservice_get_site_info")
	_, body := server.get("metrics", "/metrics")
	names := []string{"up"} // Prometheus' own
	for line := range strings.Lines(body) {
		name, _, _ := strings.Cut(strings.Fields(line)[0], "{")
		names = append(names, name)
	}
	return names
}

var (
	metricName   = regexp.MustCompile(`\b(?:gatehouse|go|process)_[a-z_]+\b|\bup\b`)
	metricLabels = regexp.MustCompile(`(?:\bby \(|\{)([^)}]*)`)
)

// expressions are the queries of the dashboard and of the alert rules, by where they stand.
func expressions(t *testing.T) map[string]string {
	t.Helper()
	found := map[string]string{}
	var board struct {
		Panels []struct {
			Title   string
			Targets []struct{ Expr string }
		}
	}
	if err := json.Unmarshal([]byte(readFile(t, "deploy", "grafana", "gatehouse.json")), &board); err != nil {
		t.Fatal(err)
	}
	for _, p := range board.Panels {
		for i, target := range p.Targets {
			found[fmt.Sprintf("panel %s %d", p.Title, i)] = target.Expr
		}
	}
	var rules struct {
		Groups []struct {
			Rules []struct {
				Alert, Expr string
				Labels      map[string]string
				Annotations map[string]string
			}
		}
	}
	readYAML(t, readFile(t, "deploy", "prometheus", "rules.yaml"), &rules)
	for _, r := range rules.Groups[0].Rules {
		found["alert "+r.Alert] = r.Expr
		if r.Labels["severity"] == "" || r.Annotations["summary"] == "" {
			t.Errorf("%s says neither how bad it is nor what it is", r.Alert)
		}
	}
	return found
}

func TestDashboardAndAlertsAskForFiguresThatExist(t *testing.T) {
	known := figures(t)
	labels := []string{"job", "instance", "protocol", "function", "result", "check", "state", "pool", "le"}
	queries := expressions(t)
	if len(queries) < 20 {
		t.Fatalf("only %d queries were found", len(queries))
	}
	for where, query := range queries {
		names := metricName.FindAllString(query, -1)
		if len(names) == 0 {
			t.Errorf("%s asks for nothing: %s", where, query)
		}
		for _, name := range names {
			if !slices.Contains(known, name) {
				t.Errorf("%s asks for %s, which there is not", where, name)
			}
		}
		for _, group := range metricLabels.FindAllStringSubmatch(query, -1) {
			for label := range strings.SplitSeq(group[1], ",") {
				name, _, _ := strings.Cut(strings.TrimSpace(label), "=")
				if !slices.Contains(labels, name) {
					t.Errorf("%s uses the label %q", where, name)
				}
			}
		}
		if strings.Count(query, "(") != strings.Count(query, ")") {
			t.Errorf("%s has brackets that do not close: %s", where, query)
		}
	}
}

func TestTheUnitIsOneThatSystemdAccepts(t *testing.T) {
	unit := readFile(t, "deploy", "systemd", "gatehouse.service")
	for _, line := range []string{"Type=notify", "DynamicUser=yes", "ProtectSystem=strict", "NoNewPrivileges=yes", "StateDirectory=gatehouse", "WatchdogSec="} {
		if !strings.Contains(unit, "\n"+line) {
			t.Errorf("the unit lacks %s", line)
		}
	}
	analyze, err := exec.LookPath("systemd-analyze")
	if err != nil {
		t.Skip("there is no systemd-analyze on this machine")
	}
	self, err := os.Executable() // a program that is there, in the place of the one that is installed
	if err != nil {
		t.Fatal(err)
	}
	verify := func(text string) string {
		name := filepath.Join(t.TempDir(), "gatehouse.service")
		if err := os.WriteFile(name, []byte(strings.Replace(text, "/usr/local/bin/gatehouse", self, 1)), 0o600); err != nil {
			t.Fatal(err)
		}
		output, err := exec.Command(analyze, "verify", "--man=no", name).CombinedOutput()
		if err != nil {
			return string(output) + err.Error()
		}
		return string(output)
	}
	if said := verify(unit); said != "" {
		t.Error(said)
	}
	if said := verify(strings.Replace(unit, "ProtectSystem=strict", "ProtectSystem=sometimes", 1)); said == "" {
		t.Error("a wrong line is not seen: this test could not fail")
	}
}

func TestTheImageHoldsTheProgramAlone(t *testing.T) {
	var stages []string
	var last [][]string // the instructions of the last stage
	text := strings.ReplaceAll(readFile(t, "Dockerfile"), "\\\n", " ")
	for line := range strings.Lines(text) {
		words := strings.Fields(line)
		if len(words) == 0 || strings.HasPrefix(words[0], "#") {
			continue
		}
		switch words[0] {
		case "FROM":
			if len(words) == 4 && words[2] == "AS" {
				stages = append(stages, words[3])
			}
			last = nil
		case "COPY":
			checkCopy(t, stages, words[1:])
		case "RUN", "WORKDIR", "ENV", "ARG", "USER", "EXPOSE", "VOLUME", "ENTRYPOINT", "CMD":
		default:
			t.Errorf("there is no instruction %s", words[0])
		}
		last = append(last, words)
	}
	for _, want := range []string{"FROM scratch", "USER 65532:65532", `ENTRYPOINT ["/gatehouse"]`, `CMD ["serve"]`} {
		if !slices.ContainsFunc(last, func(words []string) bool { return strings.Join(words, " ") == want }) {
			t.Errorf("the last stage lacks %s", want)
		}
	}
	if slices.ContainsFunc(last, func(words []string) bool { return words[0] == "RUN" }) {
		t.Error("there is nothing in the last stage that could run anything")
	}
}

// checkCopy holds that what is copied is there: in a stage before, or in the repository and not ignored.
func checkCopy(t *testing.T, stages, words []string) {
	t.Helper()
	for len(words) > 0 && strings.HasPrefix(words[0], "--") {
		if from, ok := strings.CutPrefix(words[0], "--from="); ok {
			if !slices.Contains(stages, from) {
				t.Errorf("there is no stage %s", from)
			}
			return
		}
		words = words[1:]
	}
	ignored := strings.Fields(readFile(t, ".dockerignore"))
	for _, name := range words[:len(words)-1] {
		if _, err := os.Stat(name); err != nil {
			t.Errorf("%s is not there", name)
		}
		if slices.Contains(ignored, name) {
			t.Errorf("%s is ignored", name)
		}
	}
}

// rendered renders the chart as Helm does, as far as its templates go, and parses what comes out: by kind and name.
func rendered(t *testing.T, change func(values map[string]any)) map[string]map[string]any {
	t.Helper()
	chart := filepath.Join("deploy", "helm", "gatehouse")
	var about struct {
		Name, Version string
		AppVersion    string `yaml:"appVersion"`
	}
	values := map[string]any{}
	readYAML(t, readFile(t, chart, "Chart.yaml"), &about)
	readYAML(t, readFile(t, chart, "values.yaml"), &values)
	change(values)
	files, err := filepath.Glob(filepath.Join(chart, "templates", "*.yaml"))
	if err != nil || len(files) == 0 || about.Version == "" {
		t.Fatal(files, err, about)
	}
	objects := map[string]map[string]any{}
	for _, file := range files {
		made, err := template.New(file).Option("missingkey=error").Funcs(helmFunctions).Parse(readFile(t, file))
		if err != nil {
			t.Fatal(err)
		}
		var text bytes.Buffer
		if err := made.Execute(&text, map[string]any{"Values": values, "Chart": about, "Release": map[string]string{"Name": "gate"}}); err != nil {
			t.Fatal(err)
		}
		for decoder := yaml.NewDecoder(&text); ; {
			var object map[string]any
			if err := decoder.Decode(&object); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Fatalf("%s: %v", file, err)
			}
			if object != nil {
				objects[fmt.Sprint(object["kind"], " ", object["metadata"].(map[string]any)["name"])] = object
			}
		}
	}
	return objects
}

// helmFunctions are those of Helm that the chart uses.
var helmFunctions = template.FuncMap{
	"quote": func(v any) string { return fmt.Sprintf("%q", fmt.Sprint(v)) },
	"default": func(otherwise, v any) any {
		if v == nil || v == "" {
			return otherwise
		}
		return v
	},
	"join": func(separator string, list []any) string {
		texts := make([]string, len(list))
		for i, v := range list {
			texts[i] = fmt.Sprint(v)
		}
		return strings.Join(texts, separator)
	},
	"toJson": func(v any) (string, error) {
		text, err := json.Marshal(v)
		return string(text), err
	},
}

func TestTheChartRenders(t *testing.T) {
	plain := rendered(t, func(map[string]any) {})
	for _, name := range []string{"Deployment gate", "Service gate", "Service gate-metrics", "PodDisruptionBudget gate"} {
		if plain[name] == nil {
			t.Errorf("lacks %s", name)
		}
	}
	if plain["ServiceMonitor gate"] != nil {
		t.Error("a ServiceMonitor without being asked for would be refused where its kind is not known")
	}
	whole := rendered(t, func(values map[string]any) {
		values["trustedProxies"] = []any{"10.0.0.0/8", "fd00::/8"}
		values["environment"] = map[string]any{"OTEL_EXPORTER_OTLP_ENDPOINT": "http://collector:4318"}
		values["metrics"].(map[string]any)["serviceMonitor"] = true
		values["backups"].(map[string]any)["claim"] = "backups"
	})
	if whole["ServiceMonitor gate"] == nil {
		t.Error("lacks the ServiceMonitor")
	}
	text, err := json.Marshal(whole["Deployment gate"])
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		`"readOnlyRootFilesystem":true`, `"runAsUser":65532`, `"readinessProbe":`, `"livenessProbe":`, `"/readyz"`, `"10.0.0.0/8,fd00::/8"`,
		`"GATEHOUSE_BACKUP_DIR"`, `"claimName":"backups"`, `"image":"gatehouse:0.1.0"`, `"OTEL_EXPORTER_OTLP_ENDPOINT"`, `"drop":["ALL"]`,
	} {
		if !strings.Contains(string(text), want) {
			t.Errorf("the deployment lacks %s", want)
		}
	}
	public, err := json.Marshal(whole["Service gate"])
	if err != nil || strings.Contains(string(public), "9090") || strings.Contains(string(public), "metrics") {
		t.Errorf("figures are on the public service: %s %v", public, err)
	}
	checkEnvironment(t, string(text))
}

// checkEnvironment holds that the settings that a deployment names are some of "gatehouse serve".
func checkEnvironment(t *testing.T, text string) {
	t.Helper()
	config := readFile(t, "config.go")
	for _, name := range regexp.MustCompile(`GATEHOUSE_[A-Z_]+`).FindAllString(text, -1) {
		if !strings.Contains(config, `env:"`+name+`"`) {
			t.Errorf("there is no setting %s", name)
		}
	}
}

func TestDeploymentsNameSettingsThatExist(t *testing.T) {
	checkEnvironment(t, readFile(t, "Dockerfile"))
	checkEnvironment(t, readFile(t, "deploy", "systemd", "gatehouse.service"))
}

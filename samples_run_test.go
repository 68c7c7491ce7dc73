package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// sampleRunner is how the samples of a language run one after the other, in one process, because many starts take long. The text of each is
// what runs. Only where many programs are compiled as one, the name of the program's entry has the sample's id instead.
type sampleRunner struct {
	needs [][]string                                      // commands that succeed where everything is installed
	file  string                                          // %s is the id
	entry string                                          // what becomes the id; empty: nothing
	build func(t *testing.T, folder string, ids []string) // nil: there is nothing to build
	run   []string                                        // the command; the names of files are its arguments
}

var sampleRunners = map[string]sampleRunner{
	"curl":       {needs: [][]string{{"curl", "--version"}}, file: "%s.sh", run: []string{"sh", script("run.sh")}},
	"javascript": {needs: [][]string{{"node", "--version"}}, file: "%s.mjs", run: []string{"node", script("run.mjs")}},
	"python": {
		needs: [][]string{{systemPython, "-c", "import zeep"}}, file: "%s.py", run: []string{systemPython, "-W", "error", "-W", "ignore::DeprecationWarning", "-W", "ignore::ResourceWarning", script("run.py")},
	},
	"php": {
		needs: [][]string{{"php", "-r", `exit(class_exists("SoapClient") ? 0 : 1);`}}, file: "%s.php",
		run: []string{"php", "-d", "soap.wsdl_cache_dir=.", script("run.php")},
	},
	"go": {
		needs: [][]string{{"go", "version"}}, file: "%s.go", entry: "func main()", build: buildGo, run: []string{"./run"},
	},
	"java": {
		needs: [][]string{{"javac", "-version"}}, file: "%s.java", entry: "public class Call", build: buildJava, run: []string{"java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", ".", "Run"},
	},
	"csharp": {
		needs: [][]string{{"mcs", "--version"}, {"mono", "--version"}}, file: "%s.cs", entry: "static class Call", build: buildCSharp, run: []string{"mono", "run.exe"},
	},
	"ruby": {
		needs: [][]string{{"ruby", "-e", "require 'xmlrpc/client'"}}, file: "%s.rb", run: []string{"ruby", script("run.rb")},
	},
	"perl": {
		needs: [][]string{{"perl", "-MHTTP::Tiny", "-MJSON::PP", "-MSOAP::Lite", "-MRPC::XML::Client", "-e", "1"}}, file: "%s.pl",
		run: []string{"perl", script("run.pl")},
	},
}

// systemPython sees the packages of the system, which another Python that stands before it in the path does not.
const systemPython = "/usr/bin/python3"

func script(name string) string {
	path, err := filepath.Abs(filepath.Join("e2e/samples", name))
	if err != nil {
		panic(err)
	}
	return path
}

// need skips the test where the language is not installed. Where CI is set it has to be.
func (r *sampleRunner) need(t *testing.T) {
	t.Helper()
	for _, command := range r.needs {
		if err := exec.Command(command[0], command[1:]...).Run(); err != nil {
			if os.Getenv("CI") != "" {
				t.Fatalf("%s: %v", strings.Join(command, " "), err)
			}
			t.Skipf("%s: %v", strings.Join(command, " "), err)
		}
	}
}

func (r *sampleRunner) write(t *testing.T, folder, id, text string) {
	t.Helper()
	if r.entry != "" {
		if strings.Count(text, r.entry) != 1 {
			t.Fatalf("%q stands in a sample other than once:\n%s", r.entry, text)
		}
		text = strings.Replace(text, r.entry, entryName.ReplaceAllString(r.entry, id), 1)
	}
	if err := os.WriteFile(filepath.Join(folder, fmt.Sprintf(r.file, id)), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// entryName is the name of a program's entry.
var entryName = regexp.MustCompile(`main|Call`)

// goRun starts itself for each sample, because one that fails ends the process.
const goRun = `package main

import (
	"fmt"
	"os"
	"os/exec"
)

var samples = map[string]func(){
TABLE}

func main() {
	if len(os.Args) > 2 && os.Args[1] == "one" {
		samples[os.Args[2]]()
		return
	}
	failed := 0
	for _, id := range os.Args[1:] {
		fmt.Println("@sample " + id)
		fmt.Fprintln(os.Stderr, "@sample " + id)
		one := exec.Command(os.Args[0], "one", id)
		one.Stdout, one.Stderr = os.Stdout, os.Stderr
		if one.Run() != nil {
			failed = 1
		}
	}
	os.Exit(failed)
}
`

func buildGo(t *testing.T, folder string, ids []string) {
	t.Helper()
	var table strings.Builder
	for _, id := range ids {
		fmt.Fprintf(&table, "\t%q: %s,\n", id, id)
	}
	write := func(name, text string) {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("main.go", strings.Replace(goRun, "TABLE", table.String(), 1))
	write("go.mod", "module samples\n\ngo 1.24\n")
	output(t, in(folder, "go", "build", "-o", "run", "."))
}

func buildJava(t *testing.T, folder string, _ []string) {
	t.Helper()
	output(t, in(folder, "sh", "-c", `javac -proc:none -d . "$0" ./*.java`, script("Run.java")))
}

func buildCSharp(t *testing.T, folder string, _ []string) {
	t.Helper()
	output(t, in(folder, "sh", "-c", `mcs -out:run.exe -main:Run -r:System.Net.Http.dll "$0" ./*.cs`, script("Run.cs")))
}

func in(folder, name string, arguments ...string) *exec.Cmd {
	command := exec.Command(name, arguments...)
	command.Dir = folder
	return command
}

// sampleRun is the samples of a language in a folder.
type sampleRun struct {
	runner sampleRunner
	folder string
	token  string
}

// sampleMark is what scripts print before each sample, with its name behind, to both outputs.
const sampleMark = "@sample "

// run runs samples, and returns what each printed, what it said about errors, and whether all went well.
func (r *sampleRun) run(ids []string) (printed, said map[string]string, err error) {
	arguments := slices.Clone(r.runner.run[1:])
	for _, id := range ids {
		if r.runner.build == nil {
			id = filepath.Join(r.folder, fmt.Sprintf(r.runner.file, id))
		}
		arguments = append(arguments, id)
	}
	command := in(r.folder, r.runner.run[0], arguments...)
	command.Env = append(os.Environ(), "WS_TOKEN="+r.token, "NO_PROXY=127.0.0.1", "no_proxy=127.0.0.1")
	var out, errOut strings.Builder
	command.Stdout, command.Stderr = &out, &errOut
	err = command.Run()
	return bySample(out.String()), bySample(errOut.String()), err
}

// bySample takes an output apart. What stands before the first sample is that of "".
func bySample(output string) map[string]string {
	parts := strings.Split(output, sampleMark)
	texts := map[string]string{"": strings.TrimSpace(parts[0])}
	for _, part := range parts[1:] {
		name, text, _ := strings.Cut(part, "\n")
		name = filepath.Base(name)
		texts[strings.TrimSuffix(name, filepath.Ext(name))] = strings.TrimSpace(text)
	}
	return texts
}

// all runs samples that have to end well, and returns how many printed something.
func (r *sampleRun) all(t *testing.T, ids []string) int {
	t.Helper()
	printed, said, err := r.run(ids)
	if err != nil || said[""] != "" {
		t.Errorf("%v: %s", err, said[""])
	}
	n := 0
	for _, id := range ids {
		if printed[id] != "" && said[id] == "" {
			n++
		} else {
			t.Errorf("%s printed %q and said %q", id, printed[id], said[id])
		}
	}
	return n
}

// refused runs samples that the server refuses: for what they ask for, and for their token. Each has to fail, and to say why.
func (r *sampleRun) refused(t *testing.T) {
	t.Helper()
	wrong := *r
	wrong.token = strings.Repeat("f", 32)
	var ids []string
	for _, face := range faces() {
		ids = append(ids, sampleID(face.Name, "refused"))
	}
	// Some clients get no further than the status that refuses the document.
	for want, run := range map[string]*sampleRun{fmt.Sprint(refusedCourse): r, "token|Unauthorized": &wrong} {
		printed, said, err := run.run(ids)
		if err == nil {
			t.Errorf("what is refused ended well: %v", printed)
		}
		for _, id := range ids {
			if text := said[id] + printed[id]; said[id] == "" || !regexp.MustCompile(want).MatchString(text) {
				t.Errorf("%s with the token %s said %q, want %s", id, run.token, text, want)
			}
		}
	}
}
